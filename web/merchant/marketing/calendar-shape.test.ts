import { expect, test } from "vitest";
import { boardOf, placeOn, ticksOf } from "./calendar-shape.ts";

const now = Date.parse("2026-06-15T00:00:00Z");

test("a span lies where its days are, and is cut at the edges", () => {
  const board = { from_ms: Date.parse("2026-06-10T00:00:00Z"), until_ms: Date.parse("2026-06-20T00:00:00Z") };
  expect(placeOn(board, { from: "2026-06-12T00:00:00Z", until: "2026-06-14T00:00:00Z" })).toEqual({
    left_ratio: 0.2,
    width_ratio: 0.2,
  });
  expect(placeOn(board, { from: "2026-01-01T00:00:00Z", until: "2026-06-15T00:00:00Z" })).toEqual({
    left_ratio: 0,
    width_ratio: 0.5,
  });
  expect(placeOn(board, { from: "2026-07-01T00:00:00Z", until: "2026-07-02T00:00:00Z" })).toBeUndefined();
});

test("the board always holds now, and its ticks stay few", () => {
  const board = boardOf([{ from: "2020-01-01T00:00:00Z", until: "2040-01-01T00:00:00Z" }], now);
  expect(board.from_ms).toBeLessThan(now);
  expect(board.until_ms).toBeGreaterThan(now);
  expect(ticksOf(board).length).toBeLessThanOrEqual(7);
  expect(ticksOf(boardOf([], now)).length).toBeGreaterThan(1);
});
