import type { Tx } from "#kernel";
import { directory } from "#parties";
import { priceAt, soldAt } from "./model.ts";
import { offersOf, venuePrices } from "./store.ts";

/** What somebody wants to buy: an SKU from a merchant, at a venue (left out: anywhere), at an instant (left out: now). */
export type PriceAsk = {
  readonly sku: number;
  readonly merchant: number;
  readonly venue?: number | undefined;
  readonly at?: Date | undefined;
};
export type PriceOf = {
  readonly offer: number;
  readonly sku: number;
  readonly merchant: number;
  /** With tax, in minor units. */
  readonly price_minor: number;
  readonly list_minor: number;
  readonly currency: string;
};

/** Prices for many asks at once, in their order; undefined where the merchant does not sell it (there). */
export async function pricesOf(tx: Tx, asks: readonly PriceAsk[]): Promise<(PriceOf | undefined)[]> {
  const offers = await offersOf(tx, {
    skus: unique(asks.map((a) => a.sku)),
    merchants: unique(asks.map((a) => a.merchant)),
  });
  const byPair = new Map(offers.map((o) => [`${o.sku}|${o.merchant}`, o]));
  const wanted = unique(
    asks.flatMap((a) => (a.venue === undefined ? [] : (byPair.get(`${a.sku}|${a.merchant}`)?.id ?? []))),
  );
  const prices = wanted.length === 0 ? [] : await venuePrices(tx, wanted);
  const { venues } = await directory(tx);
  return asks.map(({ sku, merchant, venue, at }) => {
    const offer = byPair.get(`${sku}|${merchant}`);
    const place = venue === undefined ? undefined : venues.byId.get(venue);
    if (!offer || (venue !== undefined && (!place || !soldAt(offer, place)))) return undefined;
    const running = prices.filter((p) => p.offer === offer.id && p.venue === venue);
    return {
      offer: offer.id,
      sku,
      merchant,
      price_minor: priceAt(offer.price_minor, running, at ?? tx.now()),
      list_minor: offer.price_minor,
      currency: offer.currency,
    };
  });
}
/** The price of one SKU; undefined where the merchant does not sell it (there). */
export async function priceOf(tx: Tx, ask: PriceAsk): Promise<PriceOf | undefined> {
  return (await pricesOf(tx, [ask]))[0];
}
const unique = (all: readonly number[]): number[] => [...new Set(all)];
