export type Span = { readonly from: string; readonly until: string };
export type Placed = { readonly left_ratio: number; readonly width_ratio: number };
export type Board = { readonly from_ms: number; readonly until_ms: number };

const day_ms = 86_400_000;
/** The stretch of time to draw: all spans and now, with a little air; at least two weeks and at most a year around now. */
export function boardOf(spans: readonly Span[], now_ms: number): Board {
  const starts = spans.map((one) => Date.parse(one.from));
  const ends = spans.map((one) => Date.parse(one.until));
  const from_ms = Math.max(now_ms - 182 * day_ms, Math.min(now_ms - 3 * day_ms, ...starts));
  const until_ms = Math.min(now_ms + 183 * day_ms, Math.max(now_ms + 11 * day_ms, ...ends));
  const air = (until_ms - from_ms) * 0.03;
  return { from_ms: from_ms - air, until_ms: until_ms + air };
}

/** Where a span lies on the board, cut at its edges; undefined when it lies outside. */
export function placeOn(board: Board, span: Span): Placed | undefined {
  const whole = board.until_ms - board.from_ms;
  const from = Math.max(board.from_ms, Date.parse(span.from));
  const until = Math.min(board.until_ms, Date.parse(span.until));
  if (until <= from) return undefined;
  return { left_ratio: (from - board.from_ms) / whole, width_ratio: (until - from) / whole };
}

/** A few round days to write under the board, `YYYY-MM-DD`. */
export function ticksOf(board: Board, most = 6): readonly { readonly day: string; readonly left_ratio: number }[] {
  const whole = board.until_ms - board.from_ms;
  const step = [1, 2, 7, 14, 30, 61, 91].find((days) => whole / (days * day_ms) <= most) ?? 182;
  const first = Math.ceil(board.from_ms / day_ms) * day_ms;
  const ticks: { day: string; left_ratio: number }[] = [];
  for (let at = first; at <= board.until_ms && ticks.length < 20; at += step * day_ms)
    ticks.push({ day: new Date(at).toISOString().slice(0, 10), left_ratio: (at - board.from_ms) / whole });
  return ticks;
}
