import { catalog, guide, marketing, parties, trade } from "#contract";
import { drawChance, drawOne, drawWhole } from "#quant";
import { Client, Refused } from "./client.ts";
import { consumer, nameOf } from "./club.ts";
import type { Living } from "./live.ts";
import { cities } from "./shops.ts";

/** An order whose buyer still has something to do with it. */
export type Bought = {
  readonly client: Client;
  readonly order: string;
  readonly venue: string | undefined;
  readonly since_ms: number;
};
/** Buyers whom the world remembers; older ones are forgotten. */
const BOUGHT_MAX = 300;
const REGULARS = 12;

/** Buys something: a parcel, or to collect in a store. A guest most of the time, else one of the regulars, who also use coupons. */
export async function buy(w: Living): Promise<void> {
  const { random } = w;
  const regular = drawChance(random, 0.4) ? await regularOf(w) : undefined;
  const client = regular ?? (await guest(w));
  const collects = drawChance(random, 0.35);
  const line = drawOne(random, collects ? w.collectable : w.sendable);
  const coupons = regular === undefined ? [] : await couponsOf(w, client, line.sku);
  const town = drawOne(random, cities);
  const address = {
    name: nameOf(w.next()),
    phone: `1390000${String(drawWhole(random, 1000, 9999))}`,
    region: town.region,
    city: town.zh,
    line: `人民路 ${drawWhole(random, 1, 300)} 号`,
  };
  const body = {
    lines: [{ sku: line.sku, merchant: line.merchant, quantity: drawChance(random, 0.25) ? 2 : 1 }],
    coupons,
    request_id: `${w.run}-buy-${w.next()}`,
    ...(collects ? { fulfilment: { kind: "collect" as const, venue: line.venue } } : { address }),
  };
  try {
    const placed = await client.call(trade.routes.place, { body });
    w.notes.did("orders placed");
    // A few leave the order unpaid; the platform gives the stock back after a quarter of an hour.
    if (drawChance(random, 0.05)) return;
    await client.call(trade.routes.pay, { params: { id: placed.parent }, body: {} });
    for (const o of placed.orders)
      w.bought.push({ client, order: o.id, venue: collects ? line.venue : undefined, since_ms: Date.now() });
    w.bought.splice(0, Math.max(0, w.bought.length - BOUGHT_MAX));
  } catch (error) {
    if (!(error instanceof Refused) || error.status !== 409) throw error;
    w.notes.did("orders refused");
    w.empty.set(`${line.sku}|${line.venue}`, line);
  }
}
async function guest(w: Living): Promise<Client> {
  const client = new Client(w.server);
  await client.call(parties.routes.guest, { body: { platform: w.server.platform } });
  return client;
}
async function regularOf(w: Living): Promise<Client> {
  const no = drawWhole(w.random, 1, REGULARS);
  const known = w.regulars.get(no);
  if (known) return known;
  const { client } = await consumer(
    w.server,
    { login: `139000010${String(no).padStart(2, "0")}`, password: w.password },
    nameOf(no),
  );
  w.regulars.set(no, client);
  return client;
}
/** Claims a coupon of the brand now and then, and uses one that is there. */
async function couponsOf(w: Living, client: Client, code: string): Promise<string[]> {
  const brand = w.numbers.brands.get(w.skus.get(code)?.brandCode ?? "");
  const { offered, own } = await client.call(marketing.routes.offered);
  const mine = own.find((c) => c.state === "claimed" && c.benefit.brand === brand);
  if (mine) return [mine.code];
  const open = offered.find((o) => o.form === "coupon" && o.brand === brand);
  if (!open || !drawChance(w.random, 0.7)) return [];
  try {
    const claimed = await client.call(marketing.routes.claim, { params: { id: open.id } });
    w.notes.did("coupons claimed");
    return [claimed.code];
  } catch (error) {
    if (error instanceof Refused && error.status === 409) return [];
    throw error;
  }
}

/** Buyers come back to their orders: they collect, review, and send a little back. */
export async function comeBack(w: Living): Promise<void> {
  const bought = w.bought[drawWhole(w.random, 0, Math.max(0, w.bought.length - 1))];
  if (!bought || Date.now() - bought.since_ms < 60_000) return;
  const order = await bought.client.call(trade.routes.myOrder, { params: { id: bought.order } });
  const forget = () => void w.bought.splice(w.bought.indexOf(bought), 1);
  if (["cancelled", "expired", "refunded"].includes(order.state)) return forget();
  const parcel = order.fulfilments[0];
  const staff = bought.venue === undefined ? undefined : w.crew.get(bought.venue);
  if (parcel?.state === "ready" && parcel.pick_up_code !== undefined && staff !== undefined) {
    await staff.call(trade.routes.handOver, { params: { id: parcel.id }, body: { code: parcel.pick_up_code } });
    w.notes.did("handed over");
    return;
  }
  if (order.state !== "delivered") return;
  forget();
  const line = order.lines[0];
  if (line === undefined) return;
  const seller = w.merchants.get(order.merchant);
  const late = order.dispatched_at !== null && order.dispatched_at > order.promised_dispatch_at;
  const bad = drawChance(w.random, seller?.quality.defect ?? 0);
  if (drawChance(w.random, 0.4)) {
    const content = drawChance(
      w.random,
      Math.max(0.05, (seller?.quality.kindness ?? 0.8) - (late ? 0.3 : 0) - (bad ? 0.5 : 0)),
    );
    const stars = content ? drawWhole(w.random, 4, 5) : drawWhole(w.random, 1, 3);
    await bought.client.call(trade.routes.giveReview, {
      params: { id: order.id },
      body: { line: line.line, stars, text: content ? "很满意，包装也好。" : "不太满意。" },
    });
    w.notes.did("reviews");
  }
  if (!bad && !drawChance(w.random, 0.04)) return;
  const reason = bad ? "与描述不符" : "不合适";
  await bought.client.call(trade.routes.askReturn, {
    params: { id: order.id },
    body: { lines: [{ line: line.line, quantity: 1 }], reason, quality: bad },
  });
  w.notes.did("returns asked");
}

const questions = [
  "这款敏感肌可以用吗？",
  "和上一代有什么区别？",
  "门店有现货吗？",
  "送人有礼盒吗？",
  "适合多大的孩子？",
];
const answers = [
  "您好，可以的，建议先在耳后试用。",
  "您好，今天门店有现货，可以预约来试。",
  "有礼盒装，下单时可以备注。",
  "我给您发一款更合适的，您看看。",
];
/** A regular asks a guide of the first brand's store, and the guide answers. */
export async function chat(w: Living): Promise<void> {
  const venue = "qingyu-store-2";
  const staff = w.crew.get(venue);
  const number = w.numbers.venues.get(venue);
  if (staff === undefined || number === undefined) return;
  const { guide: me } = await staff.call(guide.routes.me);
  if (me === null)
    await staff.call(guide.routes.putMe, {
      body: {
        name: "苏禾",
        specialities: ["护肤", "敏感肌"],
        languages: ["zh", "en"],
        hours: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: "00:00", until: "24:00" })),
      },
    });
  await staff.call(guide.routes.presence, { body: { available: true } });
  const client = await regularOf(w);
  const sku = await client.call(catalog.routes.scan, {
    query: {
      code: drawOne(
        w.random,
        w.market.skus.filter((s) => s.brand === 0),
      ).gtin,
    },
  });
  const { conversation } = await client.call(guide.routes.openChat, {
    body: { venue: number, sku: sku.id, text: drawOne(w.random, questions) },
  });
  await staff.call(guide.routes.reply, {
    params: { id: conversation.id },
    body: { text: drawOne(w.random, answers), sku: sku.id },
  });
  await client.call(guide.routes.readChat, { params: { id: conversation.id } });
  await client.call(guide.routes.closeChat, { params: { id: conversation.id } });
  w.notes.did("chats");
}
