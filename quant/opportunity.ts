import { normalTail } from "./special.ts";

/**
 * White space: combinations of attributes that people look for more than the parts explain, and that few goods serve.
 * Source: Poisson deviance residuals (P. McCullagh and J. Nelder, "Generalized Linear Models", 1989, 2.4.3); false-discovery control
 * (Y. Benjamini and Y. Hochberg, JRSS B 57, 1995). Vectors: quant/vectors/opportunity.ts.
 */

/** Signed deviance residual of a count n against its expectation mu > 0: sign(n - mu) sqrt(2 (n ln(n / mu) - (n - mu))). */
export function poissonResidual(n: number, mu: number): number {
  if (!(n >= 0 && mu > 0)) throw new RangeError(`a residual needs n >= 0 and mu > 0, got ${n}, ${mu}`);
  const deviance = 2 * ((n === 0 ? 0 : n * Math.log(n / mu)) - (n - mu));
  return Math.sign(n - mu) * Math.sqrt(Math.max(0, deviance));
}

/** One-sided probability of a count as large as n when mu is expected, by the deviance residual. */
export const poissonExcessP = (n: number, mu: number): number => normalTail(poissonResidual(n, mu));

/** Which of the hypotheses are rejected at false discovery rate q, in the order given. Edge: an empty list gives an empty list. */
export function benjaminiHochberg(pValues: readonly number[], q = 0.05): boolean[] {
  const order = pValues.map((p, at) => ({ p, at })).sort((a, b) => a.p - b.p || a.at - b.at);
  let last = -1;
  order.forEach(({ p }, i) => {
    if (p <= ((i + 1) / order.length) * q) last = i;
  });
  const rejected = pValues.map(() => false);
  for (const { at } of order.slice(0, last + 1)) rejected[at] = true;
  return rejected;
}

/** Demand expected in a cell of a two-way table if its two attributes were independent: row x column / total. Edge: an empty table gives 0. */
export const expectedCell = (row: number, column: number, total: number): number =>
  total === 0 ? 0 : (row * column) / total;

/** Ratio of a count to its expectation, shrunk towards 1 by a Gamma prior of weight k > 0: (n + k) / (e + k). Source: Gelman et al. 2.6. */
export const shrunkRatio = (n: number, expected: number, k: number): number => (n + k) / (expected + k);

/** Effective number of competitors, 1 / sum of squared shares of their sales. Edge: no sales gives 0. Source: A. Hirschman 1945 (inverse HHI). */
export function effectiveNumber(sales: readonly number[]): number {
  const total = sales.reduce((a, b) => a + b, 0);
  return total === 0 ? 0 : 1 / sales.reduce((sum, s) => sum + (s / total) ** 2, 0);
}

/** A cell's demand against supply: ln((D + a) / (E[D] + a)) - ln((S + b) / (E[S] + b)). Above 0: more wanted, or less served, than expected. */
export function whiteSpaceGap(
  demand: number,
  expectedDemand: number,
  supply: number,
  expectedSupply: number,
  a = 5,
  b = 1,
): number {
  return Math.log(shrunkRatio(demand, expectedDemand, a)) - Math.log(shrunkRatio(supply, expectedSupply, b));
}
