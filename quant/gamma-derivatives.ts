/** Asymptotic series after shifting the argument above 10. Source: Abramowitz and Stegun 6.3.18, 6.4.12; about 1e-14. */

/** Derivative of the log-gamma function. Domain x > 0. digamma(1) = -0.5772156649 (Euler). */
export function digamma(x: number): number {
  if (!(x > 0)) throw new RangeError(`digamma needs x > 0, got ${x}`);
  let shift = 0;
  let y = x;
  for (; y < 10; y++) shift -= 1 / y;
  const i = 1 / (y * y);
  return shift + Math.log(y) - 0.5 / y - i * (1 / 12 - i * (1 / 120 - i * (1 / 252 - i * (1 / 240 - i * (1 / 132)))));
}

/** Second derivative of the log-gamma function. Domain x > 0. trigamma(1) = pi^2 / 6. */
export function trigamma(x: number): number {
  if (!(x > 0)) throw new RangeError(`trigamma needs x > 0, got ${x}`);
  let shift = 0;
  let y = x;
  for (; y < 10; y++) shift += 1 / (y * y);
  const i = 1 / (y * y);
  return shift + 1 / y + i / 2 + (i / y) * (1 / 6 - i * (1 / 30 - i * (1 / 42 - i * (1 / 30 - i * (5 / 66)))));
}
