import { facts as log, plans } from "#contract";
import { module as audiences } from "#audiences";
import { module as catalog } from "#catalog";
import { module as databank, settle } from "#databank";
import { append, caughtUp, module as facts } from "#facts";
import { accountId, joinMember, module as identity } from "#identity";
import type { Principal } from "#kernel";
import { inTx, newId } from "#kernel";
import { module as marketing } from "#marketing";
import { module as parties } from "#parties";
import { module as service } from "#service";
import { as, testServer, unique } from "#testing";
import { module as traffic } from "#traffic";
import { beforeEach, describe, expect, test } from "vitest";
import { content, market as plain, target } from "./example.ts";
import { module } from "./index.ts";
import type { Tables } from "./tables.ts";

const server = testServer([
  parties,
  catalog,
  facts,
  identity,
  databank,
  audiences,
  traffic,
  marketing,
  service,
  module,
]);
const { routes } = plans;
/** Noon of the last day of the first quarter. */
beforeEach(() => server.setNow(new Date("2027-03-31T04:00:00Z")));

async function market() {
  const m = await plain();
  return { ...m, brand: as.brand(m.id, m.a), other: as.brand(m.id, m.b), operator: as.operator(m.id) };
}
type Market = Awaited<ReturnType<typeof market>>;
async function opened(m: Market): Promise<string> {
  const made = await server.call(routes.create, { body: { year: 2027, title: "JBP 2027" } }, m.brand);
  expect(made.status).toBe(201);
  return made.body.id;
}
async function proposed(m: Market, id: string, who: Principal, more: Partial<plans.ContentInput> = {}) {
  const saved = await server.call(routes.saveDraft, { params: { id }, body: { content: content(more) } }, who);
  expect(saved.text).toContain("saved_at");
  const made = await server.call(routes.propose, { params: { id }, body: { reason: "第一稿" } }, who);
  expect(made.status).toBe(201);
  return made.body;
}
const sign = (v: plans.Version, who: Principal, hash = v.hash) =>
  server.call(routes.sign, { params: { id: v.plan, version: v.version }, body: { hash } }, who);
async function inForce(m: Market, more: Partial<plans.ContentInput> = {}) {
  const id = await opened(m);
  const v = await proposed(m, id, m.brand, more);
  await sign(v, m.brand);
  expect((await sign(v, m.operator)).body.state).toBe("in_force");
  return { id, v };
}

describe("agreeing", () => {
  test("draft, proposal, counter-proposal, both signatures, amendment: each state in its turn", async () => {
    const m = await market();
    const id = await opened(m);
    expect((await server.call(routes.create, { body: { year: 2027, title: "x" } }, m.brand)).status).toBe(409);
    expect((await server.call(routes.propose, { params: { id }, body: { reason: "x" } }, m.brand)).status).toBe(409);
    const first = await proposed(m, id, m.brand);
    expect(first).toMatchObject({ version: 1, parent: null, author: "brand", state: "proposed", hash_holds: true });
    expect(first.answer_by).toBe("2027-04-05T04:00:00.000Z");
    await server.call(routes.saveDraft, { params: { id }, body: { content: content() } }, m.operator);
    expect((await server.call(routes.get, { params: { id } }, m.brand)).body.draft).toBeNull();
    expect((await server.call(routes.get, { params: { id } }, m.operator)).body.draft?.side).toBe("platform");
    const second = await proposed(m, id, m.operator, { targets: [target("gmv-q1", "gmv", 1_000_000)] });
    expect(second).toMatchObject({ version: 2, parent: 1, author: "platform" });
    expect((await sign(first, m.brand)).status).toBe(409);
    expect((await sign(second, m.brand, first.hash)).status).toBe(409);
    expect((await sign(second, m.brand)).body.state).toBe("signed");
    expect((await sign(second, m.brand)).status).toBe(409);
    const bound = (await sign(second, m.operator)).body;
    expect([bound.state, bound.signatures.map((s) => s.side)]).toEqual(["in_force", ["brand", "platform"]]);
    const third = await proposed(m, id, m.brand);
    expect(third.parent).toBe(2);
    const params = { id, version: third.version };
    const no = await server.call(routes.decline, { params, body: { reason: "太低" } }, m.operator);
    expect([no.body.state, no.body.answer]).toEqual(["declined", "太低"]);
    const fourth = await proposed(m, id, m.operator);
    await sign(fourth, m.operator);
    await sign(fourth, m.brand);
    const whole = (await server.call(routes.get, { params: { id } }, m.brand)).body;
    expect(whole.versions.map((v) => v.state)).toEqual(["in_force", "declined", "superseded", "countered"]);
    expect([whole.plan.in_force, whole.plan.open_proposal, whole.current?.version]).toEqual([4, null, 4]);
    expect((await server.call(routes.list, {}, m.operator)).body.items[0]?.in_force).toBe(4);
    const facts = await server.call(log.routes.log, { query: { name: "plan.signed" } }, m.brand);
    expect(facts.body.items.map((f) => [f.props.version, f.props.in_force])).toEqual([
      [4, true],
      [4, false],
      [2, true],
      [2, false],
    ]);
  });
  test("both sides sign at once: one version in force, whoever is first", async () => {
    const m = await market();
    const id = await opened(m);
    const v = await proposed(m, id, m.brand);
    const got = await Promise.all([sign(v, m.brand), sign(v, m.operator), sign(v, m.brand), sign(v, m.operator)]);
    expect(got.map((r) => r.status).sort()).toEqual([200, 200, 409, 409]);
    const whole = (await server.call(routes.version, { params: { id, version: 1 } }, m.operator)).body;
    expect([whole.state, whole.signatures.length]).toEqual(["in_force", 2]);
  });
  test("what was proposed, signed, delivered or reviewed cannot be changed, not even by SQL", async () => {
    const m = await market();
    const { id, v } = await inForce(m);
    const evidence = { kind: "document" as const, ref: "slot-report.pdf" };
    const body = { promise: "slot", quantity: 4, amount_minor: 20_000, day: "2027-03-30", evidence };
    expect((await server.call(routes.deliver, { params: { id }, body }, m.operator)).status).toBe(201);
    await server.call(routes.review, { params: { id }, body: { quarter: 1, note: "按计划" } }, m.operator);
    const change = (table: "plans.version" | "plans.signature" | "plans.delivery" | "plans.review") =>
      inTx(m.scope, (tx) => tx.as<Tables>().updateTable(table).set({ plan: newId() }).where("plan", "=", id).execute());
    for (const table of ["plans.version", "plans.signature", "plans.delivery", "plans.review"] as const) {
      await expect(change(table)).rejects.toThrow(/never changed/);
      await expect(
        inTx(m.scope, (tx) => tx.as<Tables>().deleteFrom(table).where("plan", "=", id).execute()),
      ).rejects.toThrow(/never changed/);
    }
    const read = (await server.call(routes.version, { params: { id, version: v.version } }, m.brand)).body;
    expect([read.hash, read.hash_holds]).toEqual([v.hash, true]);
  });
  test("another brand finds no plan at all; broken content is told by field", async () => {
    const m = await market();
    const { id } = await inForce(m);
    const version = 1;
    for (const got of [
      await server.call(routes.get, { params: { id } }, m.other),
      await server.call(routes.version, { params: { id, version } }, m.other),
      await server.call(routes.saveDraft, { params: { id }, body: { content: content() } }, m.other),
      await server.call(routes.propose, { params: { id }, body: { reason: "x" } }, m.other),
      await server.call(routes.sign, { params: { id, version }, body: { hash: "0".repeat(64) } }, m.other),
      await server.call(routes.decline, { params: { id, version }, body: { reason: "x" } }, m.other),
      await server.call(routes.progress, { params: { id } }, m.other),
      await server.call(routes.reviews, { params: { id } }, m.other),
      await server.call(routes.review, { params: { id }, body: { quarter: null, note: "x" } }, m.other),
      await server.call(routes.create, { body: { brand: m.a, year: 2028, title: "x" } }, m.other),
    ])
      expect(got.status).toBe(404);
    expect((await server.call(routes.list, {}, m.other)).body.items).toEqual([]);
    const broken = content({ targets: [target("t", "gmv", 1, { venue_kind: "castle" })] });
    const refused = await server.call(routes.saveDraft, { params: { id }, body: { content: broken } }, m.brand);
    expect(JSON.parse(refused.text)).toMatchObject({
      status: 400,
      fields: [{ field: "content.targets.0.venue_kind" }],
    });
    const split = { total: 10, quarters: [{ quarter: 1, share: 1 }], cells: [{ quarter: 1, most: 5 }] };
    expect(JSON.parse((await server.call(routes.split, { body: split }, m.brand)).text)).toMatchObject({
      status: 400,
      fields: [{ field: "cells", reason: "the most amounts miss the total by 5 (q1)" }],
    });
  });
});

describe("following", () => {
  /** Sixty people buy in the store for 100 each and ten online for 500 each, in the first quarter. */
  async function sales(m: Market): Promise<void> {
    const buy = (n: number, venue: string, amount_minor: number, day: string): log.FactInput => ({
      id: unique("f"),
      name: "purchase",
      at: `${day}T04:00:00Z`,
      brand: m.a,
      venue: m.venues.get(venue) ?? 0,
      ids: [{ type: "member_no", value: `m${n}`, verified: true }],
      lines: [{ sku: "s1", quantity: 1, amount_minor }],
    });
    await inTx(m.scope, (tx) =>
      append(tx, [
        ...Array.from({ length: 60 }, (_, i) => buy(i, "s", 10_000, "2027-02-01")),
        ...Array.from({ length: 10 }, (_, i) => buy(100 + i, "w", 50_000, "2027-03-30")),
        buy(500, "s", 70_000, "2026-12-30"),
      ]),
    );
    await inTx(m.scope, (tx) =>
      joinMember(tx, { ids: [accountId(newId())], name: "x", brand: m.a, level: "basic", source: "test" }),
    );
    await caughtUp();
    await settle(m.id);
  }
  test("targets stand beside live measures, the same for both sides, with small groups hidden from both", async () => {
    const m = await market();
    await sales(m);
    const { id } = await inForce(m, {
      targets: [
        target("gmv", "gmv", 1_200_000),
        target("store", "gmv", 600_000, { venue_kind: "store" }),
        target("web", "gmv", 520_000, { venue_kind: "web_shop" }),
        target("orders", "orders", 70),
        target("buyers", "buyers", 80, { tolerance_ratio: 0.2 }),
        target("p", "aipl_p", 100, { baseline: 0 }),
        target("members", "members", 10),
        target("score", "service_score", 350),
        target("q2", "gmv", 900_000, { quarter: 2 }),
      ],
    });
    const params = { id };
    const seen = (await server.call(routes.progress, { params }, m.brand)).body;
    expect((await server.call(routes.progress, { params }, m.operator)).body).toEqual(seen);
    const shown = seen.figures.map((f) => [f.target.id, f.actual, f.expected, f.gap, f.status]);
    expect(shown).toEqual([
      ["gmv", 1_100_000, 1_200_000, -100_000, "missed"],
      ["store", 600_000, 600_000, 0, "reached"],
      ["web", 500_000, 520_000, -20_000, "missed"],
      ["orders", 70, 70, 0, "reached"],
      ["buyers", 70, 80, -10, "missed"],
      ["p", 71, 100, -29, "missed"],
      ["members", null, 10, null, "unknown"],
      ["score", null, 350, null, "unknown"],
      ["q2", null, 0, null, "not_begun"],
    ]);
    expect(seen.figures[6]?.reason?.en).toBe("fewer than 50 people: not shown");
    expect(seen.figures[0]?.lineage.source).toBe("databank.salesBetween 2027-01-01..2027-03-31");
    const half = (await server.call(routes.progress, { params, query: { as_of: "2027-02-14" } }, m.brand)).body;
    expect(half.figures.slice(0, 2).map((f) => [f.actual, f.expected, f.status])).toEqual([
      [600_000, 600_000, "on_track"],
      [600_000, 300_000, "reached"],
    ]);
    expect((await server.call(routes.progress, { params, query: { as_of: "2027-04-01" } }, m.brand)).status).toBe(400);
    const actions = [{ text: "加推线上", owner: "brand" as const, due: "2027-04-15" }];
    const kept = await server.call(routes.review, { params, body: { quarter: 1, note: "Q1", actions } }, m.brand);
    expect(kept.body.figures).toEqual(seen);
    const reviews = (await server.call(routes.reviews, { params }, m.operator)).body.items;
    expect(reviews.map((r) => [r.side, r.actions])).toEqual([["brand", actions]]);
  });
  test("each side notes what it gave, with evidence; nobody notes for the other", async () => {
    const m = await market();
    const { id } = await inForce(m);
    const params = { id };
    const give = (promise: string, quantity: number, who: Principal) =>
      server.call(
        routes.deliver,
        {
          params,
          body: {
            promise,
            quantity,
            amount_minor: quantity * 5000,
            day: "2027-03-30",
            evidence: { kind: "campaign", ref: newId() },
          },
        },
        who,
      );
    await give("slot", 4, m.operator);
    const line = (await give("slot", 3, m.operator)).body;
    expect([line.quantity, line.delivered_quantity, line.delivered_minor, line.deliveries.length]).toEqual([
      10, 7, 35_000, 2,
    ]);
    expect((await give("slot", 1, m.brand)).status).toBe(400);
    expect((await give("nothing", 1, m.brand)).status).toBe(400);
    const ledger = (await server.call(routes.get, { params }, m.brand)).body.ledger;
    expect(ledger.map((l) => [l.id, l.delivered_quantity])).toEqual([
      ["slot", 7],
      ["sku", 0],
    ]);
  });
});
