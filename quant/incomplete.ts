import { lgamma } from "./special.ts";

/** Continued fraction of the incomplete beta function by the modified Lentz method. Source: DLMF 8.17.22; Press et al., Numerical Recipes 6.4. */
function betaFraction(a: number, b: number, x: number): number {
  const tiny = 1e-300;
  const safe = (v: number) => (Math.abs(v) < tiny ? tiny : v);
  let c = 1;
  let d = 1 / safe(1 - ((a + b) * x) / (a + 1));
  let h = d;
  for (let m = 1; m <= 10_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / safe(1 + even * d);
    c = safe(1 + even / c);
    h *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / safe(1 + odd * d);
    c = safe(1 + odd / c);
    h *= d * c;
    if (Math.abs(d * c - 1) < 1e-16) return h;
  }
  return h;
}

function checkBeta(a: number, b: number): void {
  if (!(a > 0 && b > 0 && a < 1e9 && b < 1e9))
    throw new RangeError(`beta parameters lie in 0 < a, b < 1e9, got ${a}, ${b}`);
}

/** Both tails of Beta(a, b) at x: [P(X <= x), P(X > x)], each computed without cancellation. */
function betaTails(x: number, a: number, b: number): readonly [number, number] {
  checkBeta(a, b);
  if (!(x >= 0 && x <= 1)) throw new RangeError(`x lies in 0..1, got ${x}`);
  if (x === 0) return [0, 1];
  if (x === 1) return [1, 0];
  const front = Math.exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * Math.log(x) + b * Math.log1p(-x));
  if (x < (a + 1) / (a + b + 2)) {
    const lower = Math.min(1, (front * betaFraction(a, b, x)) / a);
    return [lower, 1 - lower];
  }
  const upper = Math.min(1, (front * betaFraction(b, a, 1 - x)) / b);
  return [1 - upper, upper];
}

/**
 * Regularised incomplete beta function I_x(a, b) = P(X <= x) for X ~ Beta(a, b). About 1e-13 absolute for a + b < 1e6.
 * Source: DLMF 8.17. Domain 0 <= x <= 1, 0 < a, b < 1e9; RangeError outside.
 */
export const betaCdf = (x: number, a: number, b: number): number => betaTails(x, a, b)[0];
/** P(X > x) for X ~ Beta(a, b); keeps its digits in the far tail. */
export const betaTail = (x: number, a: number, b: number): number => betaTails(x, a, b)[1];

/** A point inside a bracket; by ratio where the bracket spans decades, because a small shape puts quantiles at 1e-100 and below. */
function middleOf(low: number, high: number): number {
  if (high > 0.1 || low > high / 4) return (low + high) / 2;
  return low === 0 ? high * 1e-6 : Math.sqrt(low) * Math.sqrt(high);
}

/**
 * Quantile of Beta(a, b): the x with P(X <= x) = p. Bisection made fast by Newton steps that stay inside the bracket; about 1e-12.
 * Domain 0 <= p <= 1; 0 and 1 give 0 and 1. Vector: betaQuantile(0.05, 2, 3) = 0.0976114629.
 */
export function betaQuantile(p: number, a: number, b: number): number {
  checkBeta(a, b);
  if (!(p >= 0 && p <= 1)) throw new RangeError(`a probability lies in 0..1, got ${p}`);
  if (p === 0 || p === 1) return p;
  const logNorm = lgamma(a + b) - lgamma(a) - lgamma(b);
  let low = 0;
  let high = 1;
  let x = a / (a + b);
  for (let i = 0; i < 500; i++) {
    const [lower, upper] = betaTails(x, a, b);
    // Compare in the smaller tail: a quantile near 1 would otherwise lose its digits.
    const gap = p < 0.5 ? lower - p : 1 - p - upper;
    if (gap > 0) high = x;
    else low = x;
    const density = Math.exp(logNorm + (a - 1) * Math.log(x) + (b - 1) * Math.log1p(-x));
    const newton = x - gap / density;
    const next = newton > low && newton < high ? newton : middleOf(low, high);
    if (Math.abs(next - x) <= 1e-15 * Math.max(x, 1e-300) || high - low < 1e-300) return next;
    x = next;
  }
  return x;
}

/**
 * Both tails of the Gamma(shape, 1) distribution at x: lower P and upper Q of the regularised incomplete gamma function.
 * Source: DLMF 8.7.1 (series) and 8.9.2 (continued fraction). Domain shape > 0, x >= 0.
 */
function gammaTails(x: number, shape: number): readonly [number, number] {
  if (!(shape > 0) || !(x >= 0)) throw new RangeError(`gamma needs shape > 0 and x >= 0, got ${shape}, ${x}`);
  if (x === 0) return [0, 1];
  const front = Math.exp(shape * Math.log(x) - x - lgamma(shape));
  if (x < shape + 1) {
    let term = 1 / shape;
    let sum = term;
    for (let n = 1; n < 100_000 && term > sum * 1e-17; n++) sum += term *= x / (shape + n);
    const lower = Math.min(1, front * sum);
    return [lower, 1 - lower];
  }
  let b = x + 1 - shape;
  let c = 1e300;
  let d = 1 / b;
  let h = d;
  for (let i = 1; i < 100_000; i++) {
    const an = -i * (i - shape);
    b += 2;
    d = 1 / (an * d + b || 1e-300);
    c = b + an / c || 1e-300;
    h *= d * c;
    if (Math.abs(d * c - 1) < 1e-16) break;
  }
  const upper = Math.min(1, front * h);
  return [1 - upper, upper];
}

/** P(X <= x) for X ~ Gamma(shape, scale 1). Vector: gammaCdf(2, 3) = 0.3233235838. */
export const gammaCdf = (x: number, shape: number): number => gammaTails(x, shape)[0];
/** P(X > x) for X ~ chi-square with `degrees` degrees of freedom. Vector: chiSquareTail(14.4, 1) = 1.478023e-4. */
export const chiSquareTail = (x: number, degrees: number): number => gammaTails(x / 2, degrees / 2)[1];
/** P(|T| > |t|) for Student's t with `degrees` > 0 degrees of freedom. Source: Abramowitz and Stegun 26.7.1 through the incomplete beta. */
export const studentTwoSided = (t: number, degrees: number): number =>
  betaCdf(degrees / (degrees + t * t), degrees / 2, 0.5);
