import { z } from "zod";
import { bilingual, code, instant, no, pageOf, paging, text, uuid } from "./common.ts";
import { capabilities, platform } from "./parties-directory.ts";
import { route } from "./route.ts";

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
const byId = z.object({ id: uuid });
const found = paging.extend({ q: z.string().trim().max(100).optional() });
const done = z.object({ done: z.literal(true) });

export const peopleRoutes = {
  signIn: route({
    method: "POST",
    path: "/v1/session",
    who: ["public"],
    summary: "Signs in with platform code, login and password; sets the session cookie.",
    idempotent: false,
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
  signOut: route({
    method: "DELETE",
    path: "/v1/session",
    who: ["public"],
    summary: "Signs out.",
    idempotent: false,
    reply: done,
  }),
  changePassword: route({
    method: "POST",
    path: "/v1/session/password",
    who: ["operator", "brand", "venue", "consumer"],
    summary: "Changes one's own password and ends all other sessions.",
    idempotent: false,
    body: z.object({ old: z.string().min(1).max(200), new: password }),
    reply: done,
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
    // A remembered request would keep a quick hash of the password.
    idempotent: false,
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
    idempotent: false,
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
};
