import { catalog } from "#contract";
import { inTx } from "#kernel";
import type { Scope } from "#kernel";
import { module as partiesModule } from "#parties";
import { as, testServer } from "#testing";
import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { name, world } from "./example.ts";
import { brandOfSku, module, offersOf } from "./index.ts";

const server = testServer([partiesModule, module]);
const { routes } = catalog;
const rows = (items: readonly unknown[], dry_run = false) => ({ body: { items: [...items], dry_run } });

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
