import type { parties, trade } from "#contract";
import type { Principal, Tx } from "#kernel";
import { notAllowed, notFound } from "#kernel";
import { directory } from "#parties";
import type { Directory } from "#parties";
import { merchantOf, venueOf } from "./goods.ts";
import type { FulfilmentTable, OrderTable } from "./tables.ts";

/** Why a step on an order sees the whole platform; `mayFulfil` and its like have judged the caller before. */
export const wide = "stock, books and facts of the order are the platform's; the caller's right to it was checked";

/** Whoever acts, as the movement and event rows name it. */
export const whoOf = (p: Principal): string => `${p.role}:${p.id ?? p.name}`.slice(0, 100);
export type Actor = "consumer" | "merchant" | "venue" | "operator";
export const actorOf = (p: Principal): Actor =>
  p.role === "brand" ? "merchant" : p.role === "consumer" || p.role === "venue" ? p.role : "operator";

/** True when a merchant is the brand team's own. */
export const ownMerchant = (d: Directory, p: Principal, merchant: number): boolean =>
  p.role !== "brand" || d.merchants.byId.get(merchant)?.brand === p.brand;

/** A merchant's goods lie in its own venues, and in those that carry its brand. */
function liesIn(d: Directory, owner: number, venue: parties.Venue): boolean {
  const brand = d.merchants.byId.get(owner)?.brand ?? null;
  return owner === venue.merchant || (brand !== null && d.carries(venue.id, brand));
}
/**
 * Whose goods where a caller may book: an operator anybody's, a brand those of its own merchants, a venue what may lie in it.
 * A merchant or venue that has nothing to do with them is answered like one that does not exist.
 */
export async function bookingPlace(
  tx: Tx,
  p: Principal,
  ask: { readonly merchant?: trade.Ref | undefined; readonly venue?: trade.Ref | undefined },
  field: string,
): Promise<{ owner: number; venue: number }> {
  const d = await directory(tx);
  const venue =
    p.role === "venue" && ask.venue === undefined
      ? d.venues.byId.get(p.venue ?? 0)
      : venueOf(d, ask.venue ?? "", `${field}venue`);
  if (!venue || (p.role === "venue" && venue.id !== p.venue)) throw notFound("The venue");
  const owner = ask.merchant === undefined ? venue.merchant : merchantOf(d, ask.merchant, `${field}merchant`).id;
  if (!ownMerchant(d, p, owner)) throw notFound("The merchant");
  if (p.role !== "operator" && !liesIn(d, owner, venue))
    throw notFound(p.role === "venue" ? "The merchant" : "The venue");
  return { owner, venue: venue.id };
}

/** Staff may act on an order's goods: the operator, the brand team of its merchant, or the venue that has the fulfilment. */
export async function mayFulfil(tx: Tx, p: Principal, order: OrderTable, f?: FulfilmentTable): Promise<void> {
  if (p.role === "venue" && f !== undefined && f.venue_id !== p.venue) throw notFound("The fulfilment");
  if (!ownMerchant(await directory(tx), p, order.merchant_id))
    throw notAllowed("This order is sold by another merchant; its team or the operator can do this.");
}
