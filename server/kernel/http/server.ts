import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Route } from "#contract";
import cookie from "@fastify/cookie";
import staticFiles from "@fastify/static";
import Fastify from "fastify";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Config } from "../config.ts";
import { Fault, notAllowed, notFound, notSignedIn } from "../errors.ts";
import { hmac, newId, sameSecret } from "../ids.ts";
import type { Logger } from "../log.ts";
import type { Principal } from "../scope.ts";
import { scopeOf } from "../scope.ts";
import { histogram, registry } from "../telemetry.ts";
import { inTx } from "../tx.ts";
import type { Caller, Endpoint, Input } from "./endpoint.ts";
import { mayCall } from "./endpoint.ts";
import { audit, once } from "./once.ts";
import { readPart, sendProblem, withField } from "./problems.ts";
import { openapiText, referencePage } from "./reference.ts";

/** What a request shows of its sender, before anybody has looked it up. */
export type Credentials = {
  readonly session: string | undefined;
  /** User name of HTTP Basic, or the bearer token: an API key. */
  readonly key: string | undefined;
  /** Platform code that a visitor names (header `x-fairground-platform`), else the configured one. */
  readonly platform: string;
};
export type Authenticate = (c: Credentials) => Promise<Principal>;
export type ServerParts = {
  readonly config: Config;
  readonly log: Logger;
  readonly endpoints: readonly Endpoint[];
  readonly authenticate: Authenticate;
  readonly ready: () => Promise<boolean>;
  /** Folder of the built consoles; none in tests of the API. */
  readonly web?: string;
};
const seconds = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const took = histogram("http_request_seconds", "Time to answer", ["method", "route", "status"], seconds);
export const csrfToken = (config: Config, session: string): string =>
  hmac(config.FAIRGROUND_SECRET, `csrf:${session}`).slice(0, 32);

/** Builds the HTTP server: every endpoint, health, metrics and the consoles. */
export async function buildServer(parts: ServerParts): Promise<FastifyInstance> {
  const app = Fastify({
    logger: false,
    bodyLimit: 1_048_576,
    genReqId: () => newId(),
    routerOptions: { maxParamLength: 300 },
    trustProxy: parts.config.TRUST_PROXY,
  });
  await app.register(cookie);
  app.setErrorHandler((error, request, reply) => sendProblem(error, request, reply, parts.log));
  app.addHook("onResponse", async (request, reply) => {
    took.observe(
      { method: request.method, route: request.routeOptions.url ?? "none", status: reply.statusCode },
      reply.elapsedTime / 1000,
    );
  });
  app.get("/health", async () => ({ status: "up" }));
  app.get("/ready", async (_request, reply) =>
    (await parts.ready()) ? { status: "ready" } : reply.status(503).send({ status: "starting" }),
  );
  app.get("/metrics", async (_request, reply) => reply.type(registry.contentType).send(await registry.metrics()));
  app.get("/v1/openapi.json", async (_request, reply) => reply.type("application/json").send(openapiText()));
  app.get("/v1/docs", async (_request, reply) => reply.type("text/html").send(referencePage()));
  for (const endpoint of parts.endpoints) mount(app, endpoint, parts);
  await mountWeb(app, parts);
  return app;
}

function mount(app: FastifyInstance, endpoint: Endpoint, parts: ServerParts): void {
  const { route } = endpoint;
  app.route({
    method: route.method,
    url: route.path,
    bodyLimit: route.bodyLimit_bytes ?? 1_048_576,
    handler: async (request, reply) => {
      const principal = await admit(request, route, parts);
      const body = await answer(endpoint, principal, request, reply).catch((error: unknown) => {
        throw withField(error, request);
      });
      if (reply.sent) return reply;
      if (parts.config.CHECK_REPLIES) checkReply(route, body);
      const status = route.status ?? 200;
      if (status === 204) return reply.status(204).send();
      return reply.status(status).type("application/json").send(JSON.stringify(body));
    },
  });
}

async function admit(request: FastifyRequest, route: Route, parts: ServerParts): Promise<Principal> {
  const session = request.cookies.fg_session;
  const named = request.headers["x-fairground-platform"];
  const platform = typeof named === "string" && named !== "" ? named.slice(0, 64) : parts.config.FAIRGROUND_PLATFORM;
  const principal = await parts.authenticate({ session, key: keyOf(request.headers.authorization), platform });
  if (!mayCall(route.who, principal.role))
    throw principal.role === "public"
      ? notSignedIn()
      : notAllowed(`A ${principal.role} may not call ${route.method} ${route.path}.`);
  if (principal.role === "key" && (route.keyScope === undefined || !principal.keyScopes?.includes(route.keyScope)))
    throw notAllowed(`This API key lacks the scope ${route.keyScope ?? "(none: keys may not call this route)"}.`);
  const safe = request.method === "GET" || request.method === "HEAD";
  // A signed-in browser must repeat the readable cookie in a header: another site cannot.
  if (!safe && principal.session !== undefined) {
    const sent = request.headers["x-fairground-csrf"];
    if (typeof sent !== "string" || !sameSecret(sent, csrfToken(parts.config, principal.session)))
      throw new Fault(
        "not-allowed",
        "csrf",
        "The x-fairground-csrf header is missing or wrong; send the value of the fg_csrf cookie.",
      );
  }
  return principal;
}
function keyOf(header: string | undefined): string | undefined {
  if (header?.startsWith("Bearer ")) return header.slice(7, 300);
  if (!header?.startsWith("Basic ")) return undefined;
  return Buffer.from(header.slice(6, 600), "base64").toString("utf8").split(":")[0];
}

async function answer(
  endpoint: Endpoint,
  principal: Principal,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const { route, handle } = endpoint;
  const input: Input<Route> = {
    params: readPart(route.params, request.params, "path"),
    query: readPart(route.query, request.query, "query"),
    body: readPart(route.body, request.body, "body"),
  };
  const header = request.headers["idempotency-key"];
  const idempotencyKey = typeof header === "string" && header !== "" ? header : undefined;
  if (idempotencyKey !== undefined && idempotencyKey.length > 200)
    throw new Fault("bad-input", "idempotency_key", "Idempotency-Key is longer than 200 characters.");
  const caller: Caller = { principal, scope: scopeOf(principal), idempotencyKey };
  if (handle.kind === "bare") return handle.run(caller, input, { request, reply });
  return inTx(caller.scope, async (tx) => {
    const work = () => handle.run({ ...caller, tx }, input, { request, reply });
    if (route.method === "GET") return work();
    const name = `${route.method} ${route.path}`;
    const ask = {
      key: idempotencyKey ?? "",
      route: name,
      body: [input.params, input.body],
      status: route.status ?? 200,
    };
    const result =
      idempotencyKey !== undefined && route.idempotent !== false ? await once(tx, principal, ask, work) : await work();
    await audit(tx, principal, name, request.url, input.body);
    return result;
  });
}

/** Tests and development: a reply must be exactly what its contract says, no key more. */
function checkReply(route: Route, body: unknown): void {
  const plain: unknown = body === undefined ? undefined : JSON.parse(JSON.stringify(body));
  const read = route.reply.parse(plain);
  const [sent, agreed] = [
    JSON.stringify(sorted(plain)),
    JSON.stringify(sorted(JSON.parse(JSON.stringify(read ?? null)))),
  ];
  if (plain !== undefined && sent !== agreed)
    throw new Error(`reply of ${route.method} ${route.path} is not its contract:\n${sent}\n${agreed}`);
}
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([k, v]) => [k, sorted(v)]),
  );
}

const consoles = ["operator", "merchant", "venue", "shop"] as const;
const policy = (scanner: boolean) =>
  `default-src 'self'; script-src 'self'${scanner ? " 'wasm-unsafe-eval'" : ""}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self'; worker-src 'self' blob:; frame-ancestors 'none'; base-uri 'self'; form-action 'self'`;

/** Serves the built consoles; a deep link gets its console's page. */
async function mountWeb(app: FastifyInstance, parts: ServerParts): Promise<void> {
  const { web } = parts;
  app.addHook("onSend", async (request, reply) => {
    void reply.header("x-content-type-options", "nosniff").header("referrer-policy", "same-origin");
    if (!request.url.startsWith("/v1/"))
      void reply.header("content-security-policy", policy(/^\/(venue|shop|assets)/.test(request.url)));
  });
  if (web !== undefined && existsSync(web))
    await app.register(staticFiles, {
      root: web,
      dotfiles: "ignore",
      index: false,
      // A folder is no file: its address belongs to the console that lives there.
      allowedPath: (name) => !name.endsWith("/"),
      immutable: true,
      maxAge: "365d",
      preCompressed: true,
    });
  app.setNotFoundHandler((request, reply) => {
    const page =
      web !== undefined && request.method === "GET" && !request.url.startsWith("/v1/")
        ? pageFor(web, request.url)
        : undefined;
    if (page !== undefined) return reply.header("cache-control", "no-cache").type("text/html").send(page);
    return sendProblem(notFound(`${request.method} ${request.url.slice(0, 200)}`), request, reply, parts.log);
  });
}
function pageFor(web: string, url: string): Buffer | undefined {
  const first = url.split(/[/?#]/)[1] ?? "";
  if (/\.[a-z0-9]{2,5}$/.test(url.split("?")[0] ?? "")) return undefined;
  const folder = consoles.find((c) => c === first) ?? (first === "screen" ? "shop" : "");
  const file = path.join(web, folder, "index.html");
  return existsSync(file) ? readFileSync(file) : undefined;
}
