import { presale } from "../presale.ts";
import { priceCart } from "../pricing.ts";
import type { Benefit, Effect, PriceLine, RuleSet } from "../price-rules.ts";
import { refundOf } from "../refund.ts";
import type { Anchor } from "./anchor.ts";

const rules: RuleSet = {
  version: "vector",
  currency: "CNY",
  layers: ["item", "store", "cross"],
  threshold_mode: "parallel",
  threshold_base: "listed",
  percent_mode: "compounding",
  allocation: "listed",
  clip: "move",
  refund_policy: "keep",
};
const line = (id: string, unit_minor: number, quantity = 1): PriceLine => ({
  id,
  sku: `sku-${id}`,
  unit_minor,
  quantity,
});
const off = (id: string, layer: string, effect: Effect, more: Partial<Benefit> = {}): Benefit => ({
  id,
  layer,
  effect,
  lines: "all",
  ...more,
});
const percent = (rate_bp: number): Effect => ({ kind: "percent", rate_bp });
const amount = (amount_minor: number): Effect => ({ kind: "amount", amount_minor });
const pay = (lines: readonly PriceLine[], benefits: readonly Benefit[], more: Partial<RuleSet> = {}) =>
  priceCart({ ...rules, ...more }, lines, benefits).pay_minor;

const free = (most_times?: number): Effect => ({
  kind: "buy_get",
  buy: 2,
  get: 1,
  rate_bp: 10000,
  ...(most_times && { most_times }),
});

export const pricingAnchors: readonly Anchor[] = [
  {
    name: "price P1, P2: percentages on the original or the reduced price",
    source: "Magento magento2 issues 39448, 36799",
    run: () => {
      const p1 = [off("a", "store", amount(10000)), off("b", "cross", percent(1000))];
      const p2 = [off("a", "item", percent(500)), off("b", "item", percent(1000))];
      return [
        { what: "P1 on the reduced price", ours: 100000 - pay([line("1", 100000)], p1), published: 19000 },
        {
          what: "P1 on the original",
          ours: 100000 - pay([line("1", 100000)], p1, { percent_mode: "additive" }),
          published: 20000,
        },
        { what: "P2 compounding", ours: pay([line("1", 10000)], p2), published: 8550 },
        { what: "P2 additive", ours: pay([line("1", 10000)], p2, { percent_mode: "additive" }), published: 8500 },
      ];
    },
  },
  {
    name: "price P3: discard subsequent only where it touched",
    source: "Magento magento2 issue 35707",
    run: () => {
      const benefits = [
        off("a", "item", percent(1000), { lines: ["A"], stops_later: true }),
        off("b", "store", amount(500), { lines: ["B"] }),
      ];
      return [
        {
          what: "B still gets 5 off",
          ours: pay([line("A", 10000), line("B", 5000)], benefits),
          published: 9000 + 4500,
        },
      ];
    },
  },
  {
    name: "price P4 to P9",
    source: "Saleor 17453, 13831, 12040, 12107; Medusa 14899, PR 11992",
    run: () => [
      {
        what: "P4 10 at -40 %, order -70 %",
        ours: pay([line("1", 1000, 10)], [off("a", "item", percent(4000)), off("b", "store", percent(7000))]),
        published: 1800,
      },
      {
        what: "P5 100 x 2, sale 50 %, voucher 50 %",
        ours: pay([line("1", 10000, 2)], [off("a", "item", percent(5000)), off("b", "store", percent(5000))]),
        published: 5000,
      },
      { what: "P6 19.99 less 25 %", ours: pay([line("1", 1999)], [off("a", "item", percent(2500))]), published: 1499 },
      {
        what: "P7 discount on the eligible line",
        ours: 10000 - pay([line("A", 8000), line("B", 2000)], [off("a", "store", percent(5000), { lines: ["A"] })]),
        published: 4000,
      },
      {
        what: "P8 never below 0",
        ours: pay([line("1", 1000)], [off("a", "item", amount(900)), off("b", "store", amount(900))]),
        published: 0,
      },
      {
        what: "P9 both percentages",
        ours: pay([line("1", 10000)], [off("a", "item", percent(1000)), off("b", "item", percent(2000))], {
          percent_mode: "additive",
        }),
        published: 7000,
      },
    ],
  },
  {
    name: "price P10: buy 2 get 1",
    source: "Medusa 13265, 14432, 11258; worked example",
    run: () => [
      { what: "4 in the cart", ours: pay([line("1", 1000, 4)], [off("a", "item", free())]), published: 3000 },
      { what: "6 in the cart", ours: pay([line("1", 1000, 6)], [off("a", "item", free())]), published: 4000 },
      { what: "6, at most once", ours: pay([line("1", 1000, 6)], [off("a", "item", free(1))]), published: 5000 },
    ],
  },
  {
    name: "price P11 to P13: refunds replay the allocation",
    source: "PrestaShop 18319; sonata-project ecommerce 177; Vendure 4811",
    run: () => {
      const p11 = priceCart(rules, [line("1", 15000), line("2", 6000)], [off("a", "store", percent(2000))]);
      const p12 = priceCart(rules, [line("1", 10000, 3)], [off("a", "store", percent(1000))]);
      const p13 = priceCart(rules, [line("1", 10000), line("2", 5000)], [off("a", "store", amount(1500))]);
      return [
        {
          what: "P11 refund the 150",
          ours: refundOf(p11, [{ line_id: "1", quantity: 1 }]).refund_minor,
          published: 12000,
        },
        {
          what: "P12 return 2 of 3",
          ours: refundOf(p12, [{ line_id: "1", quantity: 2 }]).refund_minor,
          published: 18000,
        },
        {
          what: "P13 cancel the 50",
          ours: refundOf(p13, [{ line_id: "2", quantity: 1 }]).refund_minor,
          published: 4500,
        },
        { what: "P13 the other line pays", ours: p13.lines[0]?.pay_minor, published: 9000 },
      ];
    },
  },
  {
    name: "price P14: parallel thresholds, clip at 0",
    source: "platform rule from August 2020 (secondary)",
    run: () => {
      const benefits = [
        off("s", "store", amount(38000), { threshold_minor: 40000, lines: ["1"] }),
        off("c", "cross", amount(5000), { threshold_minor: 40000 }),
      ];
      const alone = priceCart(rules, [line("1", 40000)], benefits);
      const two = priceCart(rules, [line("1", 40000), line("2", 10000)], benefits);
      const cross = alone.used.find((u) => u.id === "c");
      return [
        { what: "pays", ours: alone.pay_minor, published: 0 },
        { what: "used, lapsed", ours: [cross?.amount_minor, cross?.lapsed_minor], published: [2000, 3000] },
        { what: "with a second line: it pays", ours: two.lines.map((l) => l.pay_minor), published: [0, 7000] },
      ];
    },
  },
  {
    name: "price P15: pre-sale with a deposit",
    source: "platform rule (secondary): price 200, deposit 10, 20 off at once",
    run: () => {
      const p = presale(20000, 1000, 2000);
      return [
        { what: "tail", ours: p.tail_minor, published: 17000 },
        { what: "threshold base", ours: p.thresholdBase_minor, published: 18000 },
      ];
    },
  },
  {
    name: "price P16: fixed first or percentage first",
    source: "Magento merchdocs issue 286",
    run: () => {
      const mug = (fixed: string, rate: string) =>
        pay([line("mug", 1000)], [off("a", fixed, amount(600)), off("b", rate, percent(5000))]);
      return [
        { what: "fixed first", ours: mug("item", "store"), published: 200 },
        { what: "percentage first", ours: mug("store", "item"), published: 0 },
      ];
    },
  },
];
