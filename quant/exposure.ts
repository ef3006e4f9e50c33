/** How evenly something (utility, slots) is spread over groups. All 0..1 except entropy. */
export type Spread = {
  /** Share of the lower half of the groups; .5 is equal. */
  readonly mmf: number;
  /** Share of the lowest fifth. */
  readonly mmf20: number;
  readonly minMax: number;
  /** 0 is equal. */
  readonly gini: number;
  /** In nats. */
  readonly entropy: number;
};

/**
 * Spread over groups by the definitions of the FairDiverse toolkit: MMF = sum of the lowest floor(n / 2) / total, MMF20 with
 * floor(n / 5), MinMax = least / most, Gini = (n + 1 - 2 sum(cumulated) / total) / n, entropy = -sum p ln(p + 1e-9).
 * Source: C. Xu et al., arXiv 2502.11883, SIGIR 2025. Domain: values >= 0, at least one group. Edge: total 0 counts as equal.
 */
export function spreadOf(values: readonly number[]): Spread {
  if (values.length === 0 || !values.every((v) => v >= 0 && Number.isFinite(v)))
    throw new RangeError("a spread needs at least one value, all >= 0");
  const n = values.length;
  const sorted = [...values].sort((a, b) => a - b);
  const total = sorted.reduce((a, b) => a + b, 0);
  const share = (k: number) => (total === 0 ? k / n : sorted.slice(0, k).reduce((a, b) => a + b, 0) / total);
  let running = 0;
  const cumulated = sorted.reduce((sum, v) => sum + (running += v), 0);
  return {
    mmf: share(Math.floor(n / 2)),
    mmf20: share(Math.floor(n / 5)),
    minMax: (sorted.at(-1) ?? 0) === 0 ? 1 : (sorted[0] ?? 0) / (sorted.at(-1) ?? 1),
    gini: total === 0 ? 0 : (n + 1 - (2 * cumulated) / total) / n,
    entropy: sorted.reduce((sum, v) => {
      const p = total === 0 ? 1 / n : v / total;
      return sum - p * Math.log(p + 1e-9);
    }, 0),
  };
}
