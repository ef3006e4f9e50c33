import { posterior, priorFromPeers, rateQuantile, smoothedRate } from "#quant";
import type { Prior } from "#quant";
import type { Scope } from "#kernel";
import { inTx, notFound, olapRows } from "#kernel";
import { directory } from "#parties";

/** How late parcels came, in days after the promised day. */
export const latenessNames = ["on_time", "late_1_3", "late_4_7", "late_8_more", "late", "not_delivered"] as const;
type Lateness = (typeof latenessNames)[number];
export type ReviewsByLateness = Readonly<
  Record<Lateness, { readonly reviews: number; readonly mean_stars: number | null }>
>;
export type ServiceFigures = {
  /** Orders; an order with several sellers is one order of each, and one in the total. */
  readonly orders: number;
  readonly delivered: number;
  /** Delivered orders whose promise and arrival are both known: the ground of the two on-time figures. */
  readonly promised: number;
  /** Arrived on the promised day or before. */
  readonly on_time_by_day: number;
  /** Arrived before the first instant of the promised day or exactly then: what a comparison of timestamps would say. */
  readonly on_time_by_timestamp: number;
  /** Handed to the carrier, with a promise for that. */
  readonly dispatched: number;
  readonly dispatched_on_time: number;
  /** The latest answered review of each order. */
  readonly reviews: ReviewsByLateness;
};
export type SellerService = ServiceFigures & {
  readonly merchant: number;
  readonly code: string;
  /** Share of promised orders that came on time by day, drawn towards all sellers (Beta-binomial); with its 90 % interval. */
  readonly score: { readonly on_time_ratio: number; readonly low_ratio: number; readonly high_ratio: number } | null;
};
export type ServiceReport = {
  readonly total: ServiceFigures & {
    readonly prior: { readonly on_time_ratio: number; readonly weight_orders: number } | null;
  };
  readonly sellers: readonly SellerService[];
};

const sellers_max = 200_000;
const on = "promised_day IS NOT NULL AND delivered AND NOT undated";
const groups: Readonly<Record<Lateness, string>> = {
  on_time: `${on} AND late_days <= 0`,
  late_1_3: `${on} AND late_days BETWEEN 1 AND 3`,
  late_4_7: `${on} AND late_days BETWEEN 4 AND 7`,
  late_8_more: `${on} AND late_days >= 8`,
  late: `${on} AND late_days >= 1`,
  not_delivered: "NOT delivered",
};

/** State of each order of each merchant: the sum of what the log says about it. Reviews belong to the whole order. */
const states = (platform: number): string => `
SELECT o.order_key AS order_key, o.merchant AS merchant, o.delivered AS delivered, o.undated AS undated, o.promised_day AS promised_day,
  dateDiff('day', o.promised_day, o.delivered_day) AS late_days, o.by_timestamp AS by_timestamp,
  o.dispatched_at AS dispatched_at, o.promised_dispatch_at AS promised_dispatch_at, r.reviewed AS reviewed, r.stars AS stars
FROM (
  SELECT f.order_key AS order_key, f.merchant AS merchant,
    countIf(f.name = 'order.delivered') > 0 AND countIf(f.name = 'order.cancelled') = 0 AS delivered,
    maxIf(f.undated, f.name = 'order.delivered') = 1 AS undated,
    max(f.promised_day) AS promised_day,
    min(f.delivered_day) AS delivered_day,
    delivered_day < promised_day OR (delivered_day = promised_day AND argMinIf(f.midnight, f.at, f.name = 'order.delivered') = 1) AS by_timestamp,
    if(countIf(f.name = 'order.dispatched') > 0, minIf(f.at, f.name = 'order.dispatched'), NULL) AS dispatched_at,
    max(f.promised_dispatch_at) AS promised_dispatch_at
  FROM order_fact AS f
  WHERE f.platform = ${platform} AND startsWith(f.name, 'order.')
  GROUP BY f.order_key, f.merchant
  HAVING countIf(f.name = 'order.placed') > 0) AS o
LEFT JOIN (
  SELECT f.order_key AS order_key, 1 AS reviewed, argMax(f.stars, (f.at, f.seq)) AS stars
  FROM order_fact AS f WHERE f.platform = ${platform} AND f.name = 'review.given' AND f.stars > 0
  GROUP BY f.order_key) AS r ON r.order_key = o.order_key`;

const columns = (dispatched: string, inTime: string): string =>
  [
    "count() AS orders",
    "countIf(delivered) AS delivered_orders",
    `countIf(${on}) AS promised`,
    `countIf(${on} AND late_days <= 0) AS on_time_by_day`,
    `countIf(${on} AND by_timestamp) AS on_time_by_timestamp`,
    `countIf(${dispatched}) AS dispatched`,
    `countIf(${dispatched} AND ${inTime}) AS dispatched_on_time`,
    ...latenessNames.flatMap((n) => [
      `countIf(reviewed = 1 AND ${groups[n]}) AS n_${n}`,
      `sumIf(stars, reviewed = 1 AND ${groups[n]}) AS s_${n}`,
    ]),
  ].join(",\n  ");
/** The order as a whole: delivered when all its parts are, as late as its last part. */
const whole = (platform: number): string => `
SELECT s.order_key AS order_key, min(s.delivered) AS delivered, max(s.undated) AS undated, max(s.promised_day) AS promised_day,
  max(s.late_days) AS late_days, min(s.by_timestamp) AS by_timestamp,
  countIf(s.dispatched_at IS NULL OR s.promised_dispatch_at IS NULL) = 0 AS dispatchable,
  countIf(s.dispatched_at > s.promised_dispatch_at) = 0 AS in_time, max(s.reviewed) AS reviewed, max(s.stars) AS stars
FROM (${states(platform)}) AS s GROUP BY s.order_key`;

type Row = Readonly<Record<string, number>>;
const numberOf = (row: Row, name: string): number => Number(row[name] ?? 0);
function figures(row: Row): ServiceFigures {
  const review = (n: Lateness) => {
    const reviews = numberOf(row, `n_${n}`);
    return { reviews, mean_stars: reviews === 0 ? null : numberOf(row, `s_${n}`) / reviews };
  };
  return {
    orders: numberOf(row, "orders"),
    delivered: numberOf(row, "delivered_orders"),
    promised: numberOf(row, "promised"),
    on_time_by_day: numberOf(row, "on_time_by_day"),
    on_time_by_timestamp: numberOf(row, "on_time_by_timestamp"),
    dispatched: numberOf(row, "dispatched"),
    dispatched_on_time: numberOf(row, "dispatched_on_time"),
    reviews: {
      on_time: review("on_time"),
      late_1_3: review("late_1_3"),
      late_4_7: review("late_4_7"),
      late_8_more: review("late_8_more"),
      late: review("late"),
      not_delivered: review("not_delivered"),
    },
  };
}

/** Orders, promises and reviews per seller and in total. Exact figures of the platform's owner: 404 in every narrower scope. */
export async function serviceReport(scope: Scope): Promise<ServiceReport> {
  if (scope.kind !== "platform") throw notFound("The report");
  const { platform } = scope;
  const { merchants } = await inTx(scope, directory);
  const per = await olapRows<Row & { merchant: number }>(
    scope,
    `SELECT merchant, ${columns("dispatched_at IS NOT NULL AND promised_dispatch_at IS NOT NULL", "dispatched_at <= promised_dispatch_at")} FROM (${states(platform)}) WHERE merchant != 0 GROUP BY merchant ORDER BY merchant LIMIT ${sellers_max}`,
  );
  const [all = {}] = await olapRows<Row>(
    scope,
    `SELECT ${columns("dispatchable", "in_time")} FROM (${whole(platform)})`,
  );
  const shown = per.map((row) => ({
    merchant: row.merchant,
    code: merchants.byId.get(row.merchant)?.code ?? String(row.merchant),
    ...figures(row),
  }));
  const late = shown.map((s) => ({ n: s.promised, d: s.promised - s.on_time_by_day }));
  const prior = late.some((c) => c.n > 0) ? priorFromPeers(late) : undefined;
  return {
    total: { ...figures(all), prior: prior ? { on_time_ratio: 1 - prior.mu, weight_orders: prior.kappa } : null },
    sellers: shown.map((s) => ({
      ...s,
      score: prior && s.promised > 0 ? score(prior, s.promised, s.promised - s.on_time_by_day) : null,
    })),
  };
}
function score(prior: Prior, n: number, d: number): NonNullable<SellerService["score"]> {
  const late = posterior(prior, { n, d });
  return {
    on_time_ratio: 1 - smoothedRate(late),
    low_ratio: 1 - rateQuantile(late, 0.95),
    high_ratio: 1 - rateQuantile(late, 0.05),
  };
}
