import { z } from "zod";
import { day, no, pageOf, paging, text, uuid } from "./common.ts";
import {
  metric,
  content,
  version,
  versionLine,
  plan,
  draft,
  delivery,
  ledgerLine,
  progress,
  review,
  splitAsk,
  splitReply,
} from "./plans-shapes.ts";
import { route } from "./route.ts";

export * from "./plans-shapes.ts";

const team = ["operator", "brand"] as const;
const byId = z.object({ id: uuid });
const byVersion = z.object({ id: uuid, version: z.coerce.number().int().min(1).max(10_000) });
const why = text(1000);

export const routes = {
  list: route({
    method: "GET",
    path: "/v1/plans",
    who: team,
    summary: "Joint business plans, newest year first; a brand sees its own.",
    query: paging.extend({ brand: no.optional(), year: z.coerce.number().int().min(2000).max(2100).optional() }),
    reply: pageOf(plan),
  }),
  create: route({
    method: "POST",
    path: "/v1/plans",
    who: team,
    summary: "Opens the plan of a brand for a year; there is one per brand and year.",
    body: z.object({ brand: no.optional(), year: z.number().int().min(2000).max(2100), title: text(200) }),
    reply: plan,
    status: 201,
  }),
  metrics: route({
    method: "GET",
    path: "/v1/plans/metrics",
    who: team,
    summary: "What a target can be bound to.",
    reply: z.object({ items: z.array(metric).max(50) }),
  }),
  split: route({
    method: "POST",
    path: "/v1/plans/split",
    who: team,
    summary:
      "Splits a total over quarters and kinds of venue with locks and bounds, exact to the unit; writes nothing.",
    body: splitAsk,
    reply: splitReply,
    idempotent: false,
  }),
  get: route({
    method: "GET",
    path: "/v1/plans/:id",
    who: team,
    summary: "A plan with its versions, one's own draft and the ledger of the version in force.",
    params: byId,
    reply: z.object({
      plan,
      versions: z.array(versionLine).max(200),
      current: version.nullable(),
      proposal: version.nullable(),
      draft: draft.nullable(),
      ledger: z.array(ledgerLine).max(200),
    }),
  }),
  version: route({
    method: "GET",
    path: "/v1/plans/:id/versions/:version",
    who: team,
    summary: "One version in full, with its hash recomputed.",
    params: byVersion,
    reply: version,
  }),
  saveDraft: route({
    method: "PUT",
    path: "/v1/plans/:id/draft",
    who: team,
    summary: "Keeps one's own side's draft; the other side does not see it.",
    params: byId,
    body: z.object({ content }),
    reply: draft,
  }),
  propose: route({
    method: "POST",
    path: "/v1/plans/:id/versions",
    who: team,
    summary:
      "Proposes the draft as the next version; a proposal of the other side is answered by it (counter-proposal).",
    params: byId,
    body: z.object({ reason: why }),
    reply: version,
    status: 201,
  }),
  sign: route({
    method: "POST",
    path: "/v1/plans/:id/versions/:version/sign",
    who: team,
    summary: "Signs exactly the content that has this hash; with both signatures it is in force.",
    params: byVersion,
    body: z.object({ hash: z.string().trim().min(1).max(100) }),
    reply: version,
  }),
  decline: route({
    method: "POST",
    path: "/v1/plans/:id/versions/:version/decline",
    who: team,
    summary: "Declines the other side's proposal, or takes one's own back, with a reason.",
    params: byVersion,
    body: z.object({ reason: why }),
    reply: version,
  }),
  progress: route({
    method: "GET",
    path: "/v1/plans/:id/progress",
    who: team,
    summary: "Every target of the version in force beside its live measure; both sides see the same figures.",
    params: byId,
    query: z.object({ as_of: day.optional() }),
    reply: progress,
  }),
  deliver: route({
    method: "POST",
    path: "/v1/plans/:id/deliveries",
    who: team,
    summary: "Notes that one's own side delivered something promised, with evidence.",
    params: byId,
    body: delivery.pick({ promise: true, quantity: true, amount_minor: true, day: true, evidence: true }).extend({
      note: z.string().trim().max(500).default(""),
    }),
    reply: ledgerLine,
    status: 201,
  }),
  reviews: route({
    method: "GET",
    path: "/v1/plans/:id/reviews",
    who: team,
    summary: "Reviews of the plan, newest first, each with its frozen figures.",
    params: byId,
    query: paging,
    reply: pageOf(review),
  }),
  review: route({
    method: "POST",
    path: "/v1/plans/:id/reviews",
    who: team,
    summary: "Writes a review: the figures are frozen as they stand, with a note and actions.",
    params: byId,
    body: review.pick({ quarter: true, note: true, actions: true }),
    reply: review,
    status: 201,
    idempotent: false,
  }),
};
