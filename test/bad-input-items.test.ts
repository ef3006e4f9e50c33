import { audiences, catalog, facts, lab, marketing, parties, plans, service } from "#contract";
import type { Route } from "#contract";
import { upsertProducts } from "#catalog";
import { caughtUp } from "#facts";
import type { Principal } from "#kernel";
import { inTx, newId, platformScope, systemScope } from "#kernel";
import { openPlatform, registerParties } from "#parties";
import { as, testServer, unique } from "#testing";
import { beforeAll, describe, expect, test } from "vitest";
import { modules } from "../server/modules.ts";
import { both, hours } from "./attack/call.ts";
import { changed, digest } from "./attack/digest.ts";
import { benefitBody, campaignBody, conceptBody, contentBody } from "./attack/team-side.ts";

const server = testServer(modules);
let platform = 0;
let key: Principal;
let operator: Principal;
let brand: Principal;
beforeAll(async () => {
  const p = await inTx(systemScope, (tx) =>
    openPlatform(tx, { code: unique("items"), name: "T", currency: "CNY", zone: "Asia/Shanghai" }),
  );
  platform = p.id;
  const made = await inTx(platformScope(platform), async (tx) => {
    const parties = await registerParties(tx, {
      brands: [{ code: "a", name: both("a") }],
      merchants: [{ code: "m", name: both("m"), brand: "a" }],
      venues: [{ code: "v", name: both("v"), kind: "store", merchant: "m", brands: ["a"] }],
    });
    await upsertProducts(tx, {
      products: [{ code: "p", name: "p", brand: "a", skus: [{ code: "s" }] }],
      offers: [{ sku: "s", merchant: "m", price_minor: 100 }],
    });
    return parties;
  });
  operator = as.operator(platform);
  brand = as.brand(platform, made.brands.get("a") ?? 0);
  key = as.key(platform, ["facts:write", "parties:write", "catalog:write"]);
});
/** The platform's row counts changes of its directory, also those that came to nothing. */
const living = ["kernel.audit", "parties.platform"];
/** What a call changed, by table. */
async function changes(work: () => Promise<void>): Promise<string[]> {
  const before = await digest([platform], living);
  await work();
  return changed(before, await digest([platform], living));
}

const good = () => ({
  id: newId(),
  name: "exposure",
  at: hours(-1),
  brand: "a",
  ids: [{ type: "member_no", value: "1" }],
});
/** What is wrong with one fact, and the field that must be named. */
const badFacts: readonly [string, object | string | null | number][] = [
  ["at", { ...good(), at: hours(24) }],
  ["at", { ...good(), at: "0001-01-01T00:00:00Z" }],
  ["at", { ...good(), at: "2026-02-30T00:00:00Z" }],
  ["at", { ...good(), at: 5 }],
  ["currency", { ...good(), currency: "USD" }],
  ["currency", { ...good(), currency: "yuan" }],
  ["brand", { ...good(), brand: "nobody" }],
  ["brand", { ...good(), brand: 4_294_967_295 }],
  ["brand", { ...good(), brand: -1 }],
  ["merchant", { ...good(), merchant: "nobody" }],
  ["venue", { ...good(), venue: 77 }],
  ["name", { ...good(), name: "order.invented" }],
  ["name", { ...good(), name: "audience.frozen" }],
  ["id", { ...good(), id: "" }],
  ["id", { ...good(), id: "x".repeat(100) }],
  ["id", { ...good(), id: "a\u0000b" }],
  ["id", { ...good(), id: "=mine" }],
  ["ids.0.type", { ...good(), ids: [{ type: "passport", value: "1" }] }],
  ["ids.0.value", { ...good(), ids: [{ type: "phone", value: "" }] }],
  ["ids", { ...good(), ids: Array.from({ length: 21 }, () => ({ type: "phone", value: "1" })) }],
  ["lines.0.quantity", { ...good(), lines: [{ sku: "s", quantity: 1e30, amount_minor: 1 }] }],
  ["lines.0.amount_minor", { ...good(), lines: [{ sku: "s", quantity: 1, amount_minor: 1e15 }] }],
  ["lines.0.amount_minor", { ...good(), lines: [{ sku: "s", quantity: 1, amount_minor: 1.5 }] }],
  ["lines.0.sku", { ...good(), lines: [{ quantity: 1, amount_minor: 1 }] }],
  ["amount_minor", { ...good(), amount_minor: -1e300 }],
  ["surprise", { ...good(), surprise: 1 }],
  ["props", { ...good(), props: Object.fromEntries(Array.from({ length: 61 }, (_, i) => [`k${i}`, 1])) }],
  ["props.k", { ...good(), props: { k: "x".repeat(2001) } }],
  ["props.k", { ...good(), props: { k: { deep: 1 } } }],
  ["(whole)", "not an object"],
  ["(whole)", null],
  ["(whole)", 5],
];

describe("facts", () => {
  test("of a batch the good ones are kept and each bad one is told by its place and field", async () => {
    const batch = [good(), ...badFacts.map(([, fact]) => fact), good()];
    const got = await server.call(facts.routes.facts, { body: { facts: batch } }, key);
    expect([got.status, got.body.accepted, got.body.duplicates]).toEqual([200, 2, 0]);
    expect(got.body.rejected.map((r) => [r.index, r.field])).toEqual(badFacts.map(([field], i) => [i + 1, field]));
    for (const { reason } of got.body.rejected) expect(reason.length).toBeGreaterThan(5);
  });
  test("a text that a table cannot keep spoils its own fact only", async () => {
    const strange = [
      "a\u0000b",
      "\ud800",
      "'; DROP TABLE facts.log; --",
      "{x:UInt32}",
      "\\",
      "%",
      "$1",
      "🙂".repeat(500),
    ];
    for (const value of strange) {
      const odd = {
        ...good(),
        order: value.slice(0, 90),
        props: { note: value },
        ids: [{ type: "member_no", value: value.slice(0, 90) }],
      };
      const got = await server.call(facts.routes.facts, { body: { facts: [good(), odd, good()] } }, key);
      expect([JSON.stringify(value), got.status]).toEqual([JSON.stringify(value), 200]);
      expect(got.body.accepted + got.body.rejected.length).toBe(3);
      expect(got.body.accepted).toBeGreaterThan(1);
    }
    // Whoever reads the log gets past all of them.
    await caughtUp();
  });
  test("Segment messages too: broken ones are told, and nothing of them is kept", async () => {
    const track = (more: object) => ({
      type: "track",
      messageId: newId(),
      event: "Product Viewed",
      userId: "u",
      timestamp: hours(-1),
      ...more,
    });
    const bad = [
      track({ timestamp: hours(24 * 400), originalTimestamp: hours(24 * 400) }),
      track({ timestamp: "yesterday" }),
      track({ messageId: "" }),
      track({ messageId: 5 }),
      track({ type: "shout" }),
      track({ userId: { a: 1 } }),
      track({ context: { retail: { brandId: "nobody" } } }),
      track({ context: "none" }),
      "x",
      null,
    ];
    const written = await changes(async () => {
      const got = await server.call(facts.routes.batch, { body: { batch: bad } }, key);
      expect([got.status, got.body.accepted]).toEqual([200, 0]);
      expect(got.body.rejected.map((r) => r.index)).toEqual(bad.map((_b, i) => i));
      for (const message of bad.slice(0, 4)) {
        const one = await server.call(facts.routes.track, { body: message }, key);
        expect(one.status === 400 || one.body.rejected.length === 1).toBe(true);
      }
    });
    expect(written).toEqual([]);
  });
});

describe("bulk calls", () => {
  const rows: readonly [Route, string, unknown[]][] = [
    [
      parties.routes.bulkBrands,
      "code",
      [{ code: "a b", name: both("x") }, { name: both("x") }, { code: "x\u0000", name: both("x") }],
    ],
    [parties.routes.bulkMerchants, "brand", [{ code: "n", name: both("x"), brand: "nobody" }]],
    [parties.routes.bulkVenues, "merchant", [{ code: "n", name: both("x"), kind: "store", merchant: "nobody" }]],
    [parties.routes.bulkVenues, "kind", [{ code: "n", name: both("x"), kind: "castle", merchant: "m" }]],
    [parties.routes.bulkVenues, "lat", [{ code: "n", name: both("x"), kind: "store", merchant: "m", lat: 91 }]],
    [parties.routes.bulkVenues, "zone", [{ code: "n", name: both("x"), kind: "store", merchant: "m", zone: "Mars" }]],
    [catalog.routes.bulkCategories, "parent", [{ code: "n", name: both("x"), parent: "nobody" }]],
    [catalog.routes.bulkProducts, "category", [{ code: "n", name: both("x"), category: "nobody" }]],
    [
      catalog.routes.bulkProducts,
      "skus.0.gtin",
      [{ code: "n", name: both("x"), skus: [{ code: "n", gtin: "4006381333930" }] }],
    ],
    [catalog.routes.bulkOffers, "currency", [{ sku: "s", merchant: "m", price_minor: 1, currency: "USD" }]],
    [
      catalog.routes.bulkOffers,
      "price_minor",
      [
        { sku: "s", merchant: "m", price_minor: -1 },
        { sku: "s", merchant: "v", price_minor: 1e20 },
      ],
    ],
    [catalog.routes.bulkOffers, "sku", [{ sku: "nothing", merchant: "m", price_minor: 1 }]],
    [
      catalog.routes.bulkPrices,
      "from",
      [{ sku: "s", merchant: "m", venue: "v", price_minor: 1, from: "2026-02-30T00:00:00Z" }],
    ],
    [
      catalog.routes.bulkPrices,
      "until",
      [{ sku: "s", merchant: "m", venue: "v", price_minor: 1, from: hours(2), until: hours(1) }],
    ],
  ];
  test("each bad row is told by its place and field, and nothing of it is written", async () => {
    const written = await changes(async () => {
      for (const [route, field, items] of rows) {
        const got = await server.call(route, { body: { items } }, key);
        expect([route.path, got.status]).toEqual([route.path, 200]);
        const { rejected, ...counts } = got.body as { rejected: { index: number; field: string }[] };
        expect([route.path, rejected.map((r) => [r.index, r.field])]).toEqual([
          route.path,
          items.map((_r, i) => [i, field]),
        ]);
        expect(counts).toMatchObject({ created: 0, updated: 0, unchanged: 0 });
      }
    });
    expect(written).toEqual([]);
  });
});

describe("what a shape cannot say", () => {
  const end = { from: "2026-03-02", to: "2026-03-01" };
  const campaign = (more: object) => ({ ...campaignBody({ mark: { open: "x", secret: "x" } }), ...more });
  const benefit = (more: object) => ({ ...benefitBody({ mark: { open: "x" } }), ...more });
  const stage = { cell: { kind: "flow", ...end, from_stage: "A", to_stage: "I" } };
  let deep: object = { members: {} };
  for (let i = 0; i < 1000; i += 1) deep = { op: "or", of: [deep, { members: {} }] };
  const cases: readonly [string, Route, object][] = [
    ["until before from", marketing.routes.createCampaign, { body: campaign({ until: hours(-2) }) }],
    ["a place that is not there", marketing.routes.createCampaign, { body: campaign({ places: ["nowhere"] }) }],
    ["an audience that is not there", marketing.routes.createCampaign, { body: campaign({ audience: newId() }) }],
    ["until before from", marketing.routes.createBenefit, { body: benefit({ until: hours(-2) }) }],
    ["a SKU that is not there", marketing.routes.createBenefit, { body: benefit({ skus: [4_000_000_000] }) }],
    ["a venue that is not there", marketing.routes.createBenefit, { body: benefit({ venues: [4_000_000_000] }) }],
    ["from after until", audiences.routes.create, { body: { name: "x", definition: stage } }],
    ["too many levels", audiences.routes.create, { body: { name: "x", definition: deep } }],
    ["too many levels", audiences.routes.count, { body: { definition: deep } }],
    ["another currency", lab.routes.createSurvey, { body: { concept: { ...conceptBody("x"), currency: "USD" } } }],
    [
      "prices upside down",
      lab.routes.createSurvey,
      { body: { concept: { ...conceptBody("x"), price_from_minor: 1000 } } },
    ],
    ["a year that has its plan", plans.routes.create, { body: { year: 2026, title: "x" } }],
  ];
  test("is told, and nothing is written", async () => {
    expect((await server.call(plans.routes.create, { body: { year: 2026, title: "x" } }, brand)).status).toBe(201);
    const written = await changes(async () => {
      for (const [what, route, input] of cases) {
        const got = await server.call(route, input, brand);
        expect([what, route.path, [400, 404, 409, 422].includes(got.status), got.text.slice(0, 200)]).toEqual([
          what,
          route.path,
          true,
          expect.any(String),
        ]);
      }
      const exclude = { from: "2026-03-02", until: "2026-03-01", merchant: null, reason: both("x") };
      expect((await server.call(service.routes.exclude, { body: exclude }, operator)).status).toBe(400);
      const content = contentBody("x");
      const twice = { ...content, targets: [...content.targets, ...content.targets] };
      const made = (await server.call(plans.routes.list, {}, brand)).body.items[0]?.id ?? "";
      const saved = await server.call(
        plans.routes.saveDraft,
        { params: { id: made }, body: { content: twice } },
        brand,
      );
      expect(saved.status).toBe(400);
    });
    expect(written).toEqual([]);
  });
});
