import { decimalText, formatMinor, parseMinor } from "../currency.ts";
import { allocate, allocateCapped, percentOf, roundToTotal } from "../money.ts";
import type { Anchor } from "./anchor.ts";

const shares = (...weights: number[]) => weights.map((weight, i) => ({ key: `k${i}`, weight }));
const rule = "largest remainder (Balinski and Young 1982), worked example";

export const moneyAnchors: readonly Anchor[] = [
  {
    name: "money: allocation of a discount",
    source: rule,
    run: () => [
      { what: "1000 on 2999, 1501, 500", ours: allocate(1000, shares(2999, 1501, 500)), published: [600, 300, 100] },
      { what: "1000 on 3333, 3333, 3334", ours: allocate(1000, shares(3333, 3333, 3334)), published: [333, 333, 334] },
      { what: "10000 in three", ours: allocate(10000, shares(1, 1, 1)), published: [3334, 3333, 3333] },
      {
        what: "10000 in three real parts",
        ours: roundToTotal(
          ["a", "b", "c"].map((key) => ({ key, value: 10000 / 3 })),
          10000,
        ),
        published: [3334, 3333, 3333],
      },
    ],
  },
  {
    name: "money: allocation with caps",
    source: "platform rule of cross-store allowances (clip at 0, the rest moves), worked example",
    run: () => {
      const two = allocateCapped(5000, [
        { key: "a", weight: 40000, cap_minor: 2000 },
        { key: "b", weight: 10000, cap_minor: 10000 },
      ]);
      const one = allocateCapped(5000, [{ key: "a", weight: 40000, cap_minor: 2000 }]);
      return [
        { what: "5000 on 40000, 10000 with 2000, 10000 left", ours: two.parts, published: [2000, 3000] },
        { what: "one line with 2000 left: used", ours: one.parts, published: [2000] },
        { what: "one line with 2000 left: lapses", ours: one.lapsed_minor, published: 3000 },
      ];
    },
  },
  {
    name: "money: percentage, half up",
    source: "Saleor issue 12040 (19.99 less 25 % is 14.99)",
    run: () => [
      { what: "19.99 less 25 %", ours: 1999 - percentOf(1999, 2500), published: 1499 },
      { what: "5 % of 0.50", ours: percentOf(50, 500), published: 3 },
    ],
  },
  {
    name: "money: minor digits",
    source: "ISO 4217 (CNY 2, JPY 0, KWD 3)",
    run: () => [
      { what: "CNY", ours: decimalText(1999, "CNY"), published: "19.99" },
      { what: "JPY", ours: decimalText(1999, "JPY"), published: "1999" },
      { what: "KWD", ours: decimalText(-5, "KWD"), published: "-0.005" },
      { what: "read CNY 19.9", ours: parseMinor("19.9", "CNY"), published: 1990 },
      { what: "shown zh-CN", ours: formatMinor(123456, "CNY", "zh-CN"), published: "¥1,234.56" },
    ],
  },
];
