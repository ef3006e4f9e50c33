import { solvePositive } from "./linear.ts";

/** One choice: the attributes of each alternative, and the position of the one that was chosen. */
export type Choice = { readonly alternatives: readonly (readonly number[])[]; readonly chosen: number };
/** Estimates, their standard errors and the log-likelihood, with its value at zero. */
export type LogitFit = {
  readonly estimates: readonly number[];
  readonly se: readonly number[];
  readonly logLikelihood: number;
  readonly nullLogLikelihood: number;
};

/** Choice probabilities of a multinomial logit; the maximum utility is taken off first, so nothing overflows. */
export function choiceShares(utilities: readonly number[]): number[] {
  const most = Math.max(...utilities);
  const weights = utilities.map((u) => Math.exp(u - most));
  const total = weights.reduce((a, b) => a + b, 0);
  return weights.map((w) => w / total);
}

const dot = (x: readonly number[], b: readonly number[]): number => x.reduce((sum, v, i) => sum + v * (b[i] ?? 0), 0);

function slopes(choices: readonly Choice[], b: readonly number[]) {
  const gradient = b.map(() => 0);
  const information = b.map(() => b.map(() => 0));
  let logLikelihood = 0;
  for (const { alternatives, chosen } of choices) {
    const shares = choiceShares(alternatives.map((x) => dot(x, b)));
    logLikelihood += Math.log(shares[chosen] ?? 0);
    const mean = b.map((_, k) => alternatives.reduce((sum, x, j) => sum + (shares[j] ?? 0) * (x[k] ?? 0), 0));
    alternatives.forEach((x, j) => {
      const p = shares[j] ?? 0;
      const away = mean.map((m, k) => (x[k] ?? 0) - m);
      for (let k = 0; k < b.length; k++) {
        if (j === chosen) gradient[k] = (gradient[k] ?? 0) + (away[k] ?? 0);
        const row = information[k];
        if (row) for (let l = 0; l < b.length; l++) row[l] = (row[l] ?? 0) + p * (away[k] ?? 0) * (away[l] ?? 0);
      }
    });
  }
  return { gradient, information, logLikelihood };
}

/**
 * Multinomial (conditional) logit by Newton's method on the exact log-likelihood, with step halving; standard errors from the inverse
 * information. Choice sets may differ in size.
 * Source: D. McFadden, "Conditional logit analysis of qualitative choice behavior", 1974. Vectors: quant/vectors/choice.ts.
 * Edges: undefined when the data do not identify the parameters (separation, collinear attributes) or there is no choice.
 */
export function fitLogit(choices: readonly Choice[]): LogitFit | undefined {
  const k = choices[0]?.alternatives[0]?.length ?? 0;
  if (k === 0) return undefined;
  for (const { alternatives, chosen } of choices) {
    if (!alternatives.every((x) => x.length === k && x.every(Number.isFinite)))
      throw new RangeError("every alternative needs the same finite attributes");
    if (!(chosen >= 0 && chosen < alternatives.length))
      throw new RangeError("the chosen alternative is not in its set");
  }
  let b: readonly number[] = Array.from({ length: k }, () => 0);
  let now = slopes(choices, b);
  const nullLogLikelihood = now.logLikelihood;
  const known = now.information.map((row, j) => row[j] ?? 0);
  for (let i = 0; i < 100; i++) {
    const step = solvePositive(now.information, now.gradient);
    if (!step) return undefined;
    let scale = 1;
    const from = now;
    const start = b;
    do {
      b = start.map((v, j) => v + scale * (step[j] ?? 0));
      now = slopes(choices, b);
      scale /= 2;
    } while (!(now.logLikelihood >= from.logLikelihood - 1e-12) && scale > 1e-6);
    if (Math.max(...b.map(Math.abs)) > 1e3) return undefined;
    if (dot(step, from.gradient) < 1e-18 * (1 + Math.abs(now.logLikelihood))) break;
  }
  // Information that has all but gone means the estimate runs off to infinity: an attribute separates the choices.
  if (now.information.some((row, j) => (row[j] ?? 0) < 1e-9 * (known[j] ?? 0))) return undefined;
  const unit = (j: number) => b.map((_, l) => (l === j ? 1 : 0));
  const columns = b.map((_, j) => solvePositive(now.information, unit(j)));
  if (columns.some((c) => c === undefined)) return undefined;
  return {
    estimates: b,
    se: columns.map((c, j) => Math.sqrt(c?.[j] ?? NaN)),
    logLikelihood: now.logLikelihood,
    nullLogLikelihood,
  };
}

/** What people would pay for one unit of each attribute: -b_k / b_price. RangeError when the price has no effect. */
export function willingnessToPay(estimates: readonly number[], priceAt: number): number[] {
  const price = estimates[priceAt] ?? 0;
  if (price === 0) throw new RangeError("the price has no effect, so nothing can be expressed in money");
  return estimates.map((b) => -b / price);
}
