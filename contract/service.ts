import { z } from "zod";
import { amountMinor, bilingual, day, instant, no, pageOf, paging, text, uuid } from "./common.ts";
import { route } from "./route.ts";

/**
 * The metric catalogue, first version. Each is a rate: defects over eligible orders, with a maturity lag (days an order
 * must age before it counts), a half-life, a window, and the limits of nudge and sanction as shares.
 */
export const metricIds = ["ldr", "otd", "scr", "qrr", "nrv", "epp"] as const;
export type MetricId = (typeof metricIds)[number];
export const metricDefinition = z.object({
  id: z.enum(metricIds),
  name: bilingual,
  numerator: bilingual,
  denominator: bilingual,
  lag_days: z.number().int(),
  half_life_days: z.number().int(),
  window_days: z.number().int(),
  nudge_ratio: z.number().nullable(),
  sanction_ratio: z.number().nullable(),
  /** Whether a high rate is good (effective percent positive) or bad (everything else). */
  higher_is_better: z.boolean(),
  /** Which part of the experience score it feeds. */
  area: z.enum(["product", "logistics", "service", "after_sale"]),
});
export type MetricDefinition = z.infer<typeof metricDefinition>;

/** One metric of one merchant on a day. Weighted counts fade with age; the raw rate is unweighted. */
export const metricValue = z.object({
  metric: z.enum(metricIds),
  orders: z.number(),
  defects: z.number(),
  weighted_orders: z.number(),
  weighted_defects: z.number(),
  raw_ratio: z.number().nullable(),
  smoothed_ratio: z.number(),
  low_ratio: z.number(),
  high_ratio: z.number(),
  peer_ratio: z.number(),
  /** Chance that the true rate is over the nudge or the sanction limit; null where the metric has none. */
  p_over_nudge: z.number().nullable(),
  p_over_sanction: z.number().nullable(),
  excluded: z.number().int(),
});
export type MetricValue = z.infer<typeof metricValue>;
export const merchantScore = z.object({
  merchant: no,
  name: bilingual,
  as_of: day,
  /** 1 to 5; 3 is as good as the peers. */
  score: z.number(),
  /** Lower bound that rewards use. */
  score_low: z.number(),
  q: z.number(),
  q_low: z.number(),
  orders: z.number().int(),
  metrics: z.array(metricValue).max(20),
  /** How each metric moved the score since the last one; the parts add up to the change. */
  change: z.array(z.object({ metric: z.enum([...metricIds, "earlier"]), points: z.number() })).max(20),
});
export type MerchantScore = z.infer<typeof merchantScore>;

/** A time in which something outside the merchant's power happened (weather, carrier outage, platform fault): such orders do not count. */
export const exclusion = z.object({
  id: uuid,
  from: day,
  until: day,
  /** Only this merchant, or everybody when null. */
  merchant: no.nullable(),
  reason: bilingual,
});

export const routes = {
  exclusions: route({
    method: "GET",
    path: "/v1/service/exclusions",
    who: ["operator", "brand"],
    summary: "Times that do not count, and why.",
    reply: z.object({ items: z.array(exclusion).max(500) }),
  }),
  exclude: route({
    method: "POST",
    path: "/v1/service/exclusions",
    who: ["operator"],
    summary: "Takes a time out of the metrics; raw values stay visible.",
    body: exclusion.omit({ id: true }),
    reply: exclusion,
    status: 201,
  }),
  catalogue: route({
    method: "GET",
    path: "/v1/service/metrics",
    who: ["operator", "brand", "venue"],
    summary: "The metric catalogue: what is counted, out of what, when and with which limits.",
    reply: z.object({ items: z.array(metricDefinition).max(50) }),
  }),
  scores: route({
    method: "GET",
    path: "/v1/service/scores",
    who: ["operator", "brand"],
    summary: "Experience scores of merchants with every metric behind them.",
    query: z.object({ as_of: day.optional(), limit: z.coerce.number().int().min(1).max(500).default(200) }),
    reply: z.object({ items: z.array(merchantScore).max(500) }),
  }),
  history: route({
    method: "GET",
    path: "/v1/service/scores/:merchant",
    who: ["operator", "brand"],
    summary: "One merchant's score day by day.",
    params: z.object({ merchant: no }),
    query: z.object({ days: z.coerce.number().int().min(1).max(365).default(90) }),
    reply: z.object({ items: z.array(merchantScore).max(365) }),
  }),
  evidence: route({
    method: "GET",
    path: "/v1/service/scores/:merchant/:metric/orders",
    who: ["operator", "brand"],
    summary: "The orders behind a metric: each rate opens to its rows.",
    params: z.object({ merchant: no, metric: z.enum(metricIds) }),
    query: paging.extend({ defects_only: z.enum(["yes", "no"]).default("yes") }),
    reply: pageOf(
      z.object({
        order: text(100),
        day,
        defect: z.boolean(),
        excluded: z.boolean(),
        reason: bilingual,
        promised: z.string().max(40).nullable(),
        actual: z.string().max(40).nullable(),
        amount_minor: amountMinor,
        counted_at: instant,
      }),
    ),
  }),
  compute: route({
    method: "POST",
    path: "/v1/service/scores",
    who: ["operator"],
    summary: "Computes today's scores now, instead of at night.",
    body: z.object({}).optional(),
    reply: z.object({ merchants: z.number().int(), as_of: day }),
    idempotent: false,
  }),
};
