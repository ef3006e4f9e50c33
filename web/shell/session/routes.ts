import type { Route } from "#contract";
import { z } from "zod";

const party = z.object({ id: z.string().max(64), code: z.string().max(64), name: z.string().max(200) });

/** The signed-in person, as the shell needs them. */
export const session = z.object({
  user: z.object({
    id: z.string().max(64),
    name: z.string().max(200),
    role: z.enum(["operator", "brand", "venue", "consumer"]),
    platform: party,
    brand: party.optional(),
    merchant: party.optional(),
    venue: party.optional(),
    consumer: z.string().max(64).optional(),
    lang: z.enum(["zh", "en"]).optional(),
  }),
});
export type Session = z.infer<typeof session>;
export type User = Session["user"];

const config = z.object({
  demo: z.boolean(),
  signIns: z
    .array(
      z.object({
        console: z.enum(["operator", "merchant", "venue", "shop"]),
        login: z.string().max(200),
        password: z.string().max(200),
        name: z.string().max(200),
      }),
    )
    .max(50),
  platform: z.unknown(),
  version: z.string().max(50),
});
export type Config = z.infer<typeof config>;

const signInBody = z.object({
  platform: z.string().max(64),
  login: z.string().max(200),
  password: z.string().max(200),
});

type Bare = z.ZodType;
export const readSession: Route<Bare, Bare, Bare, typeof session> = {
  method: "GET",
  path: "/v1/session",
  who: ["public"],
  summary: "Who is signed in.",
  reply: session,
};
export const openSession: Route<Bare, Bare, typeof signInBody, typeof session> = {
  method: "POST",
  path: "/v1/session",
  who: ["public"],
  summary: "Signs in.",
  body: signInBody,
  reply: session,
};
export const closeSession: Route<Bare, Bare, Bare, z.ZodType> = {
  method: "DELETE",
  path: "/v1/session",
  who: ["public"],
  summary: "Signs out.",
  reply: z.unknown(),
};
export const readConfig: Route<Bare, Bare, Bare, typeof config> = {
  method: "GET",
  path: "/v1/config",
  who: ["public"],
  summary: "What this installation is.",
  reply: config,
};
