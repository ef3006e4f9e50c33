import type { supply, trade } from "#contract";
import type { Principal, Tx } from "#kernel";
import { badCursor, badInput } from "#kernel";
import { bookingPlace, goodsBook, goodsOf } from "#trade";
import { sql } from "kysely";
import { supplierBook } from "./suppliers.ts";
import type { PolicyTable, Tables } from "./tables.ts";

type Row = Omit<supply.Policy, "sku" | "sku_code" | "title" | "merchant" | "venue" | "supplier" | "lead_time_days"> & {
  readonly sku: trade.Ref;
  readonly merchant: trade.Ref;
  readonly venue: trade.Ref;
  readonly supplier: trade.Ref;
  readonly lead_time_days?: number | undefined;
};
/** Adds or changes policies, all or none. A brand keeps policies for its own merchants' stock. */
export async function putPolicies(tx: Tx, p: Principal, rows: readonly Row[]): Promise<number> {
  const book = await goodsBook(
    tx,
    rows.map((r) => r.sku),
  );
  const known = await supplierBook(tx);
  const policies: PolicyTable[] = [];
  for (const [i, r] of rows.entries()) {
    const field = `body.policies.${i}`;
    const goods = goodsOf(book, r.sku, `${field}.sku`);
    if (goods.service) throw badInput(`${field}.sku`, `${goods.code} is a service: it has no stock`);
    const place = await bookingPlace(tx, p, r, `${field}.`);
    const supplier = known.of(r.supplier, `${field}.supplier`);
    policies.push({
      platform_id: tx.platform,
      sku_id: goods.sku,
      merchant_id: place.owner,
      venue_id: place.venue,
      brand_id: goods.brand,
      supplier_id: supplier.supplier_id,
      lead_time_days: r.lead_time_days ?? supplier.lead_time_days,
      lead_time_sd_days: r.lead_time_sd_days,
      review_days: r.review_days,
      pack_size: r.pack_size,
      least_order: r.least_order,
      most_position: r.most_position,
      service_level_ratio: r.service_level_ratio,
      cost_minor: r.cost_minor,
    });
  }
  const keys = new Set(policies.map((q) => `${q.sku_id}|${q.merchant_id}|${q.venue_id}`));
  if (keys.size < policies.length)
    throw badInput("body.policies", "the same SKU, merchant and venue stands here twice", "each once");
  await sql`INSERT INTO supply.policy SELECT * FROM jsonb_populate_recordset(NULL::supply.policy, ${JSON.stringify(policies)}::jsonb)
    ON CONFLICT (platform_id, sku_id, merchant_id, venue_id) DO UPDATE SET supplier_id = excluded.supplier_id, lead_time_days = excluded.lead_time_days,
      lead_time_sd_days = excluded.lead_time_sd_days, review_days = excluded.review_days, pack_size = excluded.pack_size, least_order = excluded.least_order,
      most_position = excluded.most_position, service_level_ratio = excluded.service_level_ratio, cost_minor = excluded.cost_minor`.execute(
    tx.as<Tables>(),
  );
  return policies.length;
}

export type PolicyFilter = {
  readonly venue?: number | undefined;
  readonly merchant?: number | undefined;
  readonly sku?: number | undefined;
  readonly after?: string | undefined;
  readonly limit?: number;
};
function keyOf(after: string): number[] {
  const parts = after.split(".").map(Number);
  if (parts.length !== 3 || !parts.every((n) => Number.isSafeInteger(n) && n >= 0 && n <= 2_147_483_647))
    throw badCursor();
  return parts;
}
/** Policies of the scope by SKU, merchant and venue. */
export async function policies(tx: Tx, f: PolicyFilter): Promise<PolicyTable[]> {
  const and = [
    sql`platform_id = ${tx.platform}`,
    ...(f.after === undefined ? [] : [sql`(sku_id, merchant_id, venue_id) > (${sql.join(keyOf(f.after))})`]),
    ...(f.venue === undefined ? [] : [sql`venue_id = ${f.venue}`]),
    ...(f.merchant === undefined ? [] : [sql`merchant_id = ${f.merchant}`]),
    ...(f.sku === undefined ? [] : [sql`sku_id = ${f.sku}`]),
  ];
  const read = await sql<PolicyTable>`SELECT * FROM supply.policy WHERE ${sql.join(and, sql` AND `)}
    ORDER BY sku_id, merchant_id, venue_id LIMIT ${f.limit ?? 200_000}`.execute(tx.as<Tables>());
  return read.rows;
}
export const cursorOf = (q: PolicyTable): string => `${q.sku_id}.${q.merchant_id}.${q.venue_id}`;
export async function shownPolicies(tx: Tx, rows: readonly PolicyTable[]): Promise<supply.Policy[]> {
  const book = await goodsBook(
    tx,
    rows.map((r) => r.sku_id),
  );
  return rows.map((r) => {
    const goods = book.byId.get(r.sku_id);
    return {
      sku: r.sku_id,
      sku_code: goods?.code ?? String(r.sku_id),
      title: goods?.title ?? { zh: String(r.sku_id), en: String(r.sku_id) },
      merchant: r.merchant_id,
      venue: r.venue_id,
      supplier: r.supplier_id,
      lead_time_days: r.lead_time_days,
      lead_time_sd_days: r.lead_time_sd_days,
      review_days: r.review_days,
      pack_size: r.pack_size,
      least_order: r.least_order,
      most_position: r.most_position,
      service_level_ratio: r.service_level_ratio,
      cost_minor: r.cost_minor,
    };
  });
}
