import { TRAFFIC_TERMS, rankCandidates, trafficThetas } from "#quant";
import type { Part } from "./tables.ts";

/** What is published about ranking; a change is a rule version, never a quiet edit. */
export const published = {
  bound: TRAFFIC_TERMS.bound,
  quality_weight: TRAFFIC_TERMS.a,
  share_ratio: TRAFFIC_TERMS.share_ratio,
} as const;

export type Candidate = {
  readonly key: string;
  readonly merchant: number;
  readonly relevance: number;
  readonly opened: number;
};
export type Placed<C> = {
  readonly candidate: C;
  readonly position: number;
  readonly basePosition: number;
  readonly theta: number;
  readonly factor: number;
};

/** Base utility: how well the words fit, lifted slowly by how often people open it. */
export const utility = (c: Candidate): number => c.relevance * (1 + Math.log1p(c.opened) / 10);

/** The best `size` candidates by utility x exp(theta); positions count from 1. */
export function rank<C extends Candidate>(
  candidates: readonly C[],
  thetaOf: (merchant: number) => number,
  size: number,
): Placed<C>[] {
  const byKey = new Map(candidates.map((c) => [c.key, c]));
  const scored = candidates.map((c) => ({
    id: c.key,
    merchantId: String(c.merchant),
    utility: utility(c),
    theta: thetaOf(c.merchant),
  }));
  return rankCandidates(scored, { size, guaranteeEvery: 0, guaranteeFloor_ratio: 0.8 }).flatMap((r) => {
    const candidate = byKey.get(r.id);
    if (!candidate) return [];
    const theta = thetaOf(candidate.merchant);
    return [{ candidate, position: r.place, basePosition: r.basePlace, theta, factor: Math.exp(theta) }];
  });
}

/** Share of attention a position gets, falling as 1 / log2(1 + position): the discount of DCG (Järvelin and Kekäläinen 2002). */
export const attention = (position: number): number => 1 / Math.log2(1 + position);
/** Impressions, weighted by attention, that the coefficient gave (or took, when negative). */
export const gained = (position: number, basePosition: number): number => attention(position) - attention(basePosition);

/** A merchant with the theta that running grants give each part, and its recent impressions. */
export type Standing = {
  readonly merchant: number;
  readonly parts: Readonly<Record<Part, number>>;
  readonly impressions: number;
};
export type Settled = {
  readonly merchant: number;
  readonly parts: Readonly<Record<Part | "price", number>>;
  readonly theta: number;
};

/**
 * Makes the coefficients zero-sum within the platform's peer group and adds the published under-served term to the
 * newcomer part; what the price and the bound take stands in `price`, so the parts add up to theta.
 */
export function settle(standings: readonly Standing[]): Settled[] {
  const merchants = standings.map((s) => ({
    id: String(s.merchant),
    quality: s.parts.quality,
    exposure: s.impressions,
    utility: s.impressions,
    pacing: s.parts.pacing + s.parts.newcomer,
    sanction: Math.max(0, -s.parts.sanction),
  }));
  // The grants already carry theta, so the weight of quality is one here.
  const thetas = new Map(trafficThetas(merchants, { ...TRAFFIC_TERMS, a: 1 }).map((t) => [t.id, t]));
  return standings.flatMap(({ merchant, parts }) => {
    const t = thetas.get(String(merchant));
    if (!t) return [];
    const { quality, underServed, sanction, price, clip } = t.parts;
    const own = {
      quality,
      newcomer: parts.newcomer + underServed,
      pacing: parts.pacing,
      sanction,
      price: price + clip,
    };
    return [{ merchant, parts: own, theta: t.theta }];
  });
}
