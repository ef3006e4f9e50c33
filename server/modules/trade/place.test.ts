import { trade } from "#contract";
import { module as catalog } from "#catalog";
import { module as facts } from "#facts";
import { inTx } from "#kernel";
import { module as identity } from "#identity";
import { module as parties } from "#parties";
import { as, testServer } from "#testing";
import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { openMarket, wish } from "./fixture.ts";
import type { Market } from "./fixture.ts";
import { module } from "./index.ts";
import type { Tables } from "./tables.ts";

const server = testServer([parties, catalog, facts, identity, module]);
const { routes } = trade;
const buyer = async (m: Market) => as.consumer(m.id, (await m.consumer()).consumer);
const stockOf = async (m: Market, sku: string) => {
  const reply = await server.call(routes.stock, { query: { sku: m.sku(sku) } }, as.operator(m.id));
  return reply.body.items;
};

describe("placing orders", () => {
  test("one call makes one order per merchant, holds stock for it and says what is promised", async () => {
    const m = await openMarket();
    await m.stock("milk", "ma", "web-a", 10);
    await m.stock("tea", "mb", "web-b", 10);
    const reply = await server.call(routes.place, { body: wish([["milk", "ma", 2], ["tea", "mb", 1]]) }, await buyer(m));
    expect(reply.status).toBe(201);
    expect(reply.body).toMatchObject({ pay_minor: 2 * 1999 + 3000, currency: "CNY" });
    expect(reply.body.orders.map((o) => [o.merchant, o.state, o.pay_minor, o.lines.length])).toEqual([
      [m.no("merchants", "ma"), "placed", 3998, 1],
      [m.no("merchants", "mb"), "placed", 3000, 1],
    ]);
    expect(await stockOf(m, "milk")).toMatchObject([{ on_hand: 10, reserved: 2, available: 8 }]);
  });
});
