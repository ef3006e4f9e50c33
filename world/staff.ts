import { marketing, supply, trade } from "#contract";
import { drawChance, drawOne, drawWhole, seeded } from "#quant";
import { Refused } from "./client.ts";
import type { Living } from "./live.ts";
import { iso } from "./orders.ts";
import { memberNo } from "./people.ts";
import { demoVenues } from "./setup.ts";

const minute_ms = 60_000;
/**
 * When a merchant ships or has ready, by its true quality. Carriers of this world take minutes instead of days; a promise that
 * a weak merchant breaks is broken for real, hours after it. Drawn from the order's id, so that a restart changes nothing.
 */
function shipsAt(w: Living, o: trade.Order): number {
  const random = seeded(o.id);
  const paid = Date.parse(o.paid_at ?? o.placed_at);
  if (drawChance(random, w.merchants.get(o.merchant)?.quality.late ?? 0.03))
    return Date.parse(o.promised_dispatch_at) + drawWhole(random, 20, 600) * minute_ms;
  // The demo's own store leaves its work to whoever has signed in there, for a while.
  const own = o.fulfilments.some((f) => f.kind === "collect" && f.venue === w.numbers.venues.get(demoVenues[0] ?? ""));
  return paid + (own ? drawWhole(random, 40, 120) : drawWhole(random, 1, 9)) * minute_ms;
}
const arrivesAt = (o: trade.Order): number =>
  Date.parse(o.dispatched_at ?? o.placed_at) + drawWhole(seeded(`${o.id}/way`), 4, 30) * minute_ms;
const CARRIERS = ["顺路快递", "云雁速运", "飞鹿配送"];
const STEPS_AT_ONCE = 12;

/** Merchants pick, ship and deliver what is due, and refuse what they cannot have. */
export async function fulfil(w: Living): Promise<void> {
  const now = Date.now();
  const paid = await w.operator.call(trade.routes.orders, { query: { state: "paid", limit: 200 } });
  for (const o of paid.items.filter((x) => shipsAt(w, x) <= now).slice(0, STEPS_AT_ONCE))
    await w.notes.trying("parcels shipped", () => leave(w, o));
  const away = await w.operator.call(trade.routes.orders, { query: { state: "dispatched", limit: 200 } });
  for (const o of away.items.filter((x) => x.kind === "deliver" && arrivesAt(x) <= now).slice(0, STEPS_AT_ONCE))
    for (const f of o.fulfilments.filter((x) => x.state === "shipped"))
      await w.notes.trying("parcels delivered", () =>
        w.operator.call(trade.routes.delivered, { params: { id: f.id }, body: {} }),
      );
  for (const o of away.items
    .filter((x) => x.kind === "collect" && Date.parse(x.placed_at) < now - 36 * 60 * minute_ms)
    .slice(0, STEPS_AT_ONCE))
    await w.notes.trying("pick-ups given up", () =>
      w.operator.call(trade.routes.cancel, { params: { id: o.id }, body: { reason: "not collected" } }),
    );
}
async function leave(w: Living, o: trade.Order): Promise<void> {
  const seller = w.merchants.get(o.merchant);
  if (drawChance(seeded(`${o.id}/has`), seller?.quality.cancel ?? 0)) {
    await w.operator.call(trade.routes.cancel, { params: { id: o.id }, body: { reason: "缺货 / out of stock" } });
    return;
  }
  for (const f of o.fulfilments) {
    if (f.state !== "open" && f.state !== "waiting") continue;
    if (f.kind === "collect") await w.operator.call(trade.routes.ready, { params: { id: f.id }, body: {} });
    else
      await w.operator.call(trade.routes.ship, {
        params: { id: f.id },
        body: {
          carrier: drawOne(w.random, CARRIERS),
          tracking: `FG${Date.now().toString(36).toUpperCase()}${w.next()}`,
        },
      });
  }
}

/** Returned goods arrive, are looked at and refunded. */
export async function takeBack(w: Living): Promise<void> {
  const { items } = await w.operator.call(trade.routes.returns, { query: { state: "requested", limit: 50 } });
  for (const r of items.filter((x) => Date.parse(x.requested_at) < Date.now() - 3 * minute_ms).slice(0, STEPS_AT_ONCE))
    await w.notes.trying("returns received", () =>
      w.operator.call(trade.routes.receiveReturn, {
        params: { id: r.id },
        body: { result: r.quality ? "damaged" : "on_hand" },
      }),
    );
}

/** A sale at a till, now and then with a member's number. */
export async function sell(w: Living): Promise<void> {
  const { random } = w;
  const [venue, till] = drawOne(random, [...w.crew]);
  const shelf = w.market.rows.stock.filter((l) => l.venue === venue);
  if (shelf.length === 0) return;
  const first = drawOne(random, shelf);
  const goods = new Map([[first.sku, first]]);
  if (drawChance(random, 0.4)) goods.set(...entryOf(drawOne(random, shelf)));
  const lines = [...goods.values()].map((l) => ({
    code: w.skus.get(l.sku)?.gtin ?? l.sku,
    quantity: 1,
    merchant: l.merchant,
  }));
  const known = w.club[drawWhole(random, 0, Math.max(0, w.joined.count - 1))];
  const member = known !== undefined && w.joined.count > 0 && drawChance(random, 0.4) ? memberNo(known.no) : undefined;
  const tender = drawChance(random, 0.2) ? "cash" : "card";
  await till.call(trade.routes.sell, {
    body: { request_id: `${w.run}-till-${w.next()}`, lines, tender, ...(member === undefined ? {} : { member }) },
  });
  w.notes.did("till sales");
}
const entryOf = <T extends { readonly sku: string }>(line: T): [string, T] => [line.sku, line];

/** A screen reports that it lives and what it played since the last time. */
export async function playScreen(w: Living): Promise<void> {
  const screens = w.market.rows.places.filter((p) => p.kind === "screen");
  const place = screens[w.next() % screens.length];
  if (!place) return;
  const list = await w.visitor.call(marketing.routes.screen, { params: { place: place.code } });
  const now = Date.now();
  const played = list.items.map((item, i) => ({
    id: `${place.code}-${Math.floor(now / 1000)}-${i}`.slice(0, 99),
    booking: item.booking,
    at: iso(now - (i + 1) * 10_000),
    seconds: item.seconds,
  }));
  const device = `player-${place.venue ?? place.code}`.slice(0, 64);
  const state = played.length > 0 ? "online_with_content" : "online";
  await w.visitor.call(marketing.routes.beat, { params: { place: place.code }, body: { device, state, played } });
  w.notes.did("screen beats");
}

/** What sold out comes in again. */
export async function restock(w: Living): Promise<void> {
  const lines = [...w.empty.values()]
    .slice(0, 50)
    .map((l) => ({ sku: l.sku, merchant: l.merchant, venue: l.venue, quantity: 120 }));
  if (lines.length === 0) return;
  w.empty.clear();
  await w.operator.call(trade.routes.receive, { body: { lines, note: "restocked" } });
  w.notes.did("restocked", lines.length);
}

/** The buyers of the platform look at what should be ordered, order it, and take in what has arrived. */
export async function purchase(w: Living): Promise<void> {
  const { items: placed } = await w.operator.call(supply.routes.purchaseOrders, {
    query: { state: "placed", limit: 50 },
  });
  for (const p of placed.slice(0, 5)) {
    const lines = p.lines.map((l) => ({ line: l.line, quantity: l.quantity }));
    await w.notes.trying("purchase orders received", () =>
      w.operator.call(supply.routes.receiveOrder, { params: { id: p.id }, body: { lines, last: true } }),
    );
  }
  const { items } = await w.operator.call(supply.routes.proposals, { query: { limit: 50 } });
  if (items.length > 0) {
    // Some proposals stay for the people who work with the console.
    const some = items.slice(0, Math.ceil(items.length / 3)).map((p) => p.id);
    const { items: drafts } = await w.operator.call(supply.routes.draftOrders, { body: { proposals: some } });
    for (const d of drafts) {
      await w.operator.call(supply.routes.approveOrder, { params: { id: d.id }, body: {} });
      await w.operator.call(supply.routes.placeOrder, { params: { id: d.id }, body: {} });
      w.notes.did("purchase orders placed");
    }
  }
  await w.operator.call(supply.routes.propose, { body: {} }).catch((error: unknown) => {
    if (!(error instanceof Refused) || error.status !== 409) throw error;
  });
}
