import { facts as contract } from "#contract";
import { inTx, platformScope, systemScope } from "#kernel";
import { module as parties, openPlatform, registerParties } from "#parties";
import { as, testServer, unique } from "#testing";
import { sql } from "kysely";
import { beforeEach, describe, expect, test } from "vitest";
import { module } from "./index.ts";

const server = testServer([parties, module]);
const { routes } = contract;
let platform = 0;
let brands: ReadonlyMap<string, number>;
beforeEach(async () => {
  server.setNow(undefined);
  const opened = await inTx(systemScope, (tx) =>
    openPlatform(tx, { code: unique("p"), name: "Test", currency: "CNY", zone: "Asia/Shanghai" }),
  );
  platform = opened.id;
  const made = await inTx(platformScope(platform), (tx) =>
    registerParties(tx, {
      brands: ["7868", "nine"].map((code) => ({ code, name: { zh: code, en: code } })),
      merchants: [{ code: "m", name: { zh: "m", en: "m" } }],
      venues: [{ code: "v", name: { zh: "v", en: "v" }, kind: "store", merchant: "m" }],
    }),
  );
  brands = made.brands;
});
const key = () => as.key(platform, ["facts:write"]);
const no = (code: string) => brands.get(code) ?? 0;
const at = () => new Date(Date.now() - 60_000).toISOString();
const batch = (messages: unknown[], more: object = {}) =>
  server.call(routes.batch, { body: { batch: messages, ...more } }, key());
type Kept = { id: string; name: string; at: Date; brand_id: number | null; payload: Record<string, unknown> };
const kept = async () => {
  const read = await inTx(platformScope(platform), (tx) =>
    sql<Kept>`SELECT id, name, at, brand_id, payload::json AS payload FROM facts.log WHERE platform_id = ${platform} ORDER BY xid, seq`.execute(
      tx.as<object>(),
    ),
  );
  return read.rows;
};

describe("Segment messages", () => {
  const track = (event: string, properties: object = {}, more: object = {}) => ({
    type: "track",
    messageId: unique("m"),
    event,
    properties,
    timestamp: at(),
    ...more,
  });

  test("events become behaviours; an unknown one is kept as an interaction under its name", async () => {
    const names = [
      "Product Viewed",
      "Products Searched",
      "Product Added",
      "Order Completed",
      "Order Refunded",
      "Product Added to Wishlist",
      "Promotion Viewed",
      "Promotion Clicked",
    ];
    const { body } = await batch([...names, "try_on", "Try On", "Spun The Wheel"].map((n) => track(n)));
    expect(body.rejected).toEqual([]);
    const rows = await kept();
    expect(rows.map((r) => r.name)).toEqual([
      "item_view",
      "search",
      "add_to_cart",
      "purchase",
      "refund",
      "favourite",
      "exposure",
      "click",
      "try_on",
      "try_on",
      "interact",
    ]);
    expect(rows.at(-1)?.payload.props).toMatchObject({ event: "Spun The Wheel", unmapped: true });
  });

  test("money is exact: decimals to fen, price by quantity, rounded half up", async () => {
    const products = [
      { sku: "a", price: 19.99, quantity: 3, brand: "7868" },
      { product_id: "b", price: "0.1", quantity: "0.35", brand: "Dr. Somebody" },
      { sku: "c", price: 1.005 },
    ];
    await batch([
      track("Order Completed", { order_id: "o1", revenue: 60.13, currency: "CNY", products }),
      track("Order Completed", { products }),
    ]);
    const [first, second] = await kept();
    expect(first?.payload).toMatchObject({
      order: "o1",
      amount_minor: 6013,
      lines: [
        { sku: "a", brand: no("7868"), quantity: 3, amount_minor: 5997 },
        { sku: "b", quantity: 0.35, amount_minor: 4 },
        { sku: "c", quantity: 1, amount_minor: 101 },
      ],
    });
    expect(second?.payload.amount_minor).toBe(6102);
    const refused = await batch([
      track("Order Completed", { revenue: 1, currency: "USD" }),
      track("Order Completed", { products: [{ price: 1 }] }),
      track("Order Completed", { revenue: "1e3" }),
    ]);
    expect(refused.body.rejected.map((r) => r.field)).toEqual([
      "properties.currency",
      "properties.products.0.sku",
      "properties.revenue",
    ]);
  });

  test("a wrong clock does no harm: business time is received - (sent - original)", async () => {
    server.setNow(new Date("2025-06-01T12:00:00Z"));
    const wrong = { timestamp: undefined, originalTimestamp: "2031-01-01T00:00:00Z", sentAt: "2031-01-01T00:00:05Z" };
    const offline = {
      retail: { offline: { captured: true, capturedAt: "2025-05-20T08:00:00Z", batchId: "b1", sequence: 7 } },
    };
    const { body } = await batch([
      track("scan", {}, wrong),
      track("scan", {}, { context: offline }),
      track("scan", {}, { timestamp: "2025-05-31T12:00:00+08:00" }),
    ]);
    expect(body.rejected).toEqual([]);
    const rows = await kept();
    expect(rows.map((r) => r.at.toISOString())).toEqual([
      "2025-06-01T11:59:55.000Z",
      "2025-05-20T08:00:00.000Z",
      "2025-05-31T04:00:00.000Z",
    ]);
    expect(rows[0]?.payload.props).toMatchObject({ original_at: wrong.originalTimestamp, sent_at: wrong.sentAt });
    expect(rows[1]?.payload.props).toMatchObject({ offline: true, offline_batch: "b1", offline_sequence: 7 });
  });

  test("devices and staff are attributes, never identifiers; retail fields find their places", async () => {
    const retail = {
      brandId: "nine",
      venueId: "v",
      deviceCode: "screen-1",
      deviceShared: true,
      staffId: "guide-9",
      touchpoint: "store.screen",
      outerUser: "u1",
      receiptNo: "r1",
    };
    const context = {
      retail,
      externalIds: [
        { type: "phone", id: "+8613800000000", verified: true },
        { type: "staff_id", id: "guide-9" },
      ],
    };
    await batch([track("device_play", {}, { userId: "m1", anonymousId: "a1", context })]);
    const [row] = await kept();
    expect(row).toMatchObject({
      brand_id: no("nine"),
      payload: {
        venue: 1,
        device: "screen-1",
        staff: "guide-9",
        touchpoint: "store.screen",
        props: { device_shared: true, ignored_ids: "staff_id" },
      },
    });
    expect(row?.payload.ids).toEqual([
      { type: "member_no", value: "m1", verified: true },
      { type: "anonymous_id", value: "a1", verified: false },
      { type: "phone", value: "+8613800000000", verified: true },
      { type: "receipt_no", value: "r1", verified: false },
      { type: "outer_user", value: "u1", verified: false },
    ]);
  });

  test("single routes of each type answer 200 when durable, 400 by field, and gather concurrent requests", async () => {
    const base = { timestamp: at(), userId: "m1" };
    const one = (route: typeof routes.track, body: object) =>
      server.call(route, { body: { messageId: unique("s"), ...base, ...body } }, key());
    const answers = await Promise.all([
      one(routes.track, { event: "Product Viewed", properties: { sku: "x", price: 2 } }),
      one(routes.page, { name: "Home" }),
      one(routes.screen, { name: "Home" }),
      one(routes.identify, { traits: { phone: "13800000000", email: "a@b.cn", nested: {} } }),
      one(routes.alias, { previousId: "anon-1" }),
      one(routes.group, { groupId: "vip" }),
      ...Array.from({ length: 20 }, () => one(routes.track, { messageId: "same", event: "click" })),
    ]);
    expect(answers.map((a) => a.status)).toEqual(answers.map(() => 200));
    expect(answers.reduce((n, a) => n + a.body.accepted, 0)).toBe(7);
    expect(answers.reduce((n, a) => n + a.body.duplicates, 0)).toBe(19);
    const bad = await one(routes.track, { event: "click", context: { retail: { venueId: "nowhere" } } });
    expect(bad.status).toBe(400);
    expect(bad.body).toMatchObject({
      fields: [{ field: "body.context.retail.venueId", reason: "there is no venue with the code nowhere" }],
    });
    const identify = (await kept()).find((r) => JSON.stringify(r.payload).includes("13800000000"));
    expect(identify?.payload).toMatchObject({
      ids: [{ value: "m1" }, { type: "phone" }, { type: "email" }],
      props: { left_out: 1 },
    });
  });
});
