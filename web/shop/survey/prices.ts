import type { lab } from "#contract";

/** The four questions about price, in the order in which they are asked. */
export const priceKeys = ["too_cheap_minor", "cheap_minor", "expensive_minor", "too_expensive_minor"] as const;
export type PriceKey = (typeof priceKeys)[number];
export type Prices = Partial<Record<PriceKey, number>>;

/** The answer once all four are there; undefined before. */
export function wholePrices(prices: Prices): lab.Answer["prices"] | undefined {
  const { too_cheap_minor, cheap_minor, expensive_minor, too_expensive_minor } = prices;
  if (
    too_cheap_minor === undefined ||
    cheap_minor === undefined ||
    expensive_minor === undefined ||
    too_expensive_minor === undefined
  )
    return undefined;
  return { too_cheap_minor, cheap_minor, expensive_minor, too_expensive_minor };
}

/** The first price that is not above the one before it: a person who answers so has mistyped. */
export function notRising(prices: Prices): PriceKey | undefined {
  let last = -1;
  for (const key of priceKeys) {
    const price = prices[key];
    if (price === undefined) continue;
    if (price <= last) return key;
    last = price;
  }
  return undefined;
}
