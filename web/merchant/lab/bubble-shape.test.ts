import { expect, test } from "vitest";
import { placeLabels, placeSpots, widthOf } from "./bubble-shape.ts";

const board = { width: 200, height: 100, edge: 10 };

test("more to the right and more upwards is more; the area follows the size", () => {
  const { placed, zero } = placeSpots(
    [
      { x: 2, y: 1, size: 100 },
      { x: -1, y: -1, size: 25 },
    ],
    board,
  );
  const [big, small] = placed;
  expect(big && small && big.left > small.left && big.top < small.top).toBe(true);
  expect(big?.radius).toBe(28);
  expect(small?.radius).toBe(17);
  expect(zero.left).toBeGreaterThan(small?.left ?? 0);
  expect(zero.left).toBeLessThan(big?.left ?? 0);
  for (const one of placed) expect(one.left >= 10 && one.left <= 190 && one.top >= 10 && one.top <= 90).toBe(true);
});

test("one spot, or none, still has a board", () => {
  expect(placeSpots([], board).placed).toEqual([]);
  expect(placeSpots([{ x: 0, y: 0, size: 0 }], board).placed[0]?.radius).toBe(6);
});

test("labels keep clear of one another; one without any room is left out", () => {
  const at = { left: 100, top: 50, radius: 10 };
  const labels = placeLabels(
    Array.from({ length: 8 }, () => at),
    Array.from({ length: 8 }, () => "防晒霜"),
    { ...board, width: 400 },
  );
  const shown = labels.filter((one) => one !== undefined);
  expect(new Set(shown.map((one) => `${one.left} ${one.top}`)).size).toBe(shown.length);
  expect(shown.length).toBeGreaterThan(1);
  expect(labels.at(-1)).toBeUndefined();
  expect(widthOf("防晒")).toBeGreaterThan(widthOf("ab"));
});
