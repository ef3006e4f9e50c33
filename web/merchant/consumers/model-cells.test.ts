import type { databank } from "#contract";
import { expect, test } from "vitest";
import { touchpointPeople } from "./model-cells.ts";

const rule = (behaviours: databank.StageRule["behaviours"], window_days: number | null) => ({
  behaviours,
  min_count: 1,
  min_distinct_days: 1,
  window_days,
});
const model: databank.Model = {
  stages: {
    A: [rule(["exposure"], 15)],
    I: [rule(["search"], 15)],
    P: [rule(["purchase"], null)],
    L: [rule(["purchase"], 365), rule(["share"], 30)],
  },
  refunds: "from_then",
};

test("people of a stage by a touchpoint are looked for in the window that the stage counts, its last day included", () => {
  expect(touchpointPeople(model, "A", "feed", "2026-06-30")).toEqual({
    op: "and",
    of: [
      { cell: { kind: "stage", stage: "A", day: "2026-06-30" }, rolling: false },
      {
        cell: {
          kind: "behaviour",
          behaviours: ["exposure"],
          touchpoints: ["feed"],
          from: "2026-06-16",
          to: "2026-06-30",
          min_distinct_days: 1,
        },
        rolling: false,
      },
    ],
  });
});

test("a stage with several ways in takes any of them", () => {
  const made = touchpointPeople(model, "L", "feed", "2026-06-30");
  const second = "op" in made ? made.of[1] : undefined;
  expect(second && "op" in second ? [second.op, second.of.length] : undefined).toEqual(["or", 2]);
});
