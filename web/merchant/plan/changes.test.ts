import type { plans } from "#contract";
import { expect, test } from "vitest";
import { changesOf } from "./changes.ts";

const target = (id: string, value: number): plans.Target => ({
  id,
  metric: "gmv",
  quarter: null,
  venue_kind: null,
  value,
  baseline: 0,
  tolerance_ratio: 0.05,
});
const promise = (id: string, amount_minor: number): plans.Promised => ({
  id,
  side: "brand",
  kind: "budget",
  text: id,
  quantity: 1,
  amount_minor,
  due: "2026-12-31",
});

test("changed, new and dropped targets are told with both values; an untouched one is not", () => {
  const changes = changesOf(
    { targets: [target("a", 100), target("b", 5), target("c", 1)], ledger: [promise("x", 10)], initiatives: [] },
    { targets: [target("a", 120), target("b", 5), target("d", 7)], ledger: [promise("x", 20)], initiatives: [] },
  );
  expect(changes.targets.map(({ target: { id }, before, after }) => [id, before, after])).toEqual([
    ["a", 100, 120],
    ["d", undefined, 7],
    ["c", 1, undefined],
  ]);
  expect(changes.added.map((one) => one.amount_minor)).toEqual([20]);
  expect(changes.removed.map((one) => one.amount_minor)).toEqual([10]);
  expect(changes.initiatives).toBe(0);
});

test("against nothing, everything is new", () => {
  expect(changesOf(undefined, { targets: [target("a", 1)], ledger: [], initiatives: [] }).targets).toHaveLength(1);
});
