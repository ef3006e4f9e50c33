import { z } from "zod";
import { bilingual, code, currency, day, instant, no, text, uuid } from "./common.ts";

/** Two sides make a plan: the brand and the platform. */
export const sides = ["brand", "platform"] as const;
export type Side = (typeof sides)[number];
const side = z.enum(sides);

/** What a target can be bound to. A flow adds up over its time; a stock is what stands at the end of it. */
export const metricNames = [
  "gmv",
  "orders",
  "buyers",
  "new_buyers",
  "aipl_a",
  "aipl_i",
  "aipl_p",
  "aipl_l",
  "members",
  "service_score",
] as const;
export type MetricName = (typeof metricNames)[number];
export const units = ["minor", "count", "points"] as const;
export const metric = z.object({
  name: z.enum(metricNames),
  title: bilingual,
  meaning: bilingual,
  unit: z.enum(units),
  kind: z.enum(["flow", "stock"]),
  /** Can be split by kind of venue. */
  by_venue_kind: z.boolean(),
});
export type Metric = z.output<typeof metric>;

/** Whole minor units, people or orders, or hundredths of a point. */
const whole = z.number().int().min(0).max(9_000_000_000_000);
const quarter = z.number().int().min(1).max(4);
export const target = z.object({
  /** Unique in its version; an amended target keeps its id. */
  id: code,
  metric: z.enum(metricNames),
  /** Null: the whole year. */
  quarter: quarter.nullable(),
  /** Kind of venue; null: all. */
  venue_kind: code.nullable(),
  value: whole,
  /** Where a stock stood when the plan was made; progress is measured from there. */
  baseline: whole.default(0),
  /** Deviation that is still in order, below the value expected by now. */
  tolerance_ratio: z.number().min(0).max(1).default(0.05),
});
export type Target = z.output<typeof target>;
export const promiseKinds = ["traffic_slot", "budget", "exclusive_sku", "supply", "data", "service", "other"] as const;
/** One line of the give-and-get ledger: what a side gives, and so the other gets. */
export const promise = z.object({
  id: code,
  side,
  kind: z.enum(promiseKinds),
  text: text(300),
  quantity: z.number().int().min(0).max(1_000_000_000),
  /** What both agree it is worth. */
  amount_minor: whole,
  due: day,
});
export type Promised = z.output<typeof promise>;
export const initiative = z.object({
  id: code,
  title: text(200),
  owner: side,
  from: day,
  until: day,
  expected: text(300).optional(),
});
/** What is agreed. It is hashed as a whole and never changed once proposed. */
export const content = z.object({
  goal: z.object({ zh: z.string().trim().max(1000), en: z.string().trim().max(1000) }),
  targets: z.array(target).min(1).max(300),
  ledger: z.array(promise).max(200).default([]),
  initiatives: z.array(initiative).max(100).default([]),
  agreement: z
    .object({
      /** Working time to answer a proposal or an exception. */
      answer_hours: z.number().int().min(1).max(720).default(120),
      data_shared: z.array(text(200)).max(50).default([]),
      escalation: z.array(text(200)).max(20).default([]),
    })
    .default({ answer_hours: 120, data_shared: [], escalation: [] }),
});
export type Content = z.output<typeof content>;
export type ContentInput = z.input<typeof content>;

/** proposed: nobody signed; signed: one side did; in_force: both did. */
export const versionStates = ["proposed", "signed", "in_force", "countered", "declined", "superseded"] as const;
export const signature = z.object({ side, by: z.string().max(200), at: instant, hash: z.string().length(64) });
export const version = z.object({
  plan: uuid,
  version: z.number().int().min(1),
  parent: z.number().int().nullable(),
  author: side,
  author_name: z.string().max(200),
  reason: z.string().max(1000),
  state: z.enum(versionStates),
  /** Answer of the other side when it declined. */
  answer: z.string().max(1000).nullable(),
  /** SHA-256 of the canonical JSON (RFC 8785) of plan, version, parent and content. */
  hash: z.string().length(64),
  /** The hash was recomputed now and agrees. */
  hash_holds: z.boolean(),
  signatures: z.array(signature).max(2),
  proposed_at: instant,
  /** The other side answers by then. */
  answer_by: instant,
  content,
});
export type Version = z.output<typeof version>;
export const versionLine = version.omit({ content: true, hash_holds: true });
export type VersionLine = z.output<typeof versionLine>;
export const plan = z.object({
  id: uuid,
  brand: no,
  brand_name: bilingual,
  year: z.number().int(),
  title: z.string().max(200),
  currency,
  in_force: z.number().int().nullable(),
  open_proposal: z.number().int().nullable(),
  created_at: instant,
});
export type Plan = z.output<typeof plan>;
export const draft = z.object({
  content,
  side,
  by: z.string().max(200),
  saved_at: instant,
});
export type Draft = z.output<typeof draft>;
export const delivery = z.object({
  id: uuid,
  promise: code,
  side,
  quantity: z.number().int().min(0).max(1_000_000_000),
  amount_minor: whole,
  day,
  evidence: z.object({ kind: z.enum(["campaign", "order", "placement", "document", "other"]), ref: text(300) }),
  note: z.string().max(500),
  by: z.string().max(200),
  at: instant,
});
export type Delivery = z.output<typeof delivery>;
export const ledgerLine = promise.extend({
  delivered_quantity: z.number().int(),
  delivered_minor: whole,
  deliveries: z.array(delivery).max(200),
});
export type LedgerLine = z.output<typeof ledgerLine>;
export const figure = z.object({
  target,
  unit: z.enum(units),
  from: day,
  to: day,
  /** Null: cannot be measured now; `reason` says why. */
  actual: whole.nullable(),
  reason: bilingual.nullable(),
  /** Expected by now: the target pro rata by days (a stock: from its baseline). */
  expected: whole,
  /** actual - expected. */
  gap: z.number().int().nullable(),
  status: z.enum(["not_begun", "on_track", "within_tolerance", "behind", "reached", "missed", "unknown"]),
  lineage: z.object({ definition: bilingual, computed_at: instant.nullable(), source: z.string().max(300) }),
});
export type Figure = z.output<typeof figure>;
export const progress = z.object({
  plan: uuid,
  version: z.number().int(),
  hash: z.string().length(64),
  as_of: day,
  figures: z.array(figure).max(300),
});
export type Progress = z.output<typeof progress>;
export const review = z.object({
  id: uuid,
  version: z.number().int(),
  quarter: quarter.nullable(),
  note: z.string().max(4000),
  actions: z
    .array(z.object({ text: text(300), owner: side, due: day }))
    .max(50)
    .default([]),
  by: z.string().max(200),
  side,
  at: instant,
  /** The figures as they stood, frozen. */
  figures: progress,
});
export type Review = z.output<typeof review>;
/** One part of a total; a lock fixes it, bounds hold it. */
const bounds = {
  least: whole.optional(),
  most: whole.optional(),
  locked: whole.optional(),
};
const shareOf = z.number().min(0).max(1_000_000);
export const splitAsk = z.object({
  total: whole,
  /** Natural shares, in any scale: they are divided by their sum. */
  quarters: z
    .array(z.object({ quarter, share: shareOf }))
    .min(1)
    .max(4),
  venue_kinds: z
    .array(z.object({ kind: code, share: shareOf }))
    .max(30)
    .default([]),
  cells: z
    .array(z.object({ quarter, venue_kind: code.nullable().default(null), ...bounds }))
    .max(120)
    .default([]),
  /** Who gives way: everybody in proportion, or everybody by the same amount. */
  keep: z.enum(["proportion", "amount"]).default("proportion"),
});
export type SplitAsk = z.output<typeof splitAsk>;
export const splitReply = z.object({
  total: whole,
  cells: z.array(z.object({ quarter, venue_kind: code.nullable(), value: whole, locked: z.boolean() })).max(120),
  quarters: z.array(z.object({ quarter, value: whole })).max(4),
  venue_kinds: z.array(z.object({ kind: code, value: whole })).max(30),
});
export type SplitReply = z.output<typeof splitReply>;
