import { catalog } from "#contract";
import { inTx } from "#kernel";
import { module as partiesModule, registerParties } from "#parties";
import { as, testServer } from "#testing";
import { describe, expect, test } from "vitest";
import { gtin, name, world } from "./example.ts";
import { module, priceOf, pricesOf, searchDocuments, skuDetails, upsertProducts } from "./index.ts";

const server = testServer([partiesModule, module]);
const { routes } = catalog;
const rows = (items: readonly unknown[], dry_run = false) => ({ body: { items: [...items], dry_run } });

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
    expect(page.body.json_ld).toMatchObject({
      "@type": "Product",
      gtin14: "04006381333931",
      hasGS1DigitalLink: "https://id.gs1.org/01/04006381333931",
      brand: { name: "甲" },
      category: "乳品",
    });
    expect(page.body.json_ld.offers).toContainEqual({
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
      { product: w.product("milk"), sku: w.sku("milk-2"), price_minor: 450, currency: "CNY", brand_name: { en: "A" } },
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
      brand_name: { zh: "甲", en: "A" },
      category_name: { zh: "乳品" },
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
