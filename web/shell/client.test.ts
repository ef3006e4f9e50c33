import { route } from "#contract";
import { ProblemError } from "#parts";
import { afterEach, expect, expectTypeOf, test, vi } from "vitest";
import { z } from "zod";
import { addressOf, call } from "./client.ts";

const read = route({
  method: "GET",
  path: "/v1/things/:id/parts",
  who: ["brand"],
  summary: "Parts.",
  params: z.object({ id: z.coerce.number().int() }),
  query: z.object({ q: z.string().max(10).optional(), limit: z.coerce.number().int().default(50) }),
  reply: z.object({ n: z.number() }),
});
const write = route({
  method: "POST",
  path: "/v1/things",
  who: ["brand"],
  summary: "Writes.",
  body: z.object({ name: z.string().max(10) }),
  reply: z.object({ id: z.string().max(10) }),
});
const bare = route({ method: "DELETE", path: "/v1/session", who: ["public"], summary: "Out.", reply: z.unknown() });

function answer(status: number, body: unknown, headers: Record<string, string> = {}) {
  const sent = vi.fn((_path: string, _init: RequestInit) =>
    Promise.resolve(new Response(body === undefined ? null : JSON.stringify(body), { status, headers })),
  );
  vi.stubGlobal("fetch", sent);
  vi.stubGlobal("document", { cookie: "other=1; fg_csrf=a%20b" });
  return sent;
}
afterEach(() => vi.unstubAllGlobals());

test("an address has its parameters encoded, lists repeated and the absent left out", () => {
  expect(addressOf("/v1/a/:code/b", { params: { code: "x/y 中" } })).toBe("/v1/a/x%2Fy%20%E4%B8%AD/b");
  expect(addressOf("/v1/a", { query: { q: undefined, tag: ["a", "b"], on: true, n: 0 } })).toBe(
    "/v1/a?tag=a&tag=b&on=true&n=0",
  );
  expect(() => addressOf("/v1/a/:code", { params: {} })).toThrow("needs the parameter code");
});

test("the question and the answer have the contract's types", async () => {
  const sent = answer(200, { n: 2 });
  const reply = await call(read, { params: { id: 7 }, query: { limit: 5 } });
  expectTypeOf(reply).toEqualTypeOf<{ n: number }>();
  expect(reply).toEqual({ n: 2 });
  expect(sent.mock.calls[0]?.[0]).toBe("/v1/things/7/parts?limit=5");
  // @ts-expect-error the parameter is demanded
  await expect(call(read, {})).rejects.toThrow("needs the parameter id");
  // @ts-expect-error a body is demanded
  await call(write).catch(() => undefined);
});

test("a write carries the token, a key of its own, or the one given; a read carries neither", async () => {
  const sent = answer(200, { id: "1" });
  await call(write, { body: { name: "x" } });
  await call(write, { body: { name: "x" }, idempotencyKey: "once" });
  await call(read, { params: { id: 1 } });
  const headers = sent.mock.calls.map(([, init]) => new Headers(init.headers));
  expect(headers[0]?.get("x-fairground-csrf")).toBe("a b");
  expect(headers[0]?.get("idempotency-key")).toMatch(/^[0-9a-f-]{36}$/);
  expect(headers[1]?.get("idempotency-key")).toBe("once");
  expect(headers[2]?.has("idempotency-key")).toBe(false);
  expect(headers[2]?.has("x-fairground-csrf")).toBe(false);
});

test("a refusal is thrown with its fields and its sentence; an empty answer is undefined", async () => {
  const fields = [{ field: "name", reason: "is empty", expected: "1 to 10 characters" }];
  answer(422, { type: "t", title: "Wrong", status: 422, userMessage: { zh: "不对", en: "Wrong" }, fields });
  const refused = await call(write, { body: { name: "" } }).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(ProblemError);
  expect(refused).toMatchObject({ status: 422, fields, userMessage: { zh: "不对" } });
  answer(204, undefined);
  expect(await call(bare)).toBeUndefined();
});

test("a broken answer and an unreachable server are problems too", async () => {
  vi.stubGlobal("document", { cookie: "" });
  vi.stubGlobal("fetch", () => Promise.resolve(new Response("<html>", { status: 502 })));
  await expect(call(bare)).rejects.toMatchObject({ name: "ProblemError", status: 502 });
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("failed")));
  await expect(call(bare)).rejects.toMatchObject({ name: "ProblemError", status: 0 });
});
