import { audiences as sets, identity as identityContract, lab, traffic } from "#contract";
import { freeze, module as audiences } from "#audiences";
import { module as catalog, upsertProducts } from "#catalog";
import { module as databank } from "#databank";
import { accept, append, drain, module as facts } from "#facts";
import { module as identity, resolve } from "#identity";
import type { Principal } from "#kernel";
import { inTx, newId, platformScope, systemScope } from "#kernel";
import { createConsumer, openPlatform, module as parties, registerParties } from "#parties";
import { as, testServer, unique } from "#testing";
import { module as trafficModule } from "#traffic";
import { describe, expect, test } from "vitest";
import { held } from "./holder.ts";
import { module } from "./index.ts";
import { least_answers } from "./results.ts";

const all = [parties, catalog, facts, identity, databank, audiences, trafficModule, module];
const server = testServer(all);
const { routes } = lab;

async function market() {
  const p = await inTx(systemScope, (tx) =>
    openPlatform(tx, { code: unique("l"), name: "测试", currency: "CNY", zone: "Asia/Shanghai" }),
  );
  const scope = platformScope(p.id);
  const made = await inTx(scope, (tx) =>
    registerParties(tx, {
      brands: [
        { code: "rosa", name: { zh: "玫瑰坊", en: "Rosa" } },
        { code: "luna", name: { zh: "月见", en: "Luna" } },
      ],
      merchants: [{ code: "m-rosa", brand: "rosa" }],
      venues: [],
    }),
  );
  await inTx(scope, (tx) =>
    upsertProducts(tx, {
      products: [
        { code: "cream", name: { zh: "玫瑰面霜", en: "Rose cream" }, brand: "rosa", skus: [{ code: "cream-50" }] },
        { code: "lip", name: { zh: "口红", en: "Lipstick" }, brand: "rosa", skus: [{ code: "lip-1" }] },
      ],
      offers: [
        { sku: "cream-50", merchant: "m-rosa", price_minor: 9900 },
        { sku: "lip-1", merchant: "m-rosa", price_minor: 5900 },
      ],
    }),
  );
  await trafficModule.loops?.find((l) => l.name === "traffic.index")?.step({} as never);
  const [rosa, luna] = [made.brands.get("rosa") ?? 0, made.brands.get("luna") ?? 0];
  return { id: p.id, scope, rosa, luna, a: as.brand(p.id, rosa), b: as.brand(p.id, luna), operator: as.operator(p.id) };
}
type Market = Awaited<ReturnType<typeof market>>;
/** Searches by `n` browsers; the first `opening` open the first result, and the first `buying` of them order it. */
async function searchFor(m: Market, q: string, n: number, opening = 0, buying = 0): Promise<void> {
  for (let i = 0; i < n; i += 1) {
    const anonymous_id = `${q}-${i}`;
    const found = await server.call(traffic.routes.search, { query: { q, anonymous_id } }, as.visitor(m.id));
    const [first] = found.body.items;
    if (i >= opening || !first) continue;
    const body = { served: found.body.served, sku: first.sku, anonymous_id };
    expect((await server.call(traffic.routes.seen, { body }, as.visitor(m.id))).body.counted).toBe(true);
    if (i < buying)
      await inTx(m.scope, (tx) =>
        append(tx, [
          {
            id: newId(),
            name: "order.placed",
            at: new Date().toISOString(),
            order: unique("o"),
            ids: [{ type: "anonymous_id", value: anonymous_id }],
            lines: [{ sku: first.sku_code, brand: first.brand, quantity: 1, amount_minor: 9900 }],
          },
        ]),
      );
  }
}
async function shopper(m: Market): Promise<Principal> {
  const { consumer } = await inTx(m.scope, (tx) => createConsumer(tx, { name: "王" }));
  return as.consumer(m.id, consumer);
}
const table = async (m: Market, who: Principal = m.operator) => (await server.call(routes.opportunities, {}, who)).body;

describe("opportunities", () => {
  test("real searches against real supply: clicks, orders and the search that found nothing", async () => {
    const m = await market();
    await searchFor(m, "面霜", 12, 8, 4);
    await searchFor(m, "防晒喷雾", 15);
    await searchFor(m, "口红", 9, 9);
    await drain(all);
    const report = await table(m);
    expect([report.searches, report.hidden_searches, report.terms, report.least_visitors]).toEqual([36, 9, 3, 10]);
    const [first, second] = report.items;
    expect(first).toMatchObject({ term: "防晒喷雾", searches: 15, visitors: 15, offers: 0, empty: 15, unmet_ratio: 1 });
    expect(second).toMatchObject({ term: "面霜", searches: 12, offers: 1, empty: 0 });
    expect([second?.clicked_ratio, second?.bought_ratio, second?.unmet_ratio].map((x) => x?.toFixed(4))).toEqual([
      "0.6667",
      "0.3333",
      "0.3333",
    ]);
    expect(second?.per_day.map((d) => d.searches)).toEqual([12]);
    expect((await server.call(routes.opportunities, { query: { q: "防晒" } }, m.operator)).body.items).toHaveLength(1);
  });
  test("the same person again is one visitor; a brand sees only common terms that name nobody else", async () => {
    const m = await market();
    const send = (q: string, people: number, times = 1) =>
      Array.from({ length: people * times }, (_, i) => ({
        id: unique(`s${i}`),
        name: "search",
        at: new Date(Date.now() - 60_000).toISOString(),
        ids: [{ type: "anonymous_id", value: `v-${q}-${i % people}` }],
        props: { q },
      }));
    const sent = [...send("晚霜", 60), ...send("玫瑰坊晚霜", 60), ...send("眼霜", 49, 2), ...send("口红", 3, 20)];
    expect((await accept(m.scope, {}, sent)).accepted).toBe(sent.length);
    await drain(all);
    const byTerm = (items: readonly lab.Opportunity[]) => items.map((i) => [i.term, i.searches, i.visitors]).sort();
    expect(byTerm((await table(m)).items)).toEqual([
      ["晚霜", 60, 60],
      ["玫瑰坊晚霜", 60, 60],
      ["眼霜", 98, 49],
    ]);
    expect(byTerm((await table(m, m.b)).items)).toEqual([["晚霜", 60, 60]]);
    expect((await table(m, m.b)).hidden_searches).toBe(60 + 98 + 60);
    expect(byTerm((await table(m, m.a)).items)).toEqual([
      ["晚霜", 60, 60],
      ["玫瑰坊晚霜", 60, 60],
    ]);
    const elsewhere = await market();
    expect((await table(elsewhere)).searches).toBe(0);
    const nodes = await inTx(m.scope, (tx) =>
      resolve(tx, m.id, [{ ids: [{ type: "anonymous_id", value: "v-眼霜-0", verified: false }] }], "t", "look"),
    );
    const who = { person: nodes[0] ?? 0, nodes, consumers: [], memberNos: [] };
    expect(await inTx(m.scope, (tx) => held.erase(tx, who))).toBe(2);
    expect(await inTx(m.scope, (tx) => held.count(tx, who))).toBe(0);
    expect((await table(m)).searches).toBe(sent.length - 2);
  });
});

const concept = {
  title: { zh: "夜间修护精华", en: "Night serum" },
  description: { zh: "睡前两滴。", en: "Two drops before sleep." },
  price_from_minor: 19_900,
  price_until_minor: 29_900,
  currency: "CNY",
};
async function opened(m: Market, more: Partial<Parameters<typeof body>[0]> = {}) {
  const made = await server.call(routes.createSurvey, { body: body(more) }, m.a);
  expect(made.status).toBe(201);
  const params = { id: made.body.id };
  expect((await server.call(routes.openSurvey, { params }, m.a)).body.state).toBe("open");
  return params;
}
const body = (more: { audience?: string; ask_prices?: boolean; closes_at?: string }) => ({ concept, ...more });
/** The published vector of the price sensitivity meter, answer i. */
function vector(i: number) {
  const tc = 20 + ((7 * i) % 23);
  const ch = tc + 5 + ((3 * i) % 11);
  const ex = ch + 6 + ((5 * i) % 13);
  const te = ex + 4 + ((11 * i) % 17);
  return {
    intent: i < 60 ? 4 + (i % 2) : 1 + (i % 3),
    uniqueness: 3,
    relevance: 1 + (i % 5),
    prices: { too_cheap_minor: tc, cheap_minor: ch, expensive_minor: ex, too_expensive_minor: te },
    intent_at_cheap: 5 - ((2 * i) % 3),
    intent_at_expensive: 4 - ((3 * i) % 4),
    anonymous_id: `browser-${i}`,
  };
}

describe("concept surveys", () => {
  test("a hundred answers give the published figures; below thirty nothing is shown", async () => {
    const m = await market();
    const params = await opened(m);
    const answer = (i: number) => server.call(routes.answerSurvey, { params, body: vector(i) }, as.visitor(m.id));
    for (let i = 0; i < 29; i += 1) expect((await answer(i)).status).toBe(201);
    expect((await server.call(routes.results, { params }, m.a)).body).toMatchObject({
      answers: 29,
      least_answers,
      figures: null,
    });
    for (let i = 29; i < 100; i += 1) expect((await answer(i)).status).toBe(201);
    const { figures } = (await server.call(routes.results, { params }, m.a)).body;
    expect(figures?.intent.counts.reduce((a, b) => a + b, 0)).toBe(100);
    expect(
      [figures?.intent.top_two_ratio, figures?.intent.low, figures?.intent.high].map((x) => x?.toFixed(5)),
    ).toEqual(["0.60000", "0.50200", "0.69060"]);
    expect(figures?.prices).toMatchObject({
      used: 100,
      dropped: 0,
      pmc_minor: 36,
      pme_minor: 59,
      idp_minor: 47,
      opp_minor: 42,
    });
    expect(figures?.prices?.best_revenue?.price_minor).toBe(47);
    expect(figures?.prices?.best_revenue?.trial_ratio.toFixed(6)).toBe((13.987211 / 47).toFixed(6));
    expect(figures?.prices?.curves[0]).toMatchObject({ price_minor: 20, expensive: 0, too_expensive: 0 });
  });
  test("once per account and browser, however many ask at once; a closed one takes none", async () => {
    const m = await market();
    const params = await opened(m);
    const tries = await Promise.all(
      Array.from({ length: 10 }, () => server.call(routes.answerSurvey, { params, body: vector(1) }, as.visitor(m.id))),
    );
    expect(tries.filter((r) => r.status === 201)).toHaveLength(1);
    expect(tries.filter((r) => r.status === 409)).toHaveLength(9);
    const me = await shopper(m);
    expect((await server.call(routes.answerSurvey, { params, body: vector(1) }, me)).status).toBe(409);
    expect((await server.call(routes.answerSurvey, { params, body: vector(2) }, me)).status).toBe(201);
    expect((await server.call(routes.answerSurvey, { params, body: vector(3) }, me)).status).toBe(409);
    expect((await server.call(routes.shopSurveys, {}, me)).body.items).toMatchObject([
      { id: params.id, answered: true },
    ]);
    expect((await server.call(routes.surveys, {}, m.a)).body.items[0]?.answers).toBe(2);
    const { anonymous_id: _, ...nobody } = vector(4);
    expect((await server.call(routes.answerSurvey, { params, body: nobody }, as.visitor(m.id))).status).toBe(400);
    await server.call(routes.closeSurvey, { params }, m.a);
    expect((await server.call(routes.answerSurvey, { params, body: vector(5) }, as.visitor(m.id))).status).toBe(409);
    expect((await server.call(routes.shopSurvey, { params }, as.visitor(m.id))).status).toBe(404);
    const who = { person: 0, nodes: [], memberNos: [], consumers: [me.consumer ?? ""] };
    expect(await inTx(m.scope, (tx) => held.erase(tx, who))).toBe(1);
    expect(await inTx(m.scope, (tx) => held.count(tx, who))).toBe(0);
  });
  test("another brand finds nothing, an open survey never changes, an audience's is for its people only", async () => {
    const m = await market();
    const params = await opened(m);
    for (const got of [
      await server.call(routes.results, { params }, m.b),
      await server.call(routes.closeSurvey, { params }, m.b),
      await server.call(routes.changeSurvey, { params, body: body({}) }, m.b),
      await server.call(routes.createSurvey, { body: { ...body({}), brand: m.rosa } }, m.b),
      await server.call(routes.createSurvey, { body: body({ audience: newId() }) }, m.a),
    ])
      expect(got.status).toBe(404);
    expect((await server.call(routes.surveys, {}, m.b)).body.items).toEqual([]);
    expect((await server.call(routes.changeSurvey, { params, body: body({}) }, m.a)).status).toBe(409);
    const wrong = { ...body({}), concept: { ...concept, currency: "USD", price_until_minor: 30_000 } };
    expect(JSON.parse((await server.call(routes.createSurvey, { body: wrong }, m.a)).text)).toMatchObject({
      fields: [{ field: "concept.currency" }],
    });
    const [member, other] = [await shopper(m), await shopper(m)];
    const joined = await server.call(identityContract.routes.joinClub, { body: { brand: m.rosa } }, member);
    expect(joined.status).toBe(200);
    const definition = { members: { brand: m.rosa } };
    const audience = await server.call(sets.routes.create, { body: { name: "members", definition } }, m.a);
    const forMembers = await opened(m, { audience: audience.body.id });
    const seen = async (who: Principal) => (await server.call(routes.shopSurveys, {}, who)).body.items.map((s) => s.id);
    expect(await seen(member)).toEqual([params.id]);
    await freeze(m.scope, audience.body.id);
    expect(await seen(member)).toEqual([forMembers.id, params.id]);
    expect(await seen(other)).toEqual([params.id]);
    expect(await seen(as.visitor(m.id))).toEqual([params.id]);
    const answer = (who: Principal) => server.call(routes.answerSurvey, { params: forMembers, body: vector(1) }, who);
    expect((await answer(other)).status).toBe(404);
    expect((await answer(member)).status).toBe(201);
  });
});
