import type { Bilingual, plans } from "#contract";
import { formatCount, formatMoney, type Lang, type Tone } from "#parts";

export const metricWords: Readonly<Record<plans.MetricName, Bilingual>> = {
  gmv: { zh: "销售额", en: "Sales" },
  orders: { zh: "订单数", en: "Orders" },
  buyers: { zh: "购买人数", en: "Buyers" },
  new_buyers: { zh: "新客人数", en: "New buyers" },
  aipl_a: { zh: "认知人数", en: "Aware people" },
  aipl_i: { zh: "兴趣人数", en: "Interested people" },
  aipl_p: { zh: "购买阶段人数", en: "People who purchased" },
  aipl_l: { zh: "忠诚人数", en: "Loyal people" },
  members: { zh: "会员数", en: "Members" },
  service_score: { zh: "体验分", en: "Experience score" },
};
export const sideWords: Readonly<Record<plans.Side, Bilingual>> = {
  brand: { zh: "品牌", en: "Brand" },
  platform: { zh: "平台", en: "Platform" },
};
export const promiseWords: Readonly<Record<plans.Promised["kind"], Bilingual>> = {
  traffic_slot: { zh: "资源位", en: "Places" },
  budget: { zh: "预算", en: "Budget" },
  exclusive_sku: { zh: "独家商品", en: "Exclusive SKUs" },
  supply: { zh: "货源", en: "Supply" },
  data: { zh: "数据", en: "Data" },
  service: { zh: "服务", en: "Service" },
  other: { zh: "其他", en: "Other" },
};
export const versionWords: Readonly<Record<plans.Version["state"], Bilingual>> = {
  proposed: { zh: "待签署", en: "Proposed" },
  signed: { zh: "一方已签", en: "Signed by one side" },
  in_force: { zh: "生效中", en: "In force" },
  countered: { zh: "已被反提案", en: "Countered" },
  declined: { zh: "已拒绝", en: "Declined" },
  superseded: { zh: "已被替代", en: "Superseded" },
};
export const versionTones: Readonly<Record<plans.Version["state"], Tone>> = {
  proposed: "warn",
  signed: "accent",
  in_force: "good",
  countered: "plain",
  declined: "bad",
  superseded: "plain",
};
export const statusWords: Readonly<Record<plans.Figure["status"], Bilingual>> = {
  not_begun: { zh: "未开始", en: "not begun" },
  on_track: { zh: "正常", en: "on track" },
  within_tolerance: { zh: "略低，在容差内", en: "within tolerance" },
  behind: { zh: "落后", en: "behind" },
  reached: { zh: "已达成", en: "reached" },
  missed: { zh: "未达成", en: "missed" },
  unknown: { zh: "还无法衡量", en: "cannot be measured" },
};
export const statusTones: Readonly<Record<plans.Figure["status"], Tone>> = {
  not_begun: "plain",
  on_track: "good",
  within_tolerance: "warn",
  behind: "bad",
  reached: "good",
  missed: "bad",
  unknown: "plain",
};

/** Unit of a metric before the list of metrics has arrived. */
export const unitOf = (metric: plans.MetricName): plans.Metric["unit"] =>
  metric === "gmv" ? "minor" : metric === "service_score" ? "points" : "count";

/** A value of a target for the reader. */
export function valueText(metric: plans.MetricName, value: number, currency: string, lang: Lang): string {
  const unit = unitOf(metric);
  if (unit === "minor") return formatMoney(value, currency, lang, { short: true });
  return unit === "points" ? (value / 100).toFixed(2) : formatCount(value, lang);
}

/** What a target is called: its metric, its quarter or the year, its kind of venue. */
export function targetText(target: plans.Target, lang: Lang): string {
  const when = target.quarter === null ? { zh: "全年", en: "year" }[lang] : `Q${target.quarter}`;
  return [metricWords[target.metric][lang], when, target.venue_kind ?? ""].filter(Boolean).join(" · ");
}
