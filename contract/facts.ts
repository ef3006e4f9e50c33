import { z } from "zod";
import { amountMinor, code, currency, instant, text } from "./common.ts";
import { route } from "./route.ts";
import { partyRef } from "./segment.ts";

export { message } from "./segment.ts";
export type { Message, Properties } from "./segment.ts";

/** What a consumer can do, from seeing to sharing; `level` is the AIPL stage it can lead to by default. */
export const behaviours = {
  exposure: "A",
  click: "A",
  content_view: "A",
  item_view: "A",
  venue_visit: "A",
  device_play: "A",
  scan: "A",
  search: "I",
  follow: "I",
  join_member: "I",
  claim_trial: "I",
  add_to_cart: "I",
  favourite: "I",
  interact: "I",
  try_on: "I",
  consult_guide: "I",
  purchase: "P",
  refund: "none",
  review_positive: "L",
  review_negative: "none",
  review_followup: "L",
  share: "L",
} as const;
export type Behaviour = keyof typeof behaviours;
export const behaviourNames = Object.keys(behaviours) as [Behaviour, ...Behaviour[]];

/** Facts that modules write about their own changes, in the transaction of the change. */
export const domainFacts = [
  "order.placed",
  "order.paid",
  "order.dispatched",
  "order.delivered",
  "order.cancelled",
  "order.refunded",
  "review.given",
  "exposure.served",
  "benefit.claimed",
  "benefit.redeemed",
  "audience.frozen",
  "identity.merged",
  "identity.unmerged",
  "identity.erased",
  "consent.changed",
  "appointment.booked",
  "chat.opened",
  "stock.received",
  "purchase_order.placed",
  "score.computed",
  "verdict.given",
  "traffic.granted",
  "survey.answered",
  "plan.signed",
  "campaign.started",
] as const;
export type DomainFact = (typeof domainFacts)[number];
export const factNames = [...behaviourNames, ...domainFacts, "identify"] as const;
export type FactName = (typeof factNames)[number];

/** Kinds of identifiers; what each may do (merge, cap, priority) is identity's configuration. */
export const idTypes = [
  "member_no",
  "phone",
  "email",
  "platform_id",
  "loyalty_card",
  "receipt_no",
  "device_id",
  "anonymous_id",
  "outer_user",
] as const;
export const identifier = z.object({
  type: z.enum(idTypes),
  value: z.string().min(1).max(200),
  verified: z.boolean().default(false),
});
export type Identifier = z.infer<typeof identifier>;

/** Number of a brand, merchant or venue. */
const no = z.int().min(1).max(4_294_967_295);

/** One product on an order, a basket or an event. Quantity may be negative on a return line of a till. */
export const factLine = z.object({
  /** SKU code as the merchant writes it. */
  sku: text(100),
  brand: no.optional(),
  category: text(100).optional(),
  quantity: z.number().min(-1_000_000).max(1_000_000),
  /** What the consumer pays for the whole line. */
  amount_minor: amountMinor,
});

/** The one canonical form of everything that happened. */
export const fact = z.object({
  /** `messageId` of the sender or the id of a domain fact; the same id twice is one fact, for the whole retention. */
  id: z
    .string()
    .min(1)
    .max(99)
    .regex(/^[^\p{Cc}]+$/u, "no control characters"),
  name: z.enum(factNames),
  /** Business time in UTC. */
  at: instant,
  brand: no.optional(),
  merchant: no.optional(),
  venue: no.optional(),
  touchpoint: code.optional(),
  device: code.optional(),
  staff: code.optional(),
  ids: z.array(identifier).max(20).default([]),
  order: text(100).optional(),
  lines: z.array(factLine).max(500).default([]),
  amount_minor: amountMinor.optional(),
  currency: currency.optional(),
  /** Anything else, small. The shapes of domain facts are below. */
  props: z
    .record(z.string().max(64), z.union([z.string().max(2000), z.number(), z.boolean(), z.null()]))
    .refine((p) => Object.keys(p).length <= 60, "at most 60 keys")
    .default({}),
});
export type Fact = z.output<typeof fact>;
export type FactInput = z.input<typeof fact>;

/**
 * `props` of the order facts (all times ISO instants in UTC; `promised_day` is the calendar day of the promise in the venue's zone):
 * order.placed { promised_dispatch_at?, promised_day?, consumer? } with lines, amount, ids · order.paid {} ·
 * order.dispatched { dispatched_day } · order.delivered { delivered_day } · order.cancelled { by: merchant|consumer|platform, reason } ·
 * order.refunded { reason, quality: boolean } with amount · review.given { stars 1..5, review, text? }.
 * Each carries order, merchant and venue; one order fact belongs to one merchant (a parent order has one per merchant).
 */
/** Facts that come from outside: behaviours, and the history of orders kept by another system. */
export const intakeNames = [
  ...behaviourNames,
  "identify",
  "order.placed",
  "order.paid",
  "order.dispatched",
  "order.delivered",
  "order.cancelled",
  "order.refunded",
  "review.given",
] as const satisfies readonly FactName[];
/** A fact as an outside system sends it: parties by number (JSON number) or by code (JSON text), and no key that we do not know. */
export const intakeFact = z.strictObject({
  ...fact.shape,
  name: z.enum(intakeNames),
  brand: partyRef.optional(),
  merchant: partyRef.optional(),
  venue: partyRef.optional(),
  lines: z
    .array(factLine.extend({ brand: partyRef.optional() }).strict())
    .max(500)
    .default([]),
});
export type IntakeFact = z.output<typeof intakeFact>;

/** Outcome of a batch: the good ones are kept, the bad ones explained by their place in the batch. */
export const batchReply = z.object({
  accepted: z.number().int(),
  duplicates: z.number().int(),
  rejected: z
    .array(
      z.object({
        index: z.number().int(),
        messageId: z.string().max(200).optional(),
        field: z.string().max(200),
        reason: z.string().max(500),
      }),
    )
    .max(2500),
});
const one = z.unknown();
const intake = { method: "POST", who: ["key"], keyScope: "facts:write", idempotent: false, reply: batchReply } as const;
const single = (name: string) =>
  route({
    ...intake,
    path: `/v1/${name}`,
    summary: `Takes one Segment ${name} message; 200 only after it is durable.`,
    body: one,
    bodyLimit_bytes: 32_768,
  });

export const routes = {
  track: single("track"),
  page: single("page"),
  screen: single("screen"),
  identify: single("identify"),
  alias: single("alias"),
  group: single("group"),
  batch: route({
    ...intake,
    path: "/v1/batch",
    summary: "Takes up to 2,500 Segment messages; each is judged on its own.",
    body: z.object({
      batch: z.array(z.unknown()).min(1).max(2500),
      sentAt: instant.nullish(),
      /** Serves every message that has no part of the same name. */
      context: z.record(z.string().max(100), z.unknown()).optional(),
    }),
    bodyLimit_bytes: 4_194_304,
  }),
  facts: route({
    ...intake,
    path: "/v1/facts",
    summary:
      "Takes up to 2,500 facts in the canonical form (tills, devices, order history, imports); each is judged on its own.",
    body: z.object({ facts: z.array(z.unknown()).min(1).max(2500) }),
    bodyLimit_bytes: 8_388_608,
  }),
  log: route({
    method: "GET",
    path: "/v1/facts",
    who: ["operator", "brand"],
    summary: "The newest facts, as they were logged.",
    query: z.object({
      name: z.enum(factNames).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
      before: z.string().max(100).optional(),
    }),
    reply: z.object({
      items: z.array(fact.omit({ ids: true }).extend({ seq: z.number().int() })).max(200),
      next: z.string().max(100).optional(),
    }),
  }),
  flow: route({
    method: "GET",
    path: "/v1/facts/flow",
    who: ["operator"],
    summary: "How many facts of each name arrived, in the last hour and today, and how far each reader is behind.",
    reply: z.object({
      names: z
        .array(
          z.object({
            name: z.enum(factNames),
            last_hour: z.number().int(),
            today: z.number().int(),
            total: z.number().int(),
          }),
        )
        .max(100),
      readers: z
        .array(z.object({ reader: z.string().max(64), behind: z.number().int(), at: instant.nullable() }))
        .max(50),
    }),
  }),
};
