import { rules, service, supply, trade } from "#contract";
import { patiently } from "./client.ts";
import { startCampaigns } from "./campaigns.ts";
import type { Numbers, Stage } from "./setup.ts";
import { inParts } from "./setup.ts";

/** Fills the shelves, opens suppliers, publishes the rules and starts the campaigns. Each part may fail without the others. */
export async function openCommerce(s: Stage, n: Numbers, from: Date, step: (what: string) => void): Promise<void> {
  step("stock");
  await s.notes.trying("stock", () => stock(s));
  step("suppliers and rules");
  await s.notes.trying("suppliers", () => suppliers(s));
  await s.notes.trying("rules", () => publishRules(s));
  step("campaigns");
  await startCampaigns(s, n, from);
}

async function stock(s: Stage): Promise<void> {
  for (const [i, lines] of inParts(s.market.rows.stock).entries())
    await patiently(s.signal, () =>
      s.operator.call(trade.routes.receive, { body: { lines, note: "opening stock" }, once: `world-stock-${i}` }),
    );
}

async function suppliers(s: Stage): Promise<void> {
  const [care, food] = ["huaxing-supply", "guyuan-supply"];
  await patiently(s.signal, () =>
    s.operator.call(supply.routes.putSuppliers, {
      body: {
        suppliers: [
          {
            code: care,
            name: { zh: "华星日化供应", en: "Huaxing Care Supply" },
            contact: "supply@huaxing.example",
            lead_time_days: 7,
          },
          {
            code: food,
            name: { zh: "谷源食品供应", en: "Guyuan Food Supply" },
            contact: "order@guyuan.example",
            lead_time_days: 3,
          },
        ],
      },
    }),
  );
  const kept = [
    { merchant: "qingyu-flagship", supplier: care, pack_size: 12 },
    { merchant: "muyungu-flagship", supplier: food, pack_size: 24 },
    { merchant: "axiang", supplier: food, pack_size: 6 },
    { merchant: "xiaoqu", supplier: food, pack_size: 6 },
  ];
  const policies = s.market.rows.stock.flatMap((line) => {
    const found = kept.find((k) => k.merchant === line.merchant);
    return found === undefined
      ? []
      : [{ sku: line.sku, venue: line.venue, ...found, lead_time_sd_days: 1.5, least_order: found.pack_size }];
  });
  for (const part of inParts(policies, 500))
    await patiently(s.signal, () => s.operator.call(supply.routes.putPolicies, { body: { policies: part } }));
}

type Draft = Omit<rules.RuleVersion, "version" | "published_at" | "author" | "effective_until">;
const draftRules = (effective_from: string): Draft[] => {
  const common = {
    venue_scope: "all",
    basis: "《平台服务规则》示例 / sample service agreement",
    effective_from,
  } as const;
  return [
    {
      ...common,
      rule: "late-dispatch",
      family: "fulfilment",
      title: { zh: "延迟发货减少流量", en: "Late dispatch costs traffic" },
      plain: {
        zh: "延迟发货率有 95% 以上的可能超过 10%，且至少有 20 个订单时，四周内减少流量。",
        en: "When the late dispatch rate is over 10 % with a chance above 95 %, and at least 20 orders count, traffic is reduced for four weeks.",
      },
      condition: "ldr_p_sanction > 0.95 && orders >= 20",
      consequence: { kind: "sanction", part: "sanction", theta: "-0.3", days: 28 },
    },
    {
      ...common,
      rule: "merchant-cancels",
      family: "service",
      title: { zh: "商家取消过多减少流量", en: "Too many cancellations cost traffic" },
      plain: {
        zh: "商家取消率有 95% 以上的可能超过 2.5%，且至少有 50 个订单时，两周内减少流量。",
        en: "When the merchant cancel rate is over 2.5 % with a chance above 95 %, and at least 50 orders count, traffic is reduced for two weeks.",
      },
      condition: "scr_p_sanction > 0.95 && scr_orders >= 50",
      consequence: { kind: "sanction", part: "sanction", theta: "-0.15", days: 14 },
    },
    {
      ...common,
      rule: "good-service",
      family: "incentive",
      title: { zh: "好服务多流量", en: "Good service, more traffic" },
      plain: {
        zh: "至少 20 个订单，且服务质量下限好于同行时，按质量增加流量（流量反哺）。",
        en: "With at least 20 orders and a lower bound of quality above the peers, traffic grows with quality.",
      },
      condition: "orders >= 20 && q_low > 0.0",
      consequence: { kind: "reward", part: "quality", theta: "0.2 * q_low", days: 28 },
    },
    {
      ...common,
      rule: "dispatch-reminder",
      family: "fulfilment",
      title: { zh: "发货提醒", en: "Dispatch reminder" },
      plain: {
        zh: "延迟发货率有 90% 以上的可能超过 4% 时提醒商家，不影响流量。",
        en: "When the late dispatch rate is over 4 % with a chance above 90 %, the merchant is reminded; traffic stays as it is.",
      },
      condition: "ldr_p_nudge > 0.9 && orders >= 10",
      consequence: { kind: "nudge", part: null, theta: null, days: 7 },
    },
  ];
};
async function publishRules(s: Stage): Promise<void> {
  const { items } = await patiently(s.signal, () => s.operator.call(rules.routes.list));
  const there = new Set(items.map((r) => r.rule));
  for (const body of draftRules(new Date().toISOString()))
    if (!there.has(body.rule)) await patiently(s.signal, () => s.operator.call(rules.routes.publish, { body }));
}

/** Computes the scores of today and judges every merchant by the rules in force. */
export async function judgeNow(s: Stage): Promise<void> {
  await s.notes.trying("scores", () =>
    patiently(s.signal, () => s.operator.call(service.routes.compute, { body: {} })),
  );
  await s.notes.trying("verdicts", () => patiently(s.signal, () => s.operator.call(rules.routes.judge, { body: {} })));
}
