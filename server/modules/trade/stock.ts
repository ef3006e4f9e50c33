import type { trade } from "#contract";
import type { Tx } from "#kernel";
import { Fault, newId } from "#kernel";
import { sql } from "kysely";
import { availableOf } from "./model.ts";
import type { Place, Shelf } from "./routing.ts";
import { keyOf, placeOf } from "./routing.ts";
import { insertAll } from "./rows.ts";
import type { StockTable, Tables } from "./tables.ts";

export type StockRead = StockTable & { expires_on: string | null; lot_code: string | null; blocked: boolean };
type Pair = { readonly sku: number; readonly owner: number };

const lotColumns = sql`l.expires_on, l.code AS lot_code, coalesce(l.blocked, false) AS blocked`;

/**
 * What is free of some merchants' SKUs, without locks; lots that are blocked or past their day are left out.
 */
export async function shelvesOf(tx: Tx, pairs: readonly Pair[], today: string): Promise<Shelf[]> {
  const of = (field: keyof Pair) => sql`${pairs.map((p) => p[field])}::int[]`;
  const read =
    await sql<StockRead>`SELECT s.*, ${lotColumns} FROM trade.free_stock(${tx.platform}, ${of("sku")}, ${of("owner")}) s
    LEFT JOIN trade.lot l ON l.platform_id = s.platform_id AND l.lot_id = s.lot_id
    WHERE NOT coalesce(l.blocked, false) AND coalesce(l.expires_on >= ${today}::date, true)`.execute(tx.as<Tables>());
  return read.rows;
}
/** Stock rows of one venue by SKU, whoever owns them, without locks. */
export async function shelvesAt(tx: Tx, venue: number, skus: readonly number[]): Promise<StockRead[]> {
  const read = await sql<StockRead>`SELECT s.*, ${lotColumns} FROM trade.stock s
    LEFT JOIN trade.lot l ON l.platform_id = s.platform_id AND l.lot_id = s.lot_id
    WHERE s.platform_id = ${tx.platform} AND s.venue_id = ${venue}
    AND s.sku_id = ANY(${skus}::int[])`.execute(tx.as<Tables>());
  return read.rows;
}
/** Locks stock rows in key order, the one order of every writer, and reads them anew. */
export async function lockShelves(tx: Tx, places: readonly Place[]): Promise<StockRead[]> {
  const distinct = [...new Map(places.map((p) => [keyOf(p), p])).values()].sort(byKey);
  const of = (field: keyof Place) => sql`${distinct.map((p) => p[field])}::int[]`;
  const read = await sql<StockRead>`SELECT s.*, ${lotColumns}
    FROM trade.lock_stock(${tx.platform}, ${of("sku")}, ${of("owner")}, ${of("venue")}, ${of("lot")}) s
    LEFT JOIN trade.lot l ON l.platform_id = s.platform_id AND l.lot_id = s.lot_id`.execute(tx.as<Tables>());
  return read.rows;
}
const byKey = (a: Place, b: Place): number => a.sku - b.sku || a.owner - b.owner || a.venue - b.venue || a.lot - b.lot;

const figures = ["on_hand", "reserved", "safety", "incoming", "in_transit", "damaged", "quarantined"] as const;
type Figure = (typeof figures)[number];
export type Change = Place & { readonly [F in Figure]?: number };
function summed(changes: readonly Change[]): Map<string, Change> {
  const sums = new Map<string, Change>();
  for (const c of changes) {
    const known = sums.get(keyOf(c));
    const added = known ? Object.fromEntries(figures.map((f) => [f, (known[f] ?? 0) + (c[f] ?? 0)])) : {};
    sums.set(keyOf(c), { ...c, ...added });
  }
  return sums;
}
/** Adds to locked rows. The caller has judged that the sums fit; the table's checks are the last guard. */
export async function addToStock(tx: Tx, changes: readonly Change[]): Promise<void> {
  const sums = [...summed(changes).values()];
  const rows = sums.map((c) => ({
    sku_id: c.sku,
    owner_id: c.owner,
    venue_id: c.venue,
    lot_id: c.lot,
    ...Object.fromEntries(figures.map((f) => [f, c[f] ?? 0])),
  }));
  const done = await sql<{
    n: number;
  }>`SELECT trade.add_to_stock(${tx.platform}, ${JSON.stringify(rows)}::jsonb) AS n`.execute(tx.as<Tables>());
  if (done.rows[0]?.n !== rows.length) throw new Error("a stock row that was locked is gone");
}

/** A change of stock with what caused it. */
export type Posting = Change & {
  readonly cause: trade.MovementCause;
  readonly order?: string | undefined;
  readonly document?: string | undefined;
  readonly note?: string | undefined;
};
/** Makes rows that are not there yet, empty. */
export async function openRows(
  tx: Tx,
  rows: readonly (Place & { brand: number | null; code: string })[],
): Promise<void> {
  const distinct = new Map(rows.map((r) => [keyOf(r), r]));
  const values = [...distinct.values()].map((r) => ({
    sku_id: r.sku,
    owner_id: r.owner,
    venue_id: r.venue,
    lot_id: r.lot,
    brand_id: r.brand,
    sku_code: r.code,
  }));
  await sql`INSERT INTO trade.stock (platform_id, sku_id, owner_id, venue_id, lot_id, brand_id, sku_code)
    SELECT ${tx.platform}, sku_id, owner_id, venue_id, lot_id, brand_id, sku_code
    FROM jsonb_populate_recordset(NULL::trade.stock, ${JSON.stringify(values)}::jsonb) ORDER BY 2, 3, 4, 5
    ON CONFLICT DO NOTHING`.execute(tx.as<Tables>());
}

/**
 * Books changes into existing stock rows with their movements, all or none. Conflict `out_of_stock` when a row has not that
 * many free pieces. Returns the rows as they are now.
 */
export async function post(tx: Tx, postings: readonly Posting[], who: string): Promise<StockRead[]> {
  const locked = await lockShelves(tx, postings);
  const rows = new Map(locked.map((r) => [keyOf(placeOf(r)), r]));
  for (const [key, change] of summed(postings)) {
    const row = rows.get(key);
    const fits = row !== undefined && fitsIn(row, change);
    if (!fits) throw notSoMany(row, change);
  }
  await addToStock(tx, postings);
  await writeMovements(tx, postings, rows, who);
  return lockShelves(tx, postings);
}
const fitsIn = (row: StockTable, c: Change): boolean =>
  availableOf({
    ...row,
    on_hand: row.on_hand + (c.on_hand ?? 0),
    reserved: row.reserved + (c.reserved ?? 0),
    safety: row.safety + (c.safety ?? 0),
  }) >= 0 && figures.every((f) => row[f] + (c[f] ?? 0) >= 0);
function notSoMany(row: StockTable | undefined, c: Change): Fault {
  const left = row ? Math.max(0, availableOf(row)) : 0;
  const told = row ? row.sku_code : `SKU ${c.sku}`;
  return new Fault(
    "conflict",
    "out_of_stock",
    `${told}: ${left} pieces are free at venue ${c.venue}, lot ${c.lot}; the change needs more.`,
    {
      userMessage: { zh: `可用库存不足，仅剩 ${left} 件。`, en: `Not enough free stock: ${left} left.` },
    },
  );
}

export async function writeMovements(
  tx: Tx,
  postings: readonly Posting[],
  rows: ReadonlyMap<string, StockTable>,
  who: string,
): Promise<void> {
  const at = tx.now();
  const movement = postings.flatMap((p) => {
    const row = rows.get(keyOf(p));
    if (!row || ((p.on_hand ?? 0) === 0 && (p.damaged ?? 0) === 0 && (p.quarantined ?? 0) === 0)) return [];
    return [
      {
        platform_id: tx.platform,
        movement_id: newId(),
        at,
        cause: p.cause,
        sku_id: p.sku,
        owner_id: p.owner,
        venue_id: p.venue,
        lot_id: p.lot,
        brand_id: row.brand_id,
        sku_code: row.sku_code,
        on_hand: p.on_hand ?? 0,
        damaged: p.damaged ?? 0,
        quarantined: p.quarantined ?? 0,
        order_id: p.order ?? null,
        document: p.document ?? null,
        note: p.note ?? null,
        who,
      },
    ];
  });
  await insertAll(tx, { movement });
}
