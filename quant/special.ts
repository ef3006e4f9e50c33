/**
 * Special functions in double precision. NaN in gives NaN out; a value outside the domain is a RangeError.
 * Vectors: quant/vectors/special.ts.
 */

const lanczos = [
  0.99999999999999709182, 57.156235665862923517, -59.597960355475491248, 14.136097974741747174, -0.49191381609762019978,
  0.33994649984811888699e-4, 0.46523628927048575665e-4, -0.98374475304879564677e-4, 0.15808870322491248884e-3,
  -0.21026444172410488319e-3, 0.2174396181152126432e-3, -0.16431810653676389022e-3, 0.84418223983852743293e-4,
  -0.2619083840158140867e-4, 0.36899182659531622704e-5,
];

/**
 * Natural logarithm of the gamma function. Domain x > 0.
 * Source: C. Lanczos 1964 with the 15 coefficients of P. Godfrey (g = 607/128), relative error about 1e-15.
 */
export function lgamma(x: number): number {
  if (!(x > 0)) {
    if (Number.isNaN(x)) return x;
    throw new RangeError(`lgamma needs x > 0, got ${x}`);
  }
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - lgamma(1 - x);
  const y = x - 1;
  let sum = lanczos[0] ?? 1;
  for (let i = 1; i < lanczos.length; i++) sum += (lanczos[i] ?? 0) / (y + i);
  const t = y + 607 / 128 + 0.5;
  return 0.5 * Math.log(2 * Math.PI) + (y + 0.5) * Math.log(t) - t + Math.log(sum);
}

const ratio = (x: number, top: readonly number[], bottom: readonly number[]): number => {
  const horner = (c: readonly number[]) => c.reduce((sum, k) => sum * x + k, 0);
  return horner(top) / horner(bottom);
};

// Cody's rational approximations; coefficients from the highest power down.
const erfTop = [
  1.85777706184603153e-1, 3.1611237438705656, 1.13864154151050156e2, 3.77485237685302021e2, 3.20937758913846947e3,
];
const erfBottom = [1, 2.36012909523441209e1, 2.44024637934444173e2, 1.28261652607737228e3, 2.84423683343917062e3];
const midTop = [
  2.15311535474403846e-8, 5.64188496988670089e-1, 8.88314979438837594, 6.61191906371416295e1, 2.98635138197400131e2,
  8.8195222124176909e2, 1.71204761263407058e3, 2.05107837782607147e3, 1.23033935479799725e3,
];
const midBottom = [
  1, 1.57449261107098347e1, 1.17693950891312499e2, 5.37181101862009858e2, 1.62138957456669019e3, 3.29079923573345963e3,
  4.36261909014324716e3, 3.43936767414372164e3, 1.23033935480374942e3,
];
const farTop = [
  1.63153871373020978e-2, 3.05326634961232344e-1, 3.60344899949804439e-1, 1.25781726111229246e-1,
  1.60837851487422766e-2, 6.58749161529837803e-4,
];
const farBottom = [
  1, 2.56852019228982242, 1.87295284992346725, 5.27905102951428412e-1, 6.05183413124413191e-2, 2.33520497626869185e-3,
];

/** erfc for x >= 0.46875. */
function erfcFar(x: number): number {
  const inverse = 1 / (x * x);
  const body =
    x <= 4 ? ratio(x, midTop, midBottom) : (1 / Math.sqrt(Math.PI) - inverse * ratio(inverse, farTop, farBottom)) / x;
  // exp(-x^2) in two factors: the square of a rounded x is exact, which saves the last digits.
  const coarse = Math.trunc(x * 16) / 16;
  return Math.exp(-coarse * coarse) * Math.exp(-(x - coarse) * (x + coarse)) * body;
}

/**
 * Error function. Source: W. J. Cody, "Rational Chebyshev approximations for the error function", Math. Comp. 23, 1969; relative 1e-15.
 */
export function erf(x: number): number {
  if (Number.isNaN(x)) return x;
  const size = Math.abs(x);
  if (size < 0.46875) return x * ratio(x * x, erfTop, erfBottom);
  return Math.sign(x) * (1 - (size > 6 ? 0 : erfcFar(size)));
}

/** Complementary error function 1 - erf(x), exact in the upper tail too (no cancellation). Source: Cody 1969. */
export function erfc(x: number): number {
  if (Number.isNaN(x)) return x;
  if (Math.abs(x) < 0.46875) return 1 - erf(x);
  if (x > 27) return 0;
  return x > 0 ? erfcFar(x) : x < -6 ? 2 : 2 - erfcFar(-x);
}

/** P(Z <= z) of the standard normal distribution. Source: by erfc, Abramowitz and Stegun 26.2.29. */
export const normalCdf = (z: number): number => 0.5 * erfc(-z / Math.SQRT2);
/** P(Z > z) of the standard normal distribution; keeps its digits in the far tail. */
export const normalTail = (z: number): number => 0.5 * erfc(z / Math.SQRT2);
/** Density of the standard normal distribution. */
export const normalPdf = (z: number): number => Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);

// Wichura's PPND16; coefficients from the highest power down.
const a = [
  2.5090809287301226727e3, 3.3430575583588128105e4, 6.7265770927008700853e4, 4.5921953931549871457e4,
  1.3731693765509461125e4, 1.9715909503065514427e3, 1.3314166789178437745e2, 3.387132872796366608,
];
const b = [
  5.226495278852854561e3, 2.8729085735721942674e4, 3.930789580009271061e4, 2.1213794301586595867e4,
  5.3941960214247511077e3, 6.871870074920579083e2, 4.2313330701600911252e1, 1,
];
const c = [
  7.7454501427834140764e-4, 2.27238449892691845833e-2, 2.4178072517745061177e-1, 1.27045825245236838258,
  3.64784832476320460504, 5.7694972214606914055, 4.6303378461565452959, 1.42343711074968357734,
];
const d = [
  1.05075007164441684324e-9, 5.475938084995344946e-4, 1.51986665636164571966e-2, 1.4810397642748007459e-1,
  6.8976733498510000455e-1, 1.6763848301838038494, 2.05319162663775882187, 1,
];
const e = [
  2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.2426609473880784386e-3, 2.6532189526576123093e-2,
  2.9656057182850489123e-1, 1.7848265399172913358, 5.4637849111641143699, 6.6579046435011037772,
];
const f = [
  2.04426310338993978564e-15, 1.4215117583164458887e-7, 1.8463183175100546818e-5, 7.868691311456132591e-4,
  1.48753612908506148525e-2, 1.3692988092273580531e-1, 5.9983220655588793769e-1, 1,
];

/**
 * Quantile of the standard normal distribution, relative error about 1e-16.
 * Source: M. J. Wichura, algorithm AS 241 (PPND16), Applied Statistics 37, 1988. Domain 0 <= p <= 1; 0 and 1 give -+Infinity.
 */
export function normalQuantile(p: number): number {
  if (Number.isNaN(p)) return p;
  if (p < 0 || p > 1) throw new RangeError(`a probability lies in 0..1, got ${p}`);
  if (p === 0) return -Infinity;
  if (p === 1) return Infinity;
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) return q * ratio(0.180625 - q * q, a, b);
  const r = Math.sqrt(-Math.log(q < 0 ? p : 1 - p));
  const size = r <= 5 ? ratio(r - 1.6, c, d) : ratio(r - 5, e, f);
  return q < 0 ? -size : size;
}
