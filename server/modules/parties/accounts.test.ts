import type { Problem } from "#contract";
import { parties } from "#contract";
import type { Route } from "#contract";
import { enqueue, inTx, systemScope } from "#kernel";
import type { Job, Scope } from "#kernel";
import { Browser, as, testServer, unique } from "#testing";
import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { password, staffedPlatform } from "./example.ts";
import { createConsumer, createKey, module, onConsumer, openPlatform } from "./index.ts";
import { removeEnded } from "./jobs.ts";

const idle: Job = { name: "parties-test-idle", run: async () => ({ done: true }) };
const server = testServer([{ ...module, jobs: [...(module.jobs ?? []), idle] }]);
const { routes } = parties;

/** The body of a refusal. */
const problemOf = (reply: { readonly text: string }): Problem => JSON.parse(reply.text) as Problem;
const signIn = (browser: Browser, login: string) => browser.call(routes.signIn, { body: { login, password } });

describe("consumers", () => {
  test("sign up by phone or e-mail, see a masked account, and nobody else's", async () => {
    const w = await staffedPlatform();
    const seen: unknown[] = [];
    const stop = onConsumer(async (_tx, opened) => void seen.push(opened));
    const browser = new Browser(server, w.code);
    const made = await browser.call(routes.signUp, {
      body: { login: "13800000001", password, name: "小明" },
    });
    stop();
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ user: { role: "consumer", name: "小明", consumer: expect.any(String) } });
    const me = await browser.call(routes.me);
    expect(me.body).toMatchObject({
      name: "小明",
      phone: "138****01",
      email: null,
      guest: false,
      member_no: expect.stringMatching(/^M\d{12}$/),
    });
    expect(seen).toMatchObject([{ login: "13800000001", consumer: me.body.consumer, member_no: me.body.member_no }]);
    expect((await browser.call(routes.changeMe, { body: { name: "明" } })).body).toMatchObject({ name: "明" });
    expect((await browser.call(routes.session)).body).toMatchObject({ user: { name: "明" } });
    const again = await new Browser(server, w.code).call(routes.signUp, {
      body: { login: "13800000001", password, name: "x" },
    });
    expect([again.status, problemOf(again).type]).toEqual([409, "urn:fairground:problem:login_taken"]);
    const wrong = await new Browser(server, w.code).call(routes.signUp, {
      body: { login: "just a name", password: "short", name: "" },
    });
    expect(problemOf(wrong).fields?.map((f) => f.field)).toEqual(
      expect.arrayContaining(["body.login", "body.password", "body.name"]),
    );
    const stranger = as.consumer(w.id, "01900000-0000-7000-8000-000000000000");
    expect((await server.call(routes.me, {}, stranger)).status).toBe(404);
  });

  test("a guest has an account of their own without a name or a password", async () => {
    const w = await staffedPlatform();
    const browser = new Browser(server, w.code);
    expect((await browser.call(routes.guest, { body: { lang: "en" } })).body).toMatchObject({
      user: { role: "consumer", name: "Guest" },
    });
    expect((await browser.call(routes.me)).body).toMatchObject({ guest: true, phone: null, email: null });
  });

  test("one consumer's scope shows one consumer", async () => {
    const w = await staffedPlatform();
    const [one] = await inTx(w.scope, async (tx) => [
      await createConsumer(tx, { name: "a", login: "a@example.org", password }),
      await createConsumer(tx, { name: "b" }),
    ]);
    const rows = await inTx({ kind: "consumer", platform: w.id, consumer: one?.consumer ?? "" }, (tx) =>
      sql<{ email_masked: string }>`SELECT * FROM parties.consumer`.execute(tx.as<object>()),
    );
    expect(rows.rows).toMatchObject([{ consumer_id: one?.consumer, email_masked: "a***@example.org" }]);
  });
});

describe("staff accounts", () => {
  test("an operator opens, changes and closes them; a place that is taken away signs out", async () => {
    const w = await staffedPlatform();
    const boss = as.operator(w.id);
    const body = {
      login: "ben@b.example",
      password,
      name: "Ben",
      assignments: [
        { role: "brand" as const, brand: w.brand },
        { role: "venue" as const, venue: w.venue },
      ],
    };
    const made = await server.call(routes.createUser, { body }, boss);
    expect([made.status, made.body.assignments.length]).toEqual([201, 2]);
    expect((await server.call(routes.createUser, { body }, boss)).status).toBe(409);
    const stranger = await server.call(
      routes.createUser,
      { body: { ...body, login: "x@x.example", assignments: [{ role: "brand" as const, brand: 999 }] } },
      boss,
    );
    expect(stranger.status).toBe(400);
    const none = await server.call(routes.users, { query: { q: "x@x.example" } }, boss);
    expect(none.body.items).toEqual([]);
    const browser = new Browser(server, w.code);
    await signIn(browser, "ben@b.example");
    const [first] = made.body.assignments;
    const left = await server.call(
      routes.unassign,
      { params: { id: made.body.id, assignment: first?.id ?? "" } },
      boss,
    );
    expect(left.body.assignments).toHaveLength(1);
    expect((await browser.call(routes.session)).status).toBe(401);
    const more = await server.call(routes.assign, { params: { id: made.body.id }, body: { role: "operator" } }, boss);
    expect(more.body.assignments.map((a) => a.role)).toEqual(["venue", "operator"]);
    expect(JSON.stringify(more.body)).not.toContain("argon2");
  });

  test("nobody but an operator sees them", async () => {
    const w = await staffedPlatform();
    for (const who of [
      as.brand(w.id, w.brand),
      as.venue(w.id, w.venue),
      as.consumer(w.id, "01900000-0000-7000-8000-000000000000"),
    ])
      expect((await server.call(routes.users, {}, who)).status).toBe(403);
    expect((await server.call(routes.users, {}, as.visitor(w.id))).status).toBe(401);
  });
});

describe("secrets", () => {
  test("are in no scope but the platform's, whatever a query says", async () => {
    const w = await staffedPlatform();
    const browser = new Browser(server, w.code);
    await browser.call(routes.signUp, { body: { login: "c@example.org", password, name: "c" } });
    await inTx(w.scope, (tx) => createKey(tx, { name: "whole", scopes: ["facts:write"] }));
    await browser.call(routes.signIn, { body: { login: "nobody", password } });
    const others: Scope[] = [
      { kind: "brand", platform: w.id, brand: w.brand },
      { kind: "venue", platform: w.id, venue: w.venue },
      { kind: "consumer", platform: w.id, consumer: "01900000-0000-7000-8000-000000000000" },
    ];
    for (const table of ["account", "assignment", "session", "attempt", "consumer", "api_key"]) {
      expect([table, await rowsIn(w.scope, table)]).not.toEqual([table, 0]);
      for (const scope of others)
        expect([table, scope.kind, await rowsIn(scope, table)]).toEqual([table, scope.kind, 0]);
    }
  });

  test("that have ended are swept away", async () => {
    const w = await staffedPlatform();
    const browser = new Browser(server, w.code);
    await signIn(browser, "anna");
    await browser.call(routes.signIn, { body: { login: "nobody", password } });
    expect(await inTx(w.scope, removeEnded)).toEqual({ sessions: 0, tries: 0 });
    server.setNow(new Date(Date.now() + 25 * 3_600_000));
    expect(await inTx(w.scope, removeEnded)).toEqual({ sessions: 1, tries: 1 });
    server.setNow(undefined);
    expect([await rowsIn(w.scope, "session"), await rowsIn(w.scope, "attempt")]).toEqual([0, 0]);
  });
});
async function rowsIn(scope: Scope, table: string): Promise<number> {
  const count = sql<{ n: number }>`SELECT count(*)::int AS n FROM ${sql.table(`parties.${table}`)}`;
  return (await inTx(scope, (tx) => count.execute(tx.as<object>()))).rows[0]?.n ?? -1;
}

describe("API keys", () => {
  const send = (key: string, route: Route, body?: unknown, basic = false) =>
    fetch(server.url + route.path, {
      method: route.method,
      headers: {
        authorization: basic ? `Basic ${Buffer.from(`${key}:`).toString("base64")}` : `Bearer ${key}`,
        ...(body !== undefined && { "content-type": "application/json" }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });

  test("do what their scopes say, as bearer token or as user name, and nothing else", async () => {
    const w = await staffedPlatform();
    const made = await server.call(
      routes.createKey,
      { body: { name: "till", scopes: ["parties:read"] } },
      as.operator(w.id),
    );
    expect(made.body.secret).toMatch(new RegExp(`^${made.body.prefix}_`));
    expect((await send(made.body.secret, routes.brands)).status).toBe(200);
    expect((await send(made.body.secret, routes.brands, undefined, true)).status).toBe(200);
    expect((await send(made.body.secret, routes.bulkBrands, { items: [{}] })).status).toBe(403);
    expect((await send(made.body.secret, routes.users)).status).toBe(403);
    expect((await send(`${made.body.secret}x`, routes.brands)).status).toBe(401);
    const [listed] = (await server.call(routes.keys, {}, as.operator(w.id))).body.items;
    expect([listed?.name, listed?.last_used_at]).toEqual(["till", expect.any(String)]);
    expect(JSON.stringify(listed)).not.toContain(made.body.secret);
  });

  test("a revoked key stops at once", async () => {
    const w = await staffedPlatform();
    const key = await inTx(w.scope, (tx) => createKey(tx, { name: "k", scopes: ["parties:read"] }));
    expect((await send(key.secret, routes.brands)).status).toBe(200);
    const revoked = await server.call(routes.revokeKey, { params: { id: key.id } }, as.operator(w.id));
    expect(revoked.body.revoked_at).not.toBeNull();
    expect((await send(key.secret, routes.brands)).status).toBe(401);
    expect((await server.call(routes.revokeKey, { params: { id: key.id } }, as.operator(w.id))).body.revoked_at).toBe(
      revoked.body.revoked_at,
    );
  });

  test("a brand makes keys for itself, and neither sees nor revokes another's", async () => {
    const w = await staffedPlatform();
    const [a, b] = [as.brand(w.id, w.brand), as.brand(w.id, w.other)];
    const body = { name: "own", scopes: ["parties:read"] };
    const own = await server.call(routes.createKey, { body }, a);
    expect(own.body.brand).toBe(w.brand);
    expect((await server.call(routes.createKey, { body: { ...body, brand: w.other } }, a)).status).toBe(404);
    const brands = await send(own.body.secret, routes.brands);
    expect(await brands.json()).toMatchObject({ items: [{ id: w.brand }] });
    expect((await server.call(routes.keys, {}, b)).body.items).toEqual([]);
    expect((await server.call(routes.revokeKey, { params: { id: own.body.id } }, b)).status).toBe(404);
  });
});

describe("the platform's own pages", () => {
  test("a demo platform shows its sign-ins once their accounts exist; no other does", async () => {
    const w = await staffedPlatform();
    expect((await new Browser(server, w.code).call(routes.config)).body).toMatchObject({
      demo: false,
      sign_ins: [],
      platform: { code: w.code },
      version: expect.stringMatching(/^\d/),
    });
    const code = unique("demo");
    const signIns = [
      { console: "operator" as const, login: "op", password },
      { console: "shop" as const, login: "13800000009", password },
    ];
    const open = () =>
      inTx(systemScope, (tx) =>
        openPlatform(tx, {
          code,
          name: "演示",
          currency: "CNY",
          zone: "Asia/Shanghai",
          demo: true,
          signIns,
          operator: { login: "op", password, name: "小二" },
        }),
      );
    const demo = await open();
    expect(await open()).toEqual(demo);
    const visitor = new Browser(server, code);
    expect((await visitor.call(routes.config)).body).toMatchObject({
      demo: true,
      sign_ins: [{ console: "operator", login: "op", password, name: "小二" }],
    });
    await new Browser(server, code).call(routes.signUp, { body: { login: "13800000009", password, name: "小红" } });
    expect((await visitor.call(routes.config)).body).toMatchObject({
      sign_ins: [{ name: "小二" }, { console: "shop", name: "小红" }],
    });
  });

  test("an unknown platform is 404 for a visitor", async () => {
    expect((await new Browser(server, "no-such-platform").call(routes.config)).status).toBe(404);
  });

  test("a long task is followed and stopped by its owner only", async () => {
    const w = await staffedPlatform();
    const scope = { kind: "brand", platform: w.id, brand: w.brand } as const;
    const id = await inTx(scope, (tx) => enqueue(tx, idle.name, {}));
    expect((await server.call(routes.job, { params: { id } }, as.brand(w.id, w.brand))).body).toMatchObject({
      id,
      name: idle.name,
      state: "queued",
    });
    for (const route of [routes.job, routes.cancelJob])
      expect((await server.call(route, { params: { id } }, as.brand(w.id, w.other))).status).toBe(404);
    expect((await server.call(routes.cancelJob, { params: { id } }, as.brand(w.id, w.brand))).status).toBe(200);
  });

  test("the audit log says who changed what, without secrets, newest first; a brand sees its own lines", async () => {
    const w = await staffedPlatform();
    await server.call(
      routes.createUser,
      { body: { login: "cleo", password, name: "Cleo", assignments: [{ role: "operator" }] } },
      as.operator(w.id),
    );
    await server.call(routes.createKey, { body: { name: "own", scopes: ["parties:read"] } }, as.brand(w.id, w.brand));
    const all = await server.call(routes.audit, { query: { limit: 1 } }, as.operator(w.id));
    expect(all.body.items).toMatchObject([{ action: "POST /v1/keys", role: "brand" }]);
    const rest = await server.call(routes.audit, { query: { after: all.body.next } }, as.operator(w.id));
    expect(rest.body.items).toMatchObject([{ action: "POST /v1/users", detail: { login: "cleo", password: "***" } }]);
    expect((await server.call(routes.audit, {}, as.brand(w.id, w.brand))).body.items).toHaveLength(1);
    expect((await server.call(routes.audit, {}, as.brand(w.id, w.other))).body.items).toEqual([]);
  });
});
