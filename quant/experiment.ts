import { chiSquareTail, studentTwoSided, betaQuantile } from "./incomplete.ts";
import { normalCdf, normalPdf, normalQuantile } from "./special.ts";

/** An arm of an experiment as sums: people, sum and sum of squares of the measure. */
export type Arm = { readonly n: number; readonly sum: number; readonly sumSquares: number };
/** Effect of b against a, with its standard error, interval and two-sided p. */
export type ArmEffect = {
  readonly effect: number;
  readonly se: number;
  readonly low: number;
  readonly high: number;
  readonly p: number;
};

/** The arm of a yes/no measure. Its variance is p (1 - p), without the small-sample correction of a mean. */
export type Share = { readonly n: number; readonly hits: number };

type Moments = { readonly n: number; readonly mean: number; readonly variance: number };

function moments(arm: Arm | Share): Moments {
  const { n } = arm;
  if (!(n >= 2)) throw new RangeError(`an arm needs at least 2 people, got ${n}`);
  if ("hits" in arm) {
    const mean = arm.hits / n;
    if (!(mean >= 0 && mean <= 1)) throw new RangeError(`hits lie in 0..n, got ${arm.hits} of ${n}`);
    return { n, mean, variance: mean * (1 - mean) };
  }
  return { n, mean: arm.sum / n, variance: (arm.sumSquares - (arm.sum * arm.sum) / n) / (n - 1) };
}

function difference(a: Moments, b: Moments, relative: boolean): { readonly effect: number; readonly se: number } {
  const effect = b.mean - a.mean;
  if (!relative) return { effect, se: Math.sqrt(a.variance / a.n + b.variance / b.n) };
  if (a.mean === 0) throw new RangeError("a relative effect needs a mean other than 0 in the control arm");
  const se = Math.sqrt(b.variance / (b.n * a.mean ** 2) + (a.variance * b.mean ** 2) / (a.n * a.mean ** 4));
  return { effect: effect / a.mean, se };
}

/** Quantile of Student's t for p > .5, through the beta quantile: t^2 / (t^2 + df) ~ Beta(1/2, df/2). */
function tQuantile(p: number, df: number): number {
  const x = betaQuantile(2 * p - 1, 0.5, df / 2);
  return Math.sqrt((df * x) / (1 - x));
}

/**
 * Welch test of b against a, absolute or relative to a (delta method). Degrees of freedom by Welch and Satterthwaite.
 * Source: B. L. Welch, Biometrika 34, 1947; GrowthBook statistics engine. Edge: no variance at all gives p 1 without an effect, else 0.
 * Vectors: quant/vectors/experiment.ts.
 */
export function welch(armA: Arm | Share, armB: Arm | Share, relative = false, level = 0.95): ArmEffect {
  const [a, b] = [moments(armA), moments(armB)];
  const { effect, se } = difference(a, b, relative);
  if (se === 0) return { effect, se, low: effect, high: effect, p: effect === 0 ? 1 : 0 };
  const [va, vb] = [a.variance / a.n, b.variance / b.n];
  const df = (va + vb) ** 2 / (va ** 2 / (a.n - 1) + vb ** 2 / (b.n - 1));
  const half = tQuantile(0.5 + level / 2, df) * se;
  return { effect, se, low: effect - half, high: effect + half, p: studentTwoSided(effect / se, df) };
}

/**
 * Always-valid test of b against a: it may be looked at every day. N* (`tuning`) is the size at which it is tightest.
 * Source: I. Waudby-Smith et al., arXiv 2103.06476, eq. 155, as in GrowthBook. Vectors: quant/vectors/experiment.ts.
 */
export function alwaysValid(
  armA: Arm | Share,
  armB: Arm | Share,
  tuning: number,
  relative = false,
  alpha = 0.05,
): ArmEffect {
  if (!(tuning > 0 && alpha > 0 && alpha < 1)) throw new RangeError("tuning must be > 0 and alpha between 0 and 1");
  const [a, b] = [moments(armA), moments(armB)];
  const { effect, se } = difference(a, b, relative);
  const n = a.n + b.n;
  const rho2 = (-2 * Math.log(alpha) + Math.log(-2 * Math.log(alpha) + 1)) / tuning;
  const grow = n * rho2 + 1;
  const half = se * Math.sqrt(n) * Math.sqrt((2 * grow * Math.log(Math.sqrt(grow) / alpha)) / (n * n * rho2));
  if (se === 0) return { effect, se, low: effect, high: effect, p: effect === 0 ? 1 : 0 };
  const logEvidence = (rho2 * ((effect * effect * n) / (se * se))) / (2 * grow) - 0.5 * Math.log(grow);
  return { effect, se, low: effect - half, high: effect + half, p: Math.min(1, Math.exp(-logEvidence)) };
}

/** Chance that b beats a, and the loss to expect from choosing wrongly, for a normal posterior of the effect. */
export function chanceToWin(
  mean: number,
  sd: number,
): { readonly chance: number; readonly riskOfA: number; readonly riskOfB: number } {
  if (!(sd > 0)) throw new RangeError(`a posterior needs sd > 0, got ${sd}`);
  const z = mean / sd;
  return {
    chance: normalCdf(z),
    riskOfA: sd * normalPdf(z) + mean * normalCdf(z),
    riskOfB: sd * normalPdf(z) - mean * normalCdf(-z),
  };
}

/** Sample-ratio mismatch: chi-square and p of counts against their planned shares. Alarm below .001 by default. */
export function ratioMismatch(
  counts: readonly number[],
  shares?: readonly number[],
): { readonly chiSquare: number; readonly p: number } {
  if (counts.length < 2) throw new RangeError("a ratio needs at least two arms");
  const total = counts.reduce((a, b) => a + b, 0);
  const sum = shares?.reduce((a, b) => a + b, 0) ?? counts.length;
  const chiSquare = counts.reduce((x, count, i) => {
    const expected = (total * (shares?.[i] ?? 1)) / sum;
    if (!(expected > 0)) throw new RangeError("every arm needs people and a share above 0");
    return x + (count - expected) ** 2 / expected;
  }, 0);
  return { chiSquare, p: chiSquareTail(chiSquare, counts.length - 1) };
}

/** People per arm to find a change of a share from p to q, two-sided. Source: normal approximation with separate variances. */
export function sampleSize(p: number, q: number, alpha = 0.05, power = 0.8): number {
  if (!(p > 0 && p < 1 && q > 0 && q < 1 && p !== q)) throw new RangeError("shares lie between 0 and 1 and differ");
  const z = normalQuantile(1 - alpha / 2) + normalQuantile(power);
  return (z * z * (p * (1 - p) + q * (1 - q))) / (p - q) ** 2;
}
