type Spot = { readonly x: number; readonly y: number; readonly size: number };
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

type Label = { readonly left: number; readonly top: number; readonly anchor: "middle" | "start" | "end" };
type Box = { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number };
const height = 16;

const meet = (a: Box, b: Box) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
const boxOf = ({ left, top, anchor }: Label, width: number): Box => {
  const from = anchor === "middle" ? left - width / 2 : anchor === "start" ? left : left - width;
  return { left: from, right: from + width, top: top - height + 3, bottom: top + 3 };
};
/** About how wide a text is at 13 px: a Chinese character is as wide as it is high, others about half. */
export const widthOf = (text: string): number =>
  [...text].reduce((sum, c) => sum + (c.charCodeAt(0) > 0x2e7f ? 13 : 7), 0) + 4;

/** Where each label stands so that none covers another: above, right, below or left of its spot; one without room is left out. */
export function placeLabels(
  placed: readonly Placed[],
  texts: readonly string[],
  board: Board,
): readonly (Label | undefined)[] {
  const taken: Box[] = [];
  return placed.map(({ left, top, radius }, i) => {
    const width = widthOf(texts[i] ?? "");
    const ways: readonly Label[] = [
      { left, top: top - radius - 5, anchor: "middle" },
      { left: left + radius + 5, top: top + 4, anchor: "start" },
      { left, top: top + radius + 15, anchor: "middle" },
      { left: left - radius - 5, top: top + 4, anchor: "end" },
    ];
    const way = ways.find((one) => {
      const box = boxOf(one, width);
      return box.left >= 0 && box.right <= board.width && box.top >= 0 && !taken.some((other) => meet(box, other));
    });
    if (way) taken.push(boxOf(way, width));
    return way;
  });
}
