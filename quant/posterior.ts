import { betaCdf, betaQuantile, betaTail } from "./incomplete.ts";

/**
 * Small-sample rates: counts that fade with age, shrunk towards the peer group by a Beta prior.
 * Source: A. Gelman et al., "Bayesian Data Analysis", 3rd ed., 2.4 and 5.3 (beta-binomial); the fading is exponential with a half-life.
 * Vectors: quant/vectors/posterior.ts.
 */

/** Orders of one age with how many of them were bad. `trust` in 0..1 weighs the orders (1 unless said): suspected fakes count less. */
export type AgedCount = {
  readonly age_days: number;
  readonly orders: number;
  readonly defects: number;
  readonly trust?: number;
};
/** Faded sums: N of the orders, D of the defects. */
export type FadedCount = { readonly n: number; readonly d: number };

/**
 * Faded counts N = sum t * orders * 2^(-age / H) and D likewise of the defects. Age is counted in days after the maturity lag;
 * rows older than `window_days` (default 90) or younger than 0 do not count. Domain: half-life > 0, 0 <= defects <= orders.
 */
export function fadedCount(rows: readonly AgedCount[], halfLife_days: number, window_days = 90): FadedCount {
  if (!(halfLife_days > 0)) throw new RangeError(`a half-life is > 0 days, got ${halfLife_days}`);
  let n = 0;
  let d = 0;
  for (const { age_days, orders, defects, trust = 1 } of rows) {
    if (!(orders >= 0 && defects >= 0 && defects <= orders))
      throw new RangeError(`defects lie in 0..orders, got ${defects} of ${orders}`);
    if (!(trust >= 0 && trust <= 1)) throw new RangeError(`trust lies in 0..1, got ${trust}`);
    if (!(age_days >= 0 && age_days <= window_days)) continue;
    const weight = trust * 2 ** (-age_days / halfLife_days);
    n += weight * orders;
    d += weight * defects;
  }
  return { n, d };
}

/** Least and most weight of a peer-group prior, in orders. */
export const KAPPA_LIMITS = { least: 20, most: 400 } as const;

/**
 * Weight of the prior from the moments of the peer group: kappa = mu (1 - mu) / Var - 1, clipped to 20..400.
 * Source: method of moments for the Beta distribution (Gelman et al. 5.1). Edge: variance 0 gives the most, mu 0 or 1 the least.
 * Vector: mu .03, variance .00035 gives 82.142857.
 */
export function kappaFromMoments(mu: number, betweenVariance: number): number {
  if (!(mu >= 0 && mu <= 1)) throw new RangeError(`a mean rate lies in 0..1, got ${mu}`);
  if (!(betweenVariance >= 0)) throw new RangeError(`a variance is >= 0, got ${betweenVariance}`);
  const { least, most } = KAPPA_LIMITS;
  const raw = betweenVariance === 0 ? (mu === 0 || mu === 1 ? least : most) : (mu * (1 - mu)) / betweenVariance - 1;
  return Math.min(most, Math.max(least, raw));
}

/** Peer-group prior: mean rate mu in (0, 1) and its weight kappa > 0 in orders. */
export type Prior = { readonly mu: number; readonly kappa: number };
/**
 * Prior of a peer group from its members' counts: the mean rate over all of them, and a weight from how much members differ
 * beyond chance. Source: method of moments with the binomial variance taken off (J. C. Kleinman, "Proportions with extraneous
 * variance", JASA 68, 1973), then kappaFromMoments. Half a defect and half a good order are added to the mean, so that a group
 * without any of one kind is not certain. Edges: fewer than two members with orders give the least weight; no order at all, mu .5.
 * Domain: 0 <= d <= n. Vector: quant/posterior.test.ts.
 */
export function priorFromPeers(counts: readonly FadedCount[]): Prior {
  const some = counts.filter((c) => c.n > 0);
  const sum = (of: (c: FadedCount) => number) => some.reduce((s, c) => s + of(c), 0);
  const n = sum((c) => c.n);
  const mu = (sum((c) => c.d) + 0.5) / (n + 1);
  if (some.length < 2) return { mu, kappa: KAPPA_LIMITS.least };
  const spread = sum((c) => c.n * (c.d / c.n - mu) ** 2);
  const between = (spread - (some.length - 1) * mu * (1 - mu)) / (n - sum((c) => c.n ** 2) / n);
  return { mu, kappa: kappaFromMoments(mu, Number.isFinite(between) ? Math.max(0, between) : 0) };
}

/** Beta distribution of a rate. */
export type Posterior = { readonly alpha: number; readonly beta: number };

/** Posterior Beta(kappa mu + D, kappa (1 - mu) + N - D) of a defect rate. */
export function posterior({ mu, kappa }: Prior, { n, d }: FadedCount): Posterior {
  if (!(mu > 0 && mu < 1 && kappa > 0))
    throw new RangeError(`a prior needs 0 < mu < 1 and kappa > 0, got ${mu}, ${kappa}`);
  if (!(d >= 0 && n >= d)) throw new RangeError(`counts need 0 <= D <= N, got ${d} of ${n}`);
  return { alpha: kappa * mu + d, beta: kappa * (1 - mu) + n - d };
}

/** The smoothed rate (posterior mean): (kappa mu + D) / (kappa + N). */
export const smoothedRate = ({ alpha, beta }: Posterior): number => alpha / (alpha + beta);
/** P(true rate > limit): the strength of the evidence that a limit is broken. Nudge above .80, sanction only above .95. */
export const chanceAbove = ({ alpha, beta }: Posterior, limit: number): number => betaTail(limit, alpha, beta);
/** P(true rate <= limit). */
export const chanceWithin = ({ alpha, beta }: Posterior, limit: number): number => betaCdf(limit, alpha, beta);
/** Quantile of the true rate, for example .05 and .95 for a 90 % interval. */
export const rateQuantile = ({ alpha, beta }: Posterior, p: number): number => betaQuantile(p, alpha, beta);

/**
 * Clean orders (fresh, weight 1) still needed until P(rate > limit) <= level: the "distance to pass" of a verdict.
 * 0 when it passes already; undefined when `most` more orders would not do.
 */
export function cleanOrdersToPass(now: Posterior, limit: number, level: number, most = 100_000): number | undefined {
  const passes = (extra: number) => chanceAbove({ alpha: now.alpha, beta: now.beta + extra }, limit) <= level;
  if (passes(0)) return 0;
  if (!passes(most)) return undefined;
  let low = 0;
  let high = most;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (passes(middle)) high = middle;
    else low = middle;
  }
  return high;
}
