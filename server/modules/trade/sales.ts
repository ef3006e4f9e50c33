import type { Tx } from "#kernel";
import { directory } from "#parties";
import { sql } from "kysely";
import type { Tables } from "./tables.ts";

export type SoldDay = {
  readonly sku: number;
  readonly owner: number;
  readonly venue: number;
  readonly day: string;
  readonly pieces: number;
};
/**
 * Pieces that left by sale, per SKU, owner, venue and calendar day of the platform's zone, from a day on; days without a sale
 * are not in it. Reads the movements of the scope.
 */
export async function salesByDay(tx: Tx, since: string, venue?: number): Promise<SoldDay[]> {
  const { zone } = (await directory(tx)).platform;
  const read =
    await sql<SoldDay>`SELECT sku_id AS sku, owner_id AS owner, venue_id AS venue, (at AT TIME ZONE ${zone})::date AS day, -sum(on_hand) AS pieces
    FROM trade.movement WHERE platform_id = ${tx.platform} AND cause IN ('sale', 'pos_sale') AND at >= (${since}::date::timestamp AT TIME ZONE ${zone})
    ${venue === undefined ? sql`` : sql`AND venue_id = ${venue}`} GROUP BY 1, 2, 3, 4`.execute(tx.as<Tables>());
  return read.rows.map((r) => ({ ...r, pieces: Number(r.pieces) }));
}

export type Level = {
  readonly sku: number;
  readonly owner: number;
  readonly venue: number;
  readonly on_hand: number;
  readonly available: number;
};
/** Pieces per SKU, owner and venue over all lots, as the scope may see them. */
export async function levels(tx: Tx, venue?: number): Promise<Level[]> {
  const read =
    await sql<Level>`SELECT sku_id AS sku, owner_id AS owner, venue_id AS venue, sum(on_hand)::int AS on_hand,
      sum(on_hand - reserved - leased)::int AS available
    FROM trade.stock WHERE platform_id = ${tx.platform} ${venue === undefined ? sql`` : sql`AND venue_id = ${venue}`} GROUP BY 1, 2, 3`.execute(
      tx.as<Tables>(),
    );
  return read.rows;
}
