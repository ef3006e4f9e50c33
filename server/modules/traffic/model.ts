import type { Part } from "./tables.ts";

/** What is published about ranking; a change is a rule version, never a quiet edit. */
export const published = { bound: 0.4, quality_weight: 0.25, share_ratio: 0 } as const;

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

/** Theta held within the published bound. */
export const clip = (theta: number): number => Math.max(-published.bound, Math.min(published.bound, theta));

/** Base utility: how well the words fit, lifted slowly by how often people open it. */
export const utility = (c: Candidate): number => c.relevance * (1 + Math.log1p(c.opened) / 10);

/**
 * Orders candidates by utility x exp(clip(theta)); positions count from 1. Ties fall to the key, so the order never
 * depends on the order of arrival.
 */
export function rank<C extends Candidate>(
  candidates: readonly C[],
  thetaOf: (merchant: number) => number,
): Placed<C>[] {
  const scored = candidates.map((candidate) => {
    const theta = clip(thetaOf(candidate.merchant));
    const base = utility(candidate);
    return { candidate, theta, factor: Math.exp(theta), base, final: base * Math.exp(theta) };
  });
  const tie = (a: { candidate: C }, b: { candidate: C }) => (a.candidate.key < b.candidate.key ? -1 : 1);
  const basePosition = new Map(
    [...scored].sort((a, b) => b.base - a.base || tie(a, b)).map((s, i) => [s.candidate.key, i + 1]),
  );
  return scored
    .sort((a, b) => b.final - a.final || tie(a, b))
    .map(({ candidate, theta, factor }, i) => ({
      candidate,
      theta,
      factor,
      position: i + 1,
      basePosition: basePosition.get(candidate.key) ?? i + 1,
    }));
}

/** Share of attention a position gets, falling as 1 / log2(1 + position): the discount of DCG (Järvelin and Kekäläinen 2002). */
export const attention = (position: number): number => 1 / Math.log2(1 + position);
/** Impressions, weighted by attention, that the coefficient gave (or took, when negative). */
export const gained = (position: number, basePosition: number): number => attention(position) - attention(basePosition);

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
 * Makes the coefficients zero-sum: subtracts one price from everybody so that the exposure-weighted mean of theta is the
 * published share. The parts, price included, add up to theta.
 */
export function settle(standings: readonly Standing[]): Settled[] {
  const weight = standings.reduce((sum, s) => sum + s.impressions + 1, 0);
  const total = (s: Standing) => s.parts.quality + s.parts.newcomer + s.parts.pacing + s.parts.sanction;
  const mean = weight === 0 ? 0 : standings.reduce((sum, s) => sum + total(s) * (s.impressions + 1), 0) / weight;
  const price = published.share_ratio - mean;
  return standings.map((s) => ({ merchant: s.merchant, parts: { ...s.parts, price }, theta: total(s) + price }));
}
