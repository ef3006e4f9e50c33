import type { Bilingual, catalog } from "#contract";

type Named = { readonly name_zh: string; readonly name_en: string };
export const nameOf = (r: Named): Bilingual => ({ zh: r.name_zh, en: r.name_en });
export const inBoth = (name: Bilingual): Named => ({ name_zh: name.zh, name_en: name.en });

/** True when an offer is sold at a venue: it is listed, or none is listed and the venue is the merchant's own. */
export const soldAt = (
  offer: Pick<catalog.Offer, "venues" | "merchant">,
  venue: { readonly id: number; readonly merchant: number },
): boolean => (offer.venues === null ? venue.merchant === offer.merchant : offer.venues.includes(venue.id));

export type Price = { readonly price_minor: number; readonly from: Date; readonly until: Date | null };
/** The price of an instant: of those that run, the one that started last; else the list price. In minor units. */
export function priceAt(list_minor: number, prices: readonly Price[], at: Date): number {
  const running = prices.filter((p) => p.from <= at && (p.until === null || at < p.until));
  return running.toSorted((a, b) => b.from.getTime() - a.from.getTime())[0]?.price_minor ?? list_minor;
}

/** True when giving `code` this parent would make a category its own ancestor. */
export function makesCycle(code: string, parent: string | null, parents: ReadonlyMap<string, string | null>): boolean {
  const seen = new Set<string>([code]);
  for (let at = parent; at !== null && at !== undefined; at = parents.get(at) ?? null) {
    if (seen.has(at)) return true;
    seen.add(at);
  }
  return false;
}

const gtinFaults = {
  not_digits: "a GTIN has digits only",
  length: "a GTIN has 8, 12, 13 or 14 digits",
  check_digit: "the check digit is wrong",
} as const;
/** What to tell about a GTIN that cannot be read. */
export const gtinReason = (reason: keyof typeof gtinFaults): string => gtinFaults[reason];
