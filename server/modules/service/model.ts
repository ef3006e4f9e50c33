import type { service } from "#contract";
import type { AgedCount, FadedCount, Posterior, Prior, ScoredMetric } from "#quant";
import {
  chanceAbove,
  experienceScore,
  fadedCount,
  logit,
  posterior,
  priorFromPeers,
  quality,
  rateQuantile,
  smoothedRate,
} from "#quant";
import type { Metric } from "./catalogue.ts";

/** Orders of one merchant that count for one metric, by age in days after the metric's lag. */
export type Counted = {
  readonly merchant: number;
  readonly age_days: number;
  readonly orders: number;
  readonly defects: number;
  readonly excluded: number;
};
/** Least spread of the log-odds among peers: where they hardly differ, a metric hardly moves the score. */
const leastSpread = 0.5;
/** One metric over all merchants of a peer group: the prior and everybody's posterior. */
export type Peers = { readonly prior: Prior; readonly spread: number; readonly of: ReadonlyMap<number, Standing> };
export type Standing = {
  readonly raw: FadedCount;
  readonly faded: FadedCount;
  readonly excluded: number;
  readonly posterior: Posterior;
};

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

/**
 * Faded counts, the peer group's prior by moments (the binomial part of the variance taken off, Kleinman 1973) and each
 * merchant's posterior. Without any order the prior is even-handed: half a defect in one order.
 */
export function peersOf(metric: Metric, counted: readonly Counted[], merchants: readonly number[]): Peers {
  const rows = new Map<number, (AgedCount & { excluded: number })[]>();
  for (const c of counted) rows.set(c.merchant, [...(rows.get(c.merchant) ?? []), c]);
  const counts = merchants.map((merchant) => {
    const own = rows.get(merchant) ?? [];
    const raw = { n: sum(own.map((r) => r.orders)), d: sum(own.map((r) => r.defects)) };
    return {
      merchant,
      raw,
      faded: fadedCount(own, metric.half_life_days, metric.window_days),
      excluded: sum(own.map((r) => r.excluded)),
    };
  });
  const prior = priorFromPeers(counts.map((c) => c.faded));
  const of = new Map(counts.map((c) => [c.merchant, { ...c, posterior: posterior(prior, c.faded) }]));
  const logits = [...of.values()].map((s) => logit(smoothedRate(s.posterior)));
  const mean = logits.length === 0 ? 0 : sum(logits) / logits.length;
  const spread =
    logits.length < 2 ? leastSpread : Math.sqrt(sum(logits.map((l) => (l - mean) ** 2)) / (logits.length - 1));
  return { prior, spread: Math.max(leastSpread, spread), of };
}

export function valueOf(metric: Metric, peers: Peers, merchant: number): service.MetricValue | undefined {
  const s = peers.of.get(merchant);
  if (!s) return undefined;
  // A metric where high is good counts its misses inside and shows its hits.
  const shown = (p: number) => (metric.higher_is_better ? 1 - p : p);
  const [low, high] = [shown(rateQuantile(s.posterior, 0.05)), shown(rateQuantile(s.posterior, 0.95))];
  return {
    metric: metric.id,
    orders: s.raw.n,
    defects: s.raw.d,
    weighted_orders: s.faded.n,
    weighted_defects: s.faded.d,
    raw_ratio: s.raw.n === 0 ? null : shown(s.raw.d / s.raw.n),
    smoothed_ratio: shown(smoothedRate(s.posterior)),
    low_ratio: Math.min(low, high),
    high_ratio: Math.max(low, high),
    peer_ratio: shown(peers.prior.mu),
    p_over_nudge: metric.nudge_ratio === null ? null : chanceAbove(s.posterior, metric.nudge_ratio),
    p_over_sanction: metric.sanction_ratio === null ? null : chanceAbove(s.posterior, metric.sanction_ratio),
    excluded: s.excluded,
  };
}

/**
 * How much worse, on the scale of z, the rate may be within its central 50 % interval. Only the bad side counts: with few
 * defects the rate may be far better than it looks, which is no reason to reward less.
 */
const worseBy = (p: Posterior, spread: number): number =>
  Math.max(0, logit(rateQuantile(p, 0.75)) - logit(smoothedRate(p))) / spread;

export type Scored = {
  readonly q: number;
  readonly q_low: number;
  readonly target: number;
  readonly parts: Readonly<Record<string, number>>;
};
/** Quality against the peers, its lower bound for rewards, and the score it asks for. */
export function scoreOf(metrics: readonly Metric[], peers: ReadonlyMap<string, Peers>, merchant: number): Scored {
  const scored: ScoredMetric[] = [];
  let doubt = 0;
  for (const m of metrics) {
    const p = peers.get(m.id);
    const own = p?.of.get(merchant);
    if (!p || !own) continue;
    scored.push({
      id: m.id,
      rate: smoothedRate(own.posterior),
      peerMean: p.prior.mu,
      peerSpread: p.spread,
      weight: m.weight,
    });
    doubt += (m.weight * worseBy(own.posterior, p.spread)) ** 2;
  }
  const { q, parts } = quality(scored);
  return { q, q_low: q - Math.sqrt(doubt), target: experienceScore(q), parts };
}
