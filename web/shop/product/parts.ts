import type { catalog } from "#contract";
import type { z } from "zod";
import type { Availability } from "../buy/counters.ts";
import type { Way } from "../kept/address.ts";
import { piecesMax } from "../kept/cart.ts";

export type ShopProduct = z.output<typeof catalog.shopProduct>;
export type Offer = ShopProduct["offers"][number];

/** The offer of the wanted merchant, else the one that costs least. */
export function chosenOffer(offers: readonly Offer[], merchant: number | undefined): Offer | undefined {
  return offers.find((o) => o.merchant.id === merchant) ?? [...offers].sort((a, b) => a.price_minor - b.price_minor)[0];
}

/** The price of an offer the way it is got: a parcel at the list price, a pick-up at its venue's. */
export function priceOf(offer: Offer, way: Way): number {
  const venue = way.kind === "collect" ? offer.venues.find((v) => v.id === way.venue) : undefined;
  return venue?.price_minor ?? offer.price_minor;
}

type Sku = ShopProduct["sku"];
/** One row of choices per option ("shade": red, nude), each value with the SKU that has it and is nearest to the present one. */
export function optionRows(
  sku: Sku,
  variants: readonly Sku[],
): {
  readonly name: string;
  readonly values: { readonly value: string; readonly sku: Sku; readonly now: boolean }[];
}[] {
  const all = [sku, ...variants].sort((a, b) => a.id - b.id);
  const names = [...new Set(all.flatMap((one) => Object.keys(one.options)))].slice(0, 6);
  return names.map((name) => {
    const values = [
      ...new Set(all.flatMap((one) => (one.options[name] === undefined ? [] : [String(one.options[name])]))),
    ];
    return {
      name,
      values: values.slice(0, 40).flatMap((value) => {
        const having = all.filter((one) => String(one.options[name]) === value);
        const alike = (one: Sku) => names.filter((n) => n !== name && one.options[n] === sku.options[n]).length;
        const nearest = having.sort((a, b) => alike(b) - alike(a))[0];
        return nearest ? [{ value, sku: nearest, now: String(sku.options[name]) === value }] : [];
      }),
    };
  });
}

/** A store at which it can be had; `available` is unknown for a service, which has no stock. */
export type Counter = {
  readonly venue: number;
  readonly name: { readonly zh: string; readonly en: string };
  readonly available: number | undefined;
};
/** Stores for a pick-up: those with free pieces; for a service, the offer's stores that receive people. */
export function countersOf(product: ShopProduct, offer: Offer, free: Availability | undefined): Counter[] {
  if (product.product.service)
    return offer.venues
      .filter((v) => v.kind !== "web_shop")
      .map((v) => ({ venue: v.id, name: v.name, available: undefined }));
  return (free?.collect ?? [])
    .filter((c) => c.available > 0)
    .map((c) => ({ venue: c.venue, name: c.venue_name, available: c.available }));
}

/** The wanted way as far as it is possible: a service is never sent, and a pick-up names a store that has it. */
export function possibleWay(wanted: Way, service: boolean, counters: readonly Counter[]): Way {
  if (wanted.kind === "deliver" && !service) return { kind: "deliver" };
  const venue = counters.find((c) => c.venue === wanted.venue)?.venue ?? counters[0]?.venue;
  return { kind: "collect", ...(venue === undefined ? {} : { venue }) };
}

/** Most pieces that can be had this way; a service, which has no stock, as many as a cart takes. */
export function mostPieces(way: Way, deliver: number, counters: readonly Counter[]): number {
  if (way.kind === "deliver") return deliver;
  const at = counters.find((c) => c.venue === way.venue);
  return at === undefined ? 0 : (at.available ?? piecesMax);
}
