import { marketing, trade } from "#contract";
import { inTx } from "#kernel";
import { as, testServer } from "#testing";
import { describe, expect, test } from "vitest";
import { before, openMarket, wish } from "./fixture.ts";
import type { Market } from "./fixture.ts";
import { orders as holder } from "./holder.ts";
import { differences, module } from "./index.ts";

const server = testServer([...before, module]);
const { routes } = trade;
const soon = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();

async function offer(m: Market, more: Partial<marketing.BenefitDraft> & { form: "coupon" | "automatic" }) {
  const draft = {
    title: { zh: "满减", en: "Off" },
    effect: { kind: "amount" as const, amount_minor: 1000 },
    threshold_minor: 3000,
    skus: null,
    venues: null,
    from: soon(-1),
    until: soon(24),
    limit: 1000,
    per_consumer: 10,
    budget_minor: 1_000_000,
    ...more,
  };
  const made = await server.call(marketing.routes.createBenefit, { body: draft }, as.brand(m.id, m.no("brands", "a")));
  expect(made.status).toBe(201);
  return made.body;
}
const used = async (m: Market, id: string) => {
  const list = await server.call(marketing.routes.benefits, {}, as.brand(m.id, m.no("brands", "a")));
  const found = list.body.items.find((b) => b.id === id);
  return [found?.used, found?.spent_minor];
};
async function shopper(m: Market) {
  const me = as.consumer(m.id, (await m.consumer()).consumer);
  const place = (quantity: number, coupons: string[] = []) =>
    server.call(routes.place, { body: wish([["milk", "ma", quantity]], { coupons }) }, me);
  return { me, place };
}

describe("benefits of an order", () => {
  test("a discount is split over the lines, paid for by its funder, and replayed to the cent by returns", async () => {
    const m = await openMarket();
    for (const sku of ["milk", "soap"]) await m.stock(sku, "ma", "web-a", 10);
    const benefit = await offer(m, { form: "automatic" });
    const { me } = await shopper(m);
    const body = wish([
      ["milk", "ma", 3],
      ["soap", "ma", 1],
    ]);
    const o = (await server.call(routes.place, { body }, me)).body.orders[0] as trade.Order;
    expect(o).toMatchObject({ listed_minor: 6547, discount_minor: 1000, pay_minor: 5547 });
    expect(o.lines.map((l) => l.discount_minor).reduce((a, b) => a + b, 0)).toBe(1000);
    expect(await used(m, benefit.id)).toEqual([1, 1000]);
    await server.call(routes.pay, { params: { id: o.id }, body: {} }, me);
    const op = as.operator(m.id);
    const f = { params: { id: o.fulfilments[0]?.id ?? "" } };
    await server.call(routes.ship, { ...f, body: { carrier: "c", tracking: "t" } }, op);
    await server.call(routes.delivered, { ...f, body: {} }, op);
    const books = async () =>
      Object.fromEntries(
        (await server.call(routes.settlement, {}, op)).body.accounts.map((a) => [a.account, a.balance_minor]),
      );
    expect(await books()).toEqual({
      psp_clearing: 5547,
      order_held: 0,
      merchant_payable: -6547,
      benefits_funder: 1000,
    });
    let refunded = 0;
    for (const line of [1, 2, 1, 1]) {
      const ask = { lines: [{ line, quantity: 1 }], reason: "x", kind: "refund_only" as const };
      const { id } = (await server.call(routes.askReturn, { params: { id: o.id }, body: ask }, me)).body;
      refunded += (await server.call(routes.refundOnly, { params: { id }, body: {} }, op)).body.refund_minor;
    }
    expect(refunded).toBe(5547);
    expect(await books()).toEqual({
      psp_clearing: 5547,
      order_held: 0,
      merchant_payable: 0,
      benefits_funder: 0,
      buyer_refund: -5547,
    });
    expect(await inTx(m.scope, differences)).toEqual([]);
  });

  test("however many ask at once, a benefit is used as often as it may be; who comes too late keeps nothing reserved", async () => {
    const m = await openMarket();
    await m.stock("milk", "ma", "web-a", 200);
    const benefit = await offer(m, { form: "automatic", limit: 5 });
    const { place } = await shopper(m);
    const replies = await Promise.all(Array.from({ length: 30 }, () => place(2)));
    const cheap = replies.filter((r) => r.status === 201 && r.body.pay_minor === 2998);
    const gone = replies.filter((r) => r.status === 409);
    expect(cheap).toHaveLength(5);
    for (const r of gone) expect(JSON.parse(r.text)).toMatchObject({ type: "urn:fairground:problem:benefit_gone" });
    expect(await used(m, benefit.id)).toEqual([5, 5000]);
    // The next look at the price is honest: nothing is left, the list price holds.
    expect((await place(2)).body.pay_minor).toBe(3998);
    expect(await inTx(m.scope, differences)).toEqual([]);
  });

  test("a coupon pays once, comes back with a cancelled order, and a wrong code says why in the proof", async () => {
    const m = await openMarket();
    await m.stock("milk", "ma", "web-a", 20);
    const benefit = await offer(m, { form: "coupon" });
    const { me, place } = await shopper(m);
    const coupon = (await server.call(marketing.routes.claim, { params: { id: benefit.id } }, me)).body;
    const first = (await place(2, [coupon.code])).body;
    expect(first.pay_minor).toBe(2998);
    const second = (await place(2, [coupon.code])).body;
    expect(second.pay_minor).toBe(3998);
    const cancel = { params: { id: first.orders[0]?.id ?? "" }, body: { reason: "x" } };
    await server.call(routes.cancelMine, cancel, me);
    expect(await used(m, benefit.id)).toEqual([0, 0]);
    expect((await place(2, [coupon.code])).body.pay_minor).toBe(2998);
    const wrong = (await place(2, ["NOSUCH"])).body.orders[0];
    const detail = await server.call(routes.myOrder, { params: { id: wrong?.id ?? "" } }, me);
    expect(detail.body.price.refused).toMatchObject([{ id: "code:NOSUCH", reason: "not_eligible" }]);
  });
});

describe("a person's data", () => {
  test("goes out with an export and away with an erasure; the sale stays", async () => {
    const m = await openMarket();
    await m.stock("milk", "ma", "web-a", 20);
    const person = await m.consumer();
    const me = as.consumer(m.id, person.consumer);
    const o = (await server.call(routes.place, { body: wish([["milk", "ma", 1]]) }, me)).body.orders[0] as trade.Order;
    const subject = { person: 1, nodes: [], consumers: [person.consumer], memberNos: [person.member_no] };
    const out = await inTx(m.scope, (tx) => holder.export(tx, subject));
    expect(out).toMatchObject([{ order: o.no, address: { name: "王" }, lines: [{ sku: "milk" }] }]);
    expect(await inTx(m.scope, (tx) => holder.erase(tx, subject))).toBe(2);
    expect(await inTx(m.scope, (tx) => holder.count(tx, subject))).toBe(0);
    const seen = await server.call(routes.order, { params: { id: o.id } }, as.operator(m.id));
    expect(seen.body).toMatchObject({ pay_minor: 1999, address: null });
    expect((await server.call(routes.myOrders, {}, me)).body.items).toEqual([]);
  });
});
