import { trade } from "#contract";
import { inTx, newId } from "#kernel";
import { as, testServer } from "#testing";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { differences } from "./audit.ts";
import { before, milkGtin, openMarket, wish } from "./fixture.ts";
import type { Market } from "./fixture.ts";
import { module } from "./index.ts";
import { expireHolds } from "./reserve.ts";

const server = testServer([...before, module]);
const { routes } = trade;
const staffOf = (m: Market) => ({
  op: as.operator(m.id),
  a: as.brand(m.id, m.no("brands", "a")),
  store: as.venue(m.id, m.no("venues", "store-1")),
  corner: as.venue(m.id, m.no("venues", "corner")),
});
const sale = (lines: [code: string, quantity: number][], more: Partial<trade.SaleBody> = {}) => ({
  request_id: newId(),
  lines: lines.map(([code, quantity]) => ({ code, quantity })),
  tender: "cash" as const,
  ...more,
});

describe("stock", () => {
  test("goods are booked in all or none, by lot; a known lot keeps its days", async () => {
    const m = await openMarket();
    const { op, a, store } = staffOf(m);
    const line = (more = {}) => ({ sku: "milk", merchant: "ma", venue: "store-1", quantity: 6, ...more });
    const got = await server.call(
      routes.receive,
      { body: { lines: [line(), line({ quantity: 4, lot: "L1", expires_on: "2099-01-01" })] } },
      a,
    );
    expect(got.body).toMatchObject({
      pieces: 10,
      rows: [
        { lot: 0, on_hand: 6, title: { en: "Milk" } },
        { lot_code: "L1", expires_on: "2099-01-01", on_hand: 4 },
      ],
    });
    const bad = [
      line({ lot: "L1", expires_on: "2098-01-01" }),
      line({ expires_on: "2099-01-01" }),
      line({ sku: "fit" }),
      line({ sku: "none" }),
    ];
    for (const one of bad)
      expect((await server.call(routes.receive, { body: { lines: [line(), one] } }, op)).status).toBe(400);
    expect((await server.call(routes.venueStock, {}, store)).body.items.map((r) => r.on_hand)).toEqual([6, 4]);
    expect((await server.call(routes.venueStock, { query: { q: milkGtin } }, store)).body.items).toHaveLength(2);
    const moves = (await server.call(routes.movements, { query: { sku: m.sku("milk") } }, op)).body.items;
    expect(moves.map((x) => [x.cause, x.on_hand])).toEqual([
      ["receive", 4],
      ["receive", 6],
    ]);
  });

  test("nobody books or sees another's goods", async () => {
    const m = await openMarket();
    const { op, a, store, corner } = staffOf(m);
    await m.stock("milk", "ma", "store-1", 5);
    await m.stock("tea", "mb", "web-b", 5);
    const receive = (line: { sku: string; merchant?: string; venue?: string }, who: typeof a) =>
      server.call(routes.receive, { body: { lines: [{ quantity: 1, ...line }] } }, who);
    expect((await receive({ sku: "tea", merchant: "mb", venue: "web-b" }, a)).status).toBe(400);
    expect((await receive({ sku: "milk", merchant: "shop", venue: "corner" }, a)).status).toBe(404);
    expect((await receive({ sku: "milk", venue: "store-1" }, corner)).status).toBe(404);
    expect((await receive({ sku: "milk" }, store)).body.rows).toMatchObject([
      { venue: m.no("venues", "store-1"), on_hand: 6 },
    ]);
    expect((await server.call(routes.stock, {}, a)).body.items.map((r) => r.sku_code)).toEqual(["milk"]);
    expect((await server.call(routes.venueStock, {}, corner)).body.items).toEqual([]);
    expect((await server.call(routes.stock, {}, op)).body.items).toHaveLength(2);
    expect((await server.call(routes.movements, {}, corner)).body.items).toEqual([]);
    for (const route of [routes.movements, routes.stock])
      expect((await server.call(route, { query: { after: "x" } }, op)).status).toBe(400);
  });

  test("an adjustment says what it expects, and cannot take what is promised", async () => {
    const m = await openMarket();
    const { a } = staffOf(m);
    await m.stock("milk", "ma", "web-a", 10);
    const me = as.consumer(m.id, (await m.consumer()).consumer);
    await server.call(routes.place, { body: wish([["milk", "ma", 4]]) }, me);
    const set = (what: "on_hand" | "safety", expected: number, to: number) =>
      server.call(routes.adjust, { body: { sku: "milk", merchant: "ma", venue: "web-a", what, expected, to } }, a);
    expect((await set("on_hand", 9, 8)).status).toBe(409);
    expect((await set("on_hand", 10, 3)).status).toBe(409);
    expect((await set("on_hand", 10, 8)).body).toMatchObject({ on_hand: 8, available: 4 });
    expect((await set("safety", 0, 5)).status).toBe(409);
    expect((await set("safety", 0, 3)).body).toMatchObject({ safety: 3, available: 1 });
    expect((await server.call(routes.place, { body: wish([["milk", "ma", 2]]) }, me)).status).toBe(409);
  });

  test("a count below what is promised keeps the promise, uses up safety and leaves a shortage", async () => {
    const m = await openMarket();
    const { store, op } = staffOf(m);
    await m.stock("milk", "ma", "store-1", 10);
    await server.call(
      routes.adjust,
      { body: { sku: "milk", merchant: "ma", venue: "store-1", what: "safety", expected: 0, to: 2 } },
      op,
    );
    const me = as.consumer(m.id, (await m.consumer()).consumer);
    await server.call(routes.place, { body: wish([["milk", "ma", 5]]) }, me);
    const count = (counted: number) =>
      server.call(routes.count, { body: { lines: [{ code: milkGtin, counted }] } }, store);
    expect((await count(9)).body.lines).toMatchObject([{ before: 10, counted: 9, difference: -1, shortage: 0 }]);
    expect((await count(3)).body.lines).toMatchObject([{ before: 9, counted: 3, shortage: 2 }]);
    expect((await server.call(routes.venueStock, {}, store)).body.items).toMatchObject([
      { on_hand: 5, reserved: 5, safety: 0, available: 0 },
    ]);
    expect(await inTx(m.scope, differences)).toEqual([]);
  });
});

describe("whatever happens, in whatever order", () => {
  const step = fc.record({
    what: fc.constantFrom(
      "place",
      "pay",
      "ship",
      "deliver",
      "cancel",
      "return",
      "sell",
      "receive",
      "count",
      "expire",
      "take back",
    ),
    pick: fc.nat(20),
    pieces: fc.integer({ min: 1, max: 4 }),
  });
  test("movements sum to the stock, reservations to what is reserved, books to zero, refunds to the orders", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 16 }), async (steps) => {
        const m = await openMarket();
        await act(m, steps);
        expect(await inTx(m.scope, differences)).toEqual([]);
      }),
      { numRuns: 6 },
    );
    server.setNow(undefined);
  }, 180_000);
  test("the recount sees a row that was changed past its ledger", async () => {
    const m = await openMarket();
    await m.stock("milk", "ma", "web-a", 5);
    const { sql } = await import("kysely");
    await inTx(m.scope, (tx) =>
      sql`UPDATE trade.stock SET on_hand = 6 WHERE platform_id = ${m.id}`.execute(tx.as<object>()),
    );
    expect(await inTx(m.scope, differences)).toMatchObject([{ what: "on_hand", kept: 6, counted: 5 }]);
    await expect(
      inTx(m.scope, (tx) =>
        sql`UPDATE trade.stock SET reserved = 7 WHERE platform_id = ${m.id}`.execute(tx.as<object>()),
      ),
    ).rejects.toThrow(/never_oversold/);
    await expect(
      inTx(m.scope, (tx) => sql`DELETE FROM trade.movement WHERE platform_id = ${m.id}`.execute(tx.as<object>())),
    ).rejects.toThrow(/append-only/);
  });

  type Step = { what: string; pick: number; pieces: number };
  /** Does steps one after the other; whatever is refused is refused. */
  async function act(m: Market, steps: readonly Step[]): Promise<void> {
    const { op, store } = staffOf(m);
    const me = as.consumer(m.id, (await m.consumer()).consumer);
    await m.stock("milk", "ma", "web-a", 8);
    await m.stock("milk", "ma", "store-1", 4);
    // Some orders to begin with, so that most steps find one they can work on.
    for (const quantity of [1, 2, 1]) {
      const placed = await server.call(routes.place, { body: wish([["milk", "ma", quantity]]) }, me);
      await server.call(routes.pay, { params: { id: placed.body.parent }, body: {} }, me);
    }
    let minutes = 0;
    for (const { what, pick, pieces } of steps) {
      const orders = (await server.call(routes.orders, {}, op)).body.items;
      const o = orders[pick % Math.max(1, orders.length)];
      const f = o?.fulfilments[0]?.id ?? newId();
      const id = { params: { id: o?.id ?? newId() } };
      const done: Record<string, () => Promise<{ status: number } | void>> = {
        place: () => server.call(routes.place, { body: wish([["milk", "ma", pieces]]) }, me),
        pay: () => server.call(routes.pay, { ...id, body: {} }, me),
        ship: () => server.call(routes.ship, { params: { id: f }, body: { carrier: "c", tracking: "t" } }, op),
        deliver: () => server.call(routes.delivered, { params: { id: f }, body: {} }, op),
        cancel: () => server.call(routes.cancel, { ...id, body: { reason: "x" } }, op),
        return: () =>
          server.call(routes.askReturn, { ...id, body: { lines: [{ line: 1, quantity: pieces }], reason: "x" } }, me),
        "take back": async () => {
          const open = (await server.call(routes.returns, { query: { state: "requested" } }, op)).body.items[0];
          if (open)
            return server.call(
              routes.receiveReturn,
              { params: { id: open.id }, body: { result: (["on_hand", "quarantined", "damaged"] as const)[pick % 3] } },
              op,
            );
        },
        sell: () => server.call(routes.sell, { body: sale([["milk", pieces]]) }, store),
        receive: () => m.stock("milk", "ma", "store-1", pieces),
        count: () => server.call(routes.count, { body: { lines: [{ code: "milk", counted: pick }] } }, store),
        expire: async () => {
          server.setNow(new Date(Date.now() + (minutes += 16) * 60_000));
          await expireHolds(m.id);
        },
      };
      const reply = await done[what]?.();
      expect(reply?.status ?? 200).toBeLessThan(500);
    }
  }
});
