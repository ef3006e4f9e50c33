import { catalog } from "#contract";
import { inTx } from "#kernel";
import { module as partiesModule } from "#parties";
import { as, testServer } from "#testing";
import { describe, expect, test } from "vitest";
import { gtin, name, world } from "./example.ts";
import { module, skusByCode, upsertProducts } from "./index.ts";

const server = testServer([partiesModule, module]);
const { routes } = catalog;
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
