import { randomUUID } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Route } from "#contract";
import type { Clock, Config, Module, Principal } from "#kernel";
import { buildServer, closeKernel, createLog, loadConfig, openKernel, ready } from "#kernel";
import { afterAll, beforeAll, inject } from "vitest";
import type { Answer, Call, Got } from "./http.ts";
import { fill } from "./http.ts";

export { Browser } from "./browser.ts";
export { fill } from "./http.ts";
export type { Answer, Call } from "./http.ts";

export type TestServer = {
  readonly url: string;
  readonly config: Config;
  /** Calls a route as somebody (or as nobody) and gives status and body. */
  call<R extends Route>(route: R, input?: Call<R>, as?: Principal): Promise<Answer<Got<R["reply"]>>>;
  /** Moves the clock of the server. */
  setNow(at: Date | undefined): void;
};

/** Unique text for codes and logins. */
export const unique = (prefix: string): string => `${prefix}-${randomUUID().slice(0, 8)}`;

/**
 * A real server over the shared engines for one test file: real HTTP, every reply checked against its contract.
 * `as` in `call` stands in for signing in: the test names the caller and the kernel scopes it as always. What is not
 * named goes through the modules' own sign-in. With `work`, loops and jobs run too.
 */
export function testServer(modules: readonly Module[], options: { readonly work?: boolean } = {}): TestServer {
  let started: { url: string; config: Config; close(): Promise<void> } | undefined;
  let now: Date | undefined;
  const clock: Clock = { now: () => now ?? new Date() };
  const callers = new Map<string, Principal>();
  beforeAll(async () => {
    started = await startServer(modules, clock, callers, options.work === true);
  }, 120_000);
  afterAll(async () => started?.close());
  const live = () => {
    if (!started) throw new Error("the test server is not up yet; use it inside a test");
    return started;
  };
  return {
    get url() {
      return live().url;
    },
    get config() {
      return live().config;
    },
    setNow: (at) => {
      now = at;
    },
    call: (route, input, as) => send(live().url, callers, route, input, as),
  };
}

async function startServer(
  modules: readonly Module[],
  clock: Clock,
  callers: ReadonlyMap<string, Principal>,
  work: boolean,
) {
  const home = mkdtempSync(path.join(tmpdir(), "fg-test-"));
  const level = process.env.LOG_LEVEL ?? "error";
  const config = loadConfig({
    FAIRGROUND_HOME: home,
    CHECK_REPLIES: "on",
    PORT: "0",
    LOG_LEVEL: level,
    FAIRGROUND_SECRET: "0".repeat(64),
  });
  const log = createLog(config.LOG_LEVEL);
  await openKernel({ config, log }, inject("engines"), modules, {
    clock,
    work,
    // Test files run side by side on one database: a file's jobs are run by its own server, which has its modules.
    ...(work ? { jobsSchema: `jobs_${randomUUID().replaceAll("-", "")}` } : {}),
  });
  const signIn = modules.find((m) => m.authenticate)?.authenticate;
  const app = await buildServer({
    config,
    log,
    endpoints: modules.flatMap((m) => m.endpoints ?? []),
    ready,
    authenticate: async (credentials) => {
      const named = credentials.key === undefined ? undefined : callers.get(credentials.key);
      if (named) return named;
      if (!signIn) throw new Error("no module signs in, and the caller is not named");
      return signIn(credentials);
    },
  });
  const url = await app.listen({ host: "127.0.0.1", port: 0 });
  const close = async () => {
    await app.close();
    await closeKernel(modules);
  };
  return { url, config, close };
}

async function send<R extends Route>(
  url: string,
  callers: Map<string, Principal>,
  route: R,
  input: Call<R> | undefined,
  as: Principal | undefined,
): Promise<Answer<Got<R["reply"]>>> {
  const headers: Record<string, string> = { ...input?.headers };
  if (as) {
    const name = `test-${JSON.stringify(as)}`;
    const token = Buffer.from(name).toString("base64url").slice(-120);
    callers.set(token, as);
    headers.authorization = `Bearer ${token}`;
  }
  if (input?.body !== undefined) headers["content-type"] = "application/json";
  const body = input?.body === undefined ? {} : { body: JSON.stringify(input.body) };
  const reply = await fetch(url + fill(route.path, input?.params, input?.query), {
    method: route.method,
    headers,
    ...body,
  });
  const text = await reply.text();
  const parsed: unknown =
    text !== "" && reply.headers.get("content-type")?.includes("json") === true ? JSON.parse(text) : undefined;
  return { status: reply.status, body: parsed as Got<R["reply"]>, text, headers: reply.headers };
}

/** Callers for tests, by role. */
export const as = {
  operator: (platform: number): Principal => ({
    role: "operator",
    id: "00000000-0000-7000-8000-000000000001",
    name: "operator",
    platform,
  }),
  brand: (platform: number, brand: number): Principal => ({
    role: "brand",
    id: "00000000-0000-7000-8000-000000000002",
    name: "brand team",
    platform,
    brand,
  }),
  venue: (platform: number, venue: number): Principal => ({
    role: "venue",
    id: "00000000-0000-7000-8000-000000000003",
    name: "associate",
    platform,
    venue,
  }),
  consumer: (platform: number, consumer: string): Principal => ({
    role: "consumer",
    id: consumer,
    name: "consumer",
    platform,
    consumer,
  }),
  key: (platform: number, keyScopes: readonly string[], brand?: number): Principal => ({
    role: "key",
    id: "00000000-0000-7000-8000-000000000004",
    name: "key",
    platform,
    keyScopes,
    ...(brand === undefined ? {} : { brand }),
  }),
  visitor: (platform: number): Principal => ({ role: "public", name: "visitor", platform }),
};
