import { marketing, traffic } from "#contract";
import { module as audiences } from "#audiences";
import { module as catalog, upsertProducts } from "#catalog";
import { module as databank } from "#databank";
import { drain, module as facts } from "#facts";
import { module as identity } from "#identity";
import type { Principal } from "#kernel";
import { inTx, newId, platformScope, systemScope } from "#kernel";
import { openPlatform, module as parties, registerParties } from "#parties";
import { priceCart } from "#quant";
import { as, testServer, unique } from "#testing";
import { module as trafficModule } from "#traffic";
import { describe, expect, test } from "vitest";
import { benefitsForAll, module, redeem, release } from "./index.ts";
import { lift } from "./results.ts";

const all = [parties, catalog, facts, identity, databank, audiences, trafficModule, module];
const server = testServer(all);
const { routes } = marketing;
const hour = 3_600_000;
const soon = (hours: number) => new Date(Date.now() + hours * hour).toISOString();

async function market() {
  const p = await inTx(systemScope, (tx) =>
    openPlatform(tx, { code: unique("m"), name: "测试", currency: "CNY", zone: "Asia/Shanghai" }),
  );
  const scope = platformScope(p.id);
  await inTx(scope, (tx) =>
    registerParties(tx, {
      brands: [{ code: "a" }, { code: "b" }],
      merchants: [{ code: "ma", brand: "a" }],
      venues: [{ code: "s1", kind: "store", merchant: "ma" }],
    }),
  );
  const made = await inTx(scope, (tx) =>
    upsertProducts(tx, {
      products: [{ code: "cream", name: "面霜", brand: "a", skus: [{ code: "cream-50" }] }],
      offers: [{ sku: "cream-50", merchant: "ma", price_minor: 10_000 }],
    }),
  );
  const places: traffic.Place[] = [
    { code: "home", kind: "feed", venue: null, name: { zh: "首页", en: "Home" }, slots: 2 },
    { code: "screen-1", kind: "screen", venue: 1, name: { zh: "店内屏", en: "Store screen" }, slots: 1 },
  ];
  await server.call(traffic.routes.addPlaces, { body: { places } }, as.operator(p.id));
  return { id: p.id, scope, sku: made.skus.get("cream-50") ?? 0, a: as.brand(p.id, 1), b: as.brand(p.id, 2) };
}
const consumer = (platform: number): Principal => as.consumer(platform, newId());
function benefit(change: Partial<marketing.BenefitDraft> = {}): marketing.BenefitDraft {
  const effect = { kind: "amount" as const, amount_minor: 1_000 };
  return {
    form: "coupon",
    title: { zh: "减十元", en: "10 off" },
    effect,
    threshold_minor: 5_000,
    skus: null,
    venues: null,
    from: soon(-1),
    until: soon(24),
    limit: 100,
    per_consumer: 1,
    budget_minor: 1_000_000,
    ...change,
  };
}
function campaign(change: Partial<marketing.CampaignDraft> = {}) {
  const creative = {
    title: { zh: "玫瑰季", en: "Rose season" },
    line: { zh: "来试试", en: "Try it" },
    link: "/shop/p/1",
  };
  return {
    name: { zh: "玫瑰季", en: "Rose season" },
    goal: "awareness" as const,
    audience: null,
    from: soon(-1),
    until: soon(24),
    hold_out_ratio: 0,
    creative,
    places: ["home", "screen-1"],
    benefits: [benefit()],
    ...change,
  };
}

describe("coupons", () => {
  test("a hundred coupons and two hundred who ask at once: a hundred get one", async () => {
    const m = await market();
    const made = await server.call(routes.createBenefit, { body: benefit() }, m.a);
    const params = { id: made.body.id };
    const asked = await Promise.all(
      Array.from({ length: 200 }, () => server.call(routes.claim, { params }, consumer(m.id))),
    );
    expect(asked.filter((r) => r.status === 201)).toHaveLength(100);
    expect(asked.filter((r) => r.status === 409)).toHaveLength(100);
    const list = await server.call(routes.benefits, {}, m.a);
    expect(list.body.items[0]?.claimed).toBe(100);
  });
  test("once per consumer, one's own only, and one use however many orders ask at once", async () => {
    const m = await market();
    const [me, other] = [consumer(m.id), consumer(m.id)];
    const made = await server.call(routes.createBenefit, { body: benefit() }, m.a);
    const params = { id: made.body.id };
    const mine = await server.call(routes.claim, { params }, me);
    expect((await server.call(routes.claim, { params }, me)).status).toBe(409);
    expect((await server.call(routes.offered, {}, other)).body.own).toEqual([]);
    const [own] = (await server.call(routes.offered, {}, me)).body.own;
    expect([own?.code, JSON.stringify(own).includes("budget")]).toEqual([mine.body.code, false]);
    const cart = {
      lines: [{ id: "1", sku: m.sku, brand: 1 }],
      consumer: other.consumer,
      coupons: [mine.body.code, "NOSUCHCODE22"],
    };
    const [foreign] = await inTx(m.scope, (tx) => benefitsForAll(tx, [cart]));
    expect(foreign?.map((b) => b.refusal).sort()).toEqual(["not_yours", "unknown_code"]);
    const use = { id: `coupon:${mine.body.id}`, amount_minor: 1_000 };
    const tries = await Promise.all(
      Array.from({ length: 20 }, (_, i) => inTx(m.scope, (tx) => redeem(tx, [{ order: `o${i}`, uses: [use] }]))),
    );
    expect(tries.filter((refused) => refused.size === 0)).toHaveLength(1);
  });
  test("money never passes the budget, a batch is judged order by order, and giving back works once", async () => {
    const m = await market();
    const made = await server.call(
      routes.createBenefit,
      { body: benefit({ form: "automatic", budget_minor: 2_500 }) },
      m.a,
    );
    const uses = [{ id: `benefit:${made.body.id}`, amount_minor: 1_000 }];
    const refused = await inTx(m.scope, (tx) =>
      redeem(
        tx,
        ["x1", "x2", "x3"].map((order) => ({ order, uses })),
      ),
    );
    expect([...refused]).toEqual([["x3", "budget_used_up"]]);
    expect(await inTx(m.scope, (tx) => redeem(tx, [{ order: "x1", uses }]))).toEqual(new Map());
    expect([await inTx(m.scope, (tx) => release(tx, "x1")), await inTx(m.scope, (tx) => release(tx, "x1"))]).toEqual([
      1, 0,
    ]);
    const left = (await server.call(routes.benefits, {}, m.a)).body.items[0];
    expect([left?.used, left?.spent_minor]).toEqual([1, 1_000]);
  });
  test("the same benefit gives the same price online and at a venue, unless it names venues", async () => {
    const m = await market();
    const made = await server.call(routes.createBenefit, { body: benefit({ form: "automatic", venues: [1] }) }, m.a);
    const told = (await server.call(routes.offered, {}, as.visitor(m.id))).body;
    expect([told.offered.length, told.automatic.map((b) => b.id)]).toEqual([0, [made.body.id]]);
    const price = async (venue?: number) => {
      const cart = { lines: [{ id: "1", sku: m.sku, brand: 1 }], coupons: [], venue };
      const [benefits = []] = await inTx(m.scope, (tx) => benefitsForAll(tx, [cart]));
      const rules = {
        version: "t",
        currency: "CNY",
        layers: ["store"],
        threshold_mode: "parallel",
        threshold_base: "listed",
        percent_mode: "compounding",
        allocation: "residual",
        clip: "move",
        refund_policy: "keep",
      } as const;
      return priceCart(rules, [{ id: "1", sku: "c", quantity: 1, unit_minor: 10_000 }], benefits);
    };
    expect((await price(1)).pay_minor).toBe(9_000);
    expect((await price(2)).refused[0]).toMatchObject({ reason: "not_eligible", because: "venue_not_eligible" });
  });
});

describe("campaigns", () => {
  test("starts as a whole or not at all; slots, screens and benefits follow; cancelling gives the slots back", async () => {
    const m = await market();
    const first = await server.call(routes.createCampaign, { body: campaign() }, m.a);
    expect(first.body.state).toBe("draft");
    const params = { id: first.body.id };
    expect((await server.call(routes.startCampaign, { params }, m.a)).body.state).toBe("running");
    const second = await server.call(routes.createCampaign, { body: campaign({ benefits: [] }) }, m.b);
    expect((await server.call(routes.startCampaign, { params: { id: second.body.id } }, m.b)).status).toBe(409);
    const home = await server.call(
      traffic.routes.feed,
      { params: { place: "home" }, query: { anonymous_id: "v1" } },
      as.visitor(m.id),
    );
    expect(home.body.contents.map((c) => c.brand)).toEqual([1]);
    const [slot] = home.body.contents;
    const click = { served: slot?.served ?? "", booking: slot?.booking ?? "", anonymous_id: "v1" };
    const counted = await server.call(traffic.routes.seen, { body: click }, as.visitor(m.id));
    expect([counted.status, counted.body.counted]).toEqual([200, true]);
    const screen = await server.call(routes.screen, { params: { place: "screen-1" } }, as.visitor(m.id));
    expect(screen.body.items).toHaveLength(1);
    expect((await server.call(routes.offered, {}, as.visitor(m.id))).body.offered).toHaveLength(1);
    await server.call(routes.cancelCampaign, { params }, m.a);
    expect((await server.call(routes.startCampaign, { params: { id: second.body.id } }, m.b)).status).toBe(200);
    expect((await server.call(routes.offered, {}, as.visitor(m.id))).body.offered).toEqual([]);
  });
  test("a play sent twice counts once, one of something not booked not at all", async () => {
    const m = await market();
    const made = await server.call(routes.createCampaign, { body: campaign() }, m.a);
    await server.call(routes.startCampaign, { params: { id: made.body.id } }, m.a);
    const [item] = (await server.call(routes.screen, { params: { place: "screen-1" } }, as.visitor(m.id))).body.items;
    const played = [
      { id: unique("play-1"), booking: item?.booking ?? "", at: new Date().toISOString(), seconds: 8 },
      { id: unique("play-2"), booking: newId(), at: new Date().toISOString(), seconds: 8 },
    ];
    const beat = {
      params: { place: "screen-1" },
      body: { device: "dev-1", state: "online_with_content" as const, played },
    };
    expect((await server.call(routes.beat, beat, as.visitor(m.id))).body.counted).toBe(1);
    expect((await server.call(routes.beat, beat, as.visitor(m.id))).body.counted).toBe(0);
    const seen = (await server.call(routes.screens, {}, as.operator(m.id))).body.items[0];
    expect(seen).toMatchObject({ place: "screen-1", device: "dev-1", played_today: 1 });
    const own = (venue: number) => server.call(routes.screens, {}, as.venue(m.id, venue));
    const { body } = await own(1);
    expect(body.items).toEqual([seen]);
    expect((await own(2)).body.items).toEqual([]);
  });
  test("a screen that was never heard of is listed, so that somebody can connect it", async () => {
    const m = await market();
    const { items } = (await server.call(routes.screens, {}, as.operator(m.id))).body;
    expect(items).toMatchObject([{ place: "screen-1", venue: 1, device: null, seen_at: null, played_today: 0 }]);
  });
  test("held-out visitors never see it, the share is kept, and the results count both sides", async () => {
    const m = await market();
    const made = await server.call(
      routes.createCampaign,
      { body: campaign({ hold_out_ratio: 0.5, benefits: [] }) },
      m.a,
    );
    const params = { id: made.body.id };
    await server.call(routes.startCampaign, { params }, m.a);
    let shown = 0;
    for (let i = 0; i < 200; i += 1) {
      const feed = await server.call(
        traffic.routes.feed,
        { params: { place: "home" }, query: { anonymous_id: `visitor-${i}`, limit: 0 } },
        as.visitor(m.id),
      );
      shown += feed.body.contents.length;
    }
    expect(shown).toBeGreaterThan(70);
    expect(shown).toBeLessThan(130);
    await drain(all);
    const results = (await server.call(routes.results, { params }, m.a)).body;
    expect(results.exposures).toBe(shown);
    expect([results.reached?.people, results.held_out?.people]).toEqual([shown, null]);
    expect((await server.call(routes.results, { params }, m.b)).status).toBe(404);
  });
  test("lift has the published interval", () => {
    // Newcombe 1998, table II, example (a): 56/70 - 48/80 gives 0.2000 with 0.0524 to 0.3339.
    const l = lift({ people: 70, buyers: 56 }, { people: 80, buyers: 48 });
    expect([l.ratio, l.low, l.high].map((x) => Number(x.toFixed(4)))).toEqual([0.2, 0.0524, 0.3339]);
  });
});
