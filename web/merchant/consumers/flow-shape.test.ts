import { expect, test } from "vitest";
import { moveOf, shareOfRow, sumMoves } from "./flow-shape.ts";

const cells = [
  { from: "A", to: "I", people: 100 },
  { from: "A", to: "A", people: 300 },
  { from: "I", to: "A", people: null },
  { from: "none", to: "A", people: 70 },
  { from: "A", to: "none", people: 60 },
] as const;

test("a move is named by the order of the stages", () => {
  expect(moveOf("A", "P")).toBe("up");
  expect(moveOf("L", "P")).toBe("down");
  expect(moveOf("none", "L")).toBe("fresh");
  expect(moveOf("P", "none")).toBe("lost");
});

test("sums say when a hidden cell is missing in them", () => {
  expect(sumMoves(cells)).toEqual([
    { move: "up", people: 100, partly: false },
    { move: "stayed", people: 300, partly: false },
    { move: "down", people: 0, partly: true },
    { move: "fresh", people: 70, partly: false },
    { move: "lost", people: 60, partly: false },
  ]);
  expect(shareOfRow(cells, cells[0])).toBeCloseTo(100 / 460);
});
