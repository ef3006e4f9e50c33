/** Prices that one person finds too cheap, cheap, expensive and too expensive. Same unit throughout (minor units if money). */
export type PriceAnswer = {
  readonly tooCheap: number;
  readonly cheap: number;
  readonly expensive: number;
  readonly tooExpensive: number;
};

/** Results of the price sensitivity meter. */
export type PriceSensitivity = {
  /** Lower and upper end of the acceptable range. */
  readonly pmc: number;
  readonly pme: number;
  /** Indifference price and optimal price point. */
  readonly idp: number;
  readonly opp: number;
  readonly used: number;
  /** Answers whose four prices were not strictly rising. */
  readonly dropped: number;
};

type Curves = {
  readonly price: number;
  readonly tooCheap: number;
  readonly cheap: number;
  readonly expensive: number;
  readonly tooExpensive: number;
};

const rising = (a: PriceAnswer): boolean =>
  a.tooCheap < a.cheap && a.cheap < a.expensive && a.expensive < a.tooExpensive;

/** Share of sorted values <= x. */
function shareUpTo(sorted: readonly number[], x: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? Infinity) <= x) low = middle + 1;
    else high = middle;
  }
  return low / sorted.length;
}

/** The four curves on every distinct price: too cheap and cheap fall (1 - F), expensive and too expensive rise (F). */
function curvesOf(answers: readonly PriceAnswer[]): Curves[] {
  const column = (of: (a: PriceAnswer) => number) => answers.map(of).sort((a, b) => a - b);
  const [tc, ch, ex, te] = [
    column((a) => a.tooCheap),
    column((a) => a.cheap),
    column((a) => a.expensive),
    column((a) => a.tooExpensive),
  ];
  const grid = [...new Set([...tc, ...ch, ...ex, ...te])].sort((a, b) => a - b);
  return grid.map((price) => ({
    price,
    tooCheap: 1 - shareUpTo(tc, price),
    cheap: 1 - shareUpTo(ch, price),
    expensive: shareUpTo(ex, price),
    tooExpensive: shareUpTo(te, price),
  }));
}

/** The curves on a finer grid, linear between neighbours by price. */
function interpolated(curves: readonly Curves[], step: number): Curves[] {
  const [first, last] = [curves[0]?.price ?? 0, curves.at(-1)?.price ?? 0];
  const count = Math.floor((last - first) / step + 1e-9) + 1;
  if (count > 1_000_000) throw new RangeError("the interpolation step gives more than a million prices");
  let at = 0;
  return Array.from({ length: count }, (_, i) => {
    const price = first + i * step;
    while (at + 2 < curves.length && (curves[at + 1]?.price ?? Infinity) <= price) at += 1;
    const [a, b] = [curves[at], curves[at + 1]];
    if (!a || !b) return a ?? { price, tooCheap: 0, cheap: 0, expensive: 0, tooExpensive: 0 };
    const t = (price - a.price) / (b.price - a.price);
    const mix = (of: (c: Curves) => number) => of(a) + t * (of(b) - of(a));
    return {
      price: Math.round(price / step) * step,
      tooCheap: mix((c) => c.tooCheap),
      cheap: mix((c) => c.cheap),
      expensive: mix((c) => c.expensive),
      tooExpensive: mix((c) => c.tooExpensive),
    };
  });
}

/**
 * Van Westendorp's price sensitivity meter. Each point is the first price at which its rule holds: lower end 1 - cheap >= too cheap; upper end
 * too expensive >= 1 - expensive; indifference expensive >= cheap; optimum too expensive >= too cheap.
 * Source: P. van Westendorp, ESOMAR 1976; must agree with R pricesensitivitymeter 1.2.2 (quant/vectors/psm.ts). Interpolation is by
 * price, with the given step; without a step only prices that were named count. Undefined when no answer is usable.
 */
export function priceSensitivity(answers: readonly PriceAnswer[], step?: number): PriceSensitivity | undefined {
  if (step !== undefined && !(step > 0)) throw new RangeError(`an interpolation step is > 0, got ${step}`);
  const good = answers.filter(rising);
  if (good.length === 0) return undefined;
  const named = curvesOf(good);
  const curves = step === undefined ? named : interpolated(named, step);
  const first = (rule: (c: Curves) => boolean) => (curves.find(rule) ?? curves.at(-1))?.price ?? NaN;
  // Shares are quotients of counts: equal curves must not be told apart by the last bit.
  const reaches = (a: number, b: number) => a >= b - 1e-12;
  return {
    pmc: first((c) => reaches(1 - c.cheap, c.tooCheap)),
    pme: first((c) => reaches(c.tooExpensive, 1 - c.expensive)),
    idp: first((c) => reaches(c.expensive, c.cheap)),
    opp: first((c) => reaches(c.tooExpensive, c.tooCheap)),
    used: good.length,
    dropped: answers.length - good.length,
  };
}

/** An answer with calibrated intents to buy at the cheap and at the expensive price, each 0..1. */
export type IntentAnswer = PriceAnswer & { readonly intentAtCheap: number; readonly intentAtExpensive: number };
export type PricePoint = { readonly price: number; readonly trial: number; readonly revenue: number };

/** One person's chance to buy at a price: 0 at too cheap and at too expensive, the stated intents between, linear. */
function chanceAt(a: IntentAnswer, price: number): number {
  const knots: readonly (readonly [number, number])[] = [
    [a.tooCheap, 0],
    [a.cheap, a.intentAtCheap],
    [a.expensive, a.intentAtExpensive],
    [a.tooExpensive, 0],
  ];
  for (let i = 0; i < 3; i++) {
    const [x0, y0] = knots[i] ?? [0, 0];
    const [x1, y1] = knots[i + 1] ?? [0, 0];
    if (price >= x0 && price <= x1) return y0 + ((price - x0) / (x1 - x0)) * (y1 - y0);
  }
  return 0;
}

/**
 * Trial and revenue per respondent over the named prices, with the best of each (the lower price on a tie).
 * Source: D. Newton, J. Miller, P. Smith, "A market acceptance extension to traditional price sensitivity measurement", AMA ART Forum 1993.
 */
export function newtonMillerSmith(
  answers: readonly IntentAnswer[],
):
  | { readonly points: readonly PricePoint[]; readonly bestTrial: PricePoint; readonly bestRevenue: PricePoint }
  | undefined {
  const good = answers.filter(rising);
  if (good.length === 0) return undefined;
  const grid = [...new Set(good.flatMap((a) => [a.tooCheap, a.cheap, a.expensive, a.tooExpensive]))].sort(
    (a, b) => a - b,
  );
  const points = grid.map((price) => {
    const trial = good.reduce((sum, a) => sum + chanceAt(a, price), 0) / good.length;
    return { price, trial, revenue: price * trial };
  });
  const best = (of: (p: PricePoint) => number) => points.reduce((b, p) => (of(p) > of(b) ? p : b));
  return { points, bestTrial: best((p) => p.trial), bestRevenue: best((p) => p.revenue) };
}
