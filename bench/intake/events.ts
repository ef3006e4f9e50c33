import { createHash } from "node:crypto";

const names = ["exposure", "click", "item_view", "search", "add_to_cart", "favourite", "venue_visit", "scan"] as const;
const start_ms = Date.UTC(2025, 0, 1);
/** Ids as senders make them: random-looking UUIDs, the same for the same number. */
const uuid = (text: string): string =>
  createHash("md5")
    .update(text)
    .digest("hex")
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
const name = (i: number): string => names[i % names.length] ?? "click";

/** The i-th event of the benchmark in our own form. */
export const factOf = (i: number): object => ({
  id: uuid(`event ${i}`),
  name: name(i),
  at: new Date(start_ms + i * 137).toISOString(),
  brand: (i % 200) + 1,
  venue: (i % 50) + 1,
  touchpoint: "shop.item",
  device: "web",
  ids: [
    { type: "anonymous_id", value: uuid(`visitor ${i % 20_000}`) },
    { type: "member_no", value: `m${i % 50_000}`, verified: true },
  ],
  lines: [{ sku: `SKU-${i % 5_000}`, quantity: 1, amount_minor: 1_000 + (i % 900) }],
  props: { page: `/item/${i % 5_000}`, from: "search", q: "红色 连衣裙" },
});
/** The same as a Segment message. */
const messageOf = (i: number): object => ({
  type: "track",
  messageId: uuid(`message ${i}`),
  event: name(i),
  userId: `m${i % 50_000}`,
  anonymousId: uuid(`visitor ${i % 20_000}`),
  timestamp: new Date(start_ms + i * 137).toISOString(),
  context: { retail: { brandId: (i % 200) + 1, venueId: (i % 50) + 1, touchpoint: "shop.item", deviceCode: "web" } },
  properties: {
    sku: `SKU-${i % 5_000}`,
    price: (1_000 + (i % 900)) / 100,
    quantity: 1,
    page: `/item/${i % 5_000}`,
    from: "search",
    q: "红色 连衣裙",
  },
});
export function batchOf(path: string, from: number, count: number): object {
  const list = Array.from({ length: count }, (_, k) => (path === "/v1/facts" ? factOf(from + k) : messageOf(from + k)));
  return path === "/v1/facts" ? { facts: list } : { batch: list };
}
