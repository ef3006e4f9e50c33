import { append } from "#facts";
import type { facts } from "#contract";
import type { Tx } from "#kernel";
import { badInput, conflict, newId } from "#kernel";
import type { Goods } from "./goods.ts";
import { knownLot, lotFor } from "./lots.ts";
import { availableOf } from "./model.ts";
import type { Place } from "./routing.ts";
import { insertAll } from "./rows.ts";
import type { Posting, StockRead } from "./stock.ts";
import { addToStock, lockShelves, openRows, post, writeMovements } from "./stock.ts";

/** Goods that came in: sound pieces and broken ones, of a lot when they have one. */
export type Arrival = {
  readonly goods: Pick<Goods, "sku" | "code" | "brand" | "category">;
  readonly owner: number;
  readonly venue: number;
  readonly quantity: number;
  readonly damaged?: number | undefined;
  readonly lot?: string | undefined;
  readonly made_on?: string | undefined;
  readonly expires_on?: string | undefined;
  readonly field: string;
};
export type Papers = {
  readonly document?: string | undefined;
  readonly note?: string | undefined;
  readonly who: string;
};
type LineAt = Arrival & { readonly place: Place };

/** Books goods in, all or none, with a `stock.received` fact per merchant and venue. Platform scope. Returns the rows as they are now. */
export async function receive(tx: Tx, arrivals: readonly Arrival[], papers: Papers): Promise<StockRead[]> {
  const lines: LineAt[] = [];
  for (const a of arrivals) {
    if (a.lot === undefined && (a.expires_on !== undefined || a.made_on !== undefined))
      throw badInput(`${a.field}.lot`, "goods with a day of making or expiry need a lot");
    const lot =
      a.lot === undefined
        ? 0
        : await lotFor(tx, {
            sku: a.goods.sku,
            code: a.lot,
            made_on: a.made_on,
            expires_on: a.expires_on,
            field: a.field,
          });
    lines.push({ ...a, place: { sku: a.goods.sku, owner: a.owner, venue: a.venue, lot } });
  }
  await openRows(
    tx,
    lines.map((l) => ({ ...l.place, brand: l.goods.brand, code: l.goods.code })),
  );
  const postings = lines.map((l): Posting => ({
    ...l.place,
    on_hand: l.quantity,
    damaged: l.damaged ?? 0,
    cause: "receive",
    document: papers.document,
    note: papers.note,
  }));
  const rows = await post(tx, postings, papers.who);
  await append(tx, receivedFacts(tx.now(), lines, papers.document ?? newId()));
  return rows;
}
function receivedFacts(at: Date, lines: readonly LineAt[], document: string): facts.FactInput[] {
  const places = Map.groupBy(lines, (l) => `${l.owner}|${l.venue}`);
  return [...places.values()].flatMap((here) =>
    Array.from({ length: Math.ceil(here.length / 500) }, (_x, i) => {
      const part = here.slice(i * 500, (i + 1) * 500);
      const brands = new Set(part.map((l) => l.goods.brand));
      const [brand] = brands;
      return {
        id: newId(),
        name: "stock.received" as const,
        at: at.toISOString(),
        ...(brands.size === 1 && typeof brand === "number" ? { brand } : {}),
        merchant: part[0]?.owner ?? 1,
        venue: part[0]?.venue ?? 1,
        lines: part.map((l) => ({
          sku: l.goods.code,
          ...(l.goods.brand === null ? {} : { brand: l.goods.brand }),
          ...(l.goods.category === null ? {} : { category: l.goods.category }),
          quantity: l.quantity,
          amount_minor: 0,
        })),
        props: { document },
      };
    }),
  );
}

type Where = {
  readonly goods: Goods;
  readonly owner: number;
  readonly venue: number;
  readonly lot: string | undefined;
};
async function oneRow(tx: Tx, w: Where): Promise<StockRead> {
  const place = {
    sku: w.goods.sku,
    owner: w.owner,
    venue: w.venue,
    lot: await knownLot(tx, w.goods.sku, w.lot, "body.lot"),
  };
  await openRows(tx, [{ ...place, brand: w.goods.brand, code: w.goods.code }]);
  const [row] = await lockShelves(tx, [place]);
  if (!row) throw new Error("a stock row that was made is gone");
  return row;
}
const placeOfRow = (r: StockRead): Place => ({ sku: r.sku_id, owner: r.owner_id, venue: r.venue_id, lot: r.lot_id });

/** Sets `on_hand` or `safety` to a value. Conflict `stock_changed` when it is no longer what the caller expects, `reserved` when promised pieces would be gone. */
export async function adjust(
  tx: Tx,
  w: Where,
  ask: { readonly what: "on_hand" | "safety"; readonly expected: number; readonly to: number },
  papers: Papers,
): Promise<StockRead[]> {
  const row = await oneRow(tx, w);
  const now = row[ask.what];
  if (now !== ask.expected)
    throw conflict("stock_changed", `${ask.what} of ${row.sku_code} is ${now} now, not ${ask.expected}; look again.`, {
      zh: `库存已变为 ${now}，请刷新后再改。`,
      en: `The figure is ${now} now; look again before changing it.`,
    });
  const change = ask.to - now;
  const after = availableOf({ ...row, [ask.what]: ask.to });
  if (after < 0)
    throw conflict(
      "reserved",
      `${row.sku_code}: ${row.reserved} pieces are promised and ${row.leased} lent; ${ask.what} ${ask.to} would leave ${-after} too few.`,
    );
  const place = placeOfRow(row);
  if (change === 0) return [row];
  if (ask.what === "on_hand")
    return post(tx, [{ ...place, on_hand: change, cause: "correction", note: papers.note }], papers.who);
  await addToStock(tx, [{ ...place, safety: change }]);
  return lockShelves(tx, [place]);
}

/** Quarantined pieces were looked at: back on sale, or broken. */
export async function inspect(
  tx: Tx,
  w: Where,
  quantity: number,
  result: "on_hand" | "damaged",
  papers: Papers,
): Promise<StockRead[]> {
  const row = await oneRow(tx, w);
  if (row.quarantined < quantity)
    throw conflict("not_quarantined", `${row.sku_code}: ${row.quarantined} pieces are quarantined, not ${quantity}.`);
  const cause = result === "on_hand" ? "quality_pass" : "quality_fail";
  return post(
    tx,
    [{ ...placeOfRow(row), quarantined: -quantity, [result]: quantity, cause, note: papers.note }],
    papers.who,
  );
}

export type Counted = {
  readonly goods: Goods;
  readonly owner: number;
  readonly venue: number;
  readonly lot: string | undefined;
  readonly counted: number;
};
export type CountResult = {
  sku: number;
  sku_code: string;
  before: number;
  counted: number;
  difference: number;
  shortage: number;
};
/**
 * Books what was counted. Promised and lent pieces are never taken away: safety is lowered first, and what is then still
 * missing is a shortage for somebody to solve.
 */
export async function count(tx: Tx, lines: readonly Counted[], papers: Papers): Promise<CountResult[]> {
  const results: CountResult[] = [];
  // One row after the other would lock in the order of the list: take all locks in key order first.
  const places: Place[] = [];
  for (const l of lines)
    places.push({
      sku: l.goods.sku,
      owner: l.owner,
      venue: l.venue,
      lot: await knownLot(tx, l.goods.sku, l.lot, "body.lines"),
    });
  await openRows(
    tx,
    lines.map((l, i) => ({ ...(places[i] as Place), brand: l.goods.brand, code: l.goods.code })),
  );
  await lockShelves(tx, places);
  for (const [i, l] of lines.entries()) {
    const [row] = await lockShelves(tx, [places[i] as Place]);
    if (row) results.push(await countOne(tx, row, l.counted, papers));
  }
  return results;
}
async function countOne(tx: Tx, row: StockRead, counted: number, papers: Papers): Promise<CountResult> {
  const bound = row.reserved + row.leased;
  const on_hand = Math.max(counted, bound);
  const shortage = on_hand - counted;
  const change = { on_hand: on_hand - row.on_hand, safety: Math.min(row.safety, on_hand - bound) - row.safety };
  const posting: Posting = { ...placeOfRow(row), ...change, cause: "count_adjust", note: papers.note };
  if (change.on_hand !== 0 || change.safety !== 0) {
    await addToStock(tx, [posting]);
    await writeMovements(
      tx,
      [posting],
      new Map([[`${row.sku_id}|${row.owner_id}|${row.venue_id}|${row.lot_id}`, row]]),
      papers.who,
    );
  }
  if (shortage > 0) await insertAll(tx, { shortage: [shortageOf(tx, row, shortage)] });
  return {
    sku: row.sku_id,
    sku_code: row.sku_code,
    before: row.on_hand,
    counted,
    difference: counted - row.on_hand,
    shortage,
  };
}
const shortageOf = (tx: Tx, r: StockRead, quantity: number) => ({
  platform_id: tx.platform,
  shortage_id: newId(),
  at: tx.now(),
  sku_id: r.sku_id,
  owner_id: r.owner_id,
  venue_id: r.venue_id,
  lot_id: r.lot_id,
  brand_id: r.brand_id,
  quantity,
  cause: "count" as const,
  order_id: null,
  solved_at: null,
});
