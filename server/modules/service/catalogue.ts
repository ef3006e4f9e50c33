import type { service } from "#contract";

type Metric = service.MetricDefinition & {
  /** Weight in the experience score; all weights sum to 1. */
  readonly weight: number;
  /** Columns of an order case: what makes it count, on which day, and what makes it a defect. `$end` is the end of the day asked for. */
  readonly eligible: string;
  readonly day: string;
  readonly defect: string;
  /** What stands beside each order in the evidence. */
  readonly promised: string;
  readonly actual: string;
};
const inZone = (column: string): string => `(${column} AT TIME ZONE $zone)::date`;

/**
 * The published metric catalogue: areas weigh product .35, logistics .25, service .25, after-sale .15. Lags, half-lives and
 * limits are defaults of this version. Every rate opens to its orders by the same three expressions that count it.
 */
export const metrics: readonly Metric[] = [
  {
    id: "ldr",
    name: { zh: "延迟发货率", en: "late dispatch rate" },
    numerator: {
      zh: "超过承诺时间才发货（自提：未按时备好）的订单",
      en: "orders dispatched, or ready for pick-up, after the promised time",
    },
    denominator: { zh: "承诺时间已到的已付款订单", en: "paid orders whose promised dispatch time has come" },
    lag_days: 0,
    half_life_days: 14,
    window_days: 90,
    nudge_ratio: 0.04,
    sanction_ratio: 0.1,
    higher_is_better: false,
    area: "logistics",
    weight: 0.15,
    eligible:
      "paid_at IS NOT NULL AND promised_dispatch_at <= $end AND (cancelled_at IS NULL OR cancelled_at > promised_dispatch_at)",
    day: inZone("promised_dispatch_at"),
    defect: "dispatched_at IS NULL OR dispatched_at > promised_dispatch_at",
    promised: "promised_dispatch_at",
    actual: "dispatched_at",
  },
  {
    id: "otd",
    name: { zh: "延迟送达率", en: "late delivery rate" },
    numerator: { zh: "晚于承诺日送达的订单", en: "orders delivered after the promised calendar day" },
    denominator: { zh: "已送达且有承诺日的订单", en: "delivered orders with a promised day" },
    lag_days: 2,
    half_life_days: 28,
    window_days: 90,
    nudge_ratio: 0.05,
    sanction_ratio: 0.1,
    higher_is_better: false,
    area: "logistics",
    weight: 0.1,
    eligible: "delivered_day IS NOT NULL AND promised_day IS NOT NULL AND cancelled_at IS NULL",
    day: "delivered_day",
    defect: "delivered_day > promised_day",
    promised: "promised_day",
    actual: "delivered_day",
  },
  {
    id: "scr",
    name: { zh: "商家取消率", en: "merchant cancel rate" },
    numerator: { zh: "商家原因取消（含缺货）的订单", en: "orders cancelled by the merchant, out of stock included" },
    denominator: { zh: "已付款订单", en: "paid orders" },
    lag_days: 0,
    half_life_days: 14,
    window_days: 90,
    nudge_ratio: 0.01,
    sanction_ratio: 0.025,
    higher_is_better: false,
    area: "service",
    weight: 0.25,
    eligible: "paid_at IS NOT NULL",
    day: inZone("paid_at"),
    defect: "cancelled_by = 'merchant'",
    promised: "promised_dispatch_at",
    actual: "cancelled_at",
  },
  {
    id: "qrr",
    name: { zh: "品质退款率", en: "quality refund rate" },
    numerator: { zh: "因质量或描述不符退款的订单", en: "orders refunded for quality or not as described" },
    denominator: { zh: "已送达订单", en: "delivered orders" },
    lag_days: 7,
    half_life_days: 56,
    window_days: 90,
    nudge_ratio: 0.03,
    sanction_ratio: 0.08,
    higher_is_better: false,
    area: "after_sale",
    weight: 0.15,
    eligible: "delivered_day IS NOT NULL",
    day: "delivered_day",
    defect: "quality_refund_at IS NOT NULL",
    promised: "delivered_day",
    actual: "quality_refund_at",
  },
  {
    id: "nrv",
    name: { zh: "差评率", en: "negative review rate" },
    numerator: { zh: "最新评价为一星或二星的订单", en: "orders whose latest review has one or two stars" },
    denominator: { zh: "有评价的订单", en: "reviewed orders" },
    lag_days: 0,
    half_life_days: 28,
    window_days: 90,
    nudge_ratio: 0.08,
    sanction_ratio: 0.2,
    higher_is_better: false,
    area: "product",
    weight: 0.2,
    eligible: "stars IS NOT NULL",
    day: inZone("reviewed_at"),
    defect: "stars <= 2",
    promised: "delivered_day",
    actual: "reviewed_at",
  },
  {
    id: "epp",
    name: { zh: "有效好评率", en: "effective percent positive" },
    numerator: { zh: "四星或五星评价的订单", en: "orders reviewed with four or five stars" },
    denominator: { zh: "全部已送达订单（未评价也计入）", en: "all delivered orders; silence counts" },
    lag_days: 7,
    half_life_days: 45,
    window_days: 90,
    nudge_ratio: null,
    sanction_ratio: null,
    higher_is_better: true,
    area: "product",
    weight: 0.15,
    eligible: "delivered_day IS NOT NULL",
    day: "delivered_day",
    defect: "coalesce(stars, 0) < 4",
    promised: "delivered_day",
    actual: "reviewed_at",
  },
];
export const metric = (id: service.MetricId): Metric => {
  const found = metrics.find((m) => m.id === id);
  if (!found) throw new Error(`no metric ${id}`);
  return found;
};
export type { Metric };
