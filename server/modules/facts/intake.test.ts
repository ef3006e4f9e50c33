import { facts as contract } from "#contract";
import type { Principal } from "#kernel";
import { inTx, platformScope, systemScope } from "#kernel";
import { createKey, module as parties, openPlatform, registerParties } from "#parties";
import { as, testServer, unique } from "#testing";
import { sql } from "kysely";
import { beforeEach, describe, expect, test } from "vitest";
import { append, drain, forget, module } from "./index.ts";

const server = testServer([parties, module]);
const { routes } = contract;
let platform = 0;
let brands: ReadonlyMap<string, number>;
beforeEach(async () => {
  server.setNow(undefined);
  const opened = await inTx(systemScope, (tx) =>
    openPlatform(tx, { code: unique("p"), name: "Test", currency: "CNY", zone: "Asia/Shanghai" }),
  );
  platform = opened.id;
  const made = await inTx(platformScope(platform), (tx) =>
    registerParties(tx, {
      brands: ["7868", "nine"].map((code) => ({ code, name: { zh: code, en: code } })),
      merchants: [{ code: "m", name: { zh: "m", en: "m" } }],
      venues: [{ code: "v", name: { zh: "v", en: "v" }, kind: "store", merchant: "m" }],
    }),
  );
  brands = made.brands;
});
const key = (brand?: number) => as.key(platform, ["facts:write"], brand);
const no = (code: string) => brands.get(code) ?? 0;
const at = () => new Date(Date.now() - 60_000).toISOString();
const send = (facts: unknown[], brand?: number) => server.call(routes.facts, { body: { facts } }, key(brand));
type Kept = { id: string; name: string; at: Date; brand_id: number | null; payload: Record<string, unknown> };
const kept = async () => {
  const read = await inTx(platformScope(platform), (tx) =>
    sql<Kept>`SELECT id, name, at, brand_id, payload::json AS payload FROM facts.log WHERE platform_id = ${platform} ORDER BY xid, seq`.execute(
      tx.as<object>(),
    ),
  );
  return read.rows;
};
const fact = (more: object = {}) => ({ id: unique("f"), name: "item_view", at: at(), ...more });

describe("canonical facts", () => {
  test("the good ones are kept, the bad ones explained by index, id, field and reason", async () => {
    const now = Date.now();
    const facts = [
      fact({ id: "good" }),
      fact({ id: "time", at: new Date(now + 11 * 60_000).toISOString() }),
      fact({ id: "old", at: "1990-01-01T00:00:00Z" }),
      fact({ id: "brand", brand: 999 }),
      fact({ id: "merchant", merchant: "nobody" }),
      fact({ id: "venue", venue: 12 }),
      fact({ id: "line", lines: [{ sku: "a", brand: "zzz", quantity: 1, amount_minor: 1 }] }),
      fact({ id: "money", currency: "USD", amount_minor: 5 }),
      fact({ id: "half", amount_minor: 0.5, currency: "CNY" }),
      fact({ id: "typo", venu: 1 }),
      fact({ id: "name", name: "identity.erased" }),
      fact({ id: "=own" }),
      fact({ id: "line\nfeed" }),
      fact({ id: "x".repeat(100) }),
      fact({
        id: "big",
        lines: Array.from({ length: 400 }, () => ({
          sku: "s".repeat(100),
          category: "c".repeat(100),
          quantity: 1,
          amount_minor: 1,
        })),
      }),
      "no object",
      null,
      fact({ id: "also good", venue: "v", merchant: "m", brand: "7868", currency: "CNY", amount_minor: 5 }),
    ];
    const { status, body } = await send(facts);
    expect(status).toBe(200);
    expect(body).toMatchObject({ accepted: 2, duplicates: 0 });
    const fields = [
      "at",
      "at",
      "brand",
      "merchant",
      "venue",
      "lines.0.brand",
      "currency",
      "amount_minor",
      "venu",
      "name",
      "id",
      "id",
      "id",
      "(whole)",
      "(whole)",
      "(whole)",
    ];
    expect(body.rejected.map((r) => r.field)).toEqual(fields);
    expect(body.rejected.map((r) => r.index)).toEqual(fields.map((_, i) => i + 1));
    expect(body.rejected[0]).toMatchObject({ messageId: "time", reason: expect.stringContaining("future") });
    const rows = await kept();
    expect(rows.map((r) => r.id)).toEqual(["good", "also good"]);
    expect(rows[1]).toMatchObject({ brand_id: no("7868"), payload: { venue: 1, merchant: 1, amount_minor: 5 } });
  });

  test("sent again, all are duplicates; duplicates inside a batch count too", async () => {
    const facts = [fact({ id: "a" }), fact({ id: "b" }), fact({ id: "a", name: "click" })];
    expect((await send(facts)).body).toMatchObject({ accepted: 2, duplicates: 1 });
    expect((await send(facts)).body).toMatchObject({ accepted: 0, duplicates: 3 });
    expect((await kept()).map((r) => r.name)).toEqual(["item_view", "item_view"]);
  });

  test("a sender cannot take the id of a fact that the platform writes itself", async () => {
    await send([fact({ id: "order-1" })]);
    const fresh = await inTx(platformScope(platform), (tx) =>
      append(tx, [{ id: "order-1", name: "order.paid", at: at() }]),
    );
    expect(fresh).toBe(1);
    const page = await server.call(routes.log, { query: {} }, as.operator(platform));
    expect(page.body.items.map((f) => [f.id, f.name])).toEqual([
      ["order-1", "order.paid"],
      ["order-1", "item_view"],
    ]);
  });

  test("a brand's key sends its own brand; any other is unknown to it", async () => {
    const mine = no("7868");
    const { body } = await send(
      [fact(), fact({ brand: mine }), fact({ brand: "nine" }), fact({ brand: no("nine") })],
      mine,
    );
    expect(body.accepted).toBe(2);
    expect(body.rejected.map((r) => r.reason)).toEqual([
      "there is no brand with the code nine",
      `there is no brand with the number ${no("nine")}`,
    ]);
    expect((await kept()).map((r) => r.brand_id)).toEqual([mine, mine]);
  });

  test("a whole request that is wrong is a problem and changes nothing", async () => {
    const made = await inTx(platformScope(platform), (tx) => createKey(tx, { name: "till", scopes: ["facts:write"] }));
    const post = async (body: string, authorization = `Basic ${Buffer.from(`${made.secret}:`).toString("base64")}`) => {
      const headers = { "content-type": "application/json", authorization };
      return (await fetch(`${server.url}/v1/facts`, { method: "POST", body, headers })).status;
    };
    const good = JSON.stringify({ facts: [fact({ id: "good" })] });
    expect(await post(good)).toBe(200);
    expect(await post(good.slice(0, -1))).toBe(400);
    expect(await post(JSON.stringify({ facts: [fact({ props: { q: "x".repeat(8_400_000) } })] }))).toBe(413);
    expect(await post(good, "Basic bm9ib2R5Og==")).toBe(401);
    expect((await send([])).status).toBe(400);
    expect((await send(Array.from({ length: 2501 }, () => fact()))).status).toBe(400);
    const call = (who: Principal) => server.call(routes.facts, { body: { facts: [fact()] } }, who);
    expect((await call(as.key(platform, ["facts:read"]))).status).toBe(403);
    expect((await call(as.operator(platform))).status).toBe(403);
    expect((await kept()).map((r) => r.id)).toEqual(["good"]);
  });
});

describe("reading", () => {
  test("a brand sees its own facts only, without identifiers and personal words; pages go on", async () => {
    const mine = no("7868");
    const ids = [{ type: "member_no", value: "m1" }];
    await send([
      fact({ id: "1", brand: mine, ids, props: { receipt_no: "r", page: "/x" } }),
      fact({ id: "2", brand: no("nine") }),
      fact({ id: "3", brand: mine, name: "identify", props: { city: "X" } }),
      fact({ id: "4" }),
    ]);
    const brand = as.brand(platform, mine);
    const first = await server.call(routes.log, { query: { limit: 1 } }, brand);
    expect(first.body.items).toEqual([expect.objectContaining({ id: "3", props: {} })]);
    const second = await server.call(routes.log, { query: { limit: 5, before: first.body.next } }, brand);
    expect(second.body.items).toMatchObject([{ id: "1", props: { page: "/x" } }]);
    expect(second.text).not.toContain("m1");
    const all = await server.call(routes.log, { query: { name: "item_view" } }, as.operator(platform));
    expect(all.body.items.map((f) => f.id)).toEqual(["4", "2", "1"]);
    expect((await server.call(routes.log, { query: { before: "x" } }, brand)).status).toBe(400);
  });

  test("the flow counts each name once, and readers say how far behind they are", async () => {
    await send([fact(), fact(), fact({ name: "scan" })]);
    await send([fact({ name: "scan" })]);
    await drain([module]);
    const { body } = await server.call(routes.flow, {}, as.operator(platform));
    expect(body.names).toEqual([
      { name: "item_view", last_hour: 2, today: 2, total: 2 },
      { name: "scan", last_hour: 2, today: 2, total: 2 },
    ]);
    expect(body.readers.find((r) => r.reader === "facts-flow")).toMatchObject({ at: expect.any(String) });
  });
});

test("an erased person leaves rows and figures, no identifier and no personal word; a repeat is still a duplicate", async () => {
  const person = { type: "phone", value: "13800000000" } as const;
  const facts = [
    fact({
      id: "1",
      ids: [person, { type: "member_no", value: "m1" }],
      amount_minor: 7,
      currency: "CNY",
      props: { receipt_no: "r1", page: "/x" },
    }),
    fact({ id: "2", name: "identify", ids: [person], props: { city: "Hangzhou" } }),
    fact({ id: "3", ids: [{ type: "phone", value: "139" }] }),
  ];
  await send(facts);
  let erased = 0;
  for (let from: string | undefined = "0.0"; from !== undefined;) {
    const at: string = from;
    const step = await inTx(platformScope(platform), (tx) => forget(tx, (id) => id.value === person.value, at));
    erased += step.erased;
    from = step.next;
  }
  expect(erased).toBe(2);
  const rows = await kept();
  expect(rows.map((r) => r.payload)).toEqual([
    { amount_minor: 7, currency: "CNY", props: { page: "/x" } },
    {},
    { ids: [{ type: "phone", value: "139", verified: false }] },
  ]);
  expect((await send(facts)).body).toMatchObject({ accepted: 0, duplicates: 3 });
});
