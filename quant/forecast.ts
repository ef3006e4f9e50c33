/** A smoothed series: the level after the last point (= every forecast ahead), the one-step forecasts, and the sum of squared errors. */
export type Smoothed = { readonly level: number; readonly fitted: readonly number[]; readonly sse: number };

function finite(series: readonly number[]): void {
  if (series.length === 0) throw new RangeError("a series needs at least one point");
  if (!series.every(Number.isFinite))
    throw new RangeError("a series must be finite: fill or drop missing points first");
}

/**
 * Simple exponential smoothing: level = alpha y + (1 - alpha) level, started at the first point; fitted[t] forecasts y[t], fitted[0] is y[0].
 * Source: NIST/SEMATECH e-Handbook of Statistical Methods 6.4.3.1. Domain 0 < alpha <= 1, finite series. Vector: quant/vectors/forecast.ts.
 */
export function smooth(series: readonly number[], alpha: number): Smoothed {
  finite(series);
  if (!(alpha > 0 && alpha <= 1)) throw new RangeError(`alpha lies in 0 < alpha <= 1, got ${alpha}`);
  let level = series[0] ?? 0;
  let sse = 0;
  const fitted = series.map((y) => {
    const forecast = level;
    sse += (y - forecast) ** 2;
    level += alpha * (y - forecast);
    return forecast;
  });
  return { level, fitted, sse };
}

/** Simple exponential smoothing with the alpha of the grid .01, .02 ... .99 that has the least sum of squared errors. */
export function smoothBest(series: readonly number[]): Smoothed & { readonly alpha: number } {
  let best = { ...smooth(series, 0.01), alpha: 0.01 };
  for (let i = 2; i <= 99; i++) {
    const next = { ...smooth(series, i / 100), alpha: i / 100 };
    if (next.sse < best.sse) best = next;
  }
  return best;
}

/**
 * Seasonal indices of period m (7 for weekdays) by classical multiplicative decomposition: mean ratio to the centred moving average per
 * season, normalised to mean 1. Index 0 belongs to the first point. Fewer than two full periods, or a season without a usable
 * ratio, gives ones. Source: R. Hyndman and G. Athanasopoulos, "Forecasting: Principles and Practice", 3rd ed., 3.4.
 */
export function seasonalIndices(series: readonly number[], m: number): number[] {
  finite(series);
  if (!Number.isSafeInteger(m) || m < 1) throw new RangeError(`a period is a whole number >= 1, got ${m}`);
  const flat = Array.from({ length: m }, () => 1);
  if (m === 1 || series.length < 2 * m) return flat;
  const half = Math.floor(m / 2);
  const sums = flat.map(() => ({ ratio: 0, n: 0 }));
  for (let t = half; t < series.length - half; t++) {
    let mean = 0;
    for (let k = -half; k <= half; k++) {
      const weight = m % 2 === 0 && Math.abs(k) === half ? 0.5 : 1;
      mean += (weight * (series[t + k] ?? 0)) / m;
    }
    const season = sums[t % m];
    if (mean > 0 && season) {
      season.ratio += (series[t] ?? 0) / mean;
      season.n += 1;
    }
  }
  const raw = sums.map((s) => (s.n === 0 ? NaN : s.ratio / s.n));
  const average = raw.reduce((a, b) => a + b, 0) / m;
  return average > 0 && raw.every(Number.isFinite) ? raw.map((r) => r / average) : flat;
}

/**
 * Forecast of the next `horizon` points: deseasonalise, smooth, give the season back. A season whose index is below 1e-10 is left alone.
 * Negative forecasts of demand are 0. Same sources as above.
 */
export function seasonalForecast(series: readonly number[], m: number, horizon: number): number[] {
  const indices = seasonalIndices(series, m);
  const usable = indices.every((i) => i > 1e-10);
  const index = (t: number) => (usable ? (indices[t % m] ?? 1) : 1);
  const { level } = smoothBest(series.map((y, t) => y / index(t)));
  return Array.from({ length: horizon }, (_, k) => Math.max(0, level * index(series.length + k)));
}

/** Seasonal naive: the value one period before, repeated; with less than one period, the last value. Source: Hyndman and Athanasopoulos 5.2. */
export function seasonalNaive(series: readonly number[], m: number, horizon: number): number[] {
  finite(series);
  const last = series.length - 1;
  const at = (k: number) => (series.length < m ? last : series.length - m + (k % m));
  return Array.from({ length: horizon }, (_, k) => series[at(k)] ?? 0);
}

/**
 * Mean demand per period of a slow mover: Croston's method (sizes and gaps smoothed apart) with the bias correction 1 - alpha / 2.
 * Source: J. D. Croston, Operational Research Quarterly 23(3), 1972; A. Syntetos and J. Boylan, Int. J. of Forecasting 21, 2005.
 * Edge: no demand at all gives 0. Domain: values >= 0.
 */
export function croston(series: readonly number[], alpha = 0.1): number {
  finite(series);
  if (!(alpha > 0 && alpha <= 1)) throw new RangeError(`alpha lies in 0 < alpha <= 1, got ${alpha}`);
  let [size, gap, since] = [0, 0, 1];
  for (const y of series) {
    if (y < 0) throw new RangeError(`demand is >= 0, got ${y}`);
    if (y === 0) since += 1;
    else {
      [size, gap] = gap === 0 ? [y, since] : [size + alpha * (y - size), gap + alpha * (since - gap)];
      since = 1;
    }
  }
  return gap === 0 ? 0 : (1 - alpha / 2) * (size / gap);
}

/** Mean and sample standard deviation per period, for reorder points. One point has deviation 0. */
export function demandMoments(series: readonly number[]): { readonly mean: number; readonly sd: number } {
  finite(series);
  const mean = series.reduce((a, b) => a + b, 0) / series.length;
  const sum = series.reduce((s, y) => s + (y - mean) ** 2, 0);
  return { mean, sd: series.length < 2 ? 0 : Math.sqrt(sum / (series.length - 1)) };
}
