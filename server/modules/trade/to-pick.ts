import type { trade } from "#contract";
import type { Tx } from "#kernel";
import { directory } from "#parties";
import { sql } from "kysely";
import { partsOf } from "./orders.ts";
import { piecesByLine, venueName } from "./shown.ts";
import type { FulfilmentTable, OrderTable, Tables } from "./tables.ts";

/** Fulfilments as a venue's work list shows them. */
export async function shownToPick(tx: Tx, rows: readonly FulfilmentTable[]): Promise<trade.ToPick[]> {
  if (rows.length === 0) return [];
  const d = await directory(tx);
  const ids = [...new Set(rows.map((f) => f.order_id))];
  const read: OrderTable[] = await tx
    .as<Tables>()
    .selectFrom("trade.orders")
    .selectAll()
    .where(sql<boolean>`order_id = ANY(${ids}::uuid[])`)
    .execute();
  const orders = new Map(read.map((o) => [o.order_id, o]));
  const { lines, reservations } = await partsOf(tx, ids);
  return rows.flatMap((f) => {
    const o = orders.get(f.order_id);
    if (!o) return [];
    const pieces = piecesByLine(reservations.filter((r) => r.fulfilment_id === f.fulfilment_id));
    return [
      {
        id: f.fulfilment_id,
        kind: f.kind,
        state: f.state,
        venue: f.venue_id,
        venue_name: venueName(d, f.venue_id),
        carrier: f.carrier,
        tracking: f.tracking,
        promised_dispatch_at: f.promised_dispatch_at.toISOString(),
        promised_day: f.promised_day,
        dispatched_at: f.dispatched_at?.toISOString() ?? null,
        delivered_at: f.delivered_at?.toISOString() ?? null,
        order: o.order_id,
        order_no: o.order_no,
        placed_at: o.placed_at.toISOString(),
        recipient: f.kind === "deliver" && o.address ? recipientOf(o.address) : "",
        lines: pieces.map(({ line, quantity }) => {
          const l = lines.find((one) => one.order_id === o.order_id && one.line_no === line);
          return {
            line,
            quantity,
            sku_code: l?.sku_code ?? "",
            title: { zh: l?.title_zh ?? "", en: l?.title_en ?? "" },
          };
        }),
      },
    ];
  });
}
const recipientOf = (a: trade.Address): string =>
  [a.name, a.phone, a.region, a.city, a.line]
    .filter((t) => t !== "")
    .join(" ")
    .slice(0, 500);
