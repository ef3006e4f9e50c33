import { randomBytes } from "node:crypto";
import type { trade } from "#contract";
import { dayIn, newId } from "#kernel";
import type { Basket, BasketLine } from "./basket.ts";
import { shareOf } from "./basket.ts";
import type { At, Batch } from "./batch.ts";
import { hourIn } from "./hours.ts";
import { HOLD_MS, orderNo, promiseOf } from "./model.ts";
import { addPayment, tell } from "./place-tell.ts";
import type { Allotted } from "./plan.ts";
import type { Picked } from "./routing.ts";
import { shownOrder } from "./shown.ts";
import type { FulfilmentTable, LineTable, OrderTable, ParentTable, ReservationTable } from "./tables.ts";

export type Made = {
  readonly parent: ParentTable;
  readonly orders: readonly trade.Order[];
};
/** Adds the rows of one accepted basket to a batch, and gives the orders as they will be shown. */
export function addOrder(batch: Batch, at: At, { basket, picks, beyond }: Allotted, parent_id: string): Made {
  const parent = parentOf(at, basket, parent_id);
  batch.parent_order.push(parent);
  const orders = [...Map.groupBy(basket.lines, (l) => l.merchant)].map(([merchant, lines]) =>
    addMerchantOrder(batch, at, basket, parent, merchant, lines, picks, beyond),
  );
  if (basket.draft.tender !== undefined) addPayment(batch, at, basket, parent);
  return { parent, orders };
}

function parentOf({ d, platform, now }: At, b: Basket, parent_id: string): ParentTable {
  const { draft } = b;
  const till = draft.tender !== undefined;
  const zone = b.venue?.zone ?? d.platform.zone;
  return {
    platform_id: platform,
    parent_id,
    request_key: draft.key,
    body_hash: draft.hash,
    consumer_id: draft.consumer ?? null,
    anonymous_id: draft.anonymous ?? null,
    member_no: draft.member ?? null,
    state: till ? "paid" : "open",
    currency: b.currency,
    pay_minor: b.proof.pay_minor,
    placed_at: now,
    pay_before: till ? null : new Date(now.getTime() + HOLD_MS),
    sale_venue: b.saleVenue,
    receipt_no: till ? `R${orderNo(dayIn(zone, now), randomBytes(10))}` : null,
    tender: draft.tender ?? null,
    proof: b.proof,
  };
}

function addMerchantOrder(
  batch: Batch,
  at: At,
  b: Basket,
  parent: ParentTable,
  merchant: number,
  lines: readonly BasketLine[],
  allPicks: readonly Picked[],
  allBeyond: readonly Picked[],
): trade.Order {
  const own = new Set(lines.map((l) => l.at));
  const picks = allPicks.filter((p) => own.has(p.line));
  const beyond = allBeyond.filter((p) => own.has(p.line));
  const order = orderOf(at, b, parent, merchant, lines, [...picks, ...beyond]);
  const rows = lines.map((l, i) => lineOf(order, parent, b, l, i + 1));
  order.pay_minor = rows.reduce((sum, r) => sum + r.pay_minor, 0);
  const lineNo = new Map(lines.map((l, i) => [l.at, i + 1]));
  const { fulfilments, reservations } = fulfilmentsOf(at, b, order, [...picks, ...beyond], lineNo);
  batch.orders.push(order);
  batch.order_line.push(...rows);
  batch.fulfilment.push(...fulfilments);
  batch.reservation.push(...reservations);
  for (const p of beyond) batch.shortage.push(shortageOf(at, order, p, lines));
  tell(batch, at, b, order, parent, rows);
  return shownOrder(at.d, order, rows, fulfilments, reservations, b.draft.consumer !== undefined);
}

function orderOf(
  at: At,
  b: Basket,
  parent: ParentTable,
  merchant: number,
  lines: readonly BasketLine[],
  picks: readonly Picked[],
): OrderTable {
  const till = b.draft.tender !== undefined;
  const venues = new Set([
    ...picks.map((p) => p.place.venue),
    ...(b.venue ? [b.venue.id] : []),
    ...(b.saleVenue === null ? [] : [b.saleVenue]),
  ]);
  const zone = at.d.venues.byId.get([...venues][0] ?? 0)?.zone ?? at.d.platform.zone;
  const promised = promiseOf(
    b.draft.kind,
    at.now,
    (t) => dayIn(zone, t),
    (t) => hourIn(zone, t),
  );
  const done = till ? at.now : null;
  return {
    platform_id: at.platform,
    order_id: newId(),
    order_no: orderNo(dayIn(zone, at.now), randomBytes(10)),
    parent_id: parent.parent_id,
    merchant_id: merchant,
    kind: b.draft.kind,
    state: till ? "delivered" : "placed",
    consumer_id: parent.consumer_id,
    sale_venue: b.saleVenue,
    brand_ids: [...new Set(lines.flatMap((l) => l.goods.brand ?? []))],
    venue_ids: [...venues],
    currency: b.currency,
    pay_minor: 0,
    refunded_minor: 0,
    placed_at: at.now,
    pay_before: parent.pay_before,
    paid_at: done,
    dispatched_at: done,
    delivered_at: done,
    cancelled_at: null,
    promised_dispatch_at: promised.dispatch_at,
    promised_day: promised.day,
    address: b.draft.address ?? null,
  };
}
function lineOf(o: OrderTable, parent: ParentTable, b: Basket, l: BasketLine, line_no: number): LineTable {
  const share = shareOf(b.proof, l.at);
  return {
    platform_id: o.platform_id,
    order_id: o.order_id,
    line_no,
    sku_id: l.goods.sku,
    sku_code: l.goods.code,
    product_id: l.goods.product,
    title_zh: l.goods.title.zh,
    title_en: l.goods.title.en,
    brand_id: l.goods.brand,
    category: l.goods.category,
    associate: l.associate ?? null,
    quantity: l.quantity,
    unit_minor: l.unit_minor,
    discount_minor: share.discount_minor,
    pay_minor: share.pay_minor,
    funded: share.funded,
    proof_id: parent.parent_id,
    proof_line: String(l.at),
    returned_quantity: 0,
    refunded_minor: 0,
  };
}
/** One fulfilment per venue that gives goods; an order of services alone has one at its venue. */
function fulfilmentsOf(
  at: At,
  b: Basket,
  o: OrderTable,
  picks: readonly Picked[],
  lineNo: ReadonlyMap<number, number>,
) {
  const till = b.draft.tender !== undefined;
  const places = new Set(picks.map((p) => p.place.venue));
  if (places.size === 0 && b.venue) places.add(b.venue.id);
  const done = till ? at.now : null;
  const fulfilments = [...places].map((venue): FulfilmentTable => ({
    platform_id: at.platform,
    fulfilment_id: newId(),
    order_id: o.order_id,
    kind: o.kind,
    state: till ? "delivered" : "waiting",
    venue_id: venue,
    carrier: null,
    tracking: null,
    promised_dispatch_at: o.promised_dispatch_at,
    promised_day: o.promised_day,
    dispatched_at: done,
    delivered_at: done,
    wrong_codes: 0,
    closed_until: null,
  }));
  const byVenue = new Map(fulfilments.map((f) => [f.venue_id, f.fulfilment_id]));
  const sums = new Map<string, ReservationTable>();
  for (const p of picks) {
    const line_no = lineNo.get(p.line) ?? 0;
    const key = `${line_no}|${p.place.venue}|${p.place.lot}`;
    const known = sums.get(key);
    sums.set(key, {
      platform_id: at.platform,
      order_id: o.order_id,
      line_no,
      fulfilment_id: byVenue.get(p.place.venue) ?? "",
      sku_id: p.place.sku,
      owner_id: p.place.owner,
      venue_id: p.place.venue,
      lot_id: p.place.lot,
      quantity: p.quantity + (known?.quantity ?? 0),
      state: till ? "consumed" : "held",
      expires_at: till ? null : o.pay_before,
    });
  }
  return { fulfilments, reservations: [...sums.values()] };
}
function shortageOf(at: At, o: OrderTable, p: Picked, lines: readonly BasketLine[]): Batch["shortage"][number] {
  return {
    platform_id: at.platform,
    shortage_id: newId(),
    at: at.now,
    sku_id: p.place.sku,
    owner_id: p.place.owner,
    venue_id: p.place.venue,
    lot_id: p.place.lot,
    brand_id: lines.find((l) => l.at === p.line)?.goods.brand ?? null,
    quantity: p.quantity,
    cause: "pos_sale",
    order_id: o.order_id,
    solved_at: null,
  };
}
