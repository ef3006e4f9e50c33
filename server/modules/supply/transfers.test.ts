import { module as audiences } from "#audiences";
import { module as catalog, upsertProducts } from "#catalog";
import { supply, trade } from "#contract";
import { module as databank } from "#databank";
import { module as facts } from "#facts";
import { module as identity } from "#identity";
import { inTx, platformScope, systemScope } from "#kernel";
import { module as marketing } from "#marketing";
import { openPlatform, module as parties, registerParties } from "#parties";
import { as, testServer, unique } from "#testing";
import { differences, module as tradeModule } from "#trade";
import { module as traffic } from "#traffic";
import { describe, expect, test } from "vitest";
import { module } from "./index.ts";

const server = testServer([
  parties,
  catalog,
  facts,
  identity,
  databank,
  audiences,
  traffic,
  marketing,
  tradeModule,
  module,
]);
const { routes } = supply;

async function market() {
  const p = await inTx(systemScope, (tx) =>
    openPlatform(tx, { code: unique("s"), name: "测试", currency: "CNY", zone: "Asia/Shanghai" }),
  );
  const scope = platformScope(p.id);
  const r = await inTx(scope, (tx) =>
    registerParties(tx, {
      brands: [{ code: "a" }, { code: "b" }],
      merchants: [
        { code: "ma", brand: "a" },
        { code: "mb", brand: "b" },
      ],
      venues: [
        { code: "s1", kind: "store", merchant: "ma" },
        { code: "s2", kind: "store", merchant: "ma" },
        { code: "s3", kind: "store", merchant: "mb" },
      ],
    }),
  );
  await inTx(scope, (tx) =>
    upsertProducts(tx, {
      products: [
        { code: "milk-p", name: "牛奶", brand: "a", skus: [{ code: "milk" }, { code: "rare" }] },
        { code: "tea-p", name: "茶", brand: "b", skus: [{ code: "tea" }] },
      ],
      offers: [
        { sku: "milk", merchant: "ma", price_minor: 1000 },
        { sku: "tea", merchant: "mb", price_minor: 500 },
      ],
    }),
  );
  const no = (what: keyof typeof r, code: string) => r[what].get(code) ?? 0;
  const who = {
    op: as.operator(p.id),
    a: as.brand(p.id, no("brands", "a")),
    b: as.brand(p.id, no("brands", "b")),
    s1: as.venue(p.id, no("venues", "s1")),
    s2: as.venue(p.id, no("venues", "s2")),
    s3: as.venue(p.id, no("venues", "s3")),
  };
  const receive = (quantity: number) =>
    server.call(
      trade.routes.receive,
      { body: { lines: [{ sku: "milk", merchant: "ma", venue: "s1", quantity }] } },
      who.op,
    );
  return { ...who, no, scope, receive };
}
describe("transfers", () => {
  test("goods travel from venue to venue, are in transit between, and missing ones stay visible", async () => {
    const m = await market();
    await m.receive(10);
    const body = { merchant: "ma", from: "s1", to: "s2", lines: [{ sku: "milk", quantity: 6 }] };
    const { id } = (await server.call(routes.draftTransfer, { body }, m.a)).body;
    const ship = (who: typeof m.s1) => server.call(routes.shipTransfer, { params: { id }, body: {} }, who);
    expect((await ship(m.s3)).status).toBe(404);
    expect((await ship(m.s2)).status).toBe(404);
    expect((await ship(m.s1)).body).toMatchObject({ state: "shipped" });
    const rows = async () =>
      (await server.call(trade.routes.stock, {}, m.a)).body.items.map((r) => [r.venue, r.on_hand, r.in_transit]);
    const [s1, s2] = [m.no("venues", "s1"), m.no("venues", "s2")];
    expect(await rows()).toEqual([
      [s1, 4, 0],
      [s2, 0, 6],
    ]);
    const take = (quantity: number) =>
      server.call(
        routes.receiveTransfer,
        { params: { id }, body: { lines: [{ sku: m.no("brands", "a"), quantity }] } },
        m.s2,
      );
    expect((await take(7)).status).toBe(400);
    expect((await take(5)).body).toMatchObject({ state: "received", lines: [{ quantity: 6, received: 5 }] });
    expect(await rows()).toEqual([
      [s1, 4, 0],
      [s2, 5, 0],
    ]);
    const more = (
      await server.call(routes.draftTransfer, { body: { ...body, lines: [{ sku: "milk", quantity: 5 }] } }, m.a)
    ).body;
    expect((await server.call(routes.shipTransfer, { params: { id: more.id }, body: {} }, m.a)).status).toBe(409);
    expect((await server.call(routes.cancelTransfer, { params: { id: more.id }, body: {} }, m.a)).body.state).toBe(
      "cancelled",
    );
    expect(await inTx(m.scope, differences)).toEqual([]);
  });
});
