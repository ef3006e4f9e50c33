import type { guide, parties } from "#contract";
import { offersOf, priceOf, skuDetails } from "#catalog";
import type { Tx } from "#kernel";
import { badInput } from "#kernel";
import { directory } from "#parties";

export type About = { readonly brand: number | null; readonly sku: number | null };
const nobody = { zh: "—", en: "—" };

/** What it is about: the brand named, that of the SKU, or the only one that the venue carries. */
export async function aboutOf(
  tx: Tx,
  ask: { readonly brand?: number | undefined; readonly sku?: number | undefined },
  venue?: parties.Venue,
): Promise<About> {
  const { brands } = await directory(tx);
  if (ask.brand !== undefined && !brands.byId.has(ask.brand))
    throw badInput("brand", `brand ${ask.brand} does not exist`, "the number of a brand");
  let own: number | null = null;
  if (ask.sku !== undefined) {
    const details = (await skuDetails(tx, [ask.sku])).get(ask.sku);
    if (!details) throw badInput("sku", `SKU ${ask.sku} does not exist`, "the number of an SKU");
    own = details.brand;
  }
  if (ask.brand !== undefined && own !== null && own !== ask.brand)
    throw badInput("sku", "is not of the brand named", "an SKU of this brand, or no brand");
  const brand = ask.brand ?? own ?? (venue?.brands.length === 1 ? (venue.brands[0] ?? null) : null);
  if (venue && brand !== null && venue.brands.length > 0 && !venue.brands.includes(brand))
    throw badInput(ask.brand === undefined ? "sku" : "brand", "is not carried by this venue", "a brand of this venue");
  return { brand, sku: ask.sku ?? null };
}

export async function titleOf(tx: Tx, skus: readonly number[]): Promise<(sku: number) => guide.ProductCard["title"]> {
  const known = await skuDetails(tx, [...new Set(skus)]);
  return (sku) => known.get(sku)?.productName ?? nobody;
}

/** The card of an SKU as it is sold at the venue, else by the cheapest merchant; kept with the message as it was then. */
export async function cardOf(tx: Tx, sku: number, venue: number | null): Promise<guide.ProductCard> {
  const details = (await skuDetails(tx, [sku])).get(sku);
  if (!details) throw badInput("sku", `SKU ${sku} does not exist`, "the number of an SKU");
  const offers = await offersOf(tx, { skus: [sku] });
  const merchant = venue === null ? undefined : (await directory(tx)).venues.byId.get(venue)?.merchant;
  const here = merchant === undefined || venue === null ? undefined : await priceOf(tx, { sku, merchant, venue });
  const [cheapest] = offers;
  return {
    sku,
    sku_code: details.code,
    title: details.productName,
    brand: details.brand,
    amount_minor: here?.price_minor ?? cheapest?.price_minor ?? null,
    currency: here?.currency ?? cheapest?.currency ?? null,
  };
}
