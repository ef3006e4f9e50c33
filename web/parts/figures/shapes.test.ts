import { expect, test } from "vitest";
import { funnelShape } from "./funnel-shape.ts";
import { sparkPath } from "./spark.ts";

test("a sparkline fills its box, breaks at gaps and lies in the middle when flat", () => {
  expect(sparkPath([0, 10, 5], 100, 20)).toBe("M0.0 20.0L50.0 0.0L100.0 10.0");
  expect(sparkPath([1, null, 3], 100, 20)).toBe("M0.0 20.0M100.0 0.0");
  expect(sparkPath([4, 4], 100, 20)).toBe("M0.0 10.0L100.0 10.0");
  expect(sparkPath([null, 3], 100, 20)).toBe("");
});

test("funnel: widths against the widest, steps against the step before", () => {
  expect(funnelShape([200, 50, 0, 10])).toEqual([
    { width_ratio: 1, next_ratio: 0.25 },
    { width_ratio: 0.25, next_ratio: 0 },
    { width_ratio: 0, next_ratio: null },
    { width_ratio: 0.05, next_ratio: null },
  ]);
  expect(funnelShape([0, 0])).toEqual([
    { width_ratio: 0, next_ratio: null },
    { width_ratio: 0, next_ratio: null },
  ]);
});
