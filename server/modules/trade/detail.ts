import type { trade } from "#contract";
import type { Principal, Tx } from "#kernel";
import { directory } from "#parties";
import type { PriceProof } from "#quant";
import { sql } from "kysely";
import { ownMerchant } from "./access.ts";
import { orderRow, shown } from "./orders.ts";
import { shownReturns } from "./returns-read.ts";
import type { EventTable, OrderTable, PaymentTable, ReturnTable, ReviewTable, Tables } from "./tables.ts";

/** One order with everything that happened to it, as the caller may see it; 404 for somebody else's. */
export async function orderDetail(tx: Tx, p: Principal, id: string): Promise<trade.OrderDetail> {
  const row = await orderRow(tx, id);
  const mine = p.role === "consumer";
  const [order] = await shown(tx, [row], mine);
  if (!order) throw new Error("an order that was read is gone");
  const db = tx.as<Tables>();
  const ofOrder = sql<boolean>`order_id = ${id}::uuid`;
  const events: EventTable[] = await db
    .selectFrom("trade.order_event")
    .selectAll()
    .where(ofOrder)
    .orderBy("event_id")
    .limit(500)
    .execute();
  const returns: ReturnTable[] = await db
    .selectFrom("trade.return_case")
    .selectAll()
    .where(ofOrder)
    .orderBy("return_id")
    .limit(200)
    .execute();
  const reviews: ReviewTable[] = await db
    .selectFrom("trade.review")
    .selectAll()
    .where(ofOrder)
    .orderBy("review_id")
    .limit(400)
    .execute();
  const { payments, proof } = await moneyOf(tx, row, p);
  // What was said may be about another brand's line: it is for the merchant.
  const told = ownMerchant(await directory(tx), p, row.merchant_id);
  return {
    ...order,
    address: await addressFor(tx, p, row, order),
    timeline: events.map((e) => ({ at: e.at.toISOString(), name: e.name, by: e.by_whom, note: told ? e.note : null })),
    payments,
    returns: await shownReturns(tx, returns),
    reviews: reviews.map((r) => ({
      id: r.review_id,
      sku: r.sku_id,
      line: r.line_no,
      stars: r.stars,
      text: r.body,
      at: r.at.toISOString(),
    })),
    price: proof,
  };
}

/** Where a parcel goes is for those who send it. */
async function addressFor(tx: Tx, p: Principal, row: OrderTable, order: trade.Order): Promise<trade.Address | null> {
  if (p.role === "consumer" || p.role === "operator") return row.address;
  if (p.role === "venue") return order.fulfilments.some((f) => f.venue === p.venue) ? row.address : null;
  return ownMerchant(await directory(tx), p, row.merchant_id) ? row.address : null;
}

export const shownPayment = (r: PaymentTable): trade.Payment => ({
  id: r.payment_id,
  provider: r.provider,
  state: r.state,
  amount_minor: r.amount_minor,
  refunded_minor: r.refunded_minor,
  currency: r.currency,
});
/**
 * Payments are the parent's: they are shown to the buyer, the venue and the operator. The proof is cut down to the lines of this
 * order, so that one merchant does not read another's prices out of it.
 */
async function moneyOf(
  tx: Tx,
  row: OrderTable,
  p: Principal,
): Promise<Pick<trade.OrderDetail, "payments"> & { proof: trade.OrderDetail["price"] }> {
  const own = await tx
    .as<Tables>()
    .selectFrom("trade.order_line")
    .select("proof_line")
    .where("order_id", "=", row.order_id)
    .execute();
  const lines = new Set(own.map((l) => l.proof_line));
  return tx.widened("the parent's payment and proof, cut down to this order", async (t) => {
    const parent = await t
      .as<Tables>()
      .selectFrom("trade.parent_order")
      .select(["parent_id", "proof"])
      .where("parent_id", "=", row.parent_id)
      .executeTakeFirstOrThrow();
    const rows =
      p.role === "brand"
        ? []
        : await t
            .as<Tables>()
            .selectFrom("trade.payment")
            .selectAll()
            .where("parent_id", "=", row.parent_id)
            .orderBy("payment_id")
            .limit(20)
            .execute();
    const proof = parent.proof as PriceProof;
    const used = proof.used.flatMap((u) => {
      const amount_minor = u.parts.reduce((sum, part) => (lines.has(part.line_id) ? sum + part.amount_minor : sum), 0);
      return amount_minor === 0 ? [] : [{ id: u.id, layer: u.layer, amount_minor }];
    });
    const refused =
      p.role === "brand" ? [] : proof.refused.map((r) => ({ id: r.id, layer: r.layer, reason: r.reason }));
    return {
      payments: rows.map(shownPayment),
      proof: { id: parent.parent_id, rule_set: proof.rule_set, used, refused },
    };
  });
}
