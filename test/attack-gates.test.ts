import type { Role, Route } from "#contract";
import { allRoutes, parties, supply } from "#contract";
import { inTx, olapRows, platformScope, systemScope } from "#kernel";
import { createConsumer, openPlatform, registerParties } from "#parties";
import { Browser, as, testServer, unique } from "#testing";
import { sql } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";
import { modules } from "../server/modules.ts";
import { both } from "./attack/call.ts";
import { olapTables, tablesOf } from "./attack/digest.ts";

const server = testServer(modules);
const mounted = new Set(modules.map((m) => m.name));
const routes = allRoutes.filter((r) => mounted.has(r.module));
const password = "correct horse battery";
let platform = 0;
let code = "";
let brands: readonly number[] = [];
const sessions = new Map<Role, Browser>();

beforeAll(async () => {
  code = unique("gates");
  const operator = { login: "boss", password, name: "Boss" };
  const p = await inTx(systemScope, (tx) =>
    openPlatform(tx, { code, name: code, currency: "CNY", zone: "Asia/Shanghai", operator }),
  );
  platform = p.id;
  const made = await inTx(platformScope(platform), (tx) =>
    registerParties(tx, {
      brands: [
        { code: "a", name: both("a") },
        { code: "b", name: both("b") },
      ],
      merchants: [{ code: "m", name: both("m"), brand: "a" }],
      venues: [{ code: "v", name: both("v"), kind: "store", merchant: "m", brands: ["a"] }],
    }),
  );
  brands = [...made.brands.values()];
  const [venue = 0] = made.venues.values();
  const [a = 0, b = 0] = brands;
  const assignments = {
    ann: [
      { role: "brand" as const, brand: a },
      { role: "brand" as const, brand: b },
    ],
  };
  const staff = [
    { login: "ann", assignments: assignments.ann },
    { login: "vic", assignments: [{ role: "venue" as const, venue }] },
  ];
  for (const s of staff) {
    const body = { ...s, password, name: s.login };
    const opened = await server.call(parties.routes.createUser, { body }, as.operator(platform));
    expect(opened.status).toBe(201);
  }
  await inTx(platformScope(platform), (tx) => createConsumer(tx, { name: "C", login: "13911110000", password }));
  const logins = { operator: "boss", brand: "ann", venue: "vic", consumer: "13911110000" } as const;
  for (const [role, login] of Object.entries(logins)) sessions.set(role as Role, await signedIn(login));
});
async function signedIn(login: string, more: object = {}): Promise<Browser> {
  const browser = new Browser(server, code);
  const reply = await browser.call(parties.routes.signIn, { body: { login, password, ...more } });
  expect(reply.status).toBe(200);
  return browser;
}
const sessionOf = (role: Role): Browser => {
  const found = sessions.get(role);
  if (!found) throw new Error(`nobody is signed in as ${role}`);
  return found;
};
/** Some value for each parameter of a path: it is refused before anybody looks at it. */
const params = (route: Route) => Object.fromEntries([...route.path.matchAll(/:(\w+)/g)].map(([, n = ""]) => [n, "1"]));

describe("the engines", () => {
  test("the role is an ordinary one, and every table hides other platforms from its owner too", async () => {
    const found = await inTx(systemScope, async (tx) => {
      const role = await sql<{ passes: boolean }>`SELECT rolsuper OR rolbypassrls AS passes FROM pg_roles
        WHERE rolname = current_user`.execute(tx.as<object>());
      const open = await sql<{ table: string }>`SELECT format('%s.%s', n.nspname, c.relname) AS "table"
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast', 'public') AND n.nspname NOT LIKE 'jobs%'
          AND NOT (c.relrowsecurity AND c.relforcerowsecurity AND EXISTS (SELECT FROM pg_policies p
            WHERE p.schemaname = n.nspname AND p.tablename = c.relname AND p.qual LIKE '%platform_id = ( SELECT kernel.platform()%'
              AND p.with_check LIKE '%platform_id = ( SELECT kernel.platform()%'))
        ORDER BY 1`.execute(tx.as<object>());
      return { role: role.rows, open: open.rows.map((r) => r.table) };
    });
    // Names and hashes of migrations belong to nobody.
    expect(found).toEqual({ role: [{ passes: false }], open: ["kernel.migration"] });
    expect((await tablesOf()).length).toBeGreaterThan(70);
  });
  test("brand and consumer columns are in the conditions of their tables", async () => {
    const loose = await inTx(systemScope, async (tx) => {
      const read = await sql<{
        table: string;
      }>`SELECT format('%s.%s.%s', c.table_schema, c.table_name, c.column_name) AS "table"
        FROM information_schema.columns c JOIN pg_policies p ON p.schemaname = c.table_schema AND p.tablename = c.table_name
        WHERE c.column_name IN ('brand_id', 'consumer_id') AND p.qual NOT LIKE '%' || c.column_name || '%'`.execute(
        tx.as<object>(),
      );
      return read.rows;
    });
    expect(loose).toEqual([]);
  });
  test("without a scope nothing is there", async () => {
    const seen = await inTx({ kind: "platform", platform: 2_000_000_000 }, async (tx) => {
      const counts: string[] = [];
      for (const { table, columns } of await tablesOf()) {
        if (!columns.includes("platform_id")) continue;
        const read = await sql<{ n: number }>`SELECT count(*) AS n FROM ${sql.table(table)}`.execute(tx.as<object>());
        if (read.rows[0]?.n !== 0) counts.push(table);
      }
      return counts;
    });
    expect(seen).toEqual([]);
  });
  test("every table of the analysis engine names its platform, and its filter holds", async () => {
    const tables = await olapTables();
    expect(tables.length).toBeGreaterThan(4);
    const open = tables.filter((t) => !t.columns.includes("platform")).map((t) => t.table);
    expect(open).toEqual(["migration"]);
    const nobody = platformScope(2_000_000_000);
    for (const { table, columns } of tables)
      if (columns.includes("platform"))
        expect(await olapRows(nobody, `SELECT count() AS n FROM ${table}`)).toEqual([{ n: 0 }]);
  });
});

describe("the door", () => {
  test("nobody comes in without signing in, and no role into another's routes", async () => {
    const faults: string[] = [];
    const callers: [string, Browser][] = [["visitor", new Browser(server, code)], ...sessions];
    for (const { module, name, route } of routes)
      for (const [who, browser] of callers) {
        if (route.who.includes("public") || route.who.some((r) => r === who)) continue;
        const got = await browser.call(route, { params: params(route) });
        if (got.status !== (who === "visitor" ? 401 : 403)) faults.push(`${module}.${name} ${who}: ${got.status}`);
      }
    expect(faults).toEqual([]);
  });
  test("no change without the token: another site cannot act for a signed-in browser", async () => {
    const faults: string[] = [];
    for (const { module, name, route } of routes.filter((r) => r.route.method !== "GET")) {
      const role = (["operator", "brand", "venue", "consumer"] as const).find(
        (r) => route.who.includes(r) || route.who.includes("public"),
      );
      if (role === undefined) continue;
      const other = sessionOf(role === "operator" ? "brand" : "operator").jar.get("fg_csrf") ?? "";
      for (const token of ["", other]) {
        const got = await sessionOf(role).call(route, {
          params: params(route),
          headers: { "x-fairground-csrf": token },
        });
        if (got.status !== 403 || !got.text.includes("problem:csrf")) faults.push(`${module}.${name}: ${got.status}`);
      }
    }
    expect(faults).toEqual([]);
    for (const [, browser] of sessions) expect((await browser.call(parties.routes.session)).status).toBe(200);
  });
  test("a session that somebody chose beforehand is never taken over", async () => {
    const browser = new Browser(server, code);
    const chosen = "a".repeat(32);
    browser.jar.set("fg_session", chosen);
    await browser.call(parties.routes.signIn, { body: { login: "boss", password } });
    expect(browser.jar.get("fg_session")).not.toBe(chosen);
    const thief = new Browser(server, code);
    thief.jar.set("fg_session", chosen);
    expect((await thief.call(parties.routes.session)).status).toBe(401);
    for (const line of browser.lines) expect(line).toMatch(/Path=\/;.*SameSite=Lax/);
    expect(browser.lines.find((l) => l.startsWith("fg_session"))).toMatch(/HttpOnly/);
  });
  test("a revoked key and an unknown one are nobody's, in either form", async () => {
    const operator = sessionOf("operator");
    const made = await operator.call(parties.routes.createKey, { body: { name: "k", scopes: ["parties:read"] } });
    const use = async (secret: string) => {
      const basic = `Basic ${Buffer.from(`${secret}:`).toString("base64")}`;
      const sent = [`Bearer ${secret}`, basic].map((authorization) =>
        new Browser(server, code).call(parties.routes.brands, { headers: { authorization } }),
      );
      return (await Promise.all(sent)).map((r) => r.status);
    };
    expect(await use(made.body.secret)).toEqual([200, 200]);
    await operator.call(parties.routes.revokeKey, { params: { id: made.body.id } });
    expect(await use(made.body.secret)).toEqual([401, 401]);
    for (const secret of ["", "x", made.body.secret.slice(0, -1), made.body.prefix, "' OR 1=1 --"])
      expect(await use(secret)).toEqual([401, 401]);
  });
  test("an Idempotency-Key gives nobody else's reply: not another caller's, not that of one's other brand", async () => {
    const headers = { "idempotency-key": unique("once") };
    const one = { code: "s", name: both("s"), lead_time_days: 1 };
    const put = { body: { suppliers: [one] }, headers };
    const me = sessionOf("brand");
    const places = (await me.call(parties.routes.session)).body.user.assignments;
    const other = await signedIn("ann", { assignment: places[1]?.id });
    const boss = { body: { suppliers: [one] }, headers };
    const replies = [
      await me.call(supply.routes.putSuppliers, put),
      await other.call(supply.routes.putSuppliers, put),
      await me.call(supply.routes.putSuppliers, put),
      await sessionOf("operator").call(supply.routes.putSuppliers, boss),
    ].map((r) => r.body.items?.[0]?.id);
    expect(replies[0]).toBe(replies[2]);
    expect(new Set(replies).size).toBe(3);
    expect(brands).toHaveLength(2);
  });
});
