import type { plans } from "#contract";
import { inTx, newId, platformScope, systemScope } from "#kernel";
import { openPlatform, registerParties } from "#parties";

/** A platform with two brands; the first has a store and a web shop. */
export async function market() {
  const p = await inTx(systemScope, (tx) =>
    openPlatform(tx, { code: `j-${newId()}`, name: "测试", currency: "CNY", zone: "Asia/Shanghai" }),
  );
  const scope = platformScope(p.id);
  const made = await inTx(scope, (tx) =>
    registerParties(tx, {
      brands: [{ code: "a" }, { code: "b" }],
      merchants: [{ code: "ma", brand: "a" }],
      venues: [
        { code: "s", kind: "store", merchant: "ma" },
        { code: "w", kind: "web_shop", merchant: "ma" },
      ],
    }),
  );
  const [a, b] = [made.brands.get("a") ?? 0, made.brands.get("b") ?? 0];
  return {
    id: p.id,
    scope,
    a,
    b,
    venues: made.venues,
  };
}
export const target = (id: string, metric: plans.MetricName, value: number, more: object = {}) => ({
  id,
  metric,
  quarter: 1,
  venue_kind: null,
  value,
  ...more,
});
export const content = (more: Partial<plans.ContentInput> = {}): plans.ContentInput => ({
  goal: { zh: "做大会员", en: "More members" },
  targets: [target("gmv-q1", "gmv", 900_000)],
  ledger: [
    {
      id: "slot",
      side: "platform",
      kind: "traffic_slot",
      text: "首页坑位",
      quantity: 10,
      amount_minor: 50_000,
      due: "2027-06-30",
    },
    {
      id: "sku",
      side: "brand",
      kind: "exclusive_sku",
      text: "独家礼盒",
      quantity: 1,
      amount_minor: 30_000,
      due: "2027-05-01",
    },
  ],
  ...more,
});
