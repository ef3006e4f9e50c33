import { trade } from "#contract";
import { inTx, newId } from "#kernel";
import type { Principal } from "#kernel";
import { as, testServer } from "#testing";
import { sql } from "kysely";
import { afterEach, describe, expect, test } from "vitest";
import { before, openMarket, wish } from "./fixture.ts";
import type { Market } from "./fixture.ts";
import { module } from "./index.ts";
import { couldBeCode } from "./model.ts";
import { signTestNotice } from "./providers.ts";
import { openRefunds, payOut } from "./refund.ts";
import { expireHolds } from "./reserve.ts";
import type { Tables } from "./tables.ts";

const server = testServer([...before, module]);
const { routes } = trade;
afterEach(() => server.setNow(undefined));
const later = (minutes: number) => server.setNow(new Date(Date.now() + minutes * 60_000));

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

describe("a parcel from payment to review", () => {
  test("each step moves state, stock, books and facts together", async () => {
    const { m, me, order, a } = await shopper();
    const o = await order([["milk", "ma", 2]]);
    expect((await pay(o.id, me)).body).toMatchObject({
      payment: { state: "paid", amount_minor: 3998 },
      orders: [{ state: "paid", pay_before: null }],
    });
    expect(await books(m)).toEqual({ psp_clearing: 3998, order_held: -3998 });
    const f = o.fulfilments[0]?.id ?? "";
    const sent = await server.call(routes.ship, { params: { id: f }, body: { carrier: "顺丰", tracking: "SF1" } }, a);
    expect(sent.body).toMatchObject({
      state: "dispatched",
      address: { name: "王" },
      fulfilments: [{ state: "shipped", tracking: "SF1" }],
    });
    expect(await stockRow(m, "milk", "web-a")).toMatchObject({ on_hand: 8, reserved: 0, available: 8 });
    expect(
      (await server.call(routes.ship, { params: { id: f }, body: { carrier: "x", tracking: "y" } }, a)).status,
    ).toBe(409);
    expect((await server.call(routes.giveReview, { params: { id: o.id }, body: { stars: 5 } }, me)).status).toBe(409);
    await server.call(routes.delivered, { params: { id: f }, body: {} }, a);
    expect(await books(m)).toEqual({ psp_clearing: 3998, order_held: 0, merchant_payable: -3998 });
    const review = { params: { id: o.id }, body: { stars: 5, text: "好" } };
    expect((await server.call(routes.giveReview, review, me)).status).toBe(201);
    expect((await server.call(routes.giveReview, review, me)).status).toBe(409);
    const detail = (await ofOrder(o.id, me)).body;
    expect(detail.timeline.map((e) => [e.name, e.by])).toEqual([
      ["placed", "consumer"],
      ["paid", "consumer"],
      ["shipped", "merchant"],
      ["delivered", "merchant"],
      ["reviewed", "consumer"],
    ]);
    expect(await factNames(m, o.id)).toEqual([
      "order.placed",
      "order.paid",
      "order.dispatched",
      "order.delivered",
      "review.given",
    ]);
    const read = await server.call(routes.reviews, { query: { sku: m.sku("milk") } }, as.visitor(m.id));
    expect(read.body).toMatchObject({ count: 1, mean_stars: 5, items: [{ stars: 5, text: "好" }] });
  });

  test("two taps pay once; a decline can be tried again; the parent is paid as a whole", async () => {
    const { m, me } = await shopper();
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
    expect((await pay(placed.parent, me, "decline")).body).toMatchObject({
      payment: { state: "declined" },
      orders: [{ state: "placed" }, { state: "placed" }],
    });
    const taps = await Promise.all([1, 2, 3].map(() => pay(placed.parent, me)));
    expect(new Set(taps.map((t) => t.body.payment.id)).size).toBe(1);
    expect(taps[0]?.body.orders.map((o) => o.state)).toEqual(["paid", "paid"]);
    expect(await books(m)).toEqual({ psp_clearing: 4999, order_held: -4999 });
  });
});

describe("notices of the provider", () => {
  const notice = (payment: string, more: Partial<Parameters<typeof signTestNotice>[0]> = {}) => {
    const n = {
      event: newId(),
      payment,
      outcome: "paid" as const,
      amount_minor: 1999,
      currency: "CNY",
      sent_at: new Date().toISOString(),
      ...more,
    };
    return { ...n, signature: signTestNotice(n) };
  };
  const send = (m: Market, body: ReturnType<typeof notice>) =>
    server.call(routes.testNotice, { body }, as.visitor(m.id));

  test("a late answer pays, once; wrong signature, age or amount change nothing", async () => {
    const { m, me, order } = await shopper();
    const o = await order([["milk", "ma", 1]]);
    const { payment } = (await pay(o.id, me, "later")).body;
    expect(payment.state).toBe("pending");
    expect((await send(m, { ...notice(payment.id), signature: "0".repeat(64) })).status).toBe(403);
    expect(
      (await send(m, notice(payment.id, { sent_at: new Date(Date.now() - 3_600_000).toISOString() }))).status,
    ).toBe(403);
    expect((await send(m, notice(payment.id, { amount_minor: 1 }))).status).toBe(409);
    expect((await ofOrder(o.id, me)).body.state).toBe("placed");
    const good = notice(payment.id);
    expect((await send(m, good)).body).toEqual({ known: false, state: "paid" });
    expect((await send(m, good)).body).toEqual({ known: true, state: "paid" });
    expect(await books(m)).toEqual({ psp_clearing: 1999, order_held: -1999 });
  });

  test("money after the hold ended buys the goods while they are there, and goes back when they are gone", async () => {
    const { m, me, order } = await shopper();
    const [first, second] = [await order([["soap", "ma", 6]]), await order([["soap", "ma", 4]])];
    const payments = [
      (await pay(first.id, me, "later")).body.payment,
      (await pay(second.id, me, "later")).body.payment,
    ];
    later(16);
    expect(await expireHolds(m.id)).toBeGreaterThan(0);
    expect((await ofOrder(first.id, me)).body).toMatchObject({
      state: "expired",
      fulfilments: [{ state: "cancelled" }],
    });
    expect(await stockRow(m, "soap", "web-a")).toMatchObject({ reserved: 0, available: 10 });
    await order([["soap", "ma", 5]]);
    const sent_at = new Date(Date.now() + 16 * 60_000).toISOString();
    await send(m, notice(payments[0]?.id ?? "", { amount_minor: 3300, sent_at }));
    await send(m, notice(payments[1]?.id ?? "", { amount_minor: 2200, sent_at }));
    expect((await ofOrder(first.id, me)).body).toMatchObject({
      state: "expired",
      refunded_minor: 3300,
      payments: [{ state: "refunded" }],
    });
    expect((await ofOrder(second.id, me)).body).toMatchObject({
      state: "paid",
      fulfilments: [{ state: "open" }],
      payments: [{ state: "paid" }],
    });
    expect(await stockRow(m, "soap", "web-a")).toMatchObject({ reserved: 9, available: 1 });
    expect(await books(m)).toEqual({ psp_clearing: 5500, order_held: -2200, buyer_refund: -3300 });
    for (const r of await openRefunds(new Date(Date.now() + 3_600_000)))
      if (r.platform === m.id) await payOut(r.platform, r.refund);
    expect(await books(m)).toEqual({ psp_clearing: 2200, order_held: -2200, buyer_refund: 0 });
  });
});

describe("click and collect", () => {
  test("ready, then handed over against the code; wrong codes are counted and close the counter", async () => {
    const { m, me, order, store, other } = await shopper();
    const o = await order([["milk", "ma", 1]], { fulfilment: { kind: "collect", venue: "store-1" } });
    await pay(o.id, me);
    const mine = (await ofOrder(o.id, me)).body.fulfilments[0];
    const [id, code] = [mine?.id ?? "", mine?.pick_up_code ?? ""];
    expect(code).toMatch(/^\d{6}$/);
    const list = (await server.call(routes.toPick, {}, store)).body.items;
    expect(list).toMatchObject([
      { order_no: o.no, state: "open", recipient: "", lines: [{ sku_code: "milk", quantity: 1 }] },
    ]);
    expect(JSON.stringify(list)).not.toContain(code);
    const hand = (text: string, who = store) =>
      server.call(routes.handOver, { params: { id }, body: { code: text } }, who);
    expect((await hand(code, other)).status).toBe(404);
    expect((await server.call(routes.ready, { params: { id }, body: {} }, other)).status).toBe(404);
    expect((await server.call(routes.ready, { params: { id }, body: {} }, store)).body).toMatchObject({
      state: "dispatched",
    });
    const wrong = Array.from({ length: 100 }, (_x, i) => String(i).padStart(6, "0")).filter(
      (c) => couldBeCode(c) && c !== code,
    );
    for (const w of wrong.slice(0, 4)) expect((await hand(w)).status).toBe(422);
    // Slips that are no code at all cost no try.
    for (const slip of ["12345", "000001", "abc"]) expect((await hand(slip)).status).toBe(422);
    expect((await hand(wrong[4] ?? "")).status).toBe(422);
    expect((await hand(code)).status).toBe(429);
    later(16);
    expect((await hand(code)).body).toMatchObject({ state: "delivered", fulfilments: [{ state: "delivered" }] });
    expect((await hand(code)).status).toBe(409);
    expect(await stockRow(m, "milk", "store-1")).toMatchObject({ on_hand: 9, reserved: 0 });
    expect(await factNames(m, o.id)).toEqual(["order.placed", "order.paid", "order.dispatched", "order.delivered"]);
  });
});
