import { dayIn, newId } from "#kernel";
import type { Basket } from "./basket.ts";
import { deliveredTransfer, entriesOf, fundedOf, paidTransfer } from "./ledger.ts";
import { orderFact } from "./order-facts.ts";
import type { At, Batch } from "./batch.ts";
import { purseOf } from "./providers.ts";
import type { EventTable, LineTable, OrderTable, ParentTable } from "./tables.ts";

/** Events, facts and, for a till, the money: a till sale is paid and delivered in the moment it is placed. */
export function tell(
  batch: Batch,
  at: At,
  b: Basket,
  o: OrderTable,
  parent: ParentTable,
  rows: readonly LineTable[],
): void {
  const till = b.draft.tender !== undefined;
  const by = till ? "venue" : "consumer";
  const event = (name: string): EventTable => ({
    platform_id: at.platform,
    event_id: newId(),
    order_id: o.order_id,
    at: at.now,
    name,
    by_whom: by,
    note: null,
  });
  const promised = { promised_dispatch_at: o.promised_dispatch_at.toISOString(), promised_day: o.promised_day };
  batch.order_event.push(event("placed"));
  batch.facts.push(orderFact("order.placed", at.now, o, parent, rows, { props: till ? {} : promised }));
  if (!till) return;
  batch.order_event.push(event("paid"), event("delivered"));
  const zone = b.venue?.zone ?? at.d.platform.zone;
  batch.facts.push(
    orderFact("order.paid", at.now, o, parent, rows),
    orderFact("order.delivered", at.now, o, parent, rows, { props: { delivered_day: dayIn(zone, at.now) } }),
  );
  const purse = purseOf(b.draft.tender ?? "cash", b.venue?.id ?? null);
  batch.ledger_entry.push(
    ...entriesOf(at.platform, at.now, [paidTransfer(o, purse), deliveredTransfer(o, fundedOf(rows))]),
  );
}
/** A till sale is paid when it is placed: one payment, split over its orders. */
export function addPayment(batch: Batch, at: At, b: Basket, parent: ParentTable): void {
  const payment_id = newId();
  batch.payment.push({
    platform_id: at.platform,
    payment_id,
    parent_id: parent.parent_id,
    provider: b.draft.tender ?? "cash",
    state: "paid",
    currency: b.currency,
    amount_minor: parent.pay_minor,
    refunded_minor: 0,
    created_at: at.now,
    settled_at: at.now,
  });
  for (const o of batch.orders)
    if (o.parent_id === parent.parent_id)
      batch.payment_split.push({
        platform_id: at.platform,
        payment_id,
        order_id: o.order_id,
        amount_minor: o.pay_minor,
      });
}
