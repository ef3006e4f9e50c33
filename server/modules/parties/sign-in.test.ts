import type { Problem } from "#contract";
import { parties } from "#contract";
import { inTx } from "#kernel";
import { Browser, as, testServer } from "#testing";
import { sql } from "kysely";
import { afterEach, describe, expect, test } from "vitest";
import { password, staffedPlatform } from "./example.ts";
import { module } from "./index.ts";

const server = testServer([module]);
const { routes } = parties;
afterEach(() => server.setNow(undefined));

/** The body of a refusal. */
const problemOf = (reply: { readonly text: string }): Problem => JSON.parse(reply.text) as Problem;
const signIn = (
  browser: Browser,
  login: string,
  secret = password,
  more: { assignment?: string; platform?: string } = {},
) => browser.call(routes.signIn, { body: { login, password: secret, ...more } });
/** Any ended session empties what this process remembers. */
async function forgetRemembered(code: string): Promise<void> {
  const browser = new Browser(server, code);
  await signIn(browser, "anna");
  await signIn(browser, "boss");
}

describe("signing in", () => {
  test("sets a secret that scripts cannot read and a token that they must repeat", async () => {
    const w = await staffedPlatform();
    const browser = new Browser(server, w.code);
    const reply = await signIn(browser, "BOSS");
    expect(reply.body).toMatchObject({
      user: {
        name: "老板",
        role: "operator",
        lang: "zh",
        platform: { id: w.id, code: w.code, currency: "CNY", zone: "Asia/Shanghai" },
      },
    });
    const [secret, token] = browser.lines;
    expect(secret).toMatch(/^fg_session=[\w-]{32}; Max-Age=86400; Path=\/; HttpOnly; SameSite=Lax$/);
    expect(token).toMatch(/^fg_csrf=[0-9a-f]{32}; Max-Age=86400; Path=\/; SameSite=Lax$/);
    expect(reply.headers.get("cache-control")).toBe("no-store");
    expect((await browser.call(routes.session)).body).toEqual(reply.body);
    const kept = await inTx(w.scope, (tx) =>
      sql<{ row: string }>`SELECT to_jsonb(s)::text AS row FROM parties.session s WHERE platform_id = ${w.id}`.execute(
        tx.as<object>(),
      ),
    );
    expect(kept.rows).toHaveLength(1);
    expect(kept.rows[0]?.row).not.toContain(browser.jar.get("fg_session"));
  });

  test("tells brand, merchant and venue, and acts in the place that was asked for", async () => {
    const w = await staffedPlatform();
    const browser = new Browser(server, w.code);
    const brand = await signIn(browser, "anna");
    expect(brand.body).toMatchObject({
      user: {
        role: "brand",
        brand: { id: w.brand, code: "a" },
        merchant: { code: "ma" },
        assignments: [{ role: "brand" }, { role: "venue", venue: w.venue }],
      },
    });
    const places = brand.body.user.assignments;
    const venue = await signIn(browser, "anna", password, { assignment: places[1]?.id ?? "" });
    expect(venue.body).toMatchObject({
      user: {
        id: brand.body.user.id,
        role: "venue",
        venue: { id: w.venue, kind: "store", capabilities: expect.arrayContaining(["handover"]) },
        merchant: { code: "ma" },
      },
    });
    const foreign = await signIn(browser, "anna", password, { assignment: "01900000-0000-7000-8000-000000000000" });
    expect([foreign.status, problemOf(foreign).fields]).toMatchObject([400, [{ field: "assignment" }]]);
  });

  test("gives one and the same answer for an unknown platform, an unknown login, a closed account and a wrong password", async () => {
    const w = await staffedPlatform();
    await server.call(routes.changeUser, { params: { id: w.anna }, body: { status: "closed" } }, as.operator(w.id));
    const browser = new Browser(server, w.code);
    const tries = [
      await signIn(browser, "boss", "wrong password"),
      await signIn(browser, "nobody", password),
      await signIn(browser, "anna", password),
      await signIn(browser, "boss", password, { platform: "no-such-platform" }),
    ];
    const told = tries.map((t) => [t.status, { ...problemOf(t), requestId: "" }]);
    expect(told[0]).toMatchObject([401, { type: "urn:fairground:problem:wrong_login" }]);
    for (const one of told) expect(one).toEqual(told[0]);
    expect(browser.jar.size).toBe(0);
  });

  test("refuses the eleventh try in a quarter of an hour, even with the right password, and only for that login", async () => {
    const w = await staffedPlatform();
    const browser = new Browser(server, w.code);
    server.setNow(new Date("2026-03-01T00:00:00Z"));
    for (let i = 0; i < 10; i += 1) expect((await signIn(browser, "boss", "wrong")).status).toBe(401);
    server.setNow(new Date("2026-03-01T00:10:00Z"));
    const shut = await signIn(browser, " Boss ", password);
    expect([shut.status, shut.headers.get("retry-after")]).toEqual([429, "300"]);
    expect((await signIn(browser, "anna")).status).toBe(200);
    server.setNow(new Date("2026-03-01T00:15:00Z"));
    expect((await signIn(new Browser(server, w.code), "boss", "wrong")).status).toBe(401);
    expect((await signIn(new Browser(server, w.code), "boss")).status).toBe(200);
  });

  test("counts tries that come at the same time", async () => {
    const w = await staffedPlatform();
    const all = await Promise.all(
      Array.from({ length: 16 }, () => signIn(new Browser(server, w.code), "boss", "wrong")),
    );
    expect(all.filter((r) => r.status === 401)).toHaveLength(10);
    expect(all.filter((r) => r.status === 429)).toHaveLength(6);
  });

  test("a success forgets the tries before it", async () => {
    const w = await staffedPlatform();
    for (let i = 0; i < 25; i += 1)
      expect((await signIn(new Browser(server, w.code), "boss", i % 5 === 4 ? password : "wrong")).status).toBe(
        i % 5 === 4 ? 200 : 401,
      );
  });

  test("ends when it is over, on signing out, and when the account is closed", async () => {
    const w = await staffedPlatform();
    const [one, two, three] = [new Browser(server, w.code), new Browser(server, w.code), new Browser(server, w.code)];
    for (const b of [one, two, three]) await signIn(b, "anna");
    const stolen = one.jar.get("fg_session") ?? "";
    expect((await one.call(routes.signOut)).status).toBe(200);
    expect(one.jar.size).toBe(0);
    one.jar.set("fg_session", stolen);
    expect((await one.call(routes.session)).status).toBe(401);
    expect((await two.call(routes.session)).status).toBe(200);
    await server.call(routes.changeUser, { params: { id: w.anna }, body: { status: "closed" } }, as.operator(w.id));
    expect((await two.call(routes.session)).status).toBe(401);
    const boss = new Browser(server, w.code);
    await signIn(boss, "boss");
    server.setNow(new Date(Date.now() + 25 * 3_600_000));
    const fresh = new Browser(server, w.code);
    fresh.jar.set("fg_session", boss.jar.get("fg_session") ?? "");
    await forgetRemembered(w.code);
    expect((await fresh.call(routes.session)).status).toBe(401);
  });

  test("signing in again ends the session before", async () => {
    const w = await staffedPlatform();
    const browser = new Browser(server, w.code);
    await signIn(browser, "boss");
    const before = browser.jar.get("fg_session") ?? "";
    await signIn(browser, "boss");
    const old = new Browser(server, w.code);
    old.jar.set("fg_session", before);
    expect((await old.call(routes.session)).status).toBe(401);
    expect((await browser.call(routes.session)).status).toBe(200);
  });

  test("a change without the token is refused, with a wrong one too; reading needs none", async () => {
    const w = await staffedPlatform();
    const browser = new Browser(server, w.code);
    await signIn(browser, "boss");
    const body = { code: "n", name: { zh: "新", en: "New" } };
    for (const token of ["", "0".repeat(32)]) {
      const refused = await browser.call(routes.createBrand, { body, headers: { "x-fairground-csrf": token } });
      expect([refused.status, problemOf(refused).type]).toEqual([403, "urn:fairground:problem:csrf"]);
    }
    expect((await browser.call(routes.brands, { headers: { "x-fairground-csrf": "" } })).status).toBe(200);
    expect((await browser.call(routes.createBrand, { body })).status).toBe(201);
  });

  test("a new password needs the old one and ends all other sessions", async () => {
    const w = await staffedPlatform();
    const [here, there] = [new Browser(server, w.code), new Browser(server, w.code)];
    for (const b of [here, there]) await signIn(b, "boss");
    const refused = await here.call(routes.changePassword, { body: { old: "wrong", new: "another one" } });
    expect(problemOf(refused).fields).toMatchObject([{ field: "body.old" }]);
    expect((await here.call(routes.changePassword, { body: { old: password, new: "another one" } })).status).toBe(200);
    expect((await here.call(routes.session)).status).toBe(200);
    expect((await there.call(routes.session)).status).toBe(401);
    expect((await signIn(there, "boss")).status).toBe(401);
    expect((await signIn(there, "boss", "another one")).status).toBe(200);
  });
});
