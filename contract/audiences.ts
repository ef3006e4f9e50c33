import { z } from "zod";
import { instant, no, pageOf, paging, text, uuid } from "./common.ts";
import { cell } from "./databank.ts";
import { idTypes } from "./facts.ts";
import { channels, purposes } from "./identity.ts";
import { route } from "./route.ts";

export const PARTS_MAX = 20;
const brand = z.number().int().min(0).max(4_294_967_295);
/** One set of people to begin with. */
const leaves = [
  /** A figure of the data bank. `rolling`: its days move on with the calendar from the day the audience was made. */
  z.strictObject({ cell, rolling: z.boolean().default(false), brand: no.optional() }),
  /** Another audience, as it is defined now. */
  z.strictObject({ audience: uuid }),
  /** A list that was uploaded. */
  z.strictObject({ upload: uuid }),
  /** Members of a brand; 0 or left out by an operator: of the platform's club. */
  z.strictObject({ members: z.strictObject({ brand: brand.optional() }) }),
  /** People who agreed to be reached like this. */
  z.strictObject({ consent: z.strictObject({ purpose: z.enum(purposes), channel: z.enum(channels) }) }),
] as const;
/** A set of people as a tree: `minus` takes the others away from the first. */
const joined = z.strictObject({
  op: z.enum(["and", "or", "minus"]),
  get of() {
    return z.array(definition).min(2).max(PARTS_MAX);
  },
});
export const definition: z.ZodType<Definition, DefinitionInput> = z.union([joined, ...leaves]);
type Leaf = z.output<(typeof leaves)[number]>;
type LeafInput = z.input<(typeof leaves)[number]>;
export type Definition = Leaf | { op: "and" | "or" | "minus"; of: Definition[] };
export type DefinitionInput = LeafInput | { op: "and" | "or" | "minus"; of: DefinitionInput[] };

/** People as the caller may see them: exact for the operator, rounded for a brand, `null` when the group could give somebody away. */
export const shownCount = z.object({
  people: z.number().int().min(0).nullable(),
  rounded_to: z.number().int().min(1),
  /** `small`: too few people. `similar`: it differs by too few people from a count shown before. */
  hidden: z.enum(["small", "similar"]).nullable(),
});
export type ShownCount = z.output<typeof shownCount>;
export const audience = z.object({
  id: uuid,
  /** 0: the platform's own. */
  brand,
  name: z.string().max(200),
  definition,
  created_by: z.string().max(200),
  created_at: instant,
  /** Freezes anew every day by itself. */
  daily: z.boolean(),
  /** The newest dated list; null: never frozen. */
  frozen: z.object({ id: uuid, at: instant, count: shownCount }).nullable(),
  last_error: z.object({ at: instant, reason: z.string().max(500) }).nullable(),
});
export type Audience = z.output<typeof audience>;
export const upload = z.object({
  id: uuid,
  name: z.string().max(200),
  type: z.enum(idTypes),
  given: z.number().int(),
  matched: shownCount,
  at: instant,
});
/** Fewest people in a count shown to a brand, in a hand-out inside the platform, and in one to somebody outside. */
export const policy = z.object({
  report_min: z.number().int().min(1).max(1_000_000),
  own_min: z.number().int().min(1).max(1_000_000),
  external_min: z.number().int().min(1).max(1_000_000),
});
export type Policy = z.output<typeof policy>;
export const handOut = z.object({
  id: uuid,
  audience: uuid,
  frozen: uuid,
  purpose: z.enum(purposes),
  channel: z.enum(channels),
  /** People in the frozen list, and those of them who may be reached. */
  of: shownCount,
  people: shownCount,
  at: instant,
});
export type HandOut = z.output<typeof handOut>;

const one = z.object({ audience: uuid });
const who = ["operator", "brand"] as const;
export const routes = {
  list: route({
    method: "GET",
    path: "/v1/audiences",
    who,
    summary: "Saved audiences with their newest count, its age and the last error.",
    query: paging,
    reply: pageOf(audience),
  }),
  create: route({
    method: "POST",
    path: "/v1/audiences",
    who,
    summary: "Saves a set of people by its definition.",
    body: z.object({ name: text(100), definition, brand: brand.optional(), daily: z.boolean().default(false) }),
    reply: audience,
    status: 201,
    idempotent: false,
  }),
  get: route({
    method: "GET",
    path: "/v1/audiences/:audience",
    who,
    summary: "One audience.",
    params: one,
    reply: audience,
  }),
  change: route({
    method: "PATCH",
    path: "/v1/audiences/:audience",
    who,
    summary: "Renames an audience, gives it another definition, or switches its daily freezing.",
    params: one,
    body: z.object({ name: text(100).optional(), definition: definition.optional(), daily: z.boolean().optional() }),
    reply: audience,
    idempotent: false,
  }),
  remove: route({
    method: "DELETE",
    path: "/v1/audiences/:audience",
    who,
    summary: "Removes an audience that no other one is built on; its frozen lists stay for what was done with them.",
    params: one,
    reply: z.null(),
    status: 204,
  }),
  count: route({
    method: "POST",
    path: "/v1/audiences/count",
    who,
    summary: "How many people a definition holds now, without saving it.",
    body: z.object({ definition, brand: brand.optional() }),
    reply: shownCount,
    idempotent: false,
  }),
  freeze: route({
    method: "POST",
    path: "/v1/audiences/:audience/freeze",
    who,
    summary: "Keeps the people of an audience as a dated list that later steps refer to.",
    params: one,
    reply: audience,
    idempotent: false,
  }),
  upload: route({
    method: "POST",
    path: "/v1/audience-uploads",
    who,
    summary:
      "Matches a list of identifiers with known people; values are hashed and not kept. Small matches are dropped.",
    body: z.object({ name: text(100), type: z.enum(idTypes), values: z.array(z.string().max(200)).min(1).max(50_000) }),
    bodyLimit_bytes: 8_388_608,
    reply: upload,
    status: 201,
    idempotent: false,
  }),
  uploads: route({
    method: "GET",
    path: "/v1/audience-uploads",
    who,
    summary: "Uploaded lists, the newest first.",
    query: paging,
    reply: pageOf(upload),
  }),
  handOut: route({
    method: "POST",
    path: "/v1/audiences/:audience/hand-outs",
    who,
    summary:
      "Who of the newest frozen list may be reached for a purpose through a channel; refused when they are too few.",
    params: one,
    body: z.object({ purpose: z.enum(purposes), channel: z.enum(channels).exclude(["any"]) }),
    reply: handOut,
    status: 201,
    idempotent: false,
  }),
  handedOut: route({
    method: "GET",
    path: "/v1/audience-hand-outs/:hand_out/people",
    who,
    summary:
      "The people of a hand-out to somebody outside, as pseudonyms that only this brand sees; erased people are left out.",
    params: z.object({ hand_out: uuid }),
    query: z.object({
      after: z.coerce.number().int().min(0).default(0),
      limit: z.coerce.number().int().min(1).max(10_000).default(10_000),
    }),
    reply: z.object({ items: z.array(z.string().max(64)).max(10_000), next: z.number().int().optional() }),
  }),
  policy: route({
    method: "GET",
    path: "/v1/audience-policy",
    who,
    summary: "The fewest people that counts and hand-outs may hold.",
    reply: policy,
  }),
  setPolicy: route({
    method: "PUT",
    path: "/v1/audience-policy",
    who: ["operator"],
    summary: "Changes the fewest people that counts and hand-outs may hold.",
    body: policy,
    reply: policy,
  }),
};
