import { trigamma } from "./gamma-derivatives.ts";
import type { Posterior } from "./posterior.ts";
import { SPREAD_FLOOR } from "./score.ts";
import { normalQuantile } from "./special.ts";

/**
 * Traffic coefficient of a merchant (流量反哺): good service earns exposure inside its peer group, by a published price list.
 * theta = a Q- + lambda (mean U / U)^alpha + nu - sigma, less a log-price per peer group so that sum of exposure share x theta = R;
 * a candidate's utility is multiplied by exp(theta), theta inside -B..B.
 * Source: additive log scores with dual prices: P. Shah, A. Soni, T. Chevalier 2017; S. Balseiro, H. Lu, V. Mirrokni, arXiv 2007.00514.
 */
export type TrafficTerms = {
  /** Reward per unit of the conservative quality Q-. */
  readonly a: number;
  /** Weight of the under-served term. */
  readonly lambda: number;
  /** Its exponent, at most 2: a higher one can make the updates diverge. */
  readonly alpha: number;
  /** Bound of theta: .4 means x0.6703 to x1.4918. */
  readonly bound: number;
  /** Published share R of traffic that is given on top; 0 makes a peer group zero-sum. */
  readonly share_ratio: number;
};

/** Defaults of the published price list; a, lambda and alpha are our choice, the bound and R as argued in the reference market. */
export const TRAFFIC_TERMS: TrafficTerms = { a: 0.2, lambda: 0.05, alpha: 1, bound: 0.4, share_ratio: 0 };

/** A merchant of a peer group: exposure share in the period, utility already received, and what was said about it. */
export type TrafficMerchant = {
  readonly id: string;
  /** Conservative quality Q-, see `conservativeQuality`. */
  readonly quality: number;
  /** Exposure (impressions) >= 0 in the period. */
  readonly exposure: number;
  /** Utility already received >= 0 (expected value of its exposure). */
  readonly utility: number;
  /** Pacing of promised exposure, from `pacingStep`. */
  readonly pacing?: number;
  /** Sanction >= 0. */
  readonly sanction?: number;
};

/** Theta of a merchant and its parts, which add up to it exactly: the rows of the traffic ledger. */
export type TrafficTheta = {
  readonly id: string;
  readonly theta: number;
  /** exp(theta): what a candidate's utility is multiplied by. */
  readonly multiplier: number;
  readonly parts: {
    readonly quality: number;
    readonly underServed: number;
    readonly pacing: number;
    readonly sanction: number;
    readonly price: number;
    readonly clip: number;
  };
};

/** Largest ratio of the group's mean utility to a merchant's own: a newcomer with no exposure yet stands here. */
export const UNDER_SERVED_MOST = 4;

/** One metric's posterior with its published weight and peers' spread of the log-odds. */
export type QualityEvidence = { readonly posterior: Posterior; readonly weight: number; readonly peerSpread: number };

/**
 * Lower end of the central 50 % credible interval of the quality: Q - 0.6745 sd, where a rate's log-odds under Beta(a, b) has the
 * variance trigamma(a) + trigamma(b) (exact) and metrics are taken as independent. Little evidence means a lower bound: no reward for luck.
 */
export function conservativeQuality(q: number, evidence: readonly QualityEvidence[], level = 0.5): number {
  if (!(level >= 0 && level < 1)) throw new RangeError(`a credible level lies in 0..1, got ${level}`);
  const variance = evidence.reduce((sum, { posterior: { alpha, beta }, weight, peerSpread }) => {
    const scale = weight / Math.max(peerSpread, SPREAD_FLOOR);
    return sum + scale * scale * (trigamma(alpha) + trigamma(beta));
  }, 0);
  return q - normalQuantile(0.5 + level / 2) * Math.sqrt(variance);
}

const clip = (v: number, bound: number): number => Math.min(bound, Math.max(-bound, v));

function check(terms: TrafficTerms, merchants: readonly TrafficMerchant[]): void {
  if (!(terms.bound > 0 && Math.abs(terms.share_ratio) < terms.bound))
    throw new RangeError("the bound must be > 0 and above the published share");
  if (!(terms.alpha >= 0 && terms.alpha <= 2)) throw new RangeError(`alpha lies in 0..2, got ${terms.alpha}`);
  for (const { id, quality, exposure, utility, sanction = 0 } of merchants) {
    if (!Number.isFinite(quality)) throw new RangeError(`merchant ${id}: quality must be finite`);
    if (!(exposure >= 0 && utility >= 0 && sanction >= 0))
      throw new RangeError(`merchant ${id}: exposure, utility and sanction are >= 0`);
  }
}

/** The log-price c with sum of share x clip(raw - c) = R: the sum falls as c rises, so bisection finds it. */
function groupPrice(raws: readonly number[], shares: readonly number[], { bound, share_ratio }: TrafficTerms): number {
  const granted = (c: number) => raws.reduce((sum, raw, i) => sum + (shares[i] ?? 0) * clip(raw - c, bound), 0);
  let low = Math.min(...raws) - bound;
  let high = Math.max(...raws) + bound;
  for (let i = 0; i < 200 && high - low > 1e-15 * Math.max(1, Math.abs(high)); i++) {
    const middle = (low + high) / 2;
    if (granted(middle) > share_ratio) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/**
 * Thetas of one peer group: bounded, and sum of exposure share x theta = R (within 1e-12), so what one merchant gains the others give.
 * Edges: no merchant gives an empty list; no exposure at all weighs the merchants alike. Property test in coefficient.test.ts.
 */
export function trafficThetas(
  merchants: readonly TrafficMerchant[],
  terms: TrafficTerms = TRAFFIC_TERMS,
): TrafficTheta[] {
  check(terms, merchants);
  if (merchants.length === 0) return [];
  const exposure = merchants.reduce((s, m) => s + m.exposure, 0);
  const shares = merchants.map((m) => (exposure > 0 ? m.exposure / exposure : 1 / merchants.length));
  const mean = merchants.reduce((s, m) => s + m.utility, 0) / merchants.length;
  const owed = (m: TrafficMerchant) =>
    mean === 0 ? 1 : Math.min(UNDER_SERVED_MOST, m.utility === 0 ? UNDER_SERVED_MOST : mean / m.utility);
  const given = merchants.map((m) => ({
    quality: terms.a * m.quality,
    underServed: terms.lambda * owed(m) ** terms.alpha,
    pacing: m.pacing ?? 0,
    sanction: m.sanction ? -m.sanction : 0,
  }));
  const raws = given.map((g) => g.quality + g.underServed + g.pacing + g.sanction);
  const price = groupPrice(raws, shares, terms);
  return merchants.map((m, i) => {
    const parts = given[i] ?? { quality: 0, underServed: 0, pacing: 0, sanction: 0 };
    const open = (raws[i] ?? 0) - price;
    const theta = clip(open, terms.bound);
    return { id: m.id, theta, multiplier: Math.exp(theta), parts: { ...parts, price: -price, clip: theta - open } };
  });
}

/** A step towards a new theta by the given share of the way (0..1): damping keeps the loop of exposure and theta stable. */
export const dampedTheta = (before: number, target: number, step = 0.3): number => before + step * (target - before);
