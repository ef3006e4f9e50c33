import { z } from "zod";
import { code, instant, pageOf, paging, text, uuid } from "./common.ts";
import { idTypes } from "./facts.ts";
import { route } from "./route.ts";

/** What consent is asked for. `personalisation` is the choice to be treated like everybody else. */
export const purposes = ["marketing", "personalisation", "sharing"] as const;
export type Purpose = (typeof purposes)[number];
/** Ways to reach a person; `any` speaks for all of them, `external` is anybody outside the platform. */
export const channels = ["any", "shop", "push", "sms", "email", "phone", "external"] as const;
export type Channel = (typeof channels)[number];
/** An answer about consent. The newest one that applies counts; none given means no. */
export const consent = z.object({
  purpose: z.enum(purposes),
  channel: z.enum(channels).default("any"),
  /** 0: every brand of the platform. */
  brand: z.number().int().min(0).max(4_294_967_295).default(0),
  status: z.enum(["given", "refused", "withdrawn"]),
  /** Version of the notice the person was shown. */
  notice: code,
});
export type Consent = z.output<typeof consent>;
const consents = z.array(consent).min(1).max(50);
const kept = consent.extend({ at: instant });

const node = z.coerce.number().int().min(1).max(2_147_483_647);
export const idStatuses = ["ok", "shared", "hub", "blocked", "erasing"] as const;
/** An identifier without its secret: phone numbers and e-mail addresses only ever appear masked. */
const knownId = z.object({
  type: z.enum(idTypes),
  shown: z.string().max(200),
  verified: z.boolean(),
  source: z.string().max(200),
  first_seen: instant,
  last_seen: instant,
});
export const membership = z.object({
  /** 0: the platform's own club. */
  brand: z.number().int().min(0),
  member_no: z.string().max(200),
  name: z.string().max(200),
  level: z.string().max(64),
  joined_at: instant,
});
export type Membership = z.output<typeof membership>;
/** What a part of the platform holds about a person. */
const holding = z.object({ holder: z.string().max(64), rows: z.number().int().min(0) });
export const known = z.object({
  identifiers: z.array(knownId).max(500),
  consents: z.array(kept).max(500),
  memberships: z.array(membership).max(500),
  holdings: z.array(holding).max(50),
});

/** What an associate sees of a member: no full name, no number, and only the reach that the member allowed. */
export const memberCard = z.object({
  member_no: z.string().max(200),
  name: z.string().max(200),
  level: z.string().max(64),
  joined_at: instant,
  /** Brands whose member this is, 0 = the platform's club. */
  brands: z.array(z.number().int().min(0)).max(500),
  may: z.object({ marketing: z.boolean(), personalisation: z.boolean() }),
});

export const explained = z.object({
  person: z.number().int().min(0),
  identifiers: z.array(knownId.extend({ node, status: z.enum(idStatuses), person: z.number().int().min(0) })).max(1000),
  links: z
    .array(
      z.object({
        strong: node,
        weak: node,
        verified: z.boolean(),
        state: z.enum(["seen", "accepted", "cut"]),
        /** What the link does now: joins, is refused by a cap or an un-merge, or is no evidence at all. */
        effect: z.enum(["joins", "refused", "none"]),
        source: z.string().max(200),
        first_seen: instant,
      }),
    )
    .max(2000),
  log: z
    .array(
      z.object({
        at: instant,
        act: z.string().max(20),
        strong: node,
        weak: node,
        who: z.string().max(200),
        why: z.string().max(500),
      }),
    )
    .max(500),
});
export const mergeRow = z.object({
  id: uuid,
  at: instant,
  person: node,
  /** How many people became one. */
  people: z.number().int().min(2),
  undone_at: instant.nullable(),
});

export const erasure = z.object({
  id: uuid,
  asked_at: instant,
  done_at: instant.nullable(),
  /** Per store: rows removed, and rows a scan still found afterwards. */
  certificate: z
    .array(z.object({ store: z.string().max(64), removed: z.number().int(), left: z.number().int() }))
    .max(50),
});

export const lookup = z.object({ by: z.enum(["phone", "member_no", "card"]), value: text(200) });
export const join = z
  .object({
    phone: text(40).optional(),
    card: text(100).optional(),
    member_no: text(100).optional(),
    name: text(100).default("会员"),
    /** 0: the platform's club. */
    brand: z.number().int().min(0).max(4_294_967_295).default(0),
    level: code.default("basic"),
    /** The phone was proven, for example by a code sent to it. */
    phone_verified: z.boolean().default(false),
    consents: z.array(consent).max(20).default([]),
  })
  .refine(
    (j) => j.phone !== undefined || j.card !== undefined || j.member_no !== undefined,
    "a phone, a card or a member number",
  );

const why = text(500);
const done = z.object({ person: z.number().int().min(0), people: z.number().int().min(1) });
const stop = { who: ["operator"], reply: done } as const;
export const routes = {
  known: route({
    method: "GET",
    path: "/v1/me/known",
    who: ["consumer"],
    summary:
      "Everything that is known about me: how I am recognised, what I agreed to, where I am a member, who holds what.",
    reply: known,
  }),
  setConsents: route({
    method: "PUT",
    path: "/v1/me/consents",
    who: ["consumer"],
    summary: "Gives, refuses or withdraws consent; each answer is kept with the notice it was given on.",
    body: z.object({ consents }),
    reply: z.object({ consents: z.array(kept).max(500) }),
  }),
  exportMe: route({
    method: "POST",
    path: "/v1/me/export",
    who: ["consumer"],
    summary: "My data in a machine-readable form, from every part of the platform.",
    reply: z.object({ at: instant, known, data: z.record(z.string().max(64), z.array(z.unknown()).max(100_000)) }),
    idempotent: false,
  }),
  eraseMe: route({
    method: "DELETE",
    path: "/v1/me",
    who: ["consumer"],
    summary:
      "Erases me: from now on nobody sees me in any figure or list; a job then removes the data and certifies it.",
    reply: erasure,
    status: 202,
  }),
  joinClub: route({
    method: "POST",
    path: "/v1/me/memberships",
    who: ["consumer"],
    summary: "Makes me a member of the platform's club or of a brand's; twice is once.",
    body: z.object({ brand: z.number().int().min(0).max(4_294_967_295).default(0) }),
    reply: membership,
  }),
  overview: route({
    method: "GET",
    path: "/v1/identity",
    who: ["operator"],
    summary: "How many identifiers there are, how many people, and what was joined lately.",
    reply: z.object({
      identifiers: z
        .array(z.object({ type: z.enum(idTypes), status: z.enum(idStatuses), count: z.number().int() }))
        .max(100),
      people: z.number().int(),
      merged: z.number().int(),
      merges_today: z.number().int(),
      largest: z.number().int(),
    }),
  }),
  merges: route({
    method: "GET",
    path: "/v1/identity/merges",
    who: ["operator"],
    summary: "The newest joinings of people who were known before.",
    query: paging,
    reply: pageOf(mergeRow),
  }),
  explain: route({
    method: "GET",
    path: "/v1/identity/people/:node",
    who: ["operator"],
    summary: "Why these identifiers are one person: each link, when it was seen, and what it does.",
    params: z.object({ node }),
    reply: explained,
  }),
  find: route({
    method: "POST",
    path: "/v1/identity/find",
    who: ["operator"],
    summary: "The person behind an identifier; the search is audited without the value.",
    body: z.object({ type: z.enum(idTypes), value: text(200) }),
    reply: z.object({ node, person: z.number().int().min(0), shown: z.string().max(200) }),
    idempotent: false,
  }),
  unmerge: route({
    ...stop,
    method: "POST",
    path: "/v1/identity/unmerge",
    summary: "Takes one joining back: everybody is who they were before, and stays apart.",
    body: z.object({ merge: uuid, why }),
  }),
  cut: route({
    ...stop,
    method: "POST",
    path: "/v1/identity/cut",
    summary: "Stops one link from joining people; seeing it again does not bring it back.",
    body: z.object({ strong: node, weak: node, why }),
  }),
  accept: route({
    ...stop,
    method: "POST",
    path: "/v1/identity/accept",
    summary: "Confirms one link, also an unverified or a cut one, as the strongest evidence.",
    body: z.object({ strong: node, weak: node, why }),
  }),
  block: route({
    method: "POST",
    path: "/v1/identity/block",
    who: ["operator"],
    summary: "Marks a value as identifying nobody: a shop's own phone number, a shared device.",
    body: z.object({ type: z.enum(idTypes), value: text(200), why }),
    reply: z.object({ node, touched: z.number().int() }),
    idempotent: false,
  }),
  erasures: route({
    method: "GET",
    path: "/v1/identity/erasures",
    who: ["operator"],
    summary: "Requests to be erased and their certificates.",
    query: paging,
    reply: pageOf(erasure),
  }),
  memberCounts: route({
    method: "GET",
    path: "/v1/members",
    who: ["operator", "brand"],
    summary: "How many members each brand has, by level.",
    reply: z.object({
      items: z
        .array(
          z.object({
            brand: z.number().int().min(0),
            level: z.string().max(64),
            members: z.number().int(),
            joined_last_30_days: z.number().int(),
          }),
        )
        .max(1000),
    }),
  }),
  memberLookup: route({
    method: "POST",
    path: "/v1/members/lookup",
    who: ["venue"],
    summary: "Finds a member by phone, member number or card; audited, and limited per minute.",
    body: lookup,
    reply: memberCard,
    idempotent: false,
  }),
  memberJoin: route({
    method: "POST",
    path: "/v1/members",
    who: ["venue", "operator"],
    summary: "Makes somebody a member of the platform or of a brand; twice is once.",
    body: join,
    reply: memberCard,
    idempotent: false,
  }),
};
export type Explained = z.output<typeof explained>;
export type Known = z.output<typeof known>;
export type Erasure = z.output<typeof erasure>;
export type MemberCard = z.output<typeof memberCard>;
export type Join = z.output<typeof join>;
