import { expect, test } from "vitest";
import { clauseOf, isGuard, trafficChange } from "./clauses.ts";

const late = {
  text: "ldr_p_sanction > 0.95",
  holds: true,
  value: 0.99,
  limit: 0.95,
  distance: -0.04,
  plain: { zh: "延迟发货率超过处罚线的概率高于0.95（当前0.99）", en: "the chance is over 0.95 (now 0.99)" },
};

test("a clause of a sanction is turned round: its line is what keeps the merchant safe", () => {
  expect(clauseOf(late, "sanction", "en")).toMatchObject({
    label: "the chance",
    passed: false,
    value: "99%",
    required: "≤ 95%",
    distance: "4%",
  });
  expect(clauseOf(late, "sanction", "zh").label).toBe("延迟发货率超过处罚线的概率");
  expect(clauseOf({ ...late, holds: false, value: 0.1 }, "nudge", "zh").passed).toBe(true);
});

test("a clause of a reward is met when it holds, and says how far the way is", () => {
  const enough = { text: "orders >= 50", holds: false, value: 20, limit: 50, distance: 30, plain: null };
  expect(clauseOf(enough, "reward", "en")).toMatchObject({
    label: "orders >= 50",
    passed: false,
    value: "20",
    required: "≥ 50",
    progress_ratio: 0.4,
  });
  expect(clauseOf({ ...enough, holds: null, value: null, distance: null }, "reward", "en")).toMatchObject({
    passed: null,
    value: "–",
  });
});

test("theta as a change of exposure, cut at the published bound", () => {
  expect(trafficChange(0.2)).toBeCloseTo(0.2214, 3);
  expect(trafficChange(-3)).toBeCloseTo(Math.exp(-0.4) - 1, 6);
});

test("enough orders is a guard of a sanction, and a line of a reward", () => {
  const orders = { text: "scr_orders >= 50", holds: true, value: 60, limit: 50, distance: -10, plain: null };
  expect([isGuard(orders, "sanction"), isGuard(orders, "reward"), isGuard(late, "sanction")]).toEqual([
    true,
    false,
    false,
  ]);
});
