import type { Tx } from "#kernel";
import { conflict, enqueue, inTx, newId, platformScope, systemScope } from "#kernel";
import type { PriceProof, ReturnedPieces } from "#quant";
import { allocate, refundOf } from "#quant";
import { sql } from "kysely";
import { note, tell } from "./change.ts";
import { book, paidBackTransfer, refundTransfer } from "./ledger.ts";
import type { Funded } from "./ledger.ts";
import { providerOf, purseOf } from "./providers.ts";
import { insertAll } from "./rows.ts";
import type { LineTable, OrderTable, ParentTable, PaymentTable, RefundTable, Tables } from "./tables.ts";

/** Pieces of an order's lines to refund, and what exactly they paid. */
export type RefundLine = { readonly row: LineTable; readonly quantity: number; readonly amount_minor: number };

/**
 * What pieces of an order paid, by replaying the price proof that was stored when it was placed, after what was refunded
 * before. Conflict `too_many_pieces` when more come back than can.
 */
export function refundLines(
  proof: PriceProof,
  lines: readonly LineTable[],
  wanted: readonly { line: number; quantity: number }[],
): RefundLine[] {
  const sums = new Map<number, number>();
  for (const w of wanted) sums.set(w.line, (sums.get(w.line) ?? 0) + w.quantity);
  const earlier: ReturnedPieces[] = lines.map((l) => ({ line_id: l.proof_line, quantity: l.returned_quantity }));
  return [...sums].map(([line, quantity]) => {
    const row = lines.find((l) => l.line_no === line);
    if (!row) throw conflict("no_such_line", `The order has no line ${line}.`);
    const left = row.quantity - row.returned_quantity;
    if (quantity > left)
      throw conflict(
        "too_many_pieces",
        `Line ${line} (${row.sku_code}): ${left} pieces can still come back, not ${quantity}.`,
        {
          zh: `该商品最多还可退 ${left} 件。`,
          en: `At most ${left} pieces of it can still be returned.`,
        },
      );
    const [money] = refundOf(proof, [{ line_id: row.proof_line, quantity }], earlier).lines;
    return { row, quantity, amount_minor: money?.refund_minor ?? 0 };
  });
}
/** What is left to refund of every line: all of it, when an order is cancelled. */
export const wholeRefund = (lines: readonly LineTable[]): RefundLine[] =>
  lines
    .filter((l) => l.pay_minor > l.refunded_minor || l.quantity > l.returned_quantity)
    .map((row) => ({
      row,
      quantity: row.quantity - row.returned_quantity,
      amount_minor: row.pay_minor - row.refunded_minor,
    }));

/** The funders' part that these pieces give back; all pieces of a line together give back all of it. */
function fundedBack(lines: readonly RefundLine[]): Funded {
  const sums: Record<string, number> = {};
  for (const { row, quantity } of lines) {
    for (const [funder, minor] of Object.entries(row.funded)) {
      const upTo = (pieces: number) =>
        allocate(minor, [
          { key: "a", weight: pieces },
          { key: "b", weight: row.quantity - pieces },
        ])[0] ?? 0;
      sums[funder] = (sums[funder] ?? 0) + upTo(row.returned_quantity + quantity) - upTo(row.returned_quantity);
    }
  }
  return sums;
}

export type RefundAsk = {
  readonly order: OrderTable;
  readonly parent: ParentTable;
  readonly lines: readonly RefundLine[];
  readonly reason: string;
  readonly quality: boolean;
  readonly by: string;
  readonly return_id?: string | undefined;
  /** The merchant had earned the money already. */
  readonly delivered: boolean;
  /** False for an order that was cancelled: the cancellation is what happened to it. */
  readonly told: boolean;
};
/**
 * Promises money back: order, lines, payment, books, timeline and fact in one transaction; the provider is asked after the commit
 * by a job. Cash and cards go back over the counter at once. The order must be locked. Returns what is refunded.
 */
export async function refund(tx: Tx, ask: RefundAsk): Promise<number> {
  const { order, lines } = ask;
  const amount_minor = lines.reduce((sum, l) => sum + l.amount_minor, 0);
  for (const l of lines) {
    await sql`UPDATE trade.order_line SET returned_quantity = returned_quantity + ${l.quantity}, refunded_minor = refunded_minor + ${l.amount_minor}
      WHERE order_id = ${order.order_id} AND line_no = ${l.row.line_no}`.execute(tx.as<Tables>());
  }
  await tx
    .as<Tables>()
    .updateTable("trade.orders")
    .set({ refunded_minor: sql`refunded_minor + ${amount_minor}` })
    .where("order_id", "=", order.order_id)
    .execute();
  if (amount_minor > 0) await sendBack(tx, ask, amount_minor);
  await note(tx, order.order_id, "refunded", { at: tx.now(), by: ask.by, note: ask.reason });
  if (ask.told) await tellRefund(tx, ask, amount_minor);
  return amount_minor;
}
async function tellRefund(tx: Tx, ask: RefundAsk, amount_minor: number): Promise<void> {
  const returned = ask.lines.map((l) => ({ ...l.row, quantity: l.quantity, pay_minor: l.amount_minor }));
  await tell(tx, "order.refunded", ask.order, ask.parent, returned, {
    id: `order.refunded:${ask.return_id ?? newId()}`,
    amount_minor,
    props: { reason: ask.reason, quality: ask.quality },
  });
}
async function sendBack(tx: Tx, ask: RefundAsk, amount_minor: number): Promise<void> {
  const { order, parent } = ask;
  const payment = await paymentOf(tx, order.order_id);
  const provider = providerOf(payment.provider);
  const state = payment.refunded_minor + amount_minor === payment.amount_minor ? "refunded" : "part_refunded";
  await tx
    .as<Tables>()
    .updateTable("trade.payment")
    .set({ state, refunded_minor: payment.refunded_minor + amount_minor })
    .where("payment_id", "=", payment.payment_id)
    .execute();
  const row: RefundTable = {
    platform_id: tx.platform,
    refund_id: newId(),
    order_id: order.order_id,
    payment_id: payment.payment_id,
    return_id: ask.return_id ?? null,
    amount_minor,
    currency: order.currency,
    reason: ask.reason,
    quality: ask.quality,
    state: provider ? "asked" : "done",
    created_at: tx.now(),
    done_at: provider ? null : tx.now(),
  };
  await insertAll(tx, { refund: [row] });
  const promised = refundTransfer(order, amount_minor, fundedBack(ask.lines), ask.delivered, payment.provider);
  const left = paidBackTransfer(order, amount_minor, purseOf(payment.provider, parent.sale_venue), payment.provider);
  await book(tx, provider ? [promised] : [promised, left]);
  if (provider) await enqueue(tx, "trade.refund", { refund: row.refund_id, platform: tx.platform });
}
/** The payment that an order was paid with. */
async function paymentOf(tx: Tx, order: string): Promise<PaymentTable> {
  const read = await sql<PaymentTable>`SELECT p.* FROM trade.payment p JOIN trade.payment_split s USING (payment_id)
    WHERE s.order_id = ${order} AND p.state IN ('paid', 'part_refunded') FOR UPDATE OF p`.execute(tx.as<Tables>());
  const [payment] = read.rows;
  if (!payment) throw conflict("not_paid", "There is no payment to refund.");
  return payment;
}

/** Asks the provider for one refund and books it; harmless when it is done already. */
export async function payOut(platform: number, refund_id: string): Promise<boolean> {
  const scope = platformScope(platform);
  const ask = await inTx(scope, async (tx) => {
    const read = await sql<
      RefundTable & { provider: string }
    >`SELECT r.*, p.provider FROM trade.refund r JOIN trade.payment p USING (payment_id)
      WHERE r.platform_id = ${platform} AND r.refund_id = ${refund_id} AND r.state = 'asked'`.execute(tx.as<Tables>());
    return read.rows[0];
  });
  const provider = ask && providerOf(ask.provider);
  if (!ask || !provider) return false;
  await provider.refund({
    refund: refund_id,
    payment: ask.payment_id,
    amount_minor: ask.amount_minor,
    currency: ask.currency,
  });
  return inTx(scope, async (tx) => {
    const done = await tx
      .as<Tables>()
      .updateTable("trade.refund")
      .set({ state: "done", done_at: tx.now() })
      .where("refund_id", "=", refund_id)
      .where("state", "=", "asked")
      .executeTakeFirst();
    if (done.numUpdatedRows === 0n) return false;
    await book(tx, [paidBackTransfer(ask, ask.amount_minor, provider.purse, ask.provider)]);
    return true;
  });
}
/** Refunds that a lost job left behind; for the clock. */
export async function openRefunds(before: Date): Promise<{ platform: number; refund: string }[]> {
  return inTx(systemScope, async (tx) => {
    const rows = await tx
      .as<Tables>()
      .selectFrom("trade.refund")
      .select(["platform_id", "refund_id"])
      .where("state", "=", "asked")
      .where("created_at", "<", before)
      .orderBy("created_at")
      .limit(500)
      .execute();
    return rows.map((r) => ({ platform: r.platform_id, refund: r.refund_id }));
  });
}
