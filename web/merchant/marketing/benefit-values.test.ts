import dayjs from "dayjs";
import { expect, test } from "vitest";
import { benefitOf, bothOf, newBenefit } from "./benefit-values.ts";

const period = [dayjs("2026-06-01T00:00:00Z"), dayjs("2026-06-30T00:00:00Z")] as const;

test("amounts go out in minor units, percent in basis points, an empty choice as everything", () => {
  const made = benefitOf({ ...newBenefit, title: { zh: "减十元" }, amount: 9.99, threshold: 59.9 }, period, 100);
  expect(made).toMatchObject({
    title: { zh: "减十元", en: "减十元" },
    effect: { kind: "amount", amount_minor: 999 },
    threshold_minor: 5_990,
    budget_minor: 1_000_000,
    skus: null,
    venues: null,
    from: "2026-06-01T00:00:00.000Z",
  });
  expect(benefitOf({ ...newBenefit, kind: "percent", percent: 12.5 }, period, 100).effect).toEqual({
    kind: "percent",
    rate_bp: 1_250,
  });
  const every = benefitOf({ ...newBenefit, kind: "every", step: 300, value: 50, most_times: 3 }, period, 1);
  expect(every.effect).toEqual({ kind: "every", step_minor: 300, value_minor: 50, most_times: 3 });
});

test("a text in one language serves both", () => {
  expect(bothOf({ en: " Rose season " })).toEqual({ zh: "Rose season", en: "Rose season" });
});
