import type { trade } from "#contract";
import type { Principal, Tx } from "#kernel";
import { conflict, newId, notFound } from "#kernel";
import { directory } from "#parties";
import type { PriceProof } from "#quant";
import { sql } from "kysely";
import { actorOf, ownMerchant, whoOf, wide } from "./access.ts";
import { fulfilmentsOf, linesOf, moveOrder, note } from "./change.ts";
import { venueOf } from "./goods.ts";
import { lockOrder, orderRow } from "./orders.ts";
import { refund, refundLines } from "./refund.ts";
import type { RefundLine } from "./refund.ts";
import { returnRow } from "./returns-read.ts";
import { insertAll } from "./rows.ts";
import { openRows, post } from "./stock.ts";
import type { Posting } from "./stock.ts";
import type { LineTable, OrderTable, ParentTable, ReservationTable, ReturnTable, Tables } from "./tables.ts";

export type ReturnAsk = {
  readonly lines: readonly { readonly line: number; readonly quantity: number }[];
  readonly reason: string;
  readonly quality: boolean;
  readonly kind: trade.ReturnCase["kind"];
  readonly venue?: trade.Ref | undefined;
};
const returnable: readonly trade.OrderState[] = ["dispatched", "delivered"];

/** Opens a return of an order that was dispatched; the money it will give back is shown, nothing moves yet. Returns its id. */
export async function openReturn(tx: Tx, p: Principal, order_id: string, ask: ReturnAsk): Promise<string> {
  await orderRow(tx, order_id);
  return tx.widened(wide, async (t) => {
    const { order, parent } = await lockOrder(t, order_id);
    if (!returnable.includes(order.state))
      throw conflict(
        "not_returnable",
        `An order that is ${order.state} cannot be returned; one that is dispatched or delivered can.`,
        { zh: "当前订单状态不能退货。", en: "This order cannot be returned in its present state." },
      );
    const open = await openPieces(t, order_id);
    const all = await linesOf(t, order_id);
    // Pieces that another open return asks for cannot be asked for twice.
    const lines = refundLines(
      parent.proof as PriceProof,
      all.map((l) => ({ ...l, returned_quantity: l.returned_quantity + (open.get(l.line_no) ?? 0) })),
      ask.lines,
    );
    const d = await directory(t);
    const venue = ask.venue === undefined ? await sender(t, order_id) : venueOf(d, ask.venue, "body.venue").id;
    if (
      ask.kind === "return_refund" &&
      ask.venue !== undefined &&
      !d.venues.byId.get(venue ?? 0)?.capabilities.includes("return")
    )
      throw conflict("no_returns_here", "This venue does not take returns.");
    return writeReturn(t, p, order, lines, { ...ask, venue });
  });
}
/** Pieces by line that open returns ask for. */
async function openPieces(tx: Tx, order: string): Promise<Map<number, number>> {
  const read = await sql<{
    line_no: number;
    pieces: number;
  }>`SELECT l.line_no, sum(l.quantity)::int AS pieces FROM trade.return_case c
    JOIN trade.return_line l USING (return_id) WHERE c.order_id = ${order} AND c.state = 'requested' GROUP BY 1`.execute(
    tx.as<Tables>(),
  );
  return new Map(read.rows.map((r) => [r.line_no, r.pieces]));
}
async function sender(tx: Tx, order: string): Promise<number | null> {
  return (await fulfilmentsOf(tx, order)).find((f) => f.state !== "cancelled")?.venue_id ?? null;
}
async function writeReturn(
  tx: Tx,
  p: Principal,
  o: OrderTable,
  lines: readonly RefundLine[],
  ask: Omit<ReturnAsk, "venue"> & { venue: number | null },
): Promise<string> {
  const return_id = newId();
  const row: ReturnTable = {
    platform_id: tx.platform,
    return_id,
    order_id: o.order_id,
    order_no: o.order_no,
    state: "requested",
    kind: ask.kind,
    merchant_id: o.merchant_id,
    venue_id: ask.kind === "refund_only" ? null : ask.venue,
    reason: ask.reason,
    quality: ask.quality,
    refusal: null,
    currency: o.currency,
    requested_at: tx.now(),
    closed_at: null,
  };
  await insertAll(tx, {
    return_case: [row],
    return_line: lines.map(({ row: l, quantity, amount_minor }) => ({
      platform_id: tx.platform,
      return_id,
      line_no: l.line_no,
      brand_id: l.brand_id,
      sku_id: l.sku_id,
      sku_code: l.sku_code,
      title_zh: l.title_zh,
      title_en: l.title_en,
      quantity,
      refund_minor: amount_minor,
      result: null,
    })),
  });
  await note(tx, o.order_id, "return_requested", { at: tx.now(), by: actorOf(p), note: ask.reason });
  return return_id;
}

type Open = {
  readonly r: ReturnTable;
  readonly order: OrderTable;
  readonly parent: ParentTable;
  readonly all: readonly LineTable[];
};
async function actOnReturn(
  tx: Tx,
  p: Principal,
  id: string,
  work: (t: Tx, open: Open) => Promise<void>,
): Promise<void> {
  const seen = await returnRow(tx, id);
  await tx.widened(wide, async (t) => {
    const { order, parent } = await lockOrder(t, seen.order_id);
    const r = await returnRow(t, id);
    if (p.role === "venue" ? r.venue_id !== p.venue : !ownMerchant(await directory(t), p, order.merchant_id))
      throw notFound("The return");
    if (r.state !== "requested") throw conflict("wrong_state", `This return is ${r.state} already.`);
    await work(t, { r, order, parent, all: await linesOf(t, order.order_id) });
  });
}
async function close(
  tx: Tx,
  id: string,
  change: Partial<Pick<ReturnTable, "state" | "refusal" | "venue_id">>,
): Promise<void> {
  await tx
    .as<Tables>()
    .updateTable("trade.return_case")
    .set({ ...change, closed_at: tx.now() })
    .where("return_id", "=", id)
    .execute();
}
/** The pieces of an open return with what they paid, worked out anew: an earlier return may have been refunded since. */
async function moneyOf(tx: Tx, { r, parent, all }: Open): Promise<RefundLine[]> {
  const asked = await tx
    .as<Tables>()
    .selectFrom("trade.return_line")
    .select(["line_no", "quantity"])
    .where("return_id", "=", r.return_id)
    .execute();
  const lines = refundLines(
    parent.proof as PriceProof,
    all,
    asked.map((l) => ({ line: l.line_no, quantity: l.quantity })),
  );
  for (const l of lines)
    await tx
      .as<Tables>()
      .updateTable("trade.return_line")
      .set({ refund_minor: l.amount_minor })
      .where("return_id", "=", r.return_id)
      .where("line_no", "=", l.row.line_no)
      .execute();
  return lines;
}
async function giveBack(tx: Tx, p: Principal, open: Open, lines: readonly RefundLine[]): Promise<void> {
  const { r, order, parent, all } = open;
  await refund(tx, {
    order,
    parent,
    lines,
    reason: r.reason,
    quality: r.quality,
    by: actorOf(p),
    return_id: r.return_id,
    delivered: order.delivered_at !== null,
    told: true,
  });
  await close(tx, r.return_id, { state: "refunded" });
  const back = new Map(lines.map((l) => [l.row.line_no, l.quantity]));
  const whole = all.every((l) => l.returned_quantity + (back.get(l.line_no) ?? 0) === l.quantity);
  if (whole && order.state === "delivered") await moveOrder(tx, order, "refunded");
}
/** Refunds without goods coming back. */
export const refundOnly = (tx: Tx, p: Principal, id: string): Promise<void> =>
  actOnReturn(tx, p, id, async (t, open) => giveBack(t, p, open, await moneyOf(t, open)));
export const refuseReturn = (tx: Tx, p: Principal, id: string, reason: string): Promise<void> =>
  actOnReturn(tx, p, id, async (t, { r, order }) => {
    await close(t, r.return_id, { state: "refused", refusal: reason });
    await note(t, order.order_id, "return_refused", { at: t.now(), by: actorOf(p), note: reason });
  });

/** Goods came back to a venue: booked there for their owner by what the inspection found, and refunded exactly. */
export const receiveReturn = (tx: Tx, p: Principal, id: string, result: trade.InspectionResult): Promise<void> =>
  actOnReturn(tx, p, id, async (t, open) => {
    if (open.r.kind !== "return_refund")
      throw conflict("refund_only", "No goods come back in this return; refund it instead.");
    const venue = p.role === "venue" ? p.venue : (open.r.venue_id ?? undefined);
    if (venue === undefined) throw conflict("no_venue", "No venue is named for this return.");
    const lines = await moneyOf(t, open);
    await bookIn(t, p, open, lines, venue, result);
    await t.as<Tables>().updateTable("trade.return_line").set({ result }).where("return_id", "=", id).execute();
    await note(t, open.order.order_id, "return_received", { at: t.now(), by: actorOf(p), note: result });
    await giveBack(t, p, open, lines);
  });
async function bookIn(
  tx: Tx,
  p: Principal,
  { r, order }: Open,
  lines: readonly RefundLine[],
  venue: number,
  result: trade.InspectionResult,
): Promise<void> {
  const sent: ReservationTable[] = await tx
    .as<Tables>()
    .selectFrom("trade.reservation")
    .selectAll()
    .where("order_id", "=", order.order_id)
    .where("state", "=", "consumed")
    .execute();
  const goods = lines.filter((l) => sent.some((s) => s.line_no === l.row.line_no));
  const postings = goods.flatMap((l) =>
    lotsOf(l, sent).map(([lot, quantity]): Posting => ({
      sku: l.row.sku_id,
      owner: order.merchant_id,
      venue,
      lot,
      [result]: quantity,
      cause: "return_in",
      order: order.order_id,
      document: r.return_id,
    })),
  );
  if (postings.length === 0) return;
  const codes = new Map(goods.map((l) => [l.row.sku_id, l.row]));
  await openRows(
    tx,
    postings.map((q) => ({
      sku: q.sku,
      owner: q.owner,
      venue: q.venue,
      lot: q.lot,
      brand: codes.get(q.sku)?.brand_id ?? null,
      code: codes.get(q.sku)?.sku_code ?? "",
    })),
  );
  await post(tx, postings, whoOf(p));
}
/** The lots of a line in the order in which they went out: pieces 1..n of earlier returns come first. */
function lotsOf(l: RefundLine, sent: readonly ReservationTable[]): [lot: number, quantity: number][] {
  let skip = l.row.returned_quantity;
  let open = l.quantity;
  const found: [number, number][] = [];
  for (const s of sent.filter((one) => one.line_no === l.row.line_no).toSorted((a, b) => a.lot_id - b.lot_id)) {
    const passed = Math.min(skip, s.quantity);
    skip -= passed;
    const quantity = Math.min(open, s.quantity - passed);
    if (quantity > 0) found.push([s.lot_id, quantity]);
    open -= quantity;
  }
  return found;
}
