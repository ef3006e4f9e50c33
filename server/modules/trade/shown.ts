import type { Bilingual, trade } from "#contract";
import { hmac } from "#kernel";
import type { Directory } from "#parties";
import { pickUpCode } from "./model.ts";
import type { FulfilmentTable, LineTable, OrderTable, ReservationTable } from "./tables.ts";

/** The secret behind pick-up codes; set when the module opens. */
let secret = "";
export const openCodes = (key: string): void => {
  secret = hmac(key, "trade: pick-up codes");
};
/** A pick-up code is computed, never kept: nobody can read codes out of the database. */
export const codeOf = (fulfilment: string): string => pickUpCode(hmac(secret, fulfilment));

const unnamed = (id: number): Bilingual => ({ zh: String(id), en: String(id) });
export const merchantName = (d: Directory, id: number): Bilingual => d.merchants.byId.get(id)?.name ?? unnamed(id);
export const venueName = (d: Directory, id: number): Bilingual => d.venues.byId.get(id)?.name ?? unnamed(id);
const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

/** An order as it is shown; `mine` also shows the buyer the pick-up codes. The sums are those of the lines given. */
export function shownOrder(
  d: Directory,
  o: OrderTable,
  lines: readonly LineTable[],
  fulfilments: readonly FulfilmentTable[],
  reservations: readonly ReservationTable[],
  mine: boolean,
): trade.Order {
  // A brand that sees some of the lines sees the parcels of these only.
  const seen = new Set(lines.map((l) => l.line_no));
  const pieces = reservations.filter((r) => seen.has(r.line_no));
  const hidden = new Set(reservations.flatMap((r) => (seen.has(r.line_no) ? [] : [r.fulfilment_id])));
  const parcels = fulfilments.filter(
    (f) => !hidden.has(f.fulfilment_id) || pieces.some((r) => r.fulfilment_id === f.fulfilment_id),
  );
  const sum = (of: (l: LineTable) => number) => lines.reduce((total, l) => total + of(l), 0);
  return {
    id: o.order_id,
    no: o.order_no,
    parent: o.parent_id,
    state: o.state,
    kind: o.kind,
    merchant: o.merchant_id,
    merchant_name: merchantName(d, o.merchant_id),
    venue: o.sale_venue,
    venue_name: o.sale_venue === null ? null : venueName(d, o.sale_venue),
    currency: o.currency,
    listed_minor: sum((l) => l.unit_minor * l.quantity),
    discount_minor: sum((l) => l.discount_minor),
    pay_minor: sum((l) => l.pay_minor),
    refunded_minor: sum((l) => l.refunded_minor),
    placed_at: o.placed_at.toISOString(),
    pay_before: iso(o.pay_before),
    paid_at: iso(o.paid_at),
    dispatched_at: iso(o.dispatched_at),
    delivered_at: iso(o.delivered_at),
    cancelled_at: iso(o.cancelled_at),
    promised_dispatch_at: o.promised_dispatch_at.toISOString(),
    promised_day: o.promised_day,
    lines: lines.toSorted((a, b) => a.line_no - b.line_no).map(shownLine),
    fulfilments: parcels.map((f) => shownFulfilment(d, f, pieces, mine)),
  };
}
const shownLine = (l: LineTable): trade.OrderLine => ({
  line: l.line_no,
  sku: l.sku_id,
  sku_code: l.sku_code,
  title: { zh: l.title_zh, en: l.title_en },
  brand: l.brand_id,
  category: l.category,
  quantity: l.quantity,
  unit_minor: l.unit_minor,
  discount_minor: l.discount_minor,
  pay_minor: l.pay_minor,
  returned_quantity: l.returned_quantity,
  refunded_minor: l.refunded_minor,
  associate: l.associate,
});
function shownFulfilment(
  d: Directory,
  f: FulfilmentTable,
  all: readonly ReservationTable[],
  mine: boolean,
): trade.Fulfilment {
  const codeIsUseful = mine && f.kind === "collect" && (f.state === "open" || f.state === "ready");
  return {
    id: f.fulfilment_id,
    kind: f.kind,
    state: f.state,
    venue: f.venue_id,
    venue_name: venueName(d, f.venue_id),
    carrier: f.carrier,
    tracking: f.tracking,
    lines: piecesByLine(all.filter((r) => r.fulfilment_id === f.fulfilment_id)),
    promised_dispatch_at: f.promised_dispatch_at.toISOString(),
    promised_day: f.promised_day,
    dispatched_at: iso(f.dispatched_at),
    delivered_at: iso(f.delivered_at),
    ...(codeIsUseful ? { pick_up_code: codeOf(f.fulfilment_id) } : {}),
  };
}
/** Pieces of each line, lots put together. */
export function piecesByLine(
  reservations: readonly Pick<ReservationTable, "line_no" | "quantity">[],
): { line: number; quantity: number }[] {
  const pieces = new Map<number, number>();
  for (const r of reservations) pieces.set(r.line_no, (pieces.get(r.line_no) ?? 0) + r.quantity);
  return [...pieces].sort((a, b) => a[0] - b[0]).map(([line, quantity]) => ({ line, quantity }));
}
