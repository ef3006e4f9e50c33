import { z } from "zod";
import { code, day, instant, no, text } from "./common.ts";
import { behaviourNames } from "./facts.ts";
import { route } from "./route.ts";

/** Stages of the AIPL model from lowest to highest; a person counts only in the highest one met. */
export const stages = ["A", "I", "P", "L"] as const;
export type Stage = (typeof stages)[number];
/** A stage, or none of them. */
export const places = [...stages, "none"] as const;
export type Place = (typeof places)[number];
const stage = z.enum(stages);
const placeName = z.enum(places);

/** One way to meet a stage: enough of these behaviours, on enough different days, within the window. */
export const stageRule = z.object({
  behaviours: z.array(z.enum(behaviourNames)).min(1).max(behaviourNames.length),
  /** Fewest events. More than 1 is counted from raw events, which is slower than from daily sets. */
  min_count: z.number().int().min(1).max(100).default(1),
  /** Fewest distinct business days. */
  min_distinct_days: z.number().int().min(1).max(10).default(1),
  /** The last N calendar days up to and including the day asked for; null: all days. */
  window_days: z.number().int().min(1).max(3660).nullable(),
});
export type StageRule = z.output<typeof stageRule>;
const rules = z.array(stageRule).min(1).max(10);
/** The definition of the four stages; a person is in a stage when any of its rules is met. */
export const model = z.object({
  stages: z.object({ A: rules, I: rules, P: rules, L: rules }),
  /**
   * What a wholly refunded or cancelled order does: `from_then` stops counting on the day of the refund, `always` never
   * counted (earlier days are restated), `ignore` keeps counting.
   */
  refunds: z.enum(["from_then", "always", "ignore"]).default("from_then"),
});
export type Model = z.output<typeof model>;
export type ModelInput = z.input<typeof model>;
export const modelVersion = z.object({
  /** 0 is the model that the product ships. */
  version: z.number().int().min(0),
  /** Brand it is for; null: every brand without its own. */
  brand: no.nullable(),
  valid_from: day,
  author: z.string().max(200),
  created_at: instant.nullable(),
  /** Short form such as `A=15,I=15,P=912,L=365:2`. */
  text: z.string().max(200),
  model,
});
export type ModelVersion = z.output<typeof modelVersion>;

/** A set of people that a figure stands for; audiences are built of these. Days are business days, both ends included. */
export const cell = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("stage"), stage, day, version: z.number().int().min(0).optional() }),
  z.object({
    kind: z.literal("flow"),
    from: day,
    to: day,
    from_stage: placeName,
    to_stage: placeName,
    version: z.number().int().min(0).optional(),
  }),
  z.object({
    kind: z.literal("behaviour"),
    behaviours: z.array(z.enum(behaviourNames)).min(1).max(behaviourNames.length),
    touchpoints: z.array(code).min(1).max(50).optional(),
    from: day,
    to: day,
    min_distinct_days: z.number().int().min(1).max(10).default(1),
  }),
  z.object({
    kind: z.literal("bought"),
    skus: z.array(text(100)).min(1).max(500).optional(),
    categories: z.array(text(100)).min(1).max(100).optional(),
    from: day,
    to: day,
    min_amount_minor: z.number().int().min(0).max(9_000_000_000_000).optional(),
  }),
]);
export type Cell = z.output<typeof cell>;

/** Where a figure comes from, so that a reader can repeat it. */
export const lineage = z.object({
  definition: z.object({ zh: z.string().max(2000), en: z.string().max(2000) }),
  /** The query as it was sent to the analysis engine. */
  query: z.string().max(100_000),
  /** Rows that the query read: one per brand, day and behaviour. */
  rows: z.number().int(),
  source: z.enum(["bitmaps", "raw"]),
  /** When the newest of the daily sets was computed; null: there are none yet. */
  computed_at: instant.nullable(),
  /** Brand days with news that is not in the figure yet. */
  pending_days: z.number().int(),
});
export type Lineage = z.output<typeof lineage>;

/** People as shown; `null` when the group is too small to show, or would give a small one away. */
const people = z.number().int().min(0).nullable();
const modelShown = modelVersion.pick({ version: true, text: true });
const brandQuery = z.object({
  /** Absent: an operator sees the sum over all brands; a brand always sees itself. */
  brand: no.optional(),
  /** Model version; absent: the one that was valid on the day. */
  version: z.coerce.number().int().min(0).optional(),
});
export const stageCount = z.object({
  stage,
  people,
  /** Came into the stage since the day before. */
  in: people,
  /** Left the stage since the day before. */
  out: people,
});
export const trendDay = z.object({ day, stages: z.array(stageCount).length(4) });
export const flowCell = z.object({ from: placeName, to: placeName, people });
export const touchpointShare = z.object({
  stage,
  /** Empty: the event named none. */
  touchpoint: z.string().max(64),
  people,
  /** Of the people of the stage, 0..1. */
  share_ratio: z.number().min(0).max(1).nullable(),
});

export const routes = {
  aipl: route({
    method: "GET",
    path: "/v1/databank/aipl",
    who: ["operator", "brand"],
    summary: "How many people are in each AIPL stage on a day, and how many came and went since the day before.",
    query: brandQuery.extend({ as_of: day }),
    reply: z.object({
      as_of: day,
      brand: no.nullable(),
      model: modelShown,
      stages: z.array(stageCount).length(4),
      total: people,
      lineage,
    }),
  }),
  trend: route({
    method: "GET",
    path: "/v1/databank/trend",
    who: ["operator", "brand"],
    summary: "AIPL stages day by day, with who came and who left; at most 62 days.",
    query: brandQuery.extend({ from: day, to: day }),
    reply: z.object({
      from: day,
      to: day,
      brand: no.nullable(),
      model: modelShown,
      days: z.array(trendDay).max(62),
      lineage,
    }),
  }),
  flow: route({
    method: "GET",
    path: "/v1/databank/flow",
    who: ["operator", "brand"],
    summary: "Where the people of each stage on one day are on a later day.",
    query: brandQuery.extend({ from: day, to: day }),
    reply: z.object({
      from: day,
      to: day,
      brand: no.nullable(),
      model: modelShown,
      /** All pairs except none to none: nobody counts the people who never met the brand. */
      cells: z.array(flowCell).max(24),
      lineage,
    }),
  }),
  touchpoints: route({
    method: "GET",
    path: "/v1/databank/touchpoints",
    who: ["operator", "brand"],
    summary: "Through which touchpoints the people of each stage met the brand.",
    query: brandQuery.extend({ as_of: day }),
    reply: z.object({
      as_of: day,
      brand: no.nullable(),
      model: modelShown,
      touchpoints: z.array(touchpointShare).max(800),
      lineage,
    }),
  }),
  models: route({
    method: "GET",
    path: "/v1/databank/models",
    who: ["operator", "brand"],
    summary: "Versions of the AIPL model, newest first; a brand sees its own and the platform's.",
    query: z.object({ brand: no.optional() }),
    reply: z.object({ items: z.array(modelVersion).max(200) }),
  }),
  putModel: route({
    method: "PUT",
    path: "/v1/databank/models",
    who: ["operator", "brand"],
    summary: "Adds a version of the AIPL model; earlier figures can still be shown under the old one.",
    body: z.object({ brand: no.optional(), valid_from: day, model }),
    reply: modelVersion,
  }),
};
