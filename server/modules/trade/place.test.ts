import { trade } from "#contract";
import { inTx } from "#kernel";
import { as, testServer } from "#testing";
import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { before, openMarket, wish } from "./fixture.ts";
import type { Market } from "./fixture.ts";
import { module } from "./index.ts";
import type { Tables } from "./tables.ts";

const server = testServer([...before, module]);
const { routes } = trade;
const buyer = async (m: Market) => as.consumer(m.id, (await m.consumer()).consumer);
const stockOf = async (m: Market, sku: string) =>
  (await server.call(routes.stock, { query: { sku: m.sku(sku) } }, as.operator(m.id))).body.items;
const place = (body: ReturnType<typeof wish>, who: ReturnType<typeof as.consumer>) =>
  server.call(routes.place, { body }, who);
const count = (m: Market, table: string) =>
  inTx(m.scope, async (tx) => {
    const read = await sql<{
      n: number;
    }>`SELECT count(*) AS n FROM ${sql.table(`trade.${table}`)} WHERE platform_id = ${m.id}`.execute(tx.as<Tables>());
    return read.rows[0]?.n ?? 0;
  });

describe("placing orders", () => {
  test("one call makes one order per merchant, holds stock for it and says what is promised", async () => {
    const m = await openMarket();
    await m.stock("milk", "ma", "web-a", 10);
    await m.stock("tea", "mb", "web-b", 10);
    const me = await buyer(m);
    const reply = await place(
      wish([
        ["milk", "ma", 2],
        ["tea", "mb", 1],
      ]),
      me,
    );
    expect(reply.status).toBe(201);
    expect(reply.body).toMatchObject({ pay_minor: 2 * 1999 + 3000, currency: "CNY" });
    expect(reply.body.orders.map((o) => [o.merchant, o.state, o.pay_minor, o.lines.length])).toEqual([
      [m.no("merchants", "ma"), "placed", 3998, 1],
      [m.no("merchants", "mb"), "placed", 3000, 1],
    ]);
    expect(await stockOf(m, "milk")).toMatchObject([{ on_hand: 10, reserved: 2, available: 8 }]);
    const mine = await server.call(routes.myOrders, {}, me);
    expect(mine.body.items.map((o) => o.id).sort()).toEqual(reply.body.orders.map((o) => o.id).sort());
    expect(mine.body.items.find((o) => o.id === reply.body.orders[0]?.id)).toEqual(reply.body.orders[0]);
  });

  test("the same request is one order, also at once; another wish under its key is refused", async () => {
    const m = await openMarket();
    await m.stock("milk", "ma", "web-a", 10);
    const me = await buyer(m);
    const body = wish([["milk", "ma", 1]]);
    const replies = await Promise.all(Array.from({ length: 12 }, () => place(body, me)));
    expect(new Set(replies.map((r) => `${r.status} ${r.body.parent}`)).size).toBe(1);
    expect((await place(body, me)).body).toEqual(replies[0]?.body);
    expect((await place({ ...body, lines: [{ sku: "milk", merchant: "ma", quantity: 2 }] }, me)).status).toBe(422);
    // The first SKU decides the lane: the same key in two lanes meets in the database.
    const soap = wish([["soap", "ma", 1]]);
    await m.stock("soap", "ma", "web-a", 5);
    const both = await Promise.all([
      place(soap, me),
      place({ ...soap, lines: [{ sku: "milk", merchant: "ma", quantity: 1 }] }, me),
    ]);
    expect(both.map((r) => r.status).sort()).toEqual([201, 422]);
    expect(await count(m, "orders")).toBe(2);
  });

  test("500 buyers at once of 50 pieces: exactly 50 orders, 450 clean refusals", async () => {
    const m = await openMarket();
    await m.stock("milk", "ma", "web-a", 50);
    const me = await buyer(m);
    const replies = await Promise.all(Array.from({ length: 500 }, () => place(wish([["milk", "ma", 1]]), me)));
    expect(replies.filter((r) => r.status === 201)).toHaveLength(50);
    const refused = replies.filter((r) => r.status === 409);
    expect(refused).toHaveLength(450);
    expect(JSON.parse(refused[0]?.text ?? "")).toMatchObject({
      type: "urn:fairground:problem:out_of_stock",
      fields: [{ field: "body.lines.0", expected: "at most 0" }],
    });
    expect(await stockOf(m, "milk")).toMatchObject([{ on_hand: 50, reserved: 50, available: 0 }]);
    expect(await count(m, "reservation")).toBe(50);
  });

  test("an order is accepted whole or not at all, and refusals take nothing", async () => {
    const m = await openMarket();
    await m.stock("milk", "ma", "web-a", 5);
    await m.stock("tea", "mb", "web-b", 1);
    const me = await buyer(m);
    const asks: [string, string, number][][] = [
      [
        ["milk", "ma", 1],
        ["tea", "mb", 2],
      ],
      [
        ["tea", "mb", 1],
        ["milk", "ma", 3],
      ],
      [
        ["milk", "ma", 1],
        ["milk", "ma", 1],
      ],
      [
        ["milk", "ma", 1],
        ["milk", "ma", 2],
      ],
    ];
    const statuses = [];
    for (const lines of asks) statuses.push((await place(wish(lines), me)).status);
    expect(statuses).toEqual([409, 201, 201, 409]);
    expect(await stockOf(m, "milk")).toMatchObject([{ reserved: 5, available: 0 }]);
    expect(await stockOf(m, "tea")).toMatchObject([{ reserved: 1, available: 0 }]);
  });

  test("baskets with their lines in either order never deadlock and sell everything", async () => {
    const m = await openMarket();
    await m.stock("milk", "ma", "web-a", 40);
    await m.stock("soap", "ma", "web-a", 40);
    const me = await buyer(m);
    const replies = await Promise.all(
      Array.from({ length: 60 }, (_x, i) =>
        place(
          wish(
            i % 2 === 0
              ? [
                  ["milk", "ma", 1],
                  ["soap", "ma", 1],
                ]
              : [
                  ["soap", "ma", 1],
                  ["milk", "ma", 1],
                ],
          ),
          me,
        ),
      ),
    );
    expect(replies.filter((r) => r.status === 201)).toHaveLength(40);
    expect(replies.filter((r) => r.status === 409)).toHaveLength(20);
  });

  test("a parcel leaves the warehouse first, is split over stores only when it must, and lots that end first go first", async () => {
    const m = await openMarket();
    await m.stock("milk", "ma", "web-a", 2, { lot: "late", expires_on: "2099-12-31" });
    await m.stock("milk", "ma", "web-a", 2, { lot: "early", expires_on: "2099-01-31" });
    await m.stock("milk", "ma", "store-1", 9);
    await m.stock("milk", "shop", "corner", 9);
    const me = await buyer(m);
    const venuesOf = async (quantity: number) => {
      const reply = await place(wish([["milk", "ma", quantity]]), me);
      return reply.body.orders?.[0]?.fulfilments.map((f) => [f.venue, f.lines[0]?.quantity]);
    };
    expect(await venuesOf(3)).toEqual([[m.no("venues", "web-a"), 3]]);
    const lots = await stockOf(m, "milk");
    expect(lots.filter((r) => r.lot > 0).map((r) => [r.lot_code, r.reserved])).toEqual([
      ["late", 1],
      ["early", 2],
    ]);
    expect(await venuesOf(2)).toEqual([[m.no("venues", "store-1"), 2]]);
    expect(new Set(await venuesOf(8))).toEqual(
      new Set([
        [m.no("venues", "store-1"), 7],
        [m.no("venues", "web-a"), 1],
      ]),
    );
    // A corner shop lends its stock to nobody's parcels.
    expect((await place(wish([["milk", "shop", 1]]), me)).status).toBe(409);
  });

  test("goods past their day are not promised", async () => {
    const m = await openMarket();
    await m.stock("milk", "ma", "web-a", 5, { lot: "old", expires_on: "2020-01-01" });
    expect((await place(wish([["milk", "ma", 1]]), await buyer(m))).status).toBe(409);
    const free = await server.call(
      routes.availability,
      { query: { sku: m.sku("milk"), merchant: m.no("merchants", "ma") } },
      as.visitor(m.id),
    );
    expect(free.body).toEqual({ deliver: 0, collect: [] });
  });

  test("bad wishes say which field, why, and what would be right, and write nothing", async () => {
    const m = await openMarket();
    await m.stock("milk", "ma", "web-a", 5);
    const me = await buyer(m);
    const cases: [ReturnType<typeof wish>, string][] = [
      [wish([["nothing", "ma", 1]]), "body.lines.0.sku"],
      [wish([["milk", "nobody", 1]]), "body.lines.0.merchant"],
      [wish([["milk", "mb", 1]]), "body.lines.0.sku"],
      [wish([["fit", "ma", 1]]), "body.lines.0.sku"],
      [wish([["milk", "ma", 1]], { address: undefined }), "body.address"],
      [wish([["milk", "ma", 1]], { fulfilment: { kind: "collect" } }), "body.fulfilment.venue"],
      [wish([["milk", "ma", 1]], { fulfilment: { kind: "collect", venue: "web-a" } }), "body.fulfilment.venue"],
      [wish([["milk", "ma", 0]]), "body.lines.0.quantity"],
      [wish([["milk", "ma", 1]], { request_id: "short" }), "body.request_id"],
    ];
    for (const [body, field] of cases) {
      const reply = await place(body, me);
      expect([reply.status, JSON.parse(reply.text).fields?.[0]?.field]).toEqual([400, field]);
    }
    expect(await count(m, "parent_order")).toBe(0);
    expect((await place(wish([["milk", "ma", 1]]), as.visitor(m.id) as never)).status).toBe(401);
  });

  test("a quote tells price, promise and what is free, and holds nothing", async () => {
    const m = await openMarket();
    await m.stock("milk", "ma", "store-1", 4);
    const quote = await server.call(
      routes.quote,
      {
        body: {
          lines: [{ sku: "milk", merchant: "ma", quantity: 2 }],
          fulfilment: { kind: "collect", venue: "store-1" },
        },
      },
      as.visitor(m.id),
    );
    expect(quote.body).toMatchObject({ pay_minor: 3998, lines: [{ available: 4, unit_minor: 1999 }] });
    expect(await stockOf(m, "milk")).toMatchObject([{ reserved: 0 }]);
    expect(await count(m, "parent_order")).toBe(0);
  });

  test("one poisoned request in a batch fails alone", async () => {
    const m = await openMarket();
    await m.stock("milk", "ma", "web-a", 100);
    const me = await buyer(m);
    // A device id with a NUL character cannot be stored as JSON: the whole statement fails.
    const poison = wish([["milk", "ma", 1]], { anonymous_id: "a\u0000b" });
    const replies = await Promise.all(
      [
        ...Array.from({ length: 20 }, () => wish([["milk", "ma", 1]])),
        poison,
        ...Array.from({ length: 20 }, () => wish([["milk", "ma", 1]])),
      ].map((b) => place(b, me)),
    );
    expect(replies.map((r) => r.status).filter((s) => s === 201)).toHaveLength(40);
    expect(await stockOf(m, "milk")).toMatchObject([{ reserved: 40 }]);
    expect(replies[20]?.status).toBe(400);
  });
});
