import { rules, service, traffic } from "#contract";
import { module as catalog, upsertProducts } from "#catalog";
import { append, drain, module as facts } from "#facts";
import { module as identity } from "#identity";
import { inTx, platformScope, systemScope } from "#kernel";
import { openPlatform, module as parties, registerParties } from "#parties";
import { computeScores, module as serviceModule } from "#service";
import { as, testServer, unique } from "#testing";
import { module as trafficModule } from "#traffic";
import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { explain, outcomeOf } from "./evaluate.ts";
import { module } from "./index.ts";
import { LanguageError, read } from "./language.ts";
import { names } from "./names.ts";
import type { Tables } from "./store.ts";

const all = [parties, catalog, facts, identity, trafficModule, serviceModule, module];
const server = testServer(all);
const day_ms = 86_400_000;

/** Two merchants sell the same thing; `good` keeps its promises, `slow` breaks a third of them. */
async function market() {
  const p = await inTx(systemScope, (tx) =>
    openPlatform(tx, { code: unique("r"), name: "测试", currency: "CNY", zone: "Asia/Shanghai" }),
  );
  const scope = platformScope(p.id);
  const made = await inTx(scope, (tx) =>
    registerParties(tx, {
      brands: [{ code: "a" }, { code: "b" }],
      merchants: [
        { code: "good", brand: "a" },
        { code: "slow", brand: "b" },
      ],
      venues: [],
    }),
  );
  await inTx(scope, (tx) =>
    upsertProducts(tx, {
      products: [
        { code: "cream", name: { zh: "玫瑰面霜", en: "Rose cream" }, brand: "a", skus: [{ code: "cream-50" }] },
      ],
      offers: [
        { sku: "cream-50", merchant: "good", price_minor: 9900 },
        { sku: "cream-50", merchant: "slow", price_minor: 9900 },
      ],
    }),
  );
  const [good, slow] = [made.merchants.get("good") ?? 0, made.merchants.get("slow") ?? 0];
  await orders(p.id, good, 120, 0);
  await orders(p.id, slow, 120, 3);
  await drain(all);
  await inTx(scope, (tx) => computeScores(tx));
  return { id: p.id, scope, good, slow, operator: as.operator(p.id), a: as.brand(p.id, 1), b: as.brand(p.id, 2) };
}
async function orders(platform: number, merchant: number, n: number, lateEvery: number): Promise<void> {
  const now = Date.now();
  const iso = (t: number) => new Date(t).toISOString();
  const made = Array.from({ length: n }, (_, i) => {
    const placed = now - (15 + (i % 20)) * day_ms;
    const late = lateEvery > 0 && i % lateEvery === 0;
    const order = `o-${merchant}-${i}`;
    const fact = { merchant, order, ids: [{ type: "member_no" as const, value: `m${i}` }] };
    const promised = {
      promised_dispatch_at: iso(placed + 2 * day_ms),
      promised_day: iso(placed + 4 * day_ms).slice(0, 10),
    };
    return [
      {
        ...fact,
        id: `${order}-p`,
        name: "order.placed" as const,
        at: iso(placed),
        amount_minor: 9900,
        currency: "CNY",
        props: promised,
      },
      { ...fact, id: `${order}-y`, name: "order.paid" as const, at: iso(placed + 1000) },
      { ...fact, id: `${order}-d`, name: "order.dispatched" as const, at: iso(placed + (late ? 3 : 1) * day_ms) },
      {
        ...fact,
        id: `${order}-r`,
        name: "review.given" as const,
        at: iso(now - day_ms),
        props: { stars: late ? 1 : 5, review: order },
      },
      {
        ...fact,
        id: `${order}-e`,
        name: "order.delivered" as const,
        at: iso(placed + 4 * day_ms),
        props: { delivered_day: iso(placed + 4 * day_ms).slice(0, 10) },
      },
    ];
  });
  await inTx(platformScope(platform), (tx) => append(tx, made.flat()));
}
const late: rules.RuleVersion = {
  rule: "late-dispatch",
  version: 1,
  family: "fulfilment",
  venue_scope: "all",
  title: { zh: "延迟发货", en: "Late dispatch" },
  plain: {
    zh: "延迟发货率很可能高于 10% 时减少流量。",
    en: "Less traffic when the late dispatch rate is very likely over 10 %.",
  },
  basis: "test",
  condition: "ldr_p_sanction > 0.95 && orders >= 20",
  consequence: { kind: "sanction", part: "sanction", theta: "-0.3", days: 28 },
  published_at: "",
  effective_from: "",
  effective_until: null,
  author: "",
};
function draft(change: Partial<rules.RuleVersion> = {}) {
  const {
    version: _v,
    published_at: _p,
    author: _a,
    effective_until: _u,
    ...rest
  } = { ...late, effective_from: new Date().toISOString(), ...change };
  return rest;
}
const reward = (): ReturnType<typeof draft> =>
  draft({
    rule: "good-service",
    title: { zh: "好服务多流量", en: "Good service, more traffic" },
    family: "incentive",
    condition: "orders >= 20 && q_low > 0.0",
    consequence: { kind: "reward", part: "quality", theta: "0.2 * q_low", days: 28 },
  });

describe("the language", () => {
  test("unknown names, wrong types and foreign parts are refused with a reason", () => {
    expect(() => read("ldr_ratio > 0.1 && nonsense == 1", names, "bool")).toThrow(/nonsense is not in the catalogue/);
    expect(() => read('ldr_ratio > "a"', names, "bool")).toThrow(/two values of one type/);
    expect(() => read("ldr_ratio + 1.0", names, "bool")).toThrow(/gives number, where bool is wanted/);
    expect(() => read("[1,2].exists(x, x > 1)", names, "bool")).toThrow(LanguageError);
    expect(() => read("ldr_ratio >", names, "bool")).toThrow(/does not read/);
  });
  test("what is not known makes a verdict undetermined, never false; && with a false side decides all the same", () => {
    const expr = read("ldr_p_sanction > 0.95 && orders >= 20", names, "bool");
    expect(outcomeOf(expr, { ldr_p_sanction: null, orders: 30 })).toBe("undetermined");
    expect(outcomeOf(expr, { ldr_p_sanction: null, orders: 3 })).toBe("does_not_apply");
    expect(outcomeOf(expr, { ldr_p_sanction: 0.99, orders: 30 })).toBe("applies");
  });
  test("every clause tells its value and the distance to turning, hits and misses alike", () => {
    const clauses = explain(
      read("ldr_p_sanction > 0.95 && orders >= 20", names, "bool"),
      { ldr_p_sanction: 0.5, orders: 30 },
      names,
    );
    expect(clauses.map((c) => [c.text, c.holds, c.value, c.limit])).toEqual([
      ["ldr_p_sanction > 0.95", false, 0.5, 0.95],
      ["orders >= 20", true, 30, 20],
    ]);
    expect(clauses[0]?.distance).toBeCloseTo(0.45, 12);
    expect(clauses[1]?.plain?.en).toBe("orders counted is at least 20 (now 30)");
  });
});

describe("from service to traffic", () => {
  test("late orders lower the score, the rule explains its verdict, traffic moves, the ranking turns", async () => {
    const m = await market();
    const scores = (await server.call(service.routes.scores, {}, m.operator)).body.items;
    const [first, second] = scores;
    expect(first?.merchant).toBe(m.good);
    expect(first?.score ?? 0).toBeGreaterThan(second?.score ?? 5);
    const ldr = second?.metrics.find((x) => x.metric === "ldr");
    expect([ldr?.orders, ldr?.defects]).toEqual([120, 40]);

    expect((await server.call(rules.routes.publish, { body: draft() }, m.operator)).status).toBe(201);
    expect((await server.call(rules.routes.publish, { body: reward() }, m.operator)).status).toBe(201);
    const judged = await server.call(rules.routes.judge, { body: {} }, m.operator);
    expect(judged.body).toMatchObject({ verdicts: 2, applied: 2, undetermined: 0 });
    const verdicts = (await server.call(rules.routes.verdicts, {}, m.operator)).body.items;
    const sanction = verdicts.find((v) => v.kind === "sanction");
    expect(sanction).toMatchObject({ merchant: m.slow, outcome: "applies", theta: -0.3, state: "in_force" });
    expect(sanction?.evidence).toHaveLength(20);
    expect(sanction?.reasons.en).toContain("is over 0.95");

    const coefficients = (await server.call(traffic.routes.coefficients, {}, m.operator)).body.items;
    const [up, down] = [
      coefficients.find((c) => c.merchant === m.good),
      coefficients.find((c) => c.merchant === m.slow),
    ];
    expect(up?.theta ?? 0).toBeGreaterThan(0);
    expect(down?.theta ?? 0).toBeLessThan(0);
    for (const c of coefficients) expect(Object.values(c.parts).reduce((a, b) => a + b, 0)).toBeCloseTo(c.theta, 9);

    await trafficModule.loops?.find((l) => l.name === "traffic.index")?.step({} as never);
    const answer = await server.call(traffic.routes.search, { query: { q: "面霜" } }, as.visitor(m.id));
    expect(answer.text).not.toContain("problem");
    const found = answer.body;
    expect(found.items.map((i) => i.merchant)).toEqual([m.good, m.slow]);
    await drain(all);
    const ledger = (await server.call(traffic.routes.ledger, {}, m.operator)).body.items;
    expect(ledger.reduce((s, r) => s + r.impressions, 0)).toBe(2);
  });
  test("judging again writes nothing new; the chain is whole and notices any change", async () => {
    const m = await market();
    await server.call(rules.routes.publish, { body: draft() }, m.operator);
    await server.call(rules.routes.judge, { body: {} }, m.operator);
    expect((await server.call(rules.routes.judge, { body: {} }, m.operator)).body.verdicts).toBe(0);
    expect((await server.call(rules.routes.chain, {}, m.operator)).body).toEqual({
      verdicts: 1,
      whole: true,
      broken_at: null,
    });
    const forge = inTx(m.scope, (tx) => tx.as<Tables>().updateTable("rules.verdict").set({ body: "{}" }).execute());
    await expect(forge).rejects.toThrow(/never changed/);
    await inTx(m.scope, async (tx) => {
      await sql`INSERT INTO rules.verdict (id, platform_id, place, merchant_id, rule, version, at, outcome, kind, body, hash, previous_hash)
        SELECT gen_random_uuid(), platform_id, place + 1, merchant_id, rule, version, at, outcome, kind, '{"forged":1}', 'x', hash FROM rules.verdict WHERE platform_id = ${m.id}`.execute(
        tx.as<Tables>(),
      );
    });
    expect((await server.call(rules.routes.chain, {}, m.operator)).body.whole).toBe(false);
  });
  test("an appeal that is right gives the traffic back and holds; a late answer lets the sanction rest", async () => {
    const m = await market();
    await server.call(rules.routes.publish, { body: draft() }, m.operator);
    await server.call(rules.routes.judge, { body: {} }, m.operator);
    const [verdict] = (await server.call(rules.routes.verdicts, {}, m.b)).body.items;
    const params = { verdict: verdict?.id ?? "" };
    expect((await server.call(rules.routes.appeal, { params, body: { text: "carrier outage" } }, m.a)).status).toBe(
      404,
    );
    const opened = await server.call(rules.routes.appeal, { params, body: { text: "carrier outage" } }, m.b);
    expect(opened.body.state).toBe("open");
    expect((await server.call(rules.routes.appeal, { params, body: { text: "again please" } }, m.b)).status).toBe(409);
    server.setNow(new Date(Date.now() + 8 * day_ms));
    await module.jobs?.find((j) => j.name === "rules.appeal_clock")?.run({}, {} as never);
    expect((await server.call(rules.routes.verdicts, {}, m.b)).body.items[0]?.state).toBe("suspended");
    server.setNow(undefined);
    const appeal = opened.body.id;
    const decided = await server.call(
      rules.routes.decide,
      { params: { appeal }, body: { decision: "overturned", answer: "the outage is proven" } },
      m.operator,
    );
    expect(decided.body.state).toBe("overturned");
    const grants = (await server.call(traffic.routes.grants, {}, m.operator)).body.items;
    expect(grants[0]?.theta).toBe(0);
    expect((await server.call(rules.routes.judge, { body: {} }, m.operator)).body.verdicts).toBe(0);
  });
  test("a brand sees its own verdicts, scores and ledger only; a stranger's merchant is not found", async () => {
    const m = await market();
    await server.call(rules.routes.publish, { body: draft() }, m.operator);
    await server.call(rules.routes.judge, { body: {} }, m.operator);
    expect((await server.call(rules.routes.verdicts, {}, m.a)).body.items).toEqual([]);
    expect((await server.call(service.routes.scores, {}, m.a)).body.items.map((s) => s.merchant)).toEqual([m.good]);
    expect((await server.call(service.routes.history, { params: { merchant: m.slow } }, m.a)).status).toBe(404);
    expect(
      (await server.call(service.routes.evidence, { params: { merchant: m.slow, metric: "ldr" } }, m.a)).status,
    ).toBe(404);
    expect((await server.call(traffic.routes.ledger, { query: { merchant: m.slow } }, m.a)).status).toBe(404);
    const own = await server.call(
      service.routes.evidence,
      { params: { merchant: m.slow, metric: "ldr" }, query: { limit: 30 } },
      m.b,
    );
    expect([own.body.items.length, own.body.items.every((i) => i.defect)]).toEqual([30, true]);
    const next = await server.call(
      service.routes.evidence,
      { params: { merchant: m.slow, metric: "ldr" }, query: { limit: 30, after: own.body.next ?? "" } },
      m.b,
    );
    expect(next.body.items).toHaveLength(10);
  });
  test("an excluded time does not count, and stays visible", async () => {
    const m = await market();
    const [from, until] = [new Date(Date.now() - 40 * day_ms), new Date()].map((d) => d.toISOString().slice(0, 10));
    const body = { from: from ?? "", until: until ?? "", merchant: m.slow, reason: { zh: "暴雪", en: "snow storm" } };
    expect((await server.call(service.routes.exclude, { body }, m.operator)).status).toBe(201);
    await inTx(m.scope, (tx) => computeScores(tx));
    const slow = (await server.call(service.routes.scores, {}, m.operator)).body.items.find(
      (s) => s.merchant === m.slow,
    );
    expect(slow?.metrics.find((x) => x.metric === "ldr")).toMatchObject({ orders: 0, excluded: 120 });
  });
  test("a rule never binds backwards and a broken one is refused by field", async () => {
    const m = await market();
    const past = await server.call(
      rules.routes.publish,
      { body: draft({ effective_from: "2020-01-01T00:00:00Z" }) },
      m.operator,
    );
    expect(JSON.parse(past.text)).toMatchObject({ status: 400, fields: [{ field: "effective_from" }] });
    const broken = await server.call(rules.routes.publish, { body: draft({ condition: "ldr > 1" }) }, m.operator);
    expect(JSON.parse(broken.text)).toMatchObject({ status: 400, fields: [{ field: "condition" }] });
  });
});
