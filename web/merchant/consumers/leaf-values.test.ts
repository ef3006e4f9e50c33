import { expect, test } from "vitest";
import { emptyLeaf, leafOf, valuesOf } from "./leaf-values.ts";

const empty = emptyLeaf("2026-06-30", "2026-06-01");

test("a condition goes into the form and comes back the same", () => {
  const leaves = [
    leafOf("stage", { ...empty, stage: "L", rolling: true }),
    leafOf("flow", { ...empty, from_stage: "none", to_stage: "P" }),
    leafOf("behaviour", { ...empty, behaviours: ["search"], touchpoints: ["feed"], min_distinct_days: 2 }),
    leafOf("bought", { ...empty, categories: ["serum"], least: 199.9 }),
    leafOf("consent", empty),
    leafOf("members", empty),
  ];
  for (const leaf of leaves) {
    if ("op" in leaf) throw new Error("a form makes no groups");
    const { kind, values } = valuesOf(leaf);
    expect(leafOf(kind, { ...empty, ...values })).toEqual(leaf);
  }
});

test("money is asked in whole units and kept in minor ones; an empty choice is left out", () => {
  expect(leafOf("bought", { ...empty, least: 199.99 })).toEqual({
    cell: { kind: "bought", from: "2026-06-01", to: "2026-06-30", min_amount_minor: 19_999 },
    rolling: false,
  });
});
