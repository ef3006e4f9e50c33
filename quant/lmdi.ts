import { roundToTotal } from "./money.ts";

/**
 * Splits of a change over its factors that add up exactly. Sequential substitution is not offered: it depends on the order of the factors.
 * Vectors: quant/vectors/lmdi.ts.
 */

/** Logarithmic mean (a - b) / ln(a / b), and a where a = b. Domain a, b > 0. */
export function logMean(a: number, b: number): number {
  if (!(a > 0 && b > 0)) throw new RangeError(`a logarithmic mean needs positive numbers, got ${a}, ${b}`);
  const log = Math.log(a / b);
  // Near equality the quotient loses its digits; the series does not.
  return Math.abs(log) < 1e-6 ? b * (1 + log / 2 + (log * log) / 6) : (a - b) / log;
}

const product = (factors: readonly number[]): number => factors.reduce((p, f) => p * f, 1);

/**
 * Contribution of each factor to the change of their product: L(V1, V0) ln(x1 / x0). The sum is V1 - V0.
 * Source: B. W. Ang, "The LMDI approach to decomposition analysis", Energy Policy 33, 2005. Domain: all factors > 0 and as many before as after.
 */
export function lmdi(before: readonly number[], after: readonly number[]): number[] {
  if (before.length !== after.length || before.length === 0)
    throw new RangeError("as many factors before as after, at least one");
  if (![...before, ...after].every((f) => f > 0 && Number.isFinite(f)))
    throw new RangeError("LMDI needs positive factors; use shapleyFactors");
  const mean = logMean(product(after), product(before));
  return before.map((b, i) => mean * Math.log((after[i] ?? b) / b));
}

/**
 * Shapley contribution of each of up to 10 factors to the change of their product; zero and negative factors are allowed.
 * Source: L. Shapley 1953; for three factors c1 = (x1 - x0)[(y0 z0 + y1 z1)/3 + (y1 z0 + y0 z1)/6].
 */
export function shapleyFactors(before: readonly number[], after: readonly number[]): number[] {
  const n = before.length;
  if (n !== after.length || n === 0 || n > 10) throw new RangeError("as many factors before as after, 1 to 10");
  const factorial = (k: number): number => (k < 2 ? 1 : k * factorial(k - 1));
  return before.map((b, i) => {
    const others = before.map((_, j) => j).filter((j) => j !== i);
    let sum = 0;
    for (let mask = 0; mask < 1 << (n - 1); mask++) {
      let moved = 0;
      let rest = 1;
      others.forEach((j, bit) => {
        const on = (mask >> bit) & 1;
        moved += on;
        rest *= (on ? after[j] : before[j]) ?? 1;
      });
      sum += ((factorial(moved) * factorial(n - 1 - moved)) / factorial(n)) * rest;
    }
    return ((after[i] ?? b) - b) * sum;
  });
}

/** A part of a ratio r = sum of share x rate. */
export type MixPart = {
  readonly share0: number;
  readonly rate0: number;
  readonly share1: number;
  readonly rate1: number;
};

/**
 * Splits the change of r = sum s r into mix (shares moved) and rate (rates moved) per part: mix = (s1 - s0)(r0 + r1)/2,
 * rate = (s0 + s1)/2 (r1 - r0). The sum is exactly the change.
 */
export function mixRate(parts: readonly MixPart[]): { readonly mix: number[]; readonly rate: number[] } {
  return {
    mix: parts.map((p) => ((p.share1 - p.share0) * (p.rate0 + p.rate1)) / 2),
    rate: parts.map((p) => ((p.share0 + p.share1) / 2) * (p.rate1 - p.rate0)),
  };
}

/** Buyers, orders per buyer, and money per order in minor units: GMV is their product. */
export type Growth = { readonly buyers: number; readonly frequency: number; readonly price_minor: number };
/** Where the change of GMV came from, in minor units; the parts sum to the change. */
export type GrowthSplit = {
  /** G: more buyers. */ readonly penetration_minor: number;
  /** R: bought more often. */ readonly repurchase_minor: number;
  /** O: price per order. */ readonly price_minor: number;
  /** W: a category that had no sales before. */ readonly extension_minor: number;
  /** A category that has no sales any more. */ readonly exit_minor: number;
};

/**
 * GROW split of one category by LMDI, rounded to the minor unit so that the parts still add up. A category without sales before or
 * after has no logarithm: its whole change is extension or exit, and is counted nowhere else.
 * Vector: (1000, 1.60, 120.00) to (1150, 1.68, 117.00) gives 29,148.63, 10,175.63 and -5,280.26.
 */
export function growthSplit(before: Growth, after: Growth): GrowthSplit {
  const list = (g: Growth) => [g.buyers, g.frequency, g.price_minor];
  if (![...list(before), ...list(after)].every((v) => v >= 0 && Number.isFinite(v)))
    throw new RangeError("buyers, frequency and price are >= 0");
  const [v0, v1] = [Math.round(product(list(before))), Math.round(product(list(after)))];
  const none = { penetration_minor: 0, repurchase_minor: 0, price_minor: 0, extension_minor: 0, exit_minor: 0 };
  if (v0 === 0) return { ...none, extension_minor: v1 };
  if (v1 === 0) return { ...none, exit_minor: -v0 };
  const values = lmdi(list(before), list(after)).map((value, i) => ({ key: String(i), value }));
  const [penetration_minor = 0, repurchase_minor = 0, price_minor = 0] = roundToTotal(values, v1 - v0);
  return { ...none, penetration_minor, repurchase_minor, price_minor };
}
