export type Spot = { readonly x: number; readonly y: number; readonly size: number };
export type Placed = { readonly left: number; readonly top: number; readonly radius: number };
export type Board = { readonly width: number; readonly height: number; readonly edge: number };

const span = (values: readonly number[]): { low: number; high: number } => {
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values);
  const air = (high - low || 1) * 0.12;
  return { low: low - air, high: high + air };
};

/** Where spots lie on a board: x to the right, y upwards, area by size; both axes hold their zero. */
export function placeSpots(
  spots: readonly Spot[],
  board: Board,
): { readonly placed: readonly Placed[]; readonly zero: { readonly left: number; readonly top: number } } {
  const [xs, ys] = [span(spots.map((one) => one.x)), span(spots.map((one) => one.y))];
  const largest = Math.max(1, ...spots.map((one) => one.size));
  const inner = { width: board.width - 2 * board.edge, height: board.height - 2 * board.edge };
  const left = (x: number) => board.edge + ((x - xs.low) / (xs.high - xs.low)) * inner.width;
  const top = (y: number) => board.edge + (1 - (y - ys.low) / (ys.high - ys.low)) * inner.height;
  return {
    placed: spots.map((one) => ({
      left: left(one.x),
      top: top(one.y),
      radius: 6 + 22 * Math.sqrt(one.size / largest),
    })),
    zero: { left: left(0), top: top(0) },
  };
}
