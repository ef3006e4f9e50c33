import type { trade } from "#contract";
import type { Tx } from "#kernel";
import { notFound } from "#kernel";
import { sql } from "kysely";
import type { ReturnLineTable, ReturnTable, Tables } from "./tables.ts";

/** Returns as they are shown, in the order given; a brand sees its own lines only, and no return without one. */
export async function shownReturns(tx: Tx, rows: readonly ReturnTable[]): Promise<trade.ReturnCase[]> {
  if (rows.length === 0) return [];
  const ids = rows.map((r) => r.return_id);
  const all: ReturnLineTable[] = await tx
    .as<Tables>()
    .selectFrom("trade.return_line")
    .selectAll()
    .where(sql<boolean>`return_id = ANY(${ids}::uuid[])`)
    .orderBy("line_no")
    .execute();
  const lines = Map.groupBy(all, (l) => l.return_id);
  return rows.flatMap((r) => {
    const own = lines.get(r.return_id);
    if (own === undefined) return [];
    const shown = {
      id: r.return_id,
      order: r.order_id,
      order_no: r.order_no,
      state: r.state,
      kind: r.kind,
      merchant: r.merchant_id,
      venue: r.venue_id,
      lines: own.map((l) => ({
        line: l.line_no,
        quantity: l.quantity,
        sku_code: l.sku_code,
        title: { zh: l.title_zh, en: l.title_en },
        refund_minor: l.refund_minor,
      })),
      refund_minor: own.reduce((sum, l) => sum + l.refund_minor, 0),
      currency: r.currency,
      reason: r.reason,
      quality: r.quality,
      refusal: r.refusal,
      requested_at: r.requested_at.toISOString(),
      closed_at: r.closed_at?.toISOString() ?? null,
    };
    return [shown];
  });
}
/** One return, as the scope may see it. */
export async function oneReturn(tx: Tx, id: string): Promise<trade.ReturnCase> {
  const [one] = await shownReturns(tx, [await returnRow(tx, id)]);
  if (!one) throw notFound("The return");
  return one;
}
export async function returnRow(tx: Tx, id: string): Promise<ReturnTable> {
  const row = await tx
    .as<Tables>()
    .selectFrom("trade.return_case")
    .selectAll()
    .where("platform_id", "=", tx.platform)
    .where("return_id", "=", id)
    .executeTakeFirst();
  if (!row) throw notFound("The return");
  return row;
}
export type ReturnFilter = {
  readonly state?: trade.ReturnCase["state"] | undefined;
  readonly merchant?: number | undefined;
  readonly venue?: number | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
};
/** Returns of the scope, newest first; one row more than `limit` tells of a next page. */
export async function listReturns(tx: Tx, f: ReturnFilter): Promise<ReturnTable[]> {
  let q = tx.as<Tables>().selectFrom("trade.return_case").selectAll().where("platform_id", "=", tx.platform);
  if (f.state !== undefined) q = q.where("state", "=", f.state);
  if (f.merchant !== undefined) q = q.where("merchant_id", "=", f.merchant);
  if (f.venue !== undefined) q = q.where("venue_id", "=", f.venue);
  if (f.after !== undefined) q = q.where("return_id", "<", f.after);
  return q.orderBy("return_id", "desc").limit(f.limit).execute();
}
