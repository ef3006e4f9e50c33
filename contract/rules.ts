import { z } from "zod";
import { bilingual, code, instant, no, pageOf, paging, uuid } from "./common.ts";
import { route } from "./route.ts";

export const families = [
  "admission",
  "listing",
  "service",
  "fulfilment",
  "conduct",
  "incentive",
  "capability",
] as const;
export const venueScopes = ["all", "online", "store"] as const;
const celText = z.string().trim().min(1).max(2000);

/** What a rule does when its condition holds. */
export const consequence = z.object({
  kind: z.enum(["reward", "nudge", "sanction"]),
  /** Part of the traffic coefficient it sets; a nudge changes nothing. */
  part: z.enum(["quality", "newcomer", "sanction"]).nullable(),
  /** Theta as a CEL expression over the same record, for example `0.25 * q_low`; sanctions are negative. */
  theta: celText.nullable(),
  days: z.number().int().min(1).max(365),
});
export type Consequence = z.infer<typeof consequence>;

/** One version of a rule. Versions are never changed; a new one supersedes the old from its effective time on. */
export const ruleVersion = z.object({
  rule: code,
  version: z.number().int().min(1),
  family: z.enum(families),
  venue_scope: z.enum(venueScopes),
  title: bilingual,
  /** The rule in plain words. */
  plain: z.object({ zh: z.string().max(1000), en: z.string().max(1000) }),
  /** What the law or agreement rests it on. */
  basis: z.string().max(300),
  condition: celText,
  consequence,
  published_at: instant,
  effective_from: instant,
  effective_until: instant.nullable(),
  author: z.string().max(200),
});
export type RuleVersion = z.infer<typeof ruleVersion>;
export const draft = ruleVersion.omit({ version: true, published_at: true, author: true, effective_until: true });

/** A condition inside a rule, with the value it saw and how far it was from turning. */
export const clause = z.object({
  text: z.string().max(2000),
  holds: z.boolean().nullable(),
  /** The value on the left, where the clause compares. */
  value: z.union([z.number(), z.string().max(500), z.boolean()]).nullable(),
  limit: z.union([z.number(), z.string().max(500), z.boolean()]).nullable(),
  /** How much the value must change for the clause to turn; null where that has no meaning. */
  distance: z.number().nullable(),
  plain: bilingual.nullable(),
});
export type Clause = z.infer<typeof clause>;
export const verdictStates = ["in_force", "no_effect", "appealed", "upheld", "overturned", "suspended"] as const;
export const verdict = z.object({
  id: uuid,
  merchant: no,
  merchant_name: bilingual,
  rule: code,
  version: z.number().int(),
  title: bilingual,
  at: instant,
  outcome: z.enum(["applies", "does_not_apply", "undetermined"]),
  kind: consequence.shape.kind,
  theta: z.number().nullable(),
  until: instant.nullable(),
  state: z.enum(verdictStates),
  clauses: z.array(clause).max(100),
  /** The record that was judged, exactly. */
  inputs: z.record(z.string().max(64), z.union([z.number(), z.string().max(200), z.boolean(), z.null()])),
  /** Orders that show it. */
  evidence: z.array(z.string().max(100)).max(50),
  reasons: z.object({ zh: z.string().max(2000), en: z.string().max(2000) }),
  hash: z.string().length(64),
  previous_hash: z.string().max(64),
});
export type Verdict = z.infer<typeof verdict>;
export const appeal = z.object({
  id: uuid,
  verdict: uuid,
  merchant: no,
  text: z.string().max(2000),
  state: z.enum(["open", "upheld", "overturned"]),
  opened_at: instant,
  /** The platform answers by then, or the sanction is suspended. */
  due_at: instant,
  answer: z.string().max(2000).nullable(),
  decided_at: instant.nullable(),
});
export type Appeal = z.infer<typeof appeal>;

export const routes = {
  list: route({
    method: "GET",
    path: "/v1/rules",
    who: ["operator", "brand", "venue", "public"],
    summary: "The rules in force and those announced, in full.",
    query: z.object({ at: instant.optional() }),
    reply: z.object({ items: z.array(ruleVersion).max(200) }),
  }),
  names: route({
    method: "GET",
    path: "/v1/rules/names",
    who: ["operator"],
    summary: "The names a condition may use, with type and meaning.",
    reply: z.object({
      items: z
        .array(z.object({ name: z.string().max(64), type: z.enum(["number", "text"]), meaning: bilingual }))
        .max(200),
    }),
  }),
  check: route({
    method: "POST",
    path: "/v1/rules/check",
    who: ["operator"],
    summary: "Reads a condition and shows, on today's records, which merchants it would meet; changes nothing.",
    body: z.object({ condition: celText, theta: celText.nullable().default(null) }),
    reply: z.object({
      clauses: z.array(z.string().max(2000)).max(100),
      meets: z
        .array(
          z.object({
            merchant: no,
            name: bilingual,
            outcome: verdict.shape.outcome,
            theta: z.number().nullable(),
            clauses: z.array(clause).max(100),
          }),
        )
        .max(500),
    }),
  }),
  publish: route({
    method: "POST",
    path: "/v1/rules",
    who: ["operator"],
    summary: "Publishes a new version of a rule; it binds from its effective time on.",
    body: draft,
    reply: ruleVersion,
    status: 201,
  }),
  judge: route({
    method: "POST",
    path: "/v1/rules/judge",
    who: ["operator"],
    summary: "Judges all merchants by the rules in force now, instead of at night.",
    body: z.object({}).optional(),
    reply: z.object({ verdicts: z.number().int(), applied: z.number().int(), undetermined: z.number().int() }),
    idempotent: false,
  }),
  verdicts: route({
    method: "GET",
    path: "/v1/verdicts",
    who: ["operator", "brand"],
    summary: "Verdicts, newest first, each with the value of every clause.",
    query: paging.extend({ merchant: no.optional(), rule: code.optional(), outcome: verdict.shape.outcome.optional() }),
    reply: pageOf(verdict),
  }),
  chain: route({
    method: "GET",
    path: "/v1/verdicts/chain",
    who: ["operator"],
    summary: "Recomputes the hash chain of all verdicts and says whether it is whole.",
    reply: z.object({ verdicts: z.number().int(), whole: z.boolean(), broken_at: uuid.nullable() }),
  }),
  appeal: route({
    method: "POST",
    path: "/v1/verdicts/:verdict/appeal",
    who: ["brand", "operator"],
    summary: "Objects to a verdict; the clock of the platform starts.",
    params: z.object({ verdict: uuid }),
    body: z.object({ text: z.string().trim().min(5).max(2000) }),
    reply: appeal,
    status: 201,
  }),
  appeals: route({
    method: "GET",
    path: "/v1/appeals",
    who: ["operator", "brand"],
    summary: "Appeals, newest first.",
    query: paging,
    reply: pageOf(appeal),
  }),
  decide: route({
    method: "POST",
    path: "/v1/appeals/:appeal",
    who: ["operator"],
    summary: "Decides an appeal; an overturned verdict gives its traffic back.",
    params: z.object({ appeal: uuid }),
    body: z.object({ decision: z.enum(["upheld", "overturned"]), answer: z.string().trim().min(5).max(2000) }),
    reply: appeal,
  }),
};
