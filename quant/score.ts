import { normalCdf } from "./special.ts";

/**
 * Experience score of a merchant: each defect rate against its peers on the log-odds scale, weighted, shown from 1 to 5.
 * Q is linear in the metrics, so the split of a change over metrics is exact (for linear games the Shapley value is the term itself:
 * L. Shapley, "A value for n-person games", 1953). Vectors: quant/vectors/score.ts.
 */

/** One metric of a merchant: smoothed rate, peers' mean and peers' spread (standard deviation of the log-odds), published weight. */
export type ScoredMetric = {
  readonly id: string;
  readonly rate: number;
  readonly peerMean: number;
  readonly peerSpread: number;
  readonly weight: number;
};

/** Least spread used, so that a peer group of near-equals does not turn a hair into a star. */
export const SPREAD_FLOOR = 0.1;
/** Largest move of the shown score in a week. */
export const WEEKLY_CAP = 0.15;

/** Log-odds ln(p / (1 - p)). Domain 0 < p < 1. */
export function logit(p: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`log-odds need 0 < p < 1, got ${p}`);
  return Math.log(p / (1 - p));
}

/** z = (logit(peer mean) - logit(rate)) / spread: above 0 when the merchant's defect rate is better than its peers'. */
export function zScore(metric: Pick<ScoredMetric, "rate" | "peerMean" | "peerSpread">): number {
  if (!(metric.peerSpread >= 0)) throw new RangeError(`a spread is >= 0, got ${metric.peerSpread}`);
  return (logit(metric.peerMean) - logit(metric.rate)) / Math.max(metric.peerSpread, SPREAD_FLOOR);
}

/** Quality Q = sum of w z, with each metric's part. Weights must sum to 1 (within 1e-9). Edge: no metric gives Q = 0. */
export function quality(metrics: readonly ScoredMetric[]): {
  readonly q: number;
  readonly parts: Readonly<Record<string, number>>;
} {
  if (metrics.length === 0) return { q: 0, parts: {} };
  const total = metrics.reduce((sum, m) => sum + m.weight, 0);
  if (Math.abs(total - 1) > 1e-9) throw new RangeError(`the published weights must sum to 1, they sum to ${total}`);
  const entries = metrics.map((m) => [m.id, m.weight * zScore(m)] as const);
  return { q: entries.reduce((sum, [, part]) => sum + part, 0), parts: Object.fromEntries(entries) };
}

/** The shown score 1 + 4 Phi(Q): 3.0 for a merchant like its peers, always inside 1..5. */
export const experienceScore = (q: number): number => 1 + 4 * normalCdf(q);

/** The next shown score: towards the target, by no more than the weekly cap. */
export function cappedScore(shown: number, target: number, cap = WEEKLY_CAP): number {
  return shown + Math.min(cap, Math.max(-cap, target - shown));
}

/**
 * Splits the displayed change over metrics: each metric's change of w z, scaled so that the parts sum to the displayed change.
 * Edge: when Q did not move, the displayed change (a catch-up of the cap) stands under "earlier".
 */
export function splitChange(
  before: Readonly<Record<string, number>>,
  after: Readonly<Record<string, number>>,
  displayedChange: number,
): Readonly<Record<string, number>> {
  const ids = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  const moves = ids.map((id) => [id, (after[id] ?? 0) - (before[id] ?? 0)] as const);
  const total = moves.reduce((sum, [, move]) => sum + move, 0);
  if (Math.abs(total) < 1e-12) return displayedChange === 0 ? {} : { earlier: displayedChange };
  const parts = moves.map(([id, move]) => ({ id, part: (move / total) * displayedChange }));
  // Large moves that nearly cancel leave a rounding error; the largest part takes it, so that the sum is the shown change.
  const largest = parts.reduce((a, b) => (Math.abs(b.part) > Math.abs(a.part) ? b : a));
  largest.part += displayedChange - parts.reduce((sum, { part }) => sum + part, 0);
  return Object.fromEntries(parts.map(({ id, part }) => [id, part]));
}
