import { trade } from "#contract";
import { drain, module as factsModule } from "#facts";
import { inTx } from "#kernel";
import type { Principal } from "#kernel";
import { as, testServer } from "#testing";
import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { before, openMarket, wish } from "./fixture.ts";
import type { Market } from "./fixture.ts";
import { module } from "./index.ts";
import type { Tables } from "./tables.ts";

const server = testServer([...before, module]);
const { routes } = trade;

async function shopper() {
  const m = await openMarket();
  await m.stock("milk", "ma", "web-a", 10);
  await m.stock("milk", "ma", "store-1", 10);
  await m.stock("soap", "ma", "web-a", 10);
  await m.stock("tea", "mb", "web-b", 10);
  const me = as.consumer(m.id, (await m.consumer()).consumer);
  const order = async (lines: [string, string, number][], more = {}) => {
    const reply = await server.call(routes.place, { body: wish(lines, more) }, me);
    return reply.body.orders[0] as trade.Order;
  };
  const staff = {
    op: as.operator(m.id),
    a: as.brand(m.id, m.no("brands", "a")),
    b: as.brand(m.id, m.no("brands", "b")),
    web: as.venue(m.id, m.no("venues", "web-a")),
    store: as.venue(m.id, m.no("venues", "store-1")),
    other: as.venue(m.id, m.no("venues", "store-2")),
  };
  return { m, me, order, ...staff };
}
const pay = (id: string, me: Principal, outcome: "approve" | "decline" | "later" = "approve") =>
  server.call(routes.pay, { params: { id }, body: { outcome } }, me);
const stockRow = async (m: Market, sku: string, venue: string) =>
  (await server.call(routes.stock, { query: { sku: m.sku(sku), venue: m.no("venues", venue) } }, as.operator(m.id)))
    .body.items[0];
const factNames = (m: Market, order: string) =>
  inTx(m.scope, async (tx) => {
    const read = await sql<{
      name: string;
      payload: string;
    }>`SELECT name, payload FROM facts.log WHERE platform_id = ${m.id} ORDER BY seq`.execute(tx.as<Tables>());
    return read.rows.filter((r) => (JSON.parse(r.payload) as { order?: string }).order === order).map((r) => r.name);
  });
const books = async (m: Market) =>
  Object.fromEntries(
    (await server.call(routes.settlement, {}, as.operator(m.id))).body.accounts.map((a) => [
      a.account,
      a.balance_minor,
    ]),
  );
const ofOrder = (id: string, me: Principal) => server.call(routes.myOrder, { params: { id } }, me);

describe("cancelling and returning", () => {
  test("a cancelled order gives its stock and money back; one that left cannot be cancelled", async () => {
    const { m, me, order, a } = await shopper();
    const [paid, open] = [await order([["milk", "ma", 2]]), await order([["milk", "ma", 1]])];
    await pay(paid.id, me);
    const cancel = (id: string) => server.call(routes.cancelMine, { params: { id }, body: { reason: "改主意" } }, me);
    expect((await cancel(paid.id)).body).toMatchObject({
      state: "cancelled",
      refunded_minor: 3998,
      payments: [{ state: "refunded" }],
    });
    expect((await cancel(open.id)).body).toMatchObject({ state: "cancelled", refunded_minor: 0 });
    expect((await cancel(open.id)).status).toBe(409);
    expect(await stockRow(m, "milk", "web-a")).toMatchObject({ on_hand: 10, reserved: 0 });
    expect(await books(m)).toEqual({ psp_clearing: 3998, order_held: 0, buyer_refund: -3998 });
    expect((await pay(open.id, me)).status).toBe(409);
    const gone = await order([["milk", "ma", 1]]);
    await pay(gone.id, me);
    await server.call(
      routes.ship,
      { params: { id: gone.fulfilments[0]?.id ?? "" }, body: { carrier: "c", tracking: "t" } },
      a,
    );
    expect((await cancel(gone.id)).status).toBe(409);
    expect(await factNames(m, paid.id)).toEqual(["order.placed", "order.paid", "order.cancelled"]);
  });

  test("pieces come back one by one, to the cent, into quarantine and from there on sale", async () => {
    const { m, me, order, a, web, other } = await shopper();
    const o = await order([
      ["milk", "ma", 3],
      ["soap", "ma", 1],
    ]);
    await pay(o.id, me);
    const f = o.fulfilments[0]?.id ?? "";
    await server.call(routes.ship, { params: { id: f }, body: { carrier: "c", tracking: "t" } }, a);
    await server.call(routes.delivered, { params: { id: f }, body: {} }, a);
    const ask = (lines: { line: number; quantity: number }[], more = {}) =>
      server.call(routes.askReturn, { params: { id: o.id }, body: { lines, reason: "不合适", ...more } }, me);
    const first = (await ask([{ line: 1, quantity: 2 }], { quality: true })).body;
    expect(first).toMatchObject({ state: "requested", refund_minor: 3998, venue: m.no("venues", "web-a") });
    expect((await ask([{ line: 1, quantity: 2 }])).status).toBe(409);
    expect((await server.call(routes.receiveReturn, { params: { id: first.id }, body: {} }, other)).status).toBe(404);
    expect((await server.call(routes.receiveReturn, { params: { id: first.id }, body: {} }, web)).body).toMatchObject({
      state: "refunded",
    });
    expect((await server.call(routes.receiveReturn, { params: { id: first.id }, body: {} }, web)).status).toBe(409);
    expect(await stockRow(m, "milk", "web-a")).toMatchObject({ on_hand: 7, quarantined: 2 });
    const inspected = await server.call(routes.inspect, { body: { sku: "milk", quantity: 2, result: "on_hand" } }, web);
    expect(inspected.body).toMatchObject({ on_hand: 9, quarantined: 0 });
    const rest = (
      await ask(
        [
          { line: 1, quantity: 1 },
          { line: 2, quantity: 1 },
        ],
        { kind: "refund_only" },
      )
    ).body;
    await server.call(routes.refuseReturn, { params: { id: rest.id }, body: { reason: "已使用" } }, a);
    const again = (
      await ask(
        [
          { line: 1, quantity: 1 },
          { line: 2, quantity: 1 },
        ],
        { kind: "refund_only" },
      )
    ).body;
    await server.call(routes.refundOnly, { params: { id: again.id }, body: {} }, a);
    const end = (await ofOrder(o.id, me)).body;
    expect(end).toMatchObject({
      state: "refunded",
      refunded_minor: end.pay_minor,
      payments: [{ state: "refunded", refunded_minor: end.pay_minor }],
    });
    expect(end.returns.map((r) => r.state)).toEqual(["refunded", "refused", "refunded"]);
    expect(await books(m)).toEqual({ psp_clearing: 6547, order_held: 0, merchant_payable: 0, buyer_refund: -6547 });
    const settled = await server.call(routes.settlement, {}, a);
    expect(settled.body).toMatchObject({
      accounts: [],
      merchants: [{ merchant: m.no("merchants", "ma"), payable_minor: 0, refunded_minor: 6547 }],
    });
  });
});

describe("who may see and do what", () => {
  test("another consumer, venue or brand is told that there is no such order", async () => {
    const { m, me, a, b, store, other, op } = await shopper();
    const placed = (
      await server.call(
        routes.place,
        {
          body: wish([
            ["milk", "ma", 1],
            ["tea", "mb", 1],
          ]),
        },
        me,
      )
    ).body;
    const [mine, tea] = placed.orders as [trade.Order, trade.Order];
    await pay(placed.parent, me);
    const stranger = as.consumer(m.id, (await m.consumer()).consumer);
    const foreign = as.operator((await openMarket()).id);
    const f = mine.fulfilments[0]?.id ?? "";
    const reads = [
      [ofOrder(mine.id, stranger)],
      [b, store, other, foreign].map((p) => server.call(routes.order, { params: { id: mine.id } }, p)),
    ].flat();
    expect((await Promise.all(reads)).map((r) => r.status)).toEqual([404, 404, 404, 404, 404]);
    expect((await server.call(routes.order, { params: { id: tea.id } }, a)).status).toBe(404);
    const acts = [
      pay(placed.parent, stranger),
      server.call(routes.cancelMine, { params: { id: mine.id }, body: { reason: "x" } }, stranger),
      server.call(
        routes.askReturn,
        { params: { id: mine.id }, body: { lines: [{ line: 1, quantity: 1 }], reason: "x" } },
        stranger,
      ),
      server.call(routes.giveReview, { params: { id: mine.id }, body: { stars: 1 } }, stranger),
      server.call(routes.ship, { params: { id: f }, body: { carrier: "c", tracking: "t" } }, b),
      server.call(routes.ship, { params: { id: f }, body: { carrier: "c", tracking: "t" } }, store),
      server.call(routes.cancel, { params: { id: mine.id }, body: { reason: "x" } }, b),
    ];
    expect((await Promise.all(acts)).map((r) => r.status)).toEqual([404, 404, 404, 404, 404, 404, 404]);
    expect((await server.call(routes.orders, {}, b)).body.items.map((o) => o.id)).toEqual([tea.id]);
    expect(
      (await server.call(routes.orders, { query: { merchant: m.no("merchants", "ma") } }, op)).body.items.map(
        (o) => o.id,
      ),
    ).toEqual([mine.id]);
    expect((await server.call(routes.venueOrders, {}, other)).body.items).toEqual([]);
  });

  test("a brand sees its own lines of a mixed order, their sums and no payment; another merchant's order it only reads", async () => {
    const { m, me, a } = await shopper();
    await m.stock("milk", "shop", "corner", 5);
    await m.stock("tea", "shop", "corner", 5);
    const o = (
      await server.call(
        routes.place,
        {
          body: wish(
            [
              ["milk", "shop", 1],
              ["tea", "shop", 2],
            ],
            { fulfilment: { kind: "collect", venue: "corner" } },
          ),
        },
        me,
      )
    ).body.orders[0] as trade.Order;
    await pay(o.id, me);
    const seen = (await server.call(routes.order, { params: { id: o.id } }, a)).body;
    expect(seen).toMatchObject({ pay_minor: 2100, lines: [{ sku_code: "milk" }], payments: [], address: null });
    expect((await server.call(routes.ready, { params: { id: o.fulfilments[0]?.id ?? "" }, body: {} }, a)).status).toBe(
      403,
    );
  });

  test("lists are paged, and a cursor that is none is refused", async () => {
    const { me, order } = await shopper();
    const made = [await order([["milk", "ma", 1]]), await order([["milk", "ma", 1]]), await order([["milk", "ma", 1]])]
      .map((o) => o.id)
      .toReversed();
    const one = (await server.call(routes.myOrders, { query: { limit: 2 } }, me)).body;
    const two = (await server.call(routes.myOrders, { query: { limit: 2, after: one.next } }, me)).body;
    expect([...one.items, ...two.items].map((o) => o.id)).toEqual(made);
    expect(two.next).toBeUndefined();
    expect((await server.call(routes.myOrders, { query: { after: "zzz" } }, me)).status).toBe(400);
    expect(await drain([factsModule])).toBeUndefined();
  });
});
