import { z } from "zod";
import { instant, pageOf, paging, uuid } from "./common.ts";
import { directoryRoutes, platform } from "./parties-directory.ts";
import { peopleRoutes } from "./parties-people.ts";
import { route } from "./route.ts";

export * from "./parties-directory.ts";
export * from "./parties-people.ts";

export const consoleNames = ["operator", "merchant", "venue", "shop"] as const;
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

const byId = z.object({ id: uuid });

export const routes = {
  ...peopleRoutes,
  ...directoryRoutes,
  config: route({
    method: "GET",
    path: "/v1/config",
    who: ["public"],
    summary: "What this installation is; a demo platform also tells its sign-ins.",
    reply: z.object({
      demo: z.boolean(),
      version: z.string().max(50),
      platform: platform.omit({ demo: true }),
      sign_ins: z
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
  platforms: route({
    method: "GET",
    path: "/v1/platforms",
    who: ["operator"],
    summary: "The platform one operates.",
    reply: pageOf(platform),
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
