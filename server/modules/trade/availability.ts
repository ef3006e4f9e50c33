import { dayIn } from "#kernel";
import type { Tx } from "#kernel";
import { directory } from "#parties";
import { availableOf } from "./model.ts";
import { venueName } from "./shown.ts";
import { shelvesOf } from "./stock.ts";

export type Availability = {
  deliver: number;
  collect: { venue: number; venue_name: { zh: string; en: string }; available: number }[];
};
/** What can be promised of a merchant's SKU now: as a parcel from every venue that sends, and at each counter that hands over. */
export async function availabilityOf(tx: Tx, sku: number, merchant: number): Promise<Availability> {
  const d = await directory(tx);
  const shelves = await shelvesOf(tx, [{ sku, owner: merchant }], dayIn(d.platform.zone, tx.now()));
  const free = new Map<number, number>();
  for (const s of shelves) free.set(s.venue_id, (free.get(s.venue_id) ?? 0) + availableOf(s));
  let deliver = 0;
  const collect: Availability["collect"] = [];
  for (const [id, available] of [...free].sort((a, b) => a[0] - b[0])) {
    const venue = d.venues.byId.get(id);
    if (venue?.status !== "active") continue;
    if (sends(venue)) deliver += available;
    if (venue.capabilities.includes("handover") && collect.length < 200)
      collect.push({ venue: id, venue_name: venueName(d, id), available });
  }
  return { deliver, collect };
}
/** Venues from which parcels leave: a web shop's warehouse, and a store that picks. */
export const sends = (venue: { readonly kind: string; readonly capabilities: readonly string[] }): boolean =>
  venue.kind === "web_shop" || venue.capabilities.includes("pick");
