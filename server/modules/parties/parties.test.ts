import { parties } from "#contract";
import { inTx, platformScope, systemScope } from "#kernel";
import type { Scope } from "#kernel";
import { as, testServer, unique } from "#testing";
import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { directory, find, module, openPlatform, registerParties } from "./index.ts";

const server = testServer([module]);
const { routes } = parties;

async function platform(): Promise<parties.Platform> {
  return inTx(systemScope, (tx) =>
    openPlatform(tx, { code: unique("p"), name: "测试", currency: "CNY", zone: "Asia/Shanghai" }),
  );
}
async function twoBrands() {
  const p = await platform();
  const r = await inTx(platformScope(p.id), (tx) =>
    registerParties(tx, {
      brands: [{ code: "a" }, { code: "b", name: { zh: "乙", en: "B" } }],
      merchants: [{ code: "ma", brand: "a", kind: "flagship" }, { code: "mb", brand: "b" }, { code: "shop" }],
      venues: [
        { code: "va", kind: "web_shop", merchant: "ma", brands: ["a"] },
        { code: "vb", kind: "store", merchant: "mb", brands: ["b"] },
        {
          code: "both",
          kind: "corner_shop",
          merchant: "shop",
          brands: ["a", "b"],
          city: "杭州",
          capabilities: ["sell"],
        },
      ],
    }),
  );
  const no = (what: keyof typeof r, code: string) => r[what].get(code) ?? 0;
  return { id: p.id, no };
}

describe("registering parties", () => {
  test("numbers are dense from 1 in every platform, and doing it again changes nothing", async () => {
    const p = await platform();
    const register = () =>
      inTx(platformScope(p.id), (tx) => registerParties(tx, { brands: ["x", "y", "z"].map((code) => ({ code })) }));
    const first = await register();
    expect([...first.brands]).toEqual([
      ["x", 1],
      ["y", 2],
      ["z", 3],
    ]);
    expect(await register()).toEqual(first);
    const reply = await server.call(
      routes.bulkBrands,
      {
        body: {
          items: [
            { code: "x", name: { zh: "x", en: "x" } },
            { code: "w", name: { zh: "新", en: "New" } },
          ],
        },
      },
      as.operator(p.id),
    );
    expect(reply.body).toEqual({ created: 1, updated: 0, unchanged: 1, rejected: [], dry_run: false });
    const again = await server.call(routes.brands, { query: { limit: 2 } }, as.operator(p.id));
    expect(again.body.items.map((b) => [b.id, b.code])).toEqual([
      [1, "x"],
      [2, "y"],
    ]);
    const rest = await server.call(routes.brands, { query: { limit: 2, after: again.body.next } }, as.operator(p.id));
    expect(rest.body).toEqual({
      items: [expect.objectContaining({ id: 3 }), expect.objectContaining({ id: 4, name: { zh: "新", en: "New" } })],
    });
  });

  test("what is left out stays as it was", async () => {
    const { id, no } = await twoBrands();
    const name = { zh: "两家", en: "Both" };
    const item = { code: "both", name, kind: "corner_shop", merchant: "shop" };
    await server.call(routes.bulkVenues, { body: { items: [item] } }, as.operator(id));
    const read = await server.call(routes.venue, { params: { id: no("venues", "both") } }, as.visitor(id));
    expect(read.body).toMatchObject({
      name,
      city: "杭州",
      capabilities: ["sell"],
      brands: [no("brands", "a"), no("brands", "b")],
      zone: "Asia/Shanghai",
      status: "active",
    });
  });

  test("good rows are kept and bad ones explained; a dry run writes nothing", async () => {
    const p = await platform();
    const name = { zh: "名", en: "name" };
    const items = [
      { code: "m1", name },
      { code: "m1", name },
      { code: "m2", name, brand: "nobody" },
      { name },
      { code: "m3", name, kind: "castle" },
    ];
    const call = (dry_run: boolean) =>
      server.call(routes.bulkMerchants, { body: { items, dry_run } }, as.operator(p.id));
    const dry = await call(true);
    expect((await server.call(routes.merchants, {}, as.operator(p.id))).body.items).toEqual([]);
    const wet = await call(false);
    expect(wet.body).toEqual({ ...dry.body, dry_run: false });
    expect(wet.body).toMatchObject({ created: 1, updated: 0, unchanged: 0 });
    expect(wet.body.rejected.map((r) => [r.index, r.code, r.field])).toEqual([
      [1, "m1", "(whole)"],
      [2, "m2", "brand"],
      [3, undefined, "code"],
      [4, "m3", "kind"],
    ]);
    expect(wet.body.rejected[1]?.reason).toBe("no brand has the code nobody");
  });

  test("the face registers all or none and says which row is wrong", async () => {
    const p = await platform();
    const wrong = inTx(platformScope(p.id), (tx) =>
      registerParties(tx, { merchants: [{ code: "m" }], venues: [{ code: "v", kind: "castle", merchant: "m" }] }),
    );
    await expect(wrong).rejects.toMatchObject({
      kind: "bad-input",
      fields: [{ field: "venues.0.kind", reason: "no kind of venue has the code castle" }],
    });
    expect(await inTx(platformScope(p.id), (tx) => find.merchants(tx))).toEqual([]);
  });

  test("calls that meet give one party per code", async () => {
    const p = await platform();
    const codes = Array.from({ length: 20 }, (_, i) => ({ code: `c${i}` }));
    const all = await Promise.all(
      Array.from({ length: 4 }, () => inTx(platformScope(p.id), (tx) => registerParties(tx, { brands: codes }))),
    );
    for (const one of all) expect(one.brands).toEqual(all[0]?.brands);
    expect(Math.max(...(all[0]?.brands.values() ?? []))).toBe(20);
  });

  test("a single new party refuses a code that stands", async () => {
    const { id } = await twoBrands();
    const body = { code: "a", name: { zh: "甲", en: "A" } };
    const taken = await server.call(routes.createBrand, { body }, as.operator(id));
    expect(taken.status).toBe(409);
    const fresh = await server.call(
      routes.createVenue,
      { body: { code: "v9", name: body.name, kind: "screen", merchant: "shop" } },
      as.operator(id),
    );
    expect([fresh.status, fresh.body.capabilities]).toEqual([201, ["screen"]]);
  });

  test("kinds of venue are data: an operator changes what a kind can do, and its venues follow", async () => {
    const { id, no } = await twoBrands();
    const kinds = await server.call(routes.venueKinds, {}, as.visitor(id));
    expect(kinds.body.items.map((k) => k.code)).toEqual(
      expect.arrayContaining([
        "web_shop",
        "store",
        "store_in_store",
        "mother_baby_room",
        "corner_shop",
        "rural_station",
        "home_furnishing_mall",
        "local_service_shop",
        "electronics_chain",
        "pop_up",
        "screen",
      ]),
    );
    const change = { label: { zh: "网店", en: "Web shop" }, capabilities: ["sell" as const, "guide" as const] };
    await server.call(routes.putVenueKind, { params: { code: "web_shop" }, body: change }, as.operator(id));
    const venue = await server.call(routes.venue, { params: { id: no("venues", "va") } }, as.visitor(id));
    expect(venue.body.capabilities).toEqual(["sell", "guide"]);
    const able = await server.call(routes.venues, { query: { capability: "handover" } }, as.operator(id));
    expect(able.body.items.map((v) => v.code)).toEqual(["vb"]);
  });
});

describe("who sees what", () => {
  test("a brand sees itself, and merchants and venues that have to do with it", async () => {
    const { id, no } = await twoBrands();
    const a = as.brand(id, no("brands", "a"));
    expect((await server.call(routes.brands, {}, a)).body.items.map((b) => b.code)).toEqual(["a"]);
    expect((await server.call(routes.venues, {}, a)).body.items.map((v) => [v.code, v.brands])).toEqual([
      ["va", [no("brands", "a")]],
      ["both", [no("brands", "a")]],
    ]);
    expect((await server.call(routes.merchants, {}, a)).body.items.map((m) => m.code)).toEqual(["ma", "shop"]);
    expect((await server.call(routes.brand, { params: { id: no("brands", "b") } }, a)).status).toBe(404);
  });

  test("another platform's parties do not exist", async () => {
    const [one, two] = [await twoBrands(), await platform()];
    for (const [route, what] of [
      [routes.brand, "brands"],
      [routes.merchant, "merchants"],
      [routes.venue, "venues"],
    ] as const) {
      const [id] = [one.no(what, what === "brands" ? "a" : what === "merchants" ? "ma" : "va")];
      expect((await server.call(route, { params: { id } }, as.operator(one.id))).status).toBe(200);
      expect((await server.call(route, { params: { id } }, as.operator(two.id))).status).toBe(404);
    }
  });

  test("row-level security holds below every query", async () => {
    const { id, no } = await twoBrands();
    const count = (scope: Scope, table: string) =>
      inTx(
        scope,
        async (tx) =>
          (
            await sql<{ n: number }>`SELECT count(*)::int AS n FROM ${sql.table(`parties.${table}`)}`.execute(
              tx.as<object>(),
            )
          ).rows[0]?.n,
      );
    const brand: Scope = { kind: "brand", platform: id, brand: no("brands", "a") };
    const venue: Scope = { kind: "venue", platform: id, venue: no("venues", "va") };
    expect(await count(platformScope(id), "brand")).toBe(2);
    expect(await count(brand, "brand")).toBe(1);
    expect(await count(brand, "venue_brand")).toBe(2);
    for (const secret of ["account", "assignment", "session", "attempt", "demo_sign_in", "consumer"])
      expect([secret, await count(brand, secret)]).toEqual([secret, 0]);
    for (const secret of ["account", "session", "api_key"])
      expect([secret, await count(venue, secret)]).toEqual([secret, 0]);
    const foreign = inTx(brand, (tx) =>
      sql`UPDATE parties.brand SET name_en = 'mine' WHERE brand_id = ${no("brands", "b")}`.execute(tx.as<object>()),
    );
    expect(Number((await foreign).numAffectedRows)).toBe(0);
    const planted = inTx(brand, (tx) =>
      sql`INSERT INTO parties.venue_brand VALUES (${id}, ${no("venues", "va")}, ${no("brands", "b")})`.execute(
        tx.as<object>(),
      ),
    );
    await expect(planted).rejects.toThrow(/row-level security/);
  });

  test("only the platform registers: not a brand, not a brand's key", async () => {
    const { id, no } = await twoBrands();
    const body = { items: [{ code: "c", name: { zh: "丙", en: "C" } }] };
    expect((await server.call(routes.bulkBrands, { body }, as.brand(id, no("brands", "a")))).status).toBe(403);
    expect(
      (await server.call(routes.bulkBrands, { body }, as.key(id, ["parties:write"], no("brands", "a")))).status,
    ).toBe(403);
    expect((await server.call(routes.bulkBrands, { body }, as.key(id, ["parties:write"]))).body.created).toBe(1);
  });
});

describe("the directory", () => {
  test("is read once and again after a change, and never remembers what was rolled back", async () => {
    const { id, no } = await twoBrands();
    const scope = platformScope(id);
    const first = await inTx(scope, directory);
    expect(first.venues.byCode.get("both")).toMatchObject({ id: no("venues", "both"), kind: "corner_shop" });
    expect(await inTx(scope, directory)).toBe(first);
    await expect(
      inTx(scope, async (tx) => {
        await registerParties(tx, { brands: [{ code: "ghost" }] });
        expect((await directory(tx)).brands.byCode.has("ghost")).toBe(true);
        throw new Error("undone");
      }),
    ).rejects.toThrow("undone");
    await inTx(scope, (tx) => registerParties(tx, { brands: [{ code: "real" }] }));
    const after = await inTx(scope, directory);
    expect([after.brands.byCode.has("ghost"), after.brands.byCode.has("real")]).toEqual([false, true]);
  });

  test("knows all brands even when a brand asks, because it serves look-ups", async () => {
    const { id, no } = await twoBrands();
    const seen = await inTx({ kind: "brand", platform: id, brand: no("brands", "a") }, directory);
    expect([...seen.brands.byCode.keys()]).toEqual(["a", "b"]);
  });
});
