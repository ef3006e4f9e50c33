import { z } from "zod";
import { bilingual, bulk, bulkReply, code, currency, instant, no, pageOf, paging, text, uuid } from "./common.ts";
import { route } from "./route.ts";

/** What a venue can do; a venue kind has a usual set, a venue may have its own. */
export const capabilityNames = [
  "sell",
  "pick",
  "handover",
  "receive",
  "return",
  "screen",
  "appointment",
  "guide",
  "sample",
  "install",
  "redeem",
  "order_by_proxy",
] as const;
export const capability = z.enum(capabilityNames);
export type Capability = z.output<typeof capability>;
const capabilities = z.array(capability).max(capabilityNames.length);

const zone = z.string().min(1).max(64).refine(isZone, "a time zone such as Asia/Shanghai");
function isZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone: name }));
  } catch {
    return false;
  }
}
const lang = z.enum(["zh", "en"]);
const status = z.enum(["active", "closed"]);
const password = z.string().min(8, "at least 8 characters").max(200);
/** What people type to sign in; compared without regard to case. */
const login = z.string().trim().min(3).max(200).regex(/^\S+$/, "no spaces");
/** A phone number or an e-mail address. */
const ownLogin = login.regex(
  /^(\+?\d{6,15}|[^\s@]+@[^\s@]+\.[^\s@]+)$/,
  "a phone number in digits, or an e-mail address",
);
/** One right of an API key, such as `facts:write`. */
export const keyScope = z
  .string()
  .max(64)
  .regex(/^[a-z_]+:(read|write)$/, "such as facts:write");

export const platform = z.object({
  id: no,
  code,
  name: bilingual,
  currency,
  zone: z.string().max(64),
  demo: z.boolean(),
});
export type Platform = z.output<typeof platform>;
export const brand = z.object({ id: no, code, name: bilingual, status });
export type Brand = z.output<typeof brand>;
export const merchantKinds = [
  "flagship",
  "multi_brand",
  "corner_shop",
  "station",
  "service",
  "supplier",
  "other",
] as const;
export const merchant = z.object({
  id: no,
  code,
  name: bilingual,
  kind: z.enum(merchantKinds),
  /** The brand whose own merchant this is. */
  brand: no.nullable(),
  status,
});
export type Merchant = z.output<typeof merchant>;
export const venueKind = z.object({ code, label: bilingual, capabilities });
export type VenueKind = z.output<typeof venueKind>;
const place = {
  address: z.string().max(300),
  city: z.string().max(100),
  region: z.string().max(100),
  /** How a retailer calls this type of shop (hypermarket, convenience ...). */
  format: z.string().max(100),
};
const position = { lat: z.number().min(-90).max(90).nullable(), lng: z.number().min(-180).max(180).nullable() };
export const venue = z.object({
  id: no,
  code,
  name: bilingual,
  kind: code,
  merchant: no,
  ...place,
  ...position,
  zone: z.string().max(64),
  /** Its own set, else its kind's. */
  capabilities,
  /** Brands it carries; a brand sees only itself here. */
  brands: z.array(no).max(5000),
  status,
});
export type Venue = z.output<typeof venue>;

/** A row of a bulk call: a known code is changed, a new one added. What is left out stays as it was, or is as the comment says. */
export const brandRow = z.object({ code, name: bilingual, /** New: active. */ status: status.optional() });
export const merchantRow = z.object({
  code,
  name: bilingual,
  /** New: other. */
  kind: z.enum(merchantKinds).optional(),
  /** Brand code. */
  brand: code.optional(),
  status: status.optional(),
});
export const venueRow = z.object({
  code,
  name: bilingual,
  kind: code,
  /** Merchant code. */
  merchant: code,
  address: place.address.optional(),
  city: place.city.optional(),
  region: place.region.optional(),
  format: place.format.optional(),
  lat: position.lat.optional(),
  lng: position.lng.optional(),
  /** New: the platform's. */
  zone: zone.optional(),
  /** Null: as its kind. */
  capabilities: capabilities.nullable().optional(),
  /** Brand codes it carries. */
  brands: z.array(code).max(1000).optional(),
  status: status.optional(),
});
export type BrandRow = z.input<typeof brandRow>;
export type MerchantRow = z.input<typeof merchantRow>;
export type VenueRow = z.input<typeof venueRow>;

/** Where a person acts: the role, and the brand, venue or consumer account it is for. */
export const assignment = z.object({
  id: uuid,
  role: z.enum(["operator", "brand", "venue", "consumer"]),
  brand: no.nullable(),
  venue: no.nullable(),
  consumer: uuid.nullable(),
});
export type Assignment = z.output<typeof assignment>;
const newAssignment = z.object({
  role: z.enum(["operator", "brand", "venue"]),
  brand: no.optional(),
  venue: no.optional(),
});
export const user = z.object({
  id: uuid,
  login: z.string().max(200),
  name: text(200),
  lang,
  status,
  assignments: z.array(assignment).max(100),
  created_at: instant,
});

const party = z.object({ id: no, code, name: bilingual });
/** Who is signed in, and as what. */
export const session = z.object({
  user: z.object({
    id: uuid,
    name: z.string().max(200),
    role: z.enum(["operator", "brand", "venue", "consumer"]),
    lang,
    platform: platform.omit({ demo: true }),
    brand: party.optional(),
    merchant: party.optional(),
    venue: party.extend({ kind: code, capabilities }).optional(),
    consumer: uuid.optional(),
    /** All places this person may act in; signing in with one of them switches. */
    assignments: z.array(assignment).max(100),
  }),
});
export type Session = z.output<typeof session>;
export const consoleNames = ["operator", "merchant", "venue", "shop"] as const;
export const apiKey = z.object({
  id: uuid,
  name: text(200),
  /** First characters, to recognise it by. */
  prefix: z.string().max(20),
  scopes: z.array(keyScope).max(50),
  brand: no.nullable(),
  created_at: instant,
  last_used_at: instant.nullable(),
  revoked_at: instant.nullable(),
});
export const profile = z.object({
  consumer: uuid,
  member_no: code,
  name: z.string().max(200),
  lang,
  /** Masked, such as 138****5678. */
  phone: z.string().max(40).nullable(),
  email: z.string().max(100).nullable(),
  guest: z.boolean(),
});
export const job = z.object({
  id: uuid,
  name: z.string().max(100),
  state: z.enum(["queued", "running", "done", "failed", "cancelled"]),
  done: z.number(),
  total: z.number().nullable(),
  note: z.string().max(500).nullable(),
  result: z.unknown(),
  created_at: instant,
  finished_at: instant.nullable(),
});

const byNo = z.object({ id: no });
const byId = z.object({ id: uuid });
const found = paging.extend({
  /** Part of the code or of a name. */
  q: z.string().trim().max(100).optional(),
});
const done = z.object({ done: z.literal(true) });
const masters = {
  who: ["operator", "key"],
  keyScope: "parties:write",
  bodyLimit_bytes: 2_097_152,
  idempotent: false,
  body: bulk,
  reply: bulkReply,
} as const;

export const routes = {
  signIn: route({
    method: "POST",
    path: "/v1/session",
    who: ["public"],
    summary: "Signs in with platform code, login and password; sets the session cookie.",
    body: z.object({
      platform: code.optional(),
      login: text(200),
      password: z.string().min(1).max(200),
      assignment: uuid.optional(),
    }),
    reply: session,
  }),
  session: route({
    method: "GET",
    path: "/v1/session",
    who: ["operator", "brand", "venue", "consumer"],
    summary: "Who is signed in.",
    reply: session,
  }),
  signOut: route({ method: "DELETE", path: "/v1/session", who: ["public"], summary: "Signs out.", reply: done }),
  changePassword: route({
    method: "POST",
    path: "/v1/session/password",
    who: ["operator", "brand", "venue", "consumer"],
    summary: "Changes one's own password and ends all other sessions.",
    body: z.object({ old: z.string().min(1).max(200), new: password }),
    reply: done,
  }),
  config: route({
    method: "GET",
    path: "/v1/config",
    who: ["public"],
    summary: "What this installation is; a demo platform also tells its sign-ins.",
    reply: z.object({
      demo: z.boolean(),
      version: z.string().max(50),
      platform: platform.omit({ demo: true }),
      signIns: z
        .array(
          z.object({
            console: z.enum(consoleNames),
            login: z.string().max(200),
            password: z.string().max(200),
            name: z.string().max(200),
          }),
        )
        .max(50),
    }),
  }),
  signUp: route({
    method: "POST",
    path: "/v1/consumers",
    who: ["public"],
    summary: "Opens a consumer account by phone number or e-mail address and signs in.",
    body: z.object({ platform: code.optional(), login: ownLogin, password, name: text(100), lang: lang.default("zh") }),
    reply: session,
    status: 201,
    idempotent: false,
  }),
  guest: route({
    method: "POST",
    path: "/v1/consumers/guest",
    who: ["public"],
    summary: "Opens a nameless consumer account for this browser, to buy without signing up.",
    body: z.object({ platform: code.optional(), lang: lang.default("zh") }),
    reply: session,
    status: 201,
    idempotent: false,
  }),
  me: route({ method: "GET", path: "/v1/me", who: ["consumer"], summary: "One's own account.", reply: profile }),
  changeMe: route({
    method: "PATCH",
    path: "/v1/me",
    who: ["consumer"],
    summary: "Changes one's own name or language.",
    body: z.object({ name: text(100).optional(), lang: lang.optional() }),
    reply: profile,
  }),
  platforms: route({
    method: "GET",
    path: "/v1/platforms",
    who: ["operator"],
    summary: "The platform one operates.",
    reply: pageOf(platform),
  }),
  brands: route({
    method: "GET",
    path: "/v1/brands",
    who: ["operator", "brand", "key"],
    keyScope: "parties:read",
    summary: "Brands; a brand sees itself.",
    query: found,
    reply: pageOf(brand),
  }),
  brand: route({
    method: "GET",
    path: "/v1/brands/:id",
    who: ["operator", "brand", "key"],
    keyScope: "parties:read",
    summary: "One brand.",
    params: byNo,
    reply: brand,
  }),
  createBrand: route({
    method: "POST",
    path: "/v1/brands",
    who: ["operator"],
    summary: "Opens a brand.",
    body: brandRow,
    reply: brand,
    status: 201,
  }),
  bulkBrands: route({
    ...masters,
    method: "POST",
    path: "/v1/brands/bulk",
    summary: "Adds or changes brands by code.",
  }),
  merchants: route({
    method: "GET",
    path: "/v1/merchants",
    who: ["operator", "brand", "key"],
    keyScope: "parties:read",
    summary: "Merchants; a brand sees those that are its own or keep a venue that carries it.",
    query: found,
    reply: pageOf(merchant),
  }),
  merchant: route({
    method: "GET",
    path: "/v1/merchants/:id",
    who: ["public"],
    summary: "One merchant.",
    params: byNo,
    reply: merchant,
  }),
  createMerchant: route({
    method: "POST",
    path: "/v1/merchants",
    who: ["operator"],
    summary: "Opens a merchant.",
    body: merchantRow,
    reply: merchant,
    status: 201,
  }),
  bulkMerchants: route({
    ...masters,
    method: "POST",
    path: "/v1/merchants/bulk",
    summary: "Adds or changes merchants by code.",
  }),
  venues: route({
    method: "GET",
    path: "/v1/venues",
    who: ["public"],
    summary: "Venues; a brand sees those that carry it.",
    query: found.extend({
      kind: code.optional(),
      merchant: no.optional(),
      capability: capability.optional(),
      city: z.string().max(100).optional(),
    }),
    reply: pageOf(venue),
  }),
  venue: route({
    method: "GET",
    path: "/v1/venues/:id",
    who: ["public"],
    summary: "One venue.",
    params: byNo,
    reply: venue,
  }),
  createVenue: route({
    method: "POST",
    path: "/v1/venues",
    who: ["operator"],
    summary: "Opens a venue.",
    body: venueRow,
    reply: venue,
    status: 201,
  }),
  bulkVenues: route({
    ...masters,
    method: "POST",
    path: "/v1/venues/bulk",
    summary: "Adds or changes venues by code.",
  }),
  venueKinds: route({
    method: "GET",
    path: "/v1/venue-kinds",
    who: ["public"],
    summary: "Kinds of venue with what each can do.",
    reply: z.object({ items: z.array(venueKind).max(200) }),
  }),
  putVenueKind: route({
    method: "PUT",
    path: "/v1/venue-kinds/:code",
    who: ["operator"],
    summary: "Adds or changes a kind of venue.",
    params: z.object({ code }),
    body: venueKind.omit({ code: true }),
    reply: venueKind,
  }),
  users: route({
    method: "GET",
    path: "/v1/users",
    who: ["operator"],
    summary: "Staff accounts of the platform, its brands and venues.",
    query: found,
    reply: pageOf(user),
  }),
  createUser: route({
    method: "POST",
    path: "/v1/users",
    who: ["operator"],
    summary: "Opens a staff account with its places to act.",
    body: z.object({
      login,
      password,
      name: text(200),
      lang: lang.default("zh"),
      assignments: z.array(newAssignment).min(1).max(20),
    }),
    reply: user,
    status: 201,
  }),
  changeUser: route({
    method: "PATCH",
    path: "/v1/users/:id",
    who: ["operator"],
    summary: "Renames, closes or re-opens a staff account, or sets a new password; a closed one is signed out at once.",
    params: byId,
    body: z.object({
      name: text(200).optional(),
      lang: lang.optional(),
      status: status.optional(),
      password: password.optional(),
    }),
    reply: user,
  }),
  assign: route({
    method: "POST",
    path: "/v1/users/:id/assignments",
    who: ["operator"],
    summary: "Gives a person one more place to act.",
    params: byId,
    body: newAssignment,
    reply: user,
  }),
  unassign: route({
    method: "DELETE",
    path: "/v1/users/:id/assignments/:assignment",
    who: ["operator"],
    summary: "Takes a place to act away; sessions in it end.",
    params: z.object({ id: uuid, assignment: uuid }),
    reply: user,
  }),
  keys: route({
    method: "GET",
    path: "/v1/keys",
    who: ["operator", "brand"],
    summary: "API keys; a brand sees its own.",
    query: paging,
    reply: pageOf(apiKey),
  }),
  createKey: route({
    method: "POST",
    path: "/v1/keys",
    who: ["operator", "brand"],
    summary: "Makes an API key; the secret is shown this once.",
    body: z.object({ name: text(200), scopes: z.array(keyScope).min(1).max(50), brand: no.optional() }),
    reply: apiKey.extend({ secret: z.string().max(200) }),
    status: 201,
    // A kept reply would keep the secret.
    idempotent: false,
  }),
  revokeKey: route({
    method: "DELETE",
    path: "/v1/keys/:id",
    who: ["operator", "brand"],
    summary: "Revokes an API key; it stops within five seconds everywhere.",
    params: byId,
    reply: apiKey,
  }),
  job: route({
    method: "GET",
    path: "/v1/jobs/:id",
    who: ["operator", "brand"],
    summary: "How far a long task is.",
    params: byId,
    reply: job,
  }),
  cancelJob: route({
    method: "DELETE",
    path: "/v1/jobs/:id",
    who: ["operator", "brand"],
    summary: "Asks a long task to stop.",
    params: byId,
    reply: job,
  }),
  audit: route({
    method: "GET",
    path: "/v1/audit",
    who: ["operator", "brand"],
    summary: "Who changed what; a brand sees its own changes.",
    query: paging,
    reply: pageOf(
      z.object({
        id: uuid,
        at: instant,
        who: z.string().max(200),
        role: z.string().max(20),
        action: z.string().max(200),
        target: z.string().max(500),
        detail: z.unknown(),
      }),
    ),
  }),
};
