import type { Problem, Route } from "#contract";
import { ProblemError } from "#parts";
import { v4 } from "uuid";
import type { z } from "zod";
import { wantedPlatform } from "./platform.ts";

/** What a caller gives: the schema's input; where a coercion makes that `unknown`, its output. */
type Given<S extends z.ZodType> = {
  [K in keyof z.input<S>]: unknown extends z.input<S>[K]
    ? K extends keyof z.output<S>
      ? z.output<S>[K]
      : never
    : z.input<S>[K];
};
/** A part of the question: absent when the route has none, optional when nothing in it is demanded. */
type Part<Name extends string, S extends z.ZodType> =
  unknown extends z.input<S>
    ? { readonly [N in Name]?: undefined }
    : object extends Given<S>
      ? { readonly [N in Name]?: Given<S> }
      : { readonly [N in Name]: Given<S> };
type Extras = {
  /** Written once even when sent twice; made up for you when a write has none. */
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
};

/** The question a route takes: `params`, `query` and `body` as its schemas say. */
export type Ask<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> = Part<"params", P> &
  Part<"query", Q> &
  Part<"body", B> &
  Extras;
/** A question may be left out when nothing in it is demanded. */
export type AskArgs<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> =
  object extends Ask<P, Q, B> ? [ask?: Ask<P, Q, B>] : [ask: Ask<P, Q, B>];
/** Any question, as the wire sees it. */
export type AnyAsk = { readonly params?: unknown; readonly query?: unknown; readonly body?: unknown } & Extras;

const csrfCookie = "fg_csrf";
const csrfHeader = "x-fairground-csrf";
/** How long a call may take before the reader is told that the server was not reached. */
const patience_ms = 60_000;

function readCookie(name: string): string | undefined {
  const hit = document.cookie.split("; ").find((pair) => pair.startsWith(`${name}=`));
  return hit === undefined ? undefined : decodeURIComponent(hit.slice(name.length + 1));
}

/** The path of a route with its `:params` filled in and its query appended; lists repeat their key, `undefined` is left out. */
export function addressOf(path: string, ask: AnyAsk): string {
  const params = Object(ask.params) as Record<string, unknown>;
  const filled = path.replace(/:([A-Za-z_]\w*)/g, (_, name: string) => {
    const value = params[name];
    if (value === undefined || value === null || value === "") throw new Error(`${path} needs the parameter ${name}`);
    return encodeURIComponent(String(value));
  });
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(Object(ask.query) as Record<string, unknown>)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null)
        query.append(key, typeof one === "object" ? JSON.stringify(one) : String(one));
    }
  }
  const tail = query.toString();
  return tail ? `${filled}?${tail}` : filled;
}

function headersFor(method: string, ask: AnyAsk): Record<string, string> {
  const headers: Record<string, string> = { accept: "application/json" };
  const platform = wantedPlatform();
  if (platform !== undefined) headers["x-fairground-platform"] = platform;
  if (ask.body !== undefined) headers["content-type"] = "application/json";
  if (method === "GET") return headers;
  const csrf = readCookie(csrfCookie);
  if (csrf !== undefined) headers[csrfHeader] = csrf;
  headers["idempotency-key"] = ask.idempotencyKey ?? v4();
  return headers;
}

async function problemOf(reply: Response): Promise<Problem> {
  const bare = { type: "about:blank", title: reply.statusText || `HTTP ${reply.status}`, status: reply.status };
  const told: unknown = await reply.json().catch(() => undefined);
  if (typeof told !== "object" || told === null) return bare;
  return { ...bare, ...told, status: reply.status };
}

async function send(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, init);
  } catch (cause) {
    if (init.signal?.aborted && cause instanceof DOMException && cause.name === "AbortError") throw cause;
    throw new ProblemError({ type: "about:blank", title: "The server cannot be reached", status: 0 });
  }
}

/** Sends a question to a route without knowing its types; `call` is the typed face of it. */
export async function request(route: Pick<Route, "method" | "path">, ask: AnyAsk = {}): Promise<unknown> {
  const limit = AbortSignal.timeout(patience_ms);
  const reply = await send(addressOf(route.path, ask), {
    method: route.method,
    credentials: "same-origin",
    headers: headersFor(route.method, ask),
    signal: ask.signal ? AbortSignal.any([ask.signal, limit]) : limit,
    ...(ask.body === undefined ? {} : { body: JSON.stringify(ask.body) }),
  });
  if (!reply.ok) throw new ProblemError(await problemOf(reply));
  return reply.status === 204 ? undefined : await reply.json();
}

/**
 * Calls one route of the contract as the signed-in person; the reply is trusted to have the contract's shape.
 * Throws `ProblemError` when the server refuses or cannot be reached.
 */
export function call<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  route: Route<P, Q, B, R>,
  ...ask: AskArgs<P, Q, B>
): Promise<z.output<R>>;
export function call(route: Route, ask?: AnyAsk): Promise<unknown> {
  return request(route, ask);
}
