import type { Random } from "./random.ts";

/** Draws from distributions by a seeded generator. Parameters outside the domain are a RangeError. Moments are tested in draw.test.ts. */

function positive(value: number, name: string): number {
  if (!(value > 0 && Number.isFinite(value))) throw new RangeError(`${name} must be > 0, got ${value}`);
  return value;
}

/** A whole number in [low, high], both included. */
export function drawWhole(random: Random, low: number, high: number): number {
  if (!Number.isSafeInteger(low) || !Number.isSafeInteger(high) || high < low)
    throw new RangeError(`no whole number in ${low}..${high}`);
  return low + Math.floor(random.next() * (high - low + 1));
}

/** True with probability p in 0..1. */
export function drawChance(random: Random, p: number): boolean {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`a probability lies in 0..1, got ${p}`);
  return random.next() < p;
}

/** Normal with mean and standard deviation >= 0. Source: G. Box and M. Muller, Ann. Math. Statist. 29, 1958. Always two words, no hidden state. */
export function drawNormal(random: Random, mean = 0, sd = 1): number {
  if (!(sd >= 0)) throw new RangeError(`a standard deviation is >= 0, got ${sd}`);
  const radius = Math.sqrt(-2 * Math.log(1 - random.next()));
  return mean + sd * radius * Math.cos(2 * Math.PI * random.next());
}

/** Log-normal: the exponential of a normal with the given mean and standard deviation of the logarithm. */
export const drawLogNormal = (random: Random, meanLog: number, sdLog: number): number =>
  Math.exp(drawNormal(random, meanLog, sdLog));

/** Exponential with the given mean > 0. */
export const drawExponential = (random: Random, mean: number): number =>
  -positive(mean, "mean") * Math.log(1 - random.next());

/** Gamma with shape and scale > 0 (mean = shape * scale). Source: G. Marsaglia and W. Tsang, ACM TOMS 26(3), 2000. */
export function drawGamma(random: Random, shape: number, scale = 1): number {
  positive(shape, "shape");
  positive(scale, "scale");
  if (shape < 1) return drawGamma(random, shape + 1, scale) * (1 - random.next()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = drawNormal(random);
    const v = (1 + c * x) ** 3;
    if (v <= 0) continue;
    if (Math.log(1 - random.next()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v * scale;
  }
}

/** Beta(a, b) with a, b > 0, as a ratio of two gammas. Source: L. Devroye, "Non-uniform random variate generation", 1986, IX.3. */
export function drawBeta(random: Random, a: number, b: number): number {
  const x = drawGamma(random, a);
  const y = drawGamma(random, b);
  // Both can underflow to 0 when a and b are tiny; the distribution is then a coin between the ends.
  return x + y === 0 ? (random.next() < a / (a + b) ? 1 : 0) : x / (x + y);
}

/**
 * Poisson with mean >= 0. Below 30 by multiplication (Knuth, TAOCP 2, 3.4.1); above by halving: a gamma waiting time splits the
 * mean (Ahrens and Dieter, Computing 12, 1974), exact for any mean.
 */
export function drawPoisson(random: Random, mean: number): number {
  if (!(mean >= 0 && mean <= 1e9)) throw new RangeError(`a Poisson mean lies in 0..1e9, got ${mean}`);
  let left = mean;
  let count = 0;
  while (left > 30) {
    const m = Math.floor(left * 0.875);
    const waited = drawGamma(random, m);
    if (waited > left) return count + drawBinomial(random, m - 1, left / waited);
    count += m;
    left -= waited;
  }
  const limit = Math.exp(-left);
  for (let product = random.next(); product > limit; product *= random.next()) count += 1;
  return count;
}

/** Binomial: successes in `trials` at probability p. By beta splitting (Ahrens and Dieter 1974), exact, few draws for any size. */
export function drawBinomial(random: Random, trials: number, p: number): number {
  if (!Number.isSafeInteger(trials) || trials < 0)
    throw new RangeError(`trials must be a whole number >= 0, got ${trials}`);
  if (!(p >= 0 && p <= 1)) throw new RangeError(`a probability lies in 0..1, got ${p}`);
  let n = trials;
  let chance = p;
  let count = 0;
  while (n > 40) {
    const a = 1 + Math.floor(n / 2);
    const b = n + 1 - a;
    const middle = drawBeta(random, a, b);
    if (middle >= chance) {
      n = a - 1;
      chance = Math.min(1, chance / middle);
    } else {
      count += a;
      n = b - 1;
      chance = Math.min(1, (chance - middle) / (1 - middle));
    }
  }
  for (let i = 0; i < n; i++) if (random.next() < chance) count += 1;
  return count;
}

/** A sampler of positions 0..n-1 in proportion to weights >= 0 (not all 0); log n per draw. */
export function categorical(weights: readonly number[]): (random: Random) => number {
  const bounds: number[] = [];
  let total = 0;
  for (const w of weights) {
    if (!(w >= 0 && Number.isFinite(w))) throw new RangeError(`a weight is >= 0 and finite, got ${w}`);
    bounds.push((total += w));
  }
  positive(total, "sum of weights");
  return (random) => {
    const target = random.next() * total;
    let low = 0;
    let high = bounds.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((bounds[middle] ?? total) > target) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}

/** One item of a non-empty list, each alike likely. */
export function drawOne<T>(random: Random, items: readonly T[]): T {
  const item = items[Math.floor(random.next() * items.length)];
  if (item === undefined) throw new RangeError("nothing to choose from");
  return item;
}

/** The items in random order; the given list stays as it is. Source: Fisher and Yates; Durstenfeld, CACM 7, 1964. */
export function shuffled<T>(random: Random, items: readonly T[]): T[] {
  const pool = [...items];
  const out: T[] = [];
  while (pool.length > 0) {
    const at = Math.floor(random.next() * pool.length);
    const last = pool.pop() as T;
    if (at < pool.length) {
      out.push(pool[at] as T);
      pool[at] = last;
    } else out.push(last);
  }
  return out;
}
