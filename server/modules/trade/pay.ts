import type { Tx } from "#kernel";
import { conflict, inTx, newId, notFound, platformScope } from "#kernel";
import { sql } from "kysely";
import { linesOf, moveFulfilments, moveOrder, moveReservations, note, tell } from "./change.ts";
import { book, paidTransfer } from "./ledger.ts";
import { lockParent, ordersIn } from "./orders.ts";
import { purseOf, testProvider } from "./providers.ts";
import type { Answer, Notice, TestInstrument, TestNotice } from "./providers.ts";
import { refund, wholeRefund } from "./refund.ts";
import { reserveAgain } from "./reserve.ts";
import { insertAll } from "./rows.ts";
import type { OrderTable, ParentTable, PaymentTable, Tables } from "./tables.ts";

/** Pays a parent order: opens a payment, asks the provider outside any transaction, books the answer. Pressing twice pays once. */
export async function pay(platform: number, parent: string, instrument: TestInstrument): Promise<PaymentTable> {
  const scope = platformScope(platform);
  const opened = await inTx(scope, (tx) => openPayment(tx, parent));
  if (opened.state !== "pending") return opened;
  const intent = { payment: opened.payment_id, amount_minor: opened.amount_minor, currency: opened.currency };
  const answer = await testProvider.confirm(intent, instrument);
  return inTx(scope, (tx) => settle(tx, opened.payment_id, answer));
}

async function openPayment(tx: Tx, parent_id: string): Promise<PaymentTable> {
  const parent = await lockParent(tx, parent_id);
  const known = await tx
    .as<Tables>()
    .selectFrom("trade.payment")
    .selectAll()
    .where("parent_id", "=", parent_id)
    .where("state", "in", ["pending", "paid", "part_refunded"])
    .executeTakeFirst();
  if (known) return known;
  const open = (await ordersIn(tx, parent_id)).filter((o) => o.state === "placed");
  if (parent.state !== "open" || open.length === 0 || (parent.pay_before !== null && parent.pay_before <= tx.now()))
    throw conflict(
      "not_payable",
      "This order can no longer be paid: it was cancelled, refunded, or its time to pay is over. Place it again.",
      {
        zh: "订单已关闭或超过付款时间，请重新下单。",
        en: "This order is closed or its time to pay is over; please order again.",
      },
    );
  const row: PaymentTable = {
    platform_id: tx.platform,
    payment_id: newId(),
    parent_id,
    provider: testProvider.name,
    state: "pending",
    currency: parent.currency,
    amount_minor: open.reduce((sum, o) => sum + o.pay_minor, 0),
    refunded_minor: 0,
    created_at: tx.now(),
    settled_at: null,
  };
  await insertAll(tx, {
    payment: [row],
    payment_split: open.map((o) => ({
      platform_id: tx.platform,
      payment_id: row.payment_id,
      order_id: o.order_id,
      amount_minor: o.pay_minor,
    })),
  });
  return row;
}

async function lockPayment(tx: Tx, id: string): Promise<PaymentTable> {
  const row = await tx
    .as<Tables>()
    .selectFrom("trade.payment")
    .selectAll()
    .where("platform_id", "=", tx.platform)
    .where("payment_id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw notFound("The payment");
  return row;
}
/** Books a provider's answer once: a payment that has its answer stays as it is. */
export async function settle(tx: Tx, payment_id: string, answer: Answer): Promise<PaymentTable> {
  const seen = await tx
    .as<Tables>()
    .selectFrom("trade.payment")
    .select("parent_id")
    .where("platform_id", "=", tx.platform)
    .where("payment_id", "=", payment_id)
    .executeTakeFirst();
  if (!seen) throw notFound("The payment");
  const parent = await lockParent(tx, seen.parent_id);
  const payment = await lockPayment(tx, payment_id);
  if (payment.state !== "pending" || answer === "pending") return payment;
  const state = answer === "paid" ? "paid" : "declined";
  await tx
    .as<Tables>()
    .updateTable("trade.payment")
    .set({ state, settled_at: tx.now() })
    .where("payment_id", "=", payment_id)
    .execute();
  const orders = await splitOrders(tx, payment_id);
  for (const o of orders) {
    if (answer === "paid") await paidFor(tx, parent, o);
    else await note(tx, o.order_id, "payment_declined", { at: tx.now(), by: "provider" });
  }
  if (answer === "paid" && (await ordersIn(tx, parent.parent_id)).some((o) => o.state === "paid"))
    await tx
      .as<Tables>()
      .updateTable("trade.parent_order")
      .set({ state: "paid" })
      .where("parent_id", "=", parent.parent_id)
      .execute();
  return lockPayment(tx, payment_id);
}
async function splitOrders(tx: Tx, payment: string): Promise<OrderTable[]> {
  const read = await sql<OrderTable>`SELECT o.* FROM trade.orders o JOIN trade.payment_split s USING (order_id)
    WHERE s.payment_id = ${payment} ORDER BY o.order_id FOR UPDATE OF o`.execute(tx.as<Tables>());
  return read.rows;
}

/** The money of one order has come. After the hold has ended the goods are reserved anew, or the money goes back. */
async function paidFor(tx: Tx, parent: ParentTable, o: OrderTable): Promise<void> {
  const purse = purseOf(testProvider.name, parent.sale_venue);
  const lines = await linesOf(tx, o.order_id);
  await book(tx, [paidTransfer(o, purse)]);
  const inTime = o.state === "placed";
  if (inTime) await moveReservations(tx, o.order_id, ["held"], "claimed");
  if (!inTime && !(o.state === "expired" && (await reserveAgain(tx, o.order_id)))) {
    await note(tx, o.order_id, "paid_too_late", {
      at: tx.now(),
      by: "provider",
      note: "the goods were gone; the money goes back",
    });
    await refund(tx, {
      order: o,
      parent,
      lines: wholeRefund(lines),
      reason: "paid after the order had closed",
      quality: false,
      by: "clock",
      delivered: false,
      told: false,
    });
    return;
  }
  const paid = await moveOrder(tx, o, "paid", { paid_at: tx.now(), pay_before: null });
  await moveFulfilments(tx, o.order_id, ["waiting", "cancelled"], "open");
  await note(tx, o.order_id, "paid", { at: tx.now(), by: "consumer" });
  await tell(tx, "order.paid", paid, parent, lines);
}

/** A provider's notice: kept before it is acted on, acted on once, refused when it does not fit its payment. */
export async function takeNotice(
  platform: number,
  raw: TestNotice,
): Promise<{ known: boolean; state: PaymentTable["state"] }> {
  return inTx(platformScope(platform), async (tx) => {
    const notice = testProvider.parseNotice(raw, tx.now());
    const payment = await tx
      .as<Tables>()
      .selectFrom("trade.payment")
      .selectAll()
      .where("platform_id", "=", platform)
      .where("payment_id", "=", notice.payment)
      .executeTakeFirst();
    if (!payment) throw notFound("The payment");
    checkNotice(notice, payment);
    const kept = await tx
      .as<Tables>()
      .insertInto("trade.payment_notice")
      .values({
        platform_id: platform,
        provider: testProvider.name,
        event: notice.event,
        payment_id: notice.payment,
        body: JSON.stringify(raw),
        received_at: tx.now(),
      })
      .onConflict((c) => c.columns(["platform_id", "provider", "event"]).doNothing())
      .returning("event")
      .executeTakeFirst();
    if (!kept) return { known: true, state: payment.state };
    return { known: false, state: (await settle(tx, notice.payment, notice.outcome)).state };
  });
}
function checkNotice(notice: Notice, payment: PaymentTable): void {
  if (notice.amount_minor !== payment.amount_minor || notice.currency !== payment.currency)
    throw conflict(
      "amount_mismatch",
      `The payment is over ${payment.amount_minor} ${payment.currency}, the notice over ${notice.amount_minor} ${notice.currency}.`,
    );
}
