import { words } from "#parts";

/** Sample words of the gallery. */
export const t = words({
  sales: { zh: "成交金额", en: "Sales" },
  buyers: { zh: "购买人数", en: "Buyers" },
  efficiency: { zh: "拉新效率", en: "Acquisition efficiency" },
  stock: { zh: "缺货率", en: "Out-of-stock rate" },
  against: { zh: "较上周", en: "vs last week" },
  definition: {
    zh: "所选期间内付款订单的金额合计，退款已扣除。",
    en: "Sum of paid orders in the period, refunds taken off.",
  },
  assets: { zh: "消费者资产", en: "Consumer assets" },
  assetsSub: { zh: "截至昨日，平台全部场合计", en: "As of yesterday, all venues together" },
  steps: { zh: "从看到买", en: "From seeing to buying" },
  seen: { zh: "曝光", en: "Seen" },
  clicked: { zh: "点击", en: "Clicked" },
  carted: { zh: "加购", en: "In the cart" },
  bought: { zh: "付款", en: "Paid" },
  trend: { zh: "每日成交", en: "Daily sales" },
  online: { zh: "线上", en: "Online" },
  store: { zh: "门店", en: "Stores" },
  plan: { zh: "计划", en: "Plan" },
  campaign: { zh: "大促开始", en: "Campaign starts" },
  venues: { zh: "各场成交", en: "Sales by venue" },
  flow: { zh: "30 天流转", en: "Flow over 30 days" },
  fresh: { zh: "新进入", en: "New" },
  gone: { zh: "流失", en: "Left" },
  why: { zh: "为什么没有通过？", en: "Why did it not pass?" },
  score: { zh: "服务体验分", en: "Service score" },
  ship: { zh: "24 小时发货率", en: "Shipped within 24 hours" },
  refund: { zh: "退款处理时长", en: "Refund handling time" },
  hours: { zh: (n: number) => `${n} 小时`, en: (n: number) => `${n} h` },
  good: { zh: "已生效", en: "In force" },
  warn: { zh: "将过期", en: "Expiring" },
  bad: { zh: "已驳回", en: "Rejected" },
  plain: { zh: "草稿", en: "Draft" },
});

/** A calm sample series of `n` values. */
export const wave = (n: number, base: number, swing: number) =>
  Array.from({ length: n }, (_, i) =>
    Math.round(base + swing * Math.sin(i / 3) + swing * 0.4 * Math.cos(i * 1.7) + i * swing * 0.04),
  );
