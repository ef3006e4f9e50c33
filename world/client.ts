import { setTimeout as sleep } from "node:timers/promises";
import type { Problem, Route } from "#contract";
import { parties } from "#contract";
import type { z } from "zod";

type Given<T> = T extends z.ZodType ? z.input<T> : never;
type Got<T> = T extends z.ZodType ? z.output<T> : never;
export type Ask<R extends Route> = {
  readonly params?: Given<R["params"]>;
  readonly query?: Given<R["query"]>;
  readonly body?: Given<R["body"]>;
  /** The same key again is the same deed: the platform answers as it did the first time. */
  readonly once?: string;
};
/** The platform said no, with its reasons. */
export class Refused extends Error {
  readonly status: number;
  readonly type: string;
  readonly retryAfter_s: number | undefined;
  constructor(what: string, status: number, problem: Partial<Problem>, retryAfter_s: number | undefined) {
    const fields = (problem.fields ?? []).slice(0, 3).map((f) => `${f.field} ${f.reason}`);
    super(`${what}: ${status} ${[problem.detail ?? problem.title ?? "", ...fields].join("; ")}`.slice(0, 500));
    this.status = status;
    this.type = problem.type ?? "";
    this.retryAfter_s = retryAfter_s;
  }
}
export type Server = { readonly url: string; readonly platform: string; readonly signal: AbortSignal };
export type SignIn = { readonly login: string; readonly password: string; readonly assignment?: string };
/** How long one call may take before it is given up. */
const PATIENCE_MS = 60_000;

/** Somebody who uses the platform: a visitor, a signed-in person, or a machine with an API key. */
export class Client {
  readonly #server: Server;
  readonly #jar = new Map<string, string>();
  readonly #key: string | undefined;
  #signIn: SignIn | undefined;
  constructor(server: Server, key?: string) {
    this.#server = server;
    this.#key = key;
  }
  /** Signs in, and again by itself when the session has ended. */
  async signIn(how: SignIn): Promise<parties.Session> {
    this.#signIn = how;
    const { login, password, assignment } = how;
    const body = {
      platform: this.#server.platform,
      login,
      password,
      ...(assignment === undefined ? {} : { assignment }),
    };
    return this.#ask(parties.routes.signIn, {}, JSON.stringify(body));
  }
  /** Calls a route. Refused when the platform says no; TypeError of fetch when it is not there. */
  async call<R extends Route>(route: R, ask: Ask<R> = {}): Promise<Got<R["reply"]>> {
    return this.send(route, ask, ask.body === undefined ? undefined : JSON.stringify(ask.body));
  }
  /** The same with a body that is JSON text already. */
  async send<R extends Route>(route: R, ask: Ask<R>, text: string | undefined): Promise<Got<R["reply"]>> {
    try {
      return await this.#ask(route, ask, text);
    } catch (error) {
      if (this.#signIn === undefined || !(error instanceof Refused) || error.status !== 401) throw error;
      await this.signIn(this.#signIn);
      return this.#ask(route, ask, text);
    }
  }
  async #ask<R extends Route>(route: R, ask: Ask<R>, text: string | undefined): Promise<Got<R["reply"]>> {
    const headers: Record<string, string> = {
      "x-fairground-platform": this.#server.platform,
      ...(text === undefined ? {} : { "content-type": "application/json" }),
      ...(this.#key === undefined ? this.#cookies() : { authorization: `Bearer ${this.#key}` }),
      ...(ask.once === undefined ? {} : { "idempotency-key": ask.once }),
    };
    const reply = await fetch(this.#server.url + address(route.path, ask.params, ask.query), {
      method: route.method,
      headers,
      signal: AbortSignal.any([this.#server.signal, AbortSignal.timeout(PATIENCE_MS)]),
      ...(text === undefined ? {} : { body: text }),
    });
    for (const line of reply.headers.getSetCookie()) this.#keep(line);
    const said = await reply.text();
    if (!reply.ok) {
      const after = Number(reply.headers.get("retry-after") ?? Number.NaN);
      const seconds = Number.isFinite(after) ? after : undefined;
      throw new Refused(`${route.method} ${route.path}`, reply.status, readProblem(said), seconds);
    }
    const parsed: unknown = said === "" ? null : JSON.parse(said);
    return parsed as Got<R["reply"]>;
  }
  #cookies(): Record<string, string> {
    if (this.#jar.size === 0) return {};
    const cookie = [...this.#jar].map(([name, value]) => `${name}=${value}`).join("; ");
    return { cookie, "x-fairground-csrf": this.#jar.get("fg_csrf") ?? "" };
  }
  #keep(line: string): void {
    const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (value === "") this.#jar.delete(name);
    else this.#jar.set(name, value);
  }
}
function readProblem(text: string): Partial<Problem> {
  try {
    return JSON.parse(text) as Partial<Problem>;
  } catch {
    return { title: text.slice(0, 200) };
  }
}
function address(path: string, params: unknown, query: unknown): string {
  const values = (params ?? {}) as Record<string, unknown>;
  const filled = path.replaceAll(/:(\w+)/g, (_m, name: string) => encodeURIComponent(String(values[name])));
  const asked = Object.entries((query ?? {}) as Record<string, unknown>).filter(([, v]) => v !== undefined);
  return asked.length === 0
    ? filled
    : `${filled}?${new URLSearchParams(asked.map(([k, v]) => [k, String(v)])).toString()}`;
}

/** Whether it makes sense to ask again later: the platform is away or busy. */
export const passing = (error: unknown): boolean =>
  error instanceof Refused
    ? error.status === 429 || error.status >= 500
    : error instanceof Error && error.name !== "AbortError";

const TRIES = 8;
/** Does something until it succeeds, waiting longer each time; gives up after eight tries, at a refusal, or when asked to end. */
export async function patiently<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  for (let n = 1; ; n++) {
    try {
      return await work();
    } catch (error) {
      if (signal.aborted || n === TRIES || !passing(error)) throw error;
      const asked_ms = error instanceof Refused ? (error.retryAfter_s ?? 0) * 1000 : 0;
      await sleep(Math.min(10_000, Math.max(asked_ms, 100 * 2 ** n)), undefined, { signal });
    }
  }
}

/** All rows of a paged list, at most 20,000. */
export async function everything<T>(
  page: (after: string | undefined) => Promise<{ items: readonly T[]; next?: string | undefined }>,
): Promise<T[]> {
  const all: T[] = [];
  let after: string | undefined;
  for (let n = 0; n < 100; n++) {
    const { items, next } = await page(after);
    all.push(...items);
    if (next === undefined) break;
    after = next;
  }
  return all;
}
