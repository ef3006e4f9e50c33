import { wilson, type Interval } from "./wilson.ts";

/** Answers on a scale from 5 ("definitely would buy") to 1, as counts in the order 5, 4, 3, 2, 1. */
export type Answers = readonly [five: number, four: number, three: number, two: number, one: number];

/** Share of answers 5 and 4 with its Wilson interval. Edge: no answer gives share 0 and the interval 0..1. */
export function topTwoBox(answers: Answers, level = 0.95): Interval & { readonly share: number; readonly n: number } {
  const n = answers.reduce((a, b) => a + b, 0);
  const hits = answers[0] + answers[1];
  return { share: n === 0 ? 0 : hits / n, n, ...wilson(hits, n, level) };
}

/** Default weights of the answers 5 to 1. Source: R package pricesensitivitymeter 1.2.2. Replace by the brand's own history when there is one. */
export const INTENT_WEIGHTS: Answers = [0.7, 0.5, 0.3, 0.1, 0];

/** Calibrated purchase intent: sum of weight x share of answers, 0..1. Edge: no answer gives 0. */
export function calibratedIntent(answers: Answers, weights: Answers = INTENT_WEIGHTS): number {
  const n = answers.reduce((a, b) => a + b, 0);
  return n === 0 ? 0 : answers.reduce((sum, count, i) => sum + (count / n) * (weights[i] ?? 0), 0);
}

/** What an ATAR forecast needs; shares 0..1. */
export type Launch = {
  readonly households: number;
  readonly awareness: number;
  /** Weighted distribution (ACV). */
  readonly distribution: number;
  readonly intent: number;
  readonly firstUnits: number;
  readonly repeatRate: number;
  readonly repeats: number;
  readonly unitsPerRepeat: number;
};

/**
 * Awareness, trial, availability, repeat: trial = awareness x distribution x intent; volume = households x trial x (first units +
 * repeat rate x repeats x units per repeat). Source: G. Urban and J. Hauser, "Design and Marketing of New Products", 2nd ed., 1993.
 * Vector: 94,800 triers and 205,005 units (quant/vectors/concept.ts).
 */
export function atar(launch: Launch): { readonly trial: number; readonly triers: number; readonly units: number } {
  const shares = [launch.awareness, launch.distribution, launch.intent, launch.repeatRate];
  if (!shares.every((s) => s >= 0 && s <= 1))
    throw new RangeError("awareness, distribution, intent and repeat rate lie in 0..1");
  const trial = launch.awareness * launch.distribution * launch.intent;
  const triers = launch.households * trial;
  return {
    trial,
    triers,
    units: triers * (launch.firstUnits + launch.repeatRate * launch.repeats * launch.unitsPerRepeat),
  };
}
