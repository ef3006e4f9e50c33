import fc from "fast-check";
import { expect, test } from "vitest";
import { bestPrice } from "./price-best.ts";
import type { Benefit, PriceLine, RuleSet } from "./price-rules.ts";
import { priceCart } from "./pricing.ts";

const rules: RuleSet = {
  version: "v1",
  currency: "CNY",
  layers: ["shop", "platform"],
  threshold_mode: "sequential",
  threshold_base: "listed",
  percent_mode: "compounding",
  allocation: "listed",
  clip: "move",
  refund_policy: "keep",
};
const line = (id: string, unit_minor: number): PriceLine => ({ id, sku: id, quantity: 1, unit_minor });
const coupon = (
  id: string,
  layer: string,
  amount_minor: number,
  threshold_minor: number,
  group: string,
  lines: "all" | string[] = "all",
): Benefit => ({
  id,
  layer,
  lines,
  group,
  threshold_minor,
  effect: { kind: "amount", amount_minor },
});

test("the larger coupon can lose: it misses the later threshold", () => {
  const benefits = [
    coupon("30", "shop", 3_000, 0, "shop"),
    coupon("10", "shop", 1_000, 0, "shop"),
    coupon("p", "platform", 5_000, 30_000, "platform"),
  ];
  const lines = [line("a", 31_500)];
  expect(priceCart(rules, lines, benefits).pay_minor).toBe(28_500);
  const best = bestPrice(rules, lines, benefits);
  expect(best).toMatchObject({ exact: true, proof: { pay_minor: 25_500 } });
  expect(best.proof.refused).toEqual([{ id: "30", layer: "shop", reason: "excluded_by_group", because: "10" }]);
});

test("too many combinations: the engine's own choice, and it says so", () => {
  const benefits = Array.from({ length: 12 }, (_, i) => coupon(`c${i}`, "shop", 100 + i, 0, `g${i % 6}`));
  const found = bestPrice(rules, [line("a", 50_000)], benefits, 100);
  expect(found.exact).toBe(false);
  expect(found.proof).toEqual(priceCart(rules, [line("a", 50_000)], benefits));
});

/** The dynamic programme over reachable totals, for one line per shop: an independent oracle. */
function oracle(shops: readonly number[], coupons: readonly Benefit[]): number {
  let totals = new Set([0]);
  shops.forEach((price, i) => {
    const own = coupons.filter((c) => c.group === `shop${i}` && price >= (c.threshold_minor ?? 0));
    const left = [
      price,
      ...own.map((c) => Math.max(0, price - (c.effect.kind === "amount" ? c.effect.amount_minor : 0))),
    ];
    totals = new Set([...totals].flatMap((t) => left.map((l) => t + l)));
  });
  const platform = coupons.filter((c) => c.group === "platform");
  const after = [...totals].flatMap((t) => [
    t,
    ...platform
      .filter((c) => t >= (c.threshold_minor ?? 0))
      .map((c) => Math.max(0, t - (c.effect.kind === "amount" ? c.effect.amount_minor : 0))),
  ]);
  return Math.min(...after);
}

test("equals a dynamic programme over totals on random carts", () => {
  const price = fc.integer({ min: 100, max: 40_000 });
  const offer = fc.tuple(fc.integer({ min: 1, max: 20_000 }), fc.integer({ min: 0, max: 60_000 }));
  fc.assert(
    fc.property(
      fc.array(price, { minLength: 1, maxLength: 3 }),
      fc.array(offer, { maxLength: 6 }),
      fc.array(offer, { maxLength: 2 }),
      (shops, shopOffers, platformOffers) => {
        const lines = shops.map((p, i) => line(`l${i}`, p));
        const coupons = [
          ...shopOffers.map(([a, t], i) =>
            coupon(`s${i}`, "shop", a, t, `shop${i % shops.length}`, [`l${i % shops.length}`]),
          ),
          ...platformOffers.map(([a, t], i) => coupon(`p${i}`, "platform", a, t, "platform")),
        ];
        expect(bestPrice(rules, lines, coupons).proof.pay_minor).toBe(oracle(shops, coupons));
      },
    ),
    { numRuns: 300 },
  );
});
