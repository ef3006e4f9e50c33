import { availableOf } from "./model.ts";
import type { Level } from "./model.ts";

/** A stock row as routing looks at it. */
export type Shelf = Level & {
  readonly sku_id: number;
  readonly owner_id: number;
  readonly venue_id: number;
  readonly lot_id: number;
  readonly brand_id: number | null;
  readonly sku_code: string;
  /** Lots that end first leave first; goods without an end leave last. */
  readonly expires_on: string | null;
};
export type Place = { readonly sku: number; readonly owner: number; readonly venue: number; readonly lot: number };
export const keyOf = (p: Place): string => `${p.sku}|${p.owner}|${p.venue}|${p.lot}`;
export const placeOf = (s: Shelf): Place => ({ sku: s.sku_id, owner: s.owner_id, venue: s.venue_id, lot: s.lot_id });

/** Free pieces by stock row, less what a batch has already promised. */
export class Shelves {
  readonly #free = new Map<string, number>();
  readonly #rows = new Map<string, Shelf[]>();
  constructor(shelves: readonly Shelf[]) {
    for (const s of shelves) {
      this.#free.set(keyOf(placeOf(s)), availableOf(s));
      const pair = `${s.sku_id}|${s.owner_id}`;
      const known = this.#rows.get(pair);
      if (known) known.push(s);
      else this.#rows.set(pair, [s]);
    }
  }
  /** Rows of a merchant's SKU; the lots of a venue in the order in which they should leave. */
  rows(sku: number, owner: number): readonly Shelf[] {
    return this.#rows.get(`${sku}|${owner}`) ?? [];
  }
  free(place: Place): number {
    return Math.max(0, this.unpromised(place));
  }
  /** The same without the floor of 0: below it, safety stock has been used. */
  unpromised(place: Place): number {
    return this.#free.get(keyOf(place)) ?? 0;
  }
  freeAt(sku: number, owner: number, venue: number): number {
    return this.rows(sku, owner).reduce((sum, s) => sum + (s.venue_id === venue ? this.free(placeOf(s)) : 0), 0);
  }
  take(picks: readonly Picked[], sign = 1): void {
    for (const p of picks) {
      const key = keyOf(p.place);
      this.#free.set(key, (this.#free.get(key) ?? 0) - sign * p.quantity);
    }
  }
}

export type Wanted = { readonly line: number; readonly sku: number; readonly owner: number; readonly quantity: number };
export type Picked = { readonly line: number; readonly place: Place; readonly quantity: number };
export type Missing = { readonly line: number; readonly left: number };
export type Plan = { readonly picks: readonly Picked[] } | { readonly missing: readonly Missing[] };

const byExpiry = (a: Shelf, b: Shelf): number =>
  (a.expires_on ?? "9999").localeCompare(b.expires_on ?? "9999") || a.lot_id - b.lot_id;

/** Takes what a venue has of the wanted lines, earliest expiry first; what is not there is left out. */
function pickAt(shelves: Shelves, wanted: readonly Wanted[], venue: number): Picked[] {
  const taken = new Map<string, number>();
  return wanted.flatMap((w) => {
    let open = w.quantity;
    const rows = shelves
      .rows(w.sku, w.owner)
      .filter((s) => s.venue_id === venue)
      .toSorted(byExpiry);
    return rows.flatMap((s) => {
      const place = placeOf(s);
      const key = keyOf(place);
      const quantity = Math.min(open, shelves.free(place) - (taken.get(key) ?? 0));
      if (quantity <= 0) return [];
      open -= quantity;
      taken.set(key, (taken.get(key) ?? 0) + quantity);
      return [{ line: w.line, place, quantity }];
    });
  });
}
function leftOver(wanted: readonly Wanted[], picks: readonly Picked[]): Wanted[] {
  const got = new Map<number, number>();
  for (const p of picks) got.set(p.line, (got.get(p.line) ?? 0) + p.quantity);
  return wanted.map((w) => ({ ...w, quantity: w.quantity - (got.get(w.line) ?? 0) })).filter((w) => w.quantity > 0);
}

/**
 * Decides from which venues the lines of one order come, whole or not at all. `venues` are the allowed ones, best first. The
 * first venue that has everything gets the order; when none has, the parcel is split over as few venues as a greedy choice
 * finds: always the one with the most pieces of what is still open, ties by the order of `venues`.
 */
export function planOrder(shelves: Shelves, wanted: readonly Wanted[], venues: readonly number[]): Plan {
  for (const venue of venues) {
    const picks = pickAt(shelves, wanted, venue);
    if (leftOver(wanted, picks).length === 0) return { picks };
  }
  let open: readonly Wanted[] = wanted;
  const picks: Picked[] = [];
  const rest = new Set(venues);
  while (open.length > 0) {
    let best: { venue: number; picks: Picked[]; pieces: number } | undefined;
    for (const venue of rest) {
      const here = pickAt(shelves, open, venue);
      const pieces = here.reduce((sum, p) => sum + p.quantity, 0);
      if (pieces > (best?.pieces ?? 0)) best = { venue, picks: here, pieces };
    }
    if (!best) return { missing: missingOf(shelves, wanted, open, venues) };
    picks.push(...best.picks);
    open = leftOver(open, best.picks);
    rest.delete(best.venue);
  }
  return { picks };
}
function missingOf(
  shelves: Shelves,
  wanted: readonly Wanted[],
  open: readonly Wanted[],
  venues: readonly number[],
): Missing[] {
  const short = new Set(open.map((w) => w.line));
  return wanted
    .filter((w) => short.has(w.line))
    .map((w) => ({ line: w.line, left: venues.reduce((sum, v) => sum + shelves.freeAt(w.sku, w.owner, v), 0) }));
}
