import { expect, test } from "vitest";
import { benefitOf, effectText, neat, type Offered, type OpenBenefit, thresholdText } from "./benefits.ts";

test("what a benefit does is said as people say it", () => {
  expect(effectText({ kind: "amount", amount_minor: 3000 }, "CNY", "zh")).toBe("减 ¥30");
  expect(effectText({ kind: "percent", rate_bp: 1500 }, "CNY", "zh")).toBe("8.5 折");
  expect(effectText({ kind: "percent", rate_bp: 1500 }, "CNY", "en")).toBe("15% off");
  expect(effectText({ kind: "every", step_minor: 10_000, value_minor: 1_500, most_times: 3 }, "CNY", "en")).toBe(
    "¥15 off every ¥100",
  );
  const effect = { kind: "amount", amount_minor: 500 } as const;
  expect(thresholdText({ threshold_minor: 19_950, effect }, "CNY", "zh")).toBe("满 ¥199.50 可用");
  expect(thresholdText({ threshold_minor: 0, effect }, "CNY", "en")).toBe("no minimum");
  const every = { kind: "every", step_minor: 10_000, value_minor: 1_500, most_times: 3 } as const;
  expect(thresholdText({ threshold_minor: 0, effect: every }, "CNY", "en")).toBe("from ¥100");
});

test("short money is never rounded", () => {
  expect(neat(1255, "CNY", "en")).toBe("¥12.55");
  expect(neat(500, "JPY", "en")).toBe("¥500");
  expect(neat(123_456_700, "CNY", "en")).toBe("¥1,234,567.00");
});

test("a proof's id leads to the coupon or the benefit it names, and to nothing that the shopper cannot see", () => {
  const benefit = { id: "b1", title: { zh: "甲", en: "A" } } as OpenBenefit;
  const own = [{ id: "c1", benefit: { title: { zh: "乙", en: "B" } } }] as Offered["own"];
  const offered: Offered = { offered: [], automatic: [benefit], own };
  expect(benefitOf("benefit:b1", offered)?.title.en).toBe("A");
  expect(benefitOf("coupon:c1", offered)?.title.en).toBe("B");
  expect(benefitOf("coupon:zz", offered)).toBeUndefined();
  expect(benefitOf("benefit:b1", undefined)).toBeUndefined();
});
