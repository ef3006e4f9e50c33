import { module as audiences } from "#audiences";
import { module as catalog, upsertProducts } from "#catalog";
import { supply, trade } from "#contract";
import { module as databank } from "#databank";
import { module as facts } from "#facts";
import { module as identity } from "#identity";
import { inTx, newId, platformScope, systemScope } from "#kernel";
import { module as marketing } from "#marketing";
import { openPlatform, module as parties, registerParties } from "#parties";
import { as, testServer, unique } from "#testing";
import { differences, module as tradeModule } from "#trade";
import { module as traffic } from "#traffic";
import { afterEach, describe, expect, test } from "vitest";
import { module, propose } from "./index.ts";
import { dailySeries, figuresOf } from "./model.ts";

const server = testServer(
  [parties, catalog, facts, identity, databank, audiences, traffic, marketing, tradeModule, module],
  { work: true },
);
const { routes } = supply;
afterEach(() => server.setNow(undefined));
const day_ms = 86_400_000;

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
  await server.call(
    routes.putSuppliers,
    { body: { suppliers: [{ code: "dairy", name: { zh: "乳业", en: "Dairy" }, lead_time_days: 4 }] } },
    who.a,
  );
  const policy = {
    sku: "milk",
    merchant: "ma",
    venue: "s1",
    supplier: "dairy",
    pack_size: 12,
    review_days: 7,
    cost_minor: 600,
  };
  const put = await server.call(routes.putPolicies, { body: { policies: [policy] } }, who.a);
  expect(put.body).toEqual({ written: 1 });
  const receive = (quantity: number) =>
    server.call(
      trade.routes.receive,
      { body: { lines: [{ sku: "milk", merchant: "ma", venue: "s1", quantity }] } },
      who.op,
    );
  const sell = (quantity: number) =>
    server.call(
      trade.routes.sell,
      { body: { request_id: newId(), lines: [{ code: "milk", quantity }], tender: "cash" } },
      who.s1,
    );
  const stock = async () =>
    (await server.call(trade.routes.stock, { query: { venue: no("venues", "s1") } }, who.op)).body.items;
  return { ...who, no, scope, policy, receive, sell, stock };
}
type Market = Awaited<ReturnType<typeof market>>;
/** Twenty days that sold 3, 5, 3, 5 ... pieces, ending yesterday. */
async function sold(m: Market): Promise<void> {
  const now = Date.now();
  server.setNow(new Date(now - 21 * day_ms));
  await m.receive(98);
  for (let back = 20; back >= 1; back -= 1) {
    server.setNow(new Date(now - back * day_ms));
    await m.sell(back % 2 === 0 ? 3 : 5);
  }
  server.setNow(undefined);
}
const proposals = (m: Market, who = m.a) => server.call(routes.proposals, {}, who);

describe("what to order", () => {
  test("the series begins with the first sale, has at least a week, and ends yesterday", () => {
    const sales = new Map([
      ["2026-03-09", 4],
      ["2026-03-10", 9],
    ]);
    expect(dailySeries(sales, "2026-03-10")).toEqual([0, 0, 0, 0, 0, 0, 4]);
    expect(
      dailySeries(
        new Map([
          ["2026-01-20", 1],
          ["2026-03-09", 2],
        ]),
        "2026-03-10",
      ),
    ).toHaveLength(49);
    expect(dailySeries(new Map(), "2026-03-10")).toEqual([]);
    const terms = {
      lead_time_days: 4,
      lead_time_sd_days: 0,
      review_days: 0,
      pack_size: 10,
      least_order: 0,
      most_position: null,
      service_level_ratio: 0.95,
    };
    // Mean 4, sample sd sqrt(20/19): point 16 + 1.645 x 2 x 1.026; three packs bring 0 above it.
    const f = figuresOf(
      Array.from({ length: 20 }, (_x, i) => (i % 2 === 0 ? 3 : 5)),
      0,
      terms,
    );
    expect(f?.mean_per_day).toBe(4);
    expect(f?.reorder_at).toBeCloseTo(16 + 1.6449 * 2 * Math.sqrt(20 / 19), 3);
    expect(f?.quantity).toBe(20);
    expect(figuresOf([4, 4], 100, terms)?.quantity).toBe(0);
  });

  test("own sales become a proposal, an order, incoming goods and stock; then nothing more is proposed", async () => {
    const m = await market();
    await sold(m);
    const asked = await server.call(routes.propose, { body: {} }, m.a);
    expect(asked.status).toBe(202);
    const found = await until(async () => (await proposals(m)).body.items);
    // 98 received, 80 sold: 18 are left, and 4 a day for 4 days with safety need 19.4.
    expect(found).toMatchObject([
      {
        sku_code: "milk",
        mean_per_day: 4,
        days: 20,
        on_hand: 18,
        position: 18,
        on_order: 0,
        supplier_name: { en: "Dairy" },
      },
    ]);
    const [p] = found;
    expect((p?.quantity ?? 0) % 12).toBe(0);
    expect((p?.position ?? 0) + (p?.quantity ?? 0)).toBeGreaterThanOrEqual(p?.target ?? Infinity);

    const drafts = await server.call(routes.draftOrders, { body: { proposals: [p?.id ?? ""] } }, m.a);
    const po = drafts.body.items[0] as supply.PurchaseOrder;
    expect(po).toMatchObject({ state: "draft", cost_minor: 600 * (p?.quantity ?? 0), venue: m.no("venues", "s1") });
    expect((await server.call(routes.draftOrders, { body: { proposals: [p?.id ?? ""] } }, m.a)).status).toBe(409);
    const act = (route: typeof routes.approveOrder | typeof routes.placeOrder | typeof routes.cancelOrder) =>
      server.call(route, { params: { id: po.id }, body: {} }, m.a);
    expect((await act(routes.placeOrder)).status).toBe(409);
    await act(routes.approveOrder);
    expect((await act(routes.placeOrder)).body).toMatchObject({ state: "placed" });
    expect(await m.stock()).toMatchObject([{ on_hand: 18, incoming: p?.quantity }]);
    await inTx(m.scope, (tx) => propose(tx));
    expect((await proposals(m)).body.items).toEqual([]);
  });
});

describe("receiving", () => {
  async function placed(m: Market, quantity = 24) {
    const body = {
      supplier: "dairy",
      merchant: "ma",
      venue: "s1",
      lines: [
        { sku: "milk", quantity, cost_minor: 600 },
        { sku: "rare", quantity: 5 },
      ],
    };
    const { id } = (await server.call(routes.draftOrder, { body }, m.a)).body;
    for (const route of [routes.approveOrder, routes.placeOrder])
      await server.call(route, { params: { id }, body: {} }, m.a);
    const receive = (
      lines: { line: number; quantity: number; damaged?: number; lot?: string; expires_on?: string }[],
      last = false,
      who = m.s1,
    ) => server.call(routes.receiveOrder, { params: { id }, body: { lines, last } }, who);
    return { id, receive };
  }
  const milk = async (m: Market) => (await m.stock()).filter((r) => r.sku_code === "milk");

  test("parts, lots, broken and surplus pieces are booked as they are", async () => {
    const m = await market();
    const { receive, id } = await placed(m);
    expect((await receive([{ line: 1, quantity: 10, lot: "L1", expires_on: "2099-05-01" }])).body).toMatchObject({
      state: "part_received",
      lines: [{ received: 10 }, { received: 0 }],
    });
    expect(await milk(m)).toMatchObject([
      { lot: 0, incoming: 14, on_hand: 0 },
      { lot_code: "L1", on_hand: 10 },
    ]);
    expect((await receive([{ line: 1, quantity: 1, lot: "L1", expires_on: "2098-01-01" }])).status).toBe(400);
    expect((await receive([{ line: 9, quantity: 1 }])).status).toBe(400);
    expect(
      (
        await receive([
          { line: 1, quantity: 13, damaged: 2 },
          { line: 2, quantity: 7 },
        ])
      ).body,
    ).toMatchObject({ state: "received", lines: [{ received: 23, damaged: 2 }, { received: 7 }] });
    expect(await milk(m)).toMatchObject([{ lot: 0, incoming: 0, on_hand: 13, damaged: 2 }, { on_hand: 10 }]);
    expect((await receive([{ line: 1, quantity: 1 }])).status).toBe(409);
    expect((await server.call(routes.cancelOrder, { params: { id }, body: {} }, m.a)).status).toBe(409);
    expect(await inTx(m.scope, differences)).toEqual([]);
  });

  test("a last delivery that is short closes the order, and nothing is expected any more", async () => {
    const m = await market();
    const { receive } = await placed(m);
    expect((await receive([{ line: 1, quantity: 20 }], true)).body).toMatchObject({ state: "closed_short" });
    expect(await milk(m)).toMatchObject([{ on_hand: 20, incoming: 0 }]);
  });

  test("another brand or venue is told that there is no such order, supplier or policy", async () => {
    const m = await market();
    const { receive, id } = await placed(m);
    expect((await receive([{ line: 1, quantity: 1 }], false, m.s2)).status).toBe(404);
    expect((await server.call(routes.purchaseOrder, { params: { id } }, m.b)).status).toBe(404);
    expect((await server.call(routes.cancelOrder, { params: { id }, body: {} }, m.b)).status).toBe(404);
    expect((await server.call(routes.suppliers, {}, m.b)).body.items).toEqual([]);
    expect((await server.call(routes.policies, {}, m.b)).body.items).toEqual([]);
    expect((await server.call(routes.putPolicies, { body: { policies: [m.policy] } }, m.b)).status).toBe(400);
    expect(
      (
        await server.call(
          routes.draftOrder,
          { body: { supplier: "dairy", merchant: "ma", venue: "s1", lines: [{ sku: "tea", quantity: 1 }] } },
          m.b,
        )
      ).status,
    ).toBe(404);
    expect((await server.call(routes.purchaseOrders, {}, m.s3)).body.items).toEqual([]);
  });
});

async function until<T>(read: () => Promise<readonly T[]>): Promise<readonly T[]> {
  for (let i = 0; i < 200; i += 1) {
    const rows = await read();
    if (rows.length > 0) return rows;
    await new Promise((r) => setTimeout(r, 100));
  }
  throw new Error("nothing appeared");
}
