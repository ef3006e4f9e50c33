import type { trade } from "#contract";
import type { Tx } from "#kernel";
import { badCursor, mapPage, pageOf } from "#kernel";
import { directory } from "#parties";
import { sql } from "kysely";
import { goodsBook, skuOfScan } from "./goods.ts";
import { availableOf } from "./model.ts";
import { merchantName, venueName } from "./shown.ts";
import type { StockRead } from "./stock.ts";
import type { MovementTable, Tables } from "./tables.ts";

/** Stock rows as they are shown. */
export async function shownStock(tx: Tx, rows: readonly StockRead[]): Promise<trade.StockRow[]> {
  const d = await directory(tx);
  const book = await goodsBook(
    tx,
    rows.map((r) => r.sku_id),
  );
  return rows.map((r) => ({
    sku: r.sku_id,
    sku_code: r.sku_code,
    title: book.byId.get(r.sku_id)?.title ?? { zh: r.sku_code, en: r.sku_code },
    brand: r.brand_id,
    merchant: r.owner_id,
    merchant_name: merchantName(d, r.owner_id),
    venue: r.venue_id,
    venue_name: venueName(d, r.venue_id),
    lot: r.lot_id,
    lot_code: r.lot_code,
    expires_on: r.expires_on,
    on_hand: r.on_hand,
    reserved: r.reserved,
    safety: r.safety,
    leased: r.leased,
    incoming: r.incoming,
    in_transit: r.in_transit,
    damaged: r.damaged,
    quarantined: r.quarantined,
    available: availableOf(r),
  }));
}

export type StockFilter = {
  readonly sku?: number | undefined;
  readonly merchant?: number | undefined;
  readonly venue?: number | undefined;
  readonly q?: string | undefined;
  readonly at_most?: number | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
};
const cursorOf = (r: StockRead): string => `${r.sku_id}.${r.owner_id}.${r.venue_id}.${r.lot_id}`;
function keyOfCursor(after: string): number[] {
  const parts = after.split(".").map(Number);
  if (parts.length !== 4 || !parts.every((n) => Number.isSafeInteger(n) && n >= 0 && n <= 2_147_483_647))
    throw badCursor();
  return parts;
}
/** A page of stock rows of the scope, by SKU, owner, venue and lot. */
export async function listStock(tx: Tx, f: StockFilter): Promise<{ items: trade.StockRow[]; next?: string }> {
  const sku = f.sku ?? (f.q === undefined || f.q === "" ? undefined : await skuOfScan(tx, f.q));
  const like =
    sku === undefined && f.q !== undefined && f.q !== ""
      ? `%${f.q.replaceAll(/[\\%_]/g, (c) => `\\${c}`)}%`
      : undefined;
  const and = [
    sql`s.platform_id = ${tx.platform}`,
    ...(f.after === undefined
      ? []
      : [sql`(s.sku_id, s.owner_id, s.venue_id, s.lot_id) > (${sql.join(keyOfCursor(f.after))})`]),
    ...(sku === undefined ? [] : [sql`s.sku_id = ${sku}`]),
    ...(like === undefined ? [] : [sql`s.sku_code ILIKE ${like}`]),
    ...(f.merchant === undefined ? [] : [sql`s.owner_id = ${f.merchant}`]),
    ...(f.venue === undefined ? [] : [sql`s.venue_id = ${f.venue}`]),
    ...(f.at_most === undefined ? [] : [sql`s.on_hand - s.safety - s.reserved - s.leased <= ${f.at_most}`]),
  ];
  const read = await sql<StockRead>`SELECT s.*, l.expires_on, l.code AS lot_code, coalesce(l.blocked, false) AS blocked
    FROM trade.stock s LEFT JOIN trade.lot l ON l.platform_id = s.platform_id AND l.lot_id = s.lot_id
    WHERE ${sql.join(and, sql` AND `)} ORDER BY s.sku_id, s.owner_id, s.venue_id, s.lot_id LIMIT ${f.limit + 1}`.execute(
    tx.as<Tables>(),
  );
  return mapPage(pageOf(read.rows, f.limit, cursorOf), (rows) => shownStock(tx, rows));
}
export type MovementFilter = {
  readonly sku?: number | undefined;
  readonly venue?: number | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
};
/** Movements of the scope, newest first. */
export async function listMovements(tx: Tx, f: MovementFilter): Promise<trade.Movement[]> {
  let q = tx.as<Tables>().selectFrom("trade.movement").selectAll().where("platform_id", "=", tx.platform);
  if (f.sku !== undefined) q = q.where("sku_id", "=", f.sku);
  if (f.venue !== undefined) q = q.where("venue_id", "=", f.venue);
  if (f.after !== undefined) q = q.where("movement_id", "<", f.after);
  const rows: MovementTable[] = await q.orderBy("movement_id", "desc").limit(f.limit).execute();
  const book = await goodsBook(
    tx,
    rows.map((m) => m.sku_id),
  );
  return rows.map((m) => ({
    id: m.movement_id,
    at: m.at.toISOString(),
    cause: m.cause,
    sku: m.sku_id,
    sku_code: m.sku_code,
    title: book.byId.get(m.sku_id)?.title ?? { zh: m.sku_code, en: m.sku_code },
    merchant: m.owner_id,
    venue: m.venue_id,
    lot: m.lot_id,
    on_hand: m.on_hand,
    damaged: m.damaged,
    quarantined: m.quarantined,
    order: m.order_id,
    note: m.note,
  }));
}
