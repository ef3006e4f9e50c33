import { catalog } from "#contract";
import { inTx, platformScope, systemScope } from "#kernel";
import type { Scope } from "#kernel";
import { module as partiesModule, openPlatform, registerParties } from "#parties";
import { as, testServer, unique } from "#testing";
import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import {
  brandOfSku,
  module,
  offersOf,
  priceOf,
  pricesOf,
  searchDocuments,
  skuDetails,
  skusByCode,
  upsertProducts,
} from "./index.ts";

const server = testServer([partiesModule, module]);
const { routes } = catalog;
const name = { zh: "牛奶", en: "Milk" };
const gtin = "4006381333931";

/** A platform with brands a and b, their flagships ma and mb, a shop that sells both, and five things to buy. */
async function world() {
  const p = await inTx(systemScope, (tx) =>
    openPlatform(tx, { code: unique("c"), name: "测试", currency: "CNY", zone: "Asia/Shanghai" }),
  );
  const scope = platformScope(p.id);
  const parties = await inTx(scope, (tx) =>
    registerParties(tx, {
      brands: [{ code: "a", name: { zh: "甲", en: "A" } }, { code: "b" }],
      merchants: [
        { code: "ma", brand: "a" },
        { code: "mb", brand: "b" },
        { code: "shop", name: { zh: "小店", en: "Shop" } },
      ],
      venues: [
        { code: "web-a", kind: "web_shop", merchant: "ma", brands: ["a"] },
        { code: "corner", kind: "corner_shop", merchant: "shop", city: "杭州" },
        { code: "corner2", kind: "corner_shop", merchant: "shop" },
      ],
    }),
  );
  const made = await inTx(scope, (tx) =>
    upsertProducts(tx, {
      categories: [
        { code: "food", name: "食品" },
        { code: "dairy", name: { zh: "乳品", en: "Dairy" }, parent: "food" },
      ],
      products: [
        {
          code: "milk",
          name,
          brand: "a",
          category: "dairy",
          attributes: { fat: "3.5 %", origin: "内蒙古" },
          skus: [
            { code: "milk-1", gtin, options: { size: "1 L" } },
            { code: "milk-2", options: { size: "250 mL" } },
          ],
        },
        { code: "rice", name: "大米", brand: "b", skus: [{ code: "rice-5" }] },
        { code: "fit", name: "安装", service: true, skus: [{ code: "fit-1" }] },
      ],
      offers: [
        { sku: "milk-1", merchant: "ma", price_minor: 1290 },
        { sku: "milk-1", merchant: "shop", price_minor: 1350, venues: ["corner"] },
        { sku: "milk-2", merchant: "ma", price_minor: 450 },
        { sku: "rice-5", merchant: "mb", price_minor: 3990 },
      ],
      prices: [
        { sku: "milk-1", merchant: "shop", venue: "corner", price_minor: 1300, from: "2026-01-01T00:00:00Z" },
        {
          sku: "milk-1",
          merchant: "shop",
          venue: "corner",
          price_minor: 999,
          from: "2026-06-01T00:00:00Z",
          until: "2026-06-03T00:00:00Z",
        },
      ],
    }),
  );
  const sku = (code: string) => made.skus.get(code) ?? 0;
  const no = (what: "brands" | "merchants" | "venues", code: string) => parties[what].get(code) ?? 0;
  return {
    id: p.id,
    scope,
    sku,
    no,
    offer: (pair: string) => made.offers.get(pair) ?? 0,
    product: (code: string) => made.products.get(code) ?? 0,
  };
}
const rows = (items: readonly unknown[], dry_run = false) => ({ body: { items: [...items], dry_run } });

describe("bulk changes", () => {
  test("again changes nothing, in any order of attributes; one change is one update", async () => {
    const w = await world();
    const milk = {
      code: "milk",
      name,
      brand: "a",
      category: "dairy",
      attributes: { origin: "内蒙古", fat: "3.5 %" },
      skus: [{ code: "milk-1", gtin: "4006381333931", options: { size: "1 L" } }],
    };
    const same = await server.call(routes.bulkProducts, rows([milk]), as.operator(w.id));
    expect(same.body).toEqual({ created: 0, updated: 0, unchanged: 1, rejected: [], dry_run: false });
    const other = await server.call(
      routes.bulkProducts,
      rows([{ ...milk, skus: [{ code: "milk-1", options: { size: "1000 mL" } }] }]),
      as.operator(w.id),
    );
    expect(other.body).toMatchObject({ created: 0, updated: 1, unchanged: 0 });
    const full = await server.call(routes.product, { params: { id: w.product("milk") } }, as.operator(w.id));
    expect(full.body.skus.map((s) => [s.code, s.options, s.gtin])).toEqual([
      ["milk-1", { size: "1000 mL" }, "04006381333931"],
      ["milk-2", { size: "250 mL" }, null],
    ]);
    const offers = await server.call(
      routes.bulkOffers,
      rows([
        { sku: "milk-1", merchant: "ma", price_minor: 1290 },
        { sku: "milk-2", merchant: "ma", price_minor: 440 },
        { sku: "fit-1", merchant: "shop", price_minor: 0 },
      ]),
      as.operator(w.id),
    );
    expect(offers.body).toMatchObject({ created: 1, updated: 1, unchanged: 1, rejected: [] });
    const price = {
      sku: "milk-1",
      merchant: "shop",
      venue: "corner",
      price_minor: 1300,
      from: "2026-01-01T08:00:00+08:00",
    };
    expect((await server.call(routes.bulkPrices, rows([price]), as.operator(w.id))).body).toMatchObject({
      unchanged: 1,
      created: 0,
    });
  });

  test("a wrong GTIN is refused with its field, the reason and what would be right; the other rows are kept", async () => {
    const w = await world();
    const item = (code: string, g: string) => ({
      code,
      name,
      skus: [{ code: `${code}-1` }, { code: `${code}-2`, gtin: g }],
    });
    const items = [
      item("g1", "4006381333932"),
      item("g2", "96385074"),
      item("g3", "12345"),
      item("g4", "ABC"),
      item("g5", gtin),
      item("g6", "9638 5074"),
    ];
    const reply = await server.call(routes.bulkProducts, rows(items), as.operator(w.id));
    expect(reply.body.created).toBe(1);
    expect(reply.body.rejected).toEqual([
      { index: 0, code: "g1", field: "skus.1.gtin", reason: "the check digit is wrong", expected: "a last digit of 1" },
      {
        index: 2,
        code: "g3",
        field: "skus.1.gtin",
        reason: "a GTIN has 8, 12, 13 or 14 digits",
        expected: "8, 12, 13 or 14 digits, not 5",
      },
      {
        index: 3,
        code: "g4",
        field: "skus.1.gtin",
        reason: "a GTIN has digits only",
        expected: "8, 12, 13 or 14 digits",
      },
      {
        index: 4,
        code: "g5",
        field: "skus.1.gtin",
        reason: "another SKU has the GTIN 04006381333931",
        expected: "one GTIN per SKU",
      },
      {
        index: 5,
        code: "g6",
        field: "skus.1.gtin",
        reason: "another SKU has the GTIN 00000096385074",
        expected: "one GTIN per SKU",
      },
    ]);
    expect([...(await inTx(w.scope, (tx) => skusByCode(tx, ["g1-1", "g2-1", "g2-2"]))).keys()]).toEqual([
      "g2-1",
      "g2-2",
    ]);
  });

  test("two SKUs may swap their GTINs in one call", async () => {
    const w = await world();
    const swap = {
      code: "milk",
      name,
      skus: [
        { code: "milk-1", gtin: null },
        { code: "milk-2", gtin: "96385074" },
      ],
    };
    await server.call(routes.bulkProducts, rows([swap]), as.operator(w.id));
    const found = await inTx(w.scope, (tx) => skusByCode(tx, ["milk-1", "milk-2"]));
    expect([found.get("milk-1")?.gtin, found.get("milk-2")?.gtin]).toEqual([null, "00000096385074"]);
  });

  test("a dry run judges as the real one and writes nothing, not even a number", async () => {
    const w = await world();
    const items = [
      { code: "new", name, skus: [{ code: "new-1" }] },
      { code: "bad", name, brand: "zzz" },
    ];
    const dry = await server.call(routes.bulkProducts, rows(items, true), as.operator(w.id));
    expect(dry.body).toMatchObject({
      created: 1,
      dry_run: true,
      rejected: [{ index: 1, field: "brand", reason: "no brand has the code zzz" }],
    });
    expect((await inTx(w.scope, (tx) => skusByCode(tx, ["new-1"]))).size).toBe(0);
    const wet = await server.call(routes.bulkProducts, rows(items), as.operator(w.id));
    expect(wet.body).toEqual({ ...dry.body, dry_run: false });
    expect((await inTx(w.scope, (tx) => skusByCode(tx, ["new-1"]))).get("new-1")?.id).toBe(5);
  });

  test("what does not fit together is refused: currency, venues, prices before offers, ends before starts", async () => {
    const w = await world();
    const offers = await server.call(
      routes.bulkOffers,
      rows([
        { sku: "milk-1", merchant: "ma", price_minor: 1, currency: "USD" },
        { sku: "milk-1", merchant: "nobody", price_minor: 1 },
        { sku: "milk-2", merchant: "ma", price_minor: 1, venues: ["moon"] },
        { sku: "rice-5", merchant: "mb", price_minor: 1.5 },
        { sku: "rice-5", merchant: "mb", price_minor: -1 },
      ]),
      as.operator(w.id),
    );
    expect(offers.body.rejected.map((r) => [r.index, r.field])).toEqual([
      [0, "currency"],
      [1, "merchant"],
      [2, "venues"],
      [3, "price_minor"],
      [4, "price_minor"],
    ]);
    const from = "2026-01-01T00:00:00Z";
    const prices = await server.call(
      routes.bulkPrices,
      rows([
        { sku: "rice-5", merchant: "shop", venue: "corner", price_minor: 1, from },
        { sku: "milk-1", merchant: "shop", venue: "corner2", price_minor: 1, from },
        { sku: "milk-1", merchant: "shop", venue: "corner", price_minor: 1, from, until: from },
      ]),
      as.operator(w.id),
    );
    expect(prices.body.rejected.map((r) => [r.index, r.field])).toEqual([
      [0, "sku"],
      [1, "venue"],
      [2, "until"],
    ]);
    expect(prices.body.created).toBe(0);
  });

  test("a category stands under one that stands, never under itself", async () => {
    const w = await world();
    const reply = await server.call(
      routes.bulkCategories,
      rows([
        { code: "food", name, parent: "dairy" },
        { code: "x", name, parent: "y" },
        { code: "cheese", name, parent: "dairy" },
      ]),
      as.operator(w.id),
    );
    expect(reply.body.rejected.map((r) => [r.code, r.field, r.reason])).toEqual([
      ["food", "parent", "a category cannot stand under itself"],
      ["x", "parent", "no category has the code y"],
    ]);
    const tree = await server.call(routes.categories, {}, as.visitor(w.id));
    expect(tree.body.items.map((c) => [c.code, c.parent])).toEqual([
      ["cheese", "dairy"],
      ["dairy", "food"],
      ["food", null],
    ]);
  });

  test("the face takes all or none", async () => {
    const w = await world();
    const wrong = inTx(w.scope, (tx) =>
      upsertProducts(tx, {
        products: [{ code: "n", name, skus: [{ code: "n-1" }] }],
        offers: [{ sku: "n-2", merchant: "ma", price_minor: 1 }],
      }),
    );
    await expect(wrong).rejects.toMatchObject({
      kind: "bad-input",
      fields: [{ field: "offers.0.sku", reason: "no SKU has the code n-2" }],
    });
    expect((await inTx(w.scope, (tx) => skusByCode(tx, ["n-1"]))).size).toBe(0);
  });
});

describe("brands keep to themselves", () => {
  test("a brand reads and lists its own products and offers only", async () => {
    const w = await world();
    const a = as.brand(w.id, w.no("brands", "a"));
    expect((await server.call(routes.products, {}, a)).body.items.map((p) => p.code)).toEqual(["milk"]);
    expect((await server.call(routes.product, { params: { id: w.product("rice") } }, a)).status).toBe(404);
    expect((await server.call(routes.prices, { params: { id: w.offer("rice-5|mb") } }, a)).status).toBe(404);
    expect((await server.call(routes.prices, { params: { id: w.offer("milk-1|shop") } }, a)).body.items).toHaveLength(
      2,
    );
    const scope: Scope = { kind: "brand", platform: w.id, brand: w.no("brands", "a") };
    const count = (table: string) =>
      inTx(
        scope,
        async (tx) =>
          (
            await sql<{ n: number }>`SELECT count(*)::int AS n FROM ${sql.table(`catalog.${table}`)}`.execute(
              tx.as<object>(),
            )
          ).rows[0]?.n,
      );
    expect([await count("product"), await count("sku"), await count("offer"), await count("venue_price")]).toEqual([
      1, 2, 3, 2,
    ]);
  });

  test("a brand writes its own products, and another's code, SKU or brand is refused", async () => {
    const w = await world();
    const a = as.brand(w.id, w.no("brands", "a"));
    const reply = await server.call(
      routes.bulkProducts,
      rows([
        { code: "yoghurt", name, skus: [{ code: "yog-1" }] },
        { code: "rice", name },
        { code: "q1", name, brand: "b" },
        { code: "q2", name, skus: [{ code: "rice-5" }] },
        { code: "q3", name, brand: "zzz" },
      ]),
      a,
    );
    expect(reply.body.created).toBe(1);
    expect(reply.body.rejected.map((r) => [r.code, r.field])).toEqual([
      ["rice", "code"],
      ["q1", "brand"],
      ["q2", "skus.0.code"],
      ["q3", "brand"],
    ]);
    expect(await inTx(w.scope, (tx) => brandOfSku(tx, [5]))).toEqual(new Map([[5, w.no("brands", "a")]]));
    const offers = await server.call(
      routes.bulkOffers,
      rows([
        { sku: "yog-1", merchant: "ma", price_minor: 500 },
        { sku: "rice-5", merchant: "ma", price_minor: 1 },
        { sku: "yog-1", merchant: "mb", price_minor: 1 },
      ]),
      as.key(w.id, ["catalog:write"], w.no("brands", "a")),
    );
    expect(offers.body.created).toBe(1);
    expect(offers.body.rejected.map((r) => r.field)).toEqual(["sku", "merchant"]);
    expect(
      (
        await server.call(
          routes.bulkCategories,
          rows([{ code: "k", name }]),
          as.key(w.id, ["catalog:write"], w.no("brands", "a")),
        )
      ).status,
    ).toBe(403);
  });

  test("when a product changes its brand, its SKUs, offers and prices go with it", async () => {
    const w = await world();
    await server.call(routes.bulkProducts, rows([{ code: "milk", name, brand: "b" }]), as.operator(w.id));
    const b: Scope = { kind: "brand", platform: w.id, brand: w.no("brands", "b") };
    expect((await inTx(b, (tx) => offersOf(tx, { skus: [w.sku("milk-1")] }))).map((o) => o.price_minor)).toEqual([
      1290, 1350,
    ]);
    expect(
      (
        await server.call(
          routes.prices,
          { params: { id: w.offer("milk-1|shop") } },
          as.brand(w.id, w.no("brands", "b")),
        )
      ).body.items,
    ).toHaveLength(2);
    expect((await server.call(routes.products, {}, as.brand(w.id, w.no("brands", "a")))).body.items).toEqual([]);
  });
});

describe("prices", () => {
  test("a price at a venue runs from its start to its end; the newest start wins; else the list price", async () => {
    const w = await world();
    const [sku, shop, corner] = [w.sku("milk-1"), w.no("merchants", "shop"), w.no("venues", "corner")];
    const at = async (time: string, venue: number | undefined) =>
      (await inTx(w.scope, (tx) => priceOf(tx, { sku, merchant: shop, venue, at: new Date(time) })))?.price_minor;
    expect(await at("2025-12-31T23:59:59Z", corner)).toBe(1350);
    expect(await at("2026-01-01T00:00:00Z", corner)).toBe(1300);
    expect(await at("2026-06-01T00:00:00Z", corner)).toBe(999);
    expect(await at("2026-06-02T23:59:59Z", corner)).toBe(999);
    expect(await at("2026-06-03T00:00:00Z", corner)).toBe(1300);
    expect(await at("2026-06-02T00:00:00Z", undefined)).toBe(1350);
  });

  test("nobody has a price for what is not sold there", async () => {
    const w = await world();
    const [sku, shop, ma] = [w.sku("milk-1"), w.no("merchants", "shop"), w.no("merchants", "ma")];
    const asks = [
      { sku, merchant: shop, venue: w.no("venues", "corner2") },
      { sku, merchant: ma, venue: w.no("venues", "web-a") },
      { sku, merchant: ma, venue: w.no("venues", "corner") },
      { sku: w.sku("rice-5"), merchant: ma },
      { sku: w.sku("milk-2"), merchant: ma },
    ];
    expect((await inTx(w.scope, (tx) => pricesOf(tx, asks))).map((p) => p?.price_minor)).toEqual([
      undefined,
      1290,
      undefined,
      undefined,
      450,
    ]);
    await server.call(
      routes.bulkOffers,
      rows([{ sku: "milk-2", merchant: "ma", price_minor: 450, status: "closed" }]),
      as.operator(w.id),
    );
    expect(await inTx(w.scope, (tx) => priceOf(tx, { sku: w.sku("milk-2"), merchant: ma }))).toBeUndefined();
  });
});

describe("the shop", () => {
  test("a product page has its offers, the price at each venue and JSON-LD with a GS1 Digital Link", async () => {
    const w = await world();
    server.setNow(new Date("2026-06-02T00:00:00Z"));
    const page = await server.call(routes.shopProduct, { params: { sku: w.sku("milk-1") } }, as.visitor(w.id));
    server.setNow(undefined);
    expect(page.status).toBe(200);
    expect(
      page.body.offers.map((o) => [o.merchant.name.en, o.price_minor, o.venues.map((v) => [v.id, v.price_minor])]),
    ).toEqual([
      ["ma", 1290, [[w.no("venues", "web-a"), 1290]]],
      ["Shop", 1350, [[w.no("venues", "corner"), 999]]],
    ]);
    expect(page.body.variants.map((v) => v.code)).toEqual(["milk-2"]);
    expect(page.body.jsonLd).toMatchObject({
      "@type": "Product",
      gtin14: "04006381333931",
      hasGS1DigitalLink: "https://id.gs1.org/01/04006381333931",
      brand: { name: "甲" },
      category: "乳品",
    });
    expect(page.body.jsonLd.offers).toContainEqual({
      "@type": "Offer",
      price: "12.90",
      priceCurrency: "CNY",
      seller: { "@type": "Organization", name: "ma" },
    });
  });

  test("the list shows one card per product on offer, by category and page", async () => {
    const w = await world();
    const first = await server.call(routes.shopProducts, { query: { limit: 1 } }, as.visitor(w.id));
    expect(first.body.items).toMatchObject([
      { product: w.product("milk"), sku: w.sku("milk-2"), price_minor: 450, currency: "CNY", brandName: { en: "A" } },
    ]);
    const second = await server.call(
      routes.shopProducts,
      { query: { limit: 1, after: first.body.next } },
      as.visitor(w.id),
    );
    expect([second.body.items.map((c) => c.product), second.body.next]).toEqual([[w.product("rice")], undefined]);
    expect(
      (await server.call(routes.shopProducts, { query: { category: "dairy" } }, as.visitor(w.id))).body.items,
    ).toHaveLength(1);
  });

  test("a scanner finds an SKU by GTIN, Digital Link or code; a closed product has no page", async () => {
    const w = await world();
    const scan = async (code: string) => {
      const reply = await server.call(routes.scan, { query: { code } }, as.visitor(w.id));
      return reply.status === 200 ? reply.body.code : reply.status;
    };
    expect(await scan(gtin)).toBe("milk-1");
    expect(await scan("https://shop.example/01/04006381333931/10/L1?17=270101")).toBe("milk-1");
    expect(await scan("milk-2")).toBe("milk-2");
    expect(await scan("4006381333932")).toBe(404);
    await server.call(routes.bulkProducts, rows([{ code: "milk", name, status: "closed" }]), as.operator(w.id));
    expect((await server.call(routes.shopProduct, { params: { sku: w.sku("milk-1") } }, as.visitor(w.id))).status).toBe(
      404,
    );
  });

  test("SKU details carry what an order line needs", async () => {
    const w = await world();
    const found = await inTx(w.scope, (tx) => skuDetails(tx, [w.sku("milk-1"), w.sku("fit-1"), 999]));
    expect(found.get(w.sku("milk-1"))).toMatchObject({
      code: "milk-1",
      brand: w.no("brands", "a"),
      category: "dairy",
      service: false,
      productName: name,
    });
    expect(found.get(w.sku("fit-1"))).toMatchObject({ brand: null, service: true });
    expect(found.size).toBe(2);
  });
});

describe("search documents", () => {
  test("a follower sees every product once, then only what changed, in commit order", async () => {
    const w = await world();
    const follow = (after?: string) => inTx(w.scope, (tx) => searchDocuments(tx, after, 2));
    /** Other work in the same database may hold the settled point back for a moment. */
    const settled = async (after: string | undefined, want: number) => {
      let [cursor, seen]: [string | undefined, string[]] = [after, []];
      await expect
        .poll(
          async () => {
            const { documents, next } = await follow(cursor);
            [cursor, seen] = [next, [...seen, ...documents.map((d) => d.code)]];
            return seen.length;
          },
          { timeout: 30_000 },
        )
        .toBe(want);
      return { cursor, seen };
    };
    const all = await settled(undefined, 3);
    expect(all.seen).toEqual(["milk", "rice", "fit"]);
    await server.call(
      routes.bulkOffers,
      rows([{ sku: "rice-5", merchant: "mb", price_minor: 3800 }]),
      as.operator(w.id),
    );
    const change = await settled(all.cursor, 1);
    expect(change.seen).toEqual(["rice"]);
    await server.call(
      routes.bulkCategories,
      rows([{ code: "dairy", name: { zh: "奶", en: "Dairy" } }]),
      as.operator(w.id),
    );
    expect((await settled(change.cursor, 1)).seen).toEqual(["milk"]);
  });

  test("a document has names, SKUs and active offers, cheapest first", async () => {
    const w = await world();
    await expect
      .poll(async () => (await inTx(w.scope, (tx) => searchDocuments(tx, undefined, 10))).documents.length, {
        timeout: 30_000,
      })
      .toBe(3);
    const { documents } = await inTx(w.scope, (tx) => searchDocuments(tx, undefined, 10));
    expect(documents[0]).toMatchObject({
      code: "milk",
      brandName: { zh: "甲", en: "A" },
      categoryName: { zh: "乳品" },
      skus: [{ code: "milk-1" }, { code: "milk-2" }],
      offers: [{ price_minor: 450 }, { price_minor: 1290 }, { price_minor: 1350 }],
    });
  });

  test("a change that is still open holds later ones back, so none is missed", async () => {
    const w = await world();
    const change = (code: string) => (tx: Parameters<Parameters<typeof inTx>[1]>[0]) =>
      upsertProducts(tx, { products: [{ code, name: `${code} neu` }] });
    let cursor: string | undefined;
    await expect
      .poll(
        async () => {
          const page = await inTx(w.scope, (tx) => searchDocuments(tx, cursor, 10));
          cursor = page.next;
          return cursor !== undefined && page.documents.length === 0;
        },
        { timeout: 30_000 },
      )
      .toBe(true);
    await inTx(w.scope, async (open) => {
      await registerParties(open, { brands: [{ code: "late" }] });
      // This one starts later and commits earlier.
      await inTx(w.scope, change("milk"));
      expect((await inTx(w.scope, (tx) => searchDocuments(tx, cursor, 10))).documents).toEqual([]);
      await change("rice")(open);
    });
    await expect
      .poll(async () => (await inTx(w.scope, (tx) => searchDocuments(tx, cursor, 10))).documents.map((d) => d.code), {
        timeout: 30_000,
      })
      .toEqual(["rice", "milk"]);
  });
});
