import type { Tx } from "#kernel";
import { sql } from "kysely";
import type { Tables } from "./tables.ts";

/** A figure that does not equal what its ledger says. */
export type Difference = {
  readonly platform: number;
  readonly what: string;
  readonly where: string;
  readonly kept: number;
  readonly counted: number;
};

const stockSums = sql`SELECT s.platform_id AS platform, x.what, concat_ws('/', s.sku_id, s.owner_id, s.venue_id, s.lot_id) AS "where", x.kept::bigint AS kept, x.counted::bigint AS counted
  FROM trade.stock s
  LEFT JOIN (SELECT platform_id, sku_id, owner_id, venue_id, lot_id, sum(on_hand) AS on_hand, sum(damaged) AS damaged, sum(quarantined) AS quarantined
    FROM trade.movement GROUP BY 1, 2, 3, 4, 5) m USING (platform_id, sku_id, owner_id, venue_id, lot_id)
  LEFT JOIN (SELECT platform_id, sku_id, owner_id, venue_id, lot_id, sum(quantity) AS reserved
    FROM trade.reservation WHERE state IN ('held', 'claimed') GROUP BY 1, 2, 3, 4, 5) r USING (platform_id, sku_id, owner_id, venue_id, lot_id)
  CROSS JOIN LATERAL (VALUES ('on_hand', s.on_hand, coalesce(m.on_hand, 0)), ('damaged', s.damaged, coalesce(m.damaged, 0)),
    ('quarantined', s.quarantined, coalesce(m.quarantined, 0)), ('reserved', s.reserved, coalesce(r.reserved, 0))) AS x (what, kept, counted)
  WHERE x.kept <> x.counted`;
const bookSums = sql`SELECT platform_id AS platform, 'books' AS what, currency AS "where", sum(amount_minor)::bigint AS kept, 0::bigint AS counted
  FROM trade.ledger_entry GROUP BY 1, 3 HAVING sum(amount_minor) <> 0`;
const orderSums = sql`SELECT o.platform_id AS platform, x.what, o.order_no AS "where", x.kept::bigint AS kept, x.counted::bigint AS counted FROM trade.orders o
  JOIN (SELECT order_id, sum(pay_minor) AS pay, sum(refunded_minor) AS refunded FROM trade.order_line GROUP BY 1) l USING (order_id)
  LEFT JOIN (SELECT order_id, sum(amount_minor) AS refunds FROM trade.refund GROUP BY 1) r USING (order_id)
  CROSS JOIN LATERAL (VALUES ('order pay', o.pay_minor, l.pay), ('order refunded', o.refunded_minor, l.refunded),
    ('refunds', o.refunded_minor, coalesce(r.refunds, 0))) AS x (what, kept, counted)
  WHERE x.kept <> x.counted`;

/**
 * Recounts every ledger of the scope: movements against stock rows, open reservations against `reserved`, the books against
 * zero, refunds against their orders. Empty when all is well; at most 1,000 of each kind.
 */
export async function differences(tx: Tx): Promise<Difference[]> {
  const found: Difference[] = [];
  for (const one of [stockSums, bookSums, orderSums])
    found.push(...(await sql<Difference>`${one} LIMIT 1000`.execute(tx.as<Tables>())).rows);
  return found;
}
