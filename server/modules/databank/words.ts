import type { databank } from "#contract";
import { stages } from "./model.ts";

type Definition = databank.Lineage["definition"];
const names: Readonly<Record<databank.Stage, { readonly zh: string; readonly en: string }>> = {
  A: { zh: "认知", en: "Awareness" },
  I: { zh: "兴趣", en: "Interest" },
  P: { zh: "购买", en: "Purchase" },
  L: { zh: "忠诚", en: "Loyalty" },
};
const refunds: Readonly<Record<databank.Model["refunds"], { readonly zh: string; readonly en: string }>> = {
  from_then: {
    zh: "全额退款或取消的订单自退款当日起不再计入",
    en: "an order refunded in full or cancelled stops counting on that day",
  },
  always: { zh: "全额退款或取消的订单从不计入", en: "an order refunded in full or cancelled never counted" },
  ignore: { zh: "退款与取消不影响计入", en: "refunds and cancellations change nothing" },
};

/** What a stage figure means, in both languages, from the model itself. */
export function definitionOf({ stages: byStage, refunds: how }: databank.Model): Definition {
  const zh = stages.map((s) => `${names[s].zh}(${s})：${byStage[s].map(ruleZh).join("；或 ")}`);
  const en = stages.map((s) => `${names[s].en} (${s}): ${byStage[s].map(ruleEn).join("; or ")}`);
  return {
    zh: `${zh.join("。")}。每人每品牌只计入最高阶段，按营业日计算；${refunds[how].zh}。`.slice(0, 2000),
    en: `${en.join(". ")}. Each person counts once per brand, in the highest stage, by business days; ${refunds[how].en}.`.slice(
      0,
      2000,
    ),
  };
}
function ruleZh(r: databank.StageRule): string {
  const window = r.window_days === null ? "全部历史中" : `近 ${r.window_days} 天内`;
  const often = r.min_count > 1 ? `至少 ${r.min_count} 次、` : "";
  return `${window}在至少 ${r.min_distinct_days} 个不同日子${often ? `${often}有` : "有"} ${r.behaviours.join("、")}`;
}
function ruleEn(r: databank.StageRule): string {
  const window = r.window_days === null ? "on record" : `in the last ${r.window_days} days`;
  const often = r.min_count > 1 ? `at least ${r.min_count} times, ` : "";
  return `${r.behaviours.join(", ")} ${often}on at least ${r.min_distinct_days} distinct day${r.min_distinct_days === 1 ? "" : "s"} ${window}`;
}
