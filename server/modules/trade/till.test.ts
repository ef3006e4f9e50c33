import { trade } from "#contract";
import { inTx, newId } from "#kernel";
import { as, testServer } from "#testing";
import { describe, expect, test } from "vitest";
import { differences } from "./audit.ts";
import { before, milkGtin, openMarket, wish } from "./fixture.ts";
import type { Market } from "./fixture.ts";
import { module } from "./index.ts";

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

describe("the till", () => {
  test("a sale is order, payment and hand-over in one step, with the member and the associate", async () => {
    const m = await openMarket();
    const { store, op } = staffOf(m);
    await m.stock("milk", "ma", "store-1", 10);
    const member = await m.consumer();
    const body = sale(
      [
        [milkGtin, 2],
        ["fit", 1],
      ],
      { member: member.member_no, tender: "cash" },
    );
    const quote = await server.call(routes.venueQuote, { body: { lines: body.lines } }, store);
    expect(quote.body.pay_minor).toBe(2 * 1999 + 9900);
    const sold = await server.call(routes.sell, { body }, store);
    expect(sold.body).toMatchObject({
      pay_minor: 13898,
      tender: "cash",
      orders: [
        {
          state: "delivered",
          kind: "handover",
          venue: m.no("venues", "store-1"),
          fulfilments: [{ state: "delivered" }],
        },
      ],
    });
    expect(sold.body.receipt_no).toMatch(/^R\d{6}-/);
    expect((await server.call(routes.sell, { body }, store)).body).toEqual(sold.body);
    const byReceipt = (who = store) =>
      server.call(routes.venueOrders, { query: { q: sold.body.receipt_no.toLowerCase() } }, who);
    expect((await byReceipt()).body.items.map((o) => o.id)).toEqual(sold.body.orders.map((o) => o.id));
    expect((await byReceipt(as.venue(m.id, m.no("venues", "store-2")))).body.items).toEqual([]);
    expect(
      (await server.call(routes.venueQuote, { body: { lines: body.lines, coupons: ["NONE"] } }, store)).body.refused,
    ).toMatchObject([{ code: "NONE", title: null, because: "unknown_code" }]);
    expect((await server.call(routes.venueStock, {}, store)).body.items).toMatchObject([{ on_hand: 8, reserved: 0 }]);
    const mine = await server.call(routes.myOrders, {}, as.consumer(m.id, member.consumer));
    expect(mine.body.items.map((o) => o.id)).toEqual(sold.body.orders.map((o) => o.id));
    expect((await server.call(routes.settlement, {}, op)).body.accounts).toEqual([
      { account: "merchant_payable", balance_minor: -13898 },
      { account: "order_held", balance_minor: 0 },
      { account: "till", balance_minor: 13898 },
    ]);
    expect((await server.call(routes.sell, { body: sale([["milk", 1]], { member: "nobody-1" }) }, store)).status).toBe(
      400,
    );
    expect((await server.call(routes.sell, { body: sale([["none", 1]]) }, store)).status).toBe(400);
  });

  test("a store-in-store sale is one receipt with several owners", async () => {
    const m = await openMarket();
    const { corner, op } = staffOf(m);
    await m.stock("milk", "shop", "corner", 3);
    // The tea belongs to mb and lies in the corner shop on consignment.
    await m.stock("tea", "mb", "corner", 3);
    await inTx(m.scope, async (tx) => {
      const { upsertProducts } = await import("#catalog");
      await upsertProducts(tx, {
        offers: [{ sku: "tea", merchant: "mb", price_minor: 3000, venues: ["corner", "web-b"] }],
      });
    });
    const sold = await server.call(
      routes.sell,
      {
        body: sale(
          [
            ["milk", 1],
            ["tea", 1],
          ],
          { tender: "card" },
        ),
      },
      corner,
    );
    expect(sold.body.orders.map((o) => [o.merchant, o.pay_minor])).toEqual([
      [m.no("merchants", "shop"), 2100],
      [m.no("merchants", "mb"), 3000],
    ]);
    expect((await server.call(routes.settlement, {}, op)).body.merchants).toMatchObject([
      { payable_minor: 3000 },
      { payable_minor: 2100 },
    ]);
  });

  test("goods that left although the ledger has none are sold, and become a shortage; promised pieces stay", async () => {
    const m = await openMarket();
    const { store } = staffOf(m);
    await m.stock("milk", "ma", "store-1", 5);
    const me = as.consumer(m.id, (await m.consumer()).consumer);
    await server.call(
      routes.place,
      { body: wish([["milk", "ma", 3]], { fulfilment: { kind: "collect", venue: "store-1" } }) },
      me,
    );
    expect((await server.call(routes.sell, { body: sale([["milk", 4]]) }, store)).status).toBe(201);
    expect((await server.call(routes.venueStock, {}, store)).body.items).toMatchObject([
      { on_hand: 3, reserved: 3, available: 0 },
    ]);
    expect((await server.call(routes.sell, { body: sale([["soap", 1]]) }, store)).status).toBe(201);
    expect(await inTx(m.scope, differences)).toEqual([]);
  });

  test("the counter takes back what it sold and pays cash back at once", async () => {
    const m = await openMarket();
    const { store, op, corner } = staffOf(m);
    await m.stock("milk", "ma", "store-1", 5);
    const sold = (await server.call(routes.sell, { body: sale([["milk", 3]]) }, store)).body;
    const back = {
      order_no: sold.orders[0]?.no ?? "",
      lines: [{ line: 1, quantity: 1 }],
      reason: "坏了",
      quality: true,
      result: "damaged" as const,
    };
    expect((await server.call(routes.counterReturn, { body: back }, corner)).status).toBe(404);
    expect((await server.call(routes.counterReturn, { body: back }, store)).body).toMatchObject({
      state: "refunded",
      refund_minor: 1999,
    });
    expect(
      (await server.call(routes.counterReturn, { body: { ...back, lines: [{ line: 1, quantity: 3 }] } }, store)).status,
    ).toBe(409);
    expect((await server.call(routes.venueStock, {}, store)).body.items).toMatchObject([{ on_hand: 2, damaged: 1 }]);
    const accounts = Object.fromEntries(
      (await server.call(routes.settlement, {}, op)).body.accounts.map((x) => [x.account, x.balance_minor]),
    );
    expect(accounts).toEqual({ till: 3998, order_held: 0, merchant_payable: -3998, buyer_refund: 0 });
  });
});
