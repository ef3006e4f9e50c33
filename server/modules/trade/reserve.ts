import type { Tx } from "#kernel";
import { inTx, platformScope, systemScope } from "#kernel";
import { sql } from "kysely";
import { releaseClosed } from "./benefits.ts";
import { closeParent, linesOf, moveFulfilments, moveOrder, moveReservations, note, tell } from "./change.ts";
import { availableOf } from "./model.ts";
import { lockParent, ordersIn } from "./orders.ts";
import { keyOf, placeOf } from "./routing.ts";
import type { Place } from "./routing.ts";
import { addToStock, lockShelves, writeMovements } from "./stock.ts";
import type { Posting } from "./stock.ts";
import type { ReservationTable, Tables } from "./tables.ts";

export const placeOfReservation = (r: ReservationTable): Place => ({
  sku: r.sku_id,
  owner: r.owner_id,
  venue: r.venue_id,
  lot: r.lot_id,
});

/** Gives the stock of reservations free again. */
export async function giveFree(tx: Tx, reservations: readonly ReservationTable[]): Promise<void> {
  if (reservations.length === 0) return;
  await lockShelves(tx, reservations.map(placeOfReservation));
  await addToStock(
    tx,
    reservations.map((r) => ({ ...placeOfReservation(r), reserved: -r.quantity })),
  );
}
/** Goods leave: the promise is kept, the stock row loses the pieces, and the movement names the order. */
export async function consume(tx: Tx, reservations: readonly ReservationTable[], who: string): Promise<void> {
  if (reservations.length === 0) return;
  const rows = await lockShelves(tx, reservations.map(placeOfReservation));
  const postings = reservations.map((r): Posting => ({
    ...placeOfReservation(r),
    on_hand: -r.quantity,
    reserved: -r.quantity,
    cause: "sale",
    order: r.order_id,
  }));
  await addToStock(tx, postings);
  await writeMovements(tx, postings, new Map(rows.map((r) => [keyOf(placeOf(r)), r])), who);
}
/** Takes the same pieces again for an order whose hold has ended; false, and nothing changed, when some are gone. */
export async function reserveAgain(tx: Tx, order: string): Promise<boolean> {
  const lost: ReservationTable[] = await tx
    .as<Tables>()
    .selectFrom("trade.reservation")
    .selectAll()
    .where("order_id", "=", order)
    .where("state", "=", "expired")
    .execute();
  if (lost.length > 0) {
    const rows = new Map(
      (await lockShelves(tx, lost.map(placeOfReservation))).map((r) => [keyOf(placeOf(r)), availableOf(r)]),
    );
    for (const r of lost) {
      const key = keyOf(placeOfReservation(r));
      rows.set(key, (rows.get(key) ?? 0) - r.quantity);
    }
    if ([...rows.values()].some((left) => left < 0)) return false;
    await addToStock(
      tx,
      lost.map((r) => ({ ...placeOfReservation(r), reserved: r.quantity })),
    );
    await moveReservations(tx, order, ["expired"], "claimed");
  }
  return true;
}

const SWEEP = 200;
/** Ends the holds of orders that were not paid in time, of one platform or of all; their stock is free again. Returns how many parent orders ended. */
export async function expireHolds(platform?: number): Promise<number> {
  return inTx(systemScope, async (tx) => {
    const due = await sql<{
      platform_id: number;
      parent_id: string;
    }>`SELECT platform_id, parent_id FROM trade.parent_order
      WHERE state = 'open' AND pay_before <= ${tx.now()} ${platform === undefined ? sql`` : sql`AND platform_id = ${platform}`} ORDER BY pay_before LIMIT ${SWEEP} FOR UPDATE SKIP LOCKED`.execute(
      tx.as<Tables>(),
    );
    for (const [of, parents] of Map.groupBy(due.rows, (r) => r.platform_id))
      await tx.within(platformScope(of), (t) =>
        expireParents(
          t,
          parents.map((p) => p.parent_id),
        ),
      );
    return due.rows.length;
  });
}
async function expireParents(tx: Tx, parents: readonly string[]): Promise<void> {
  const freed: ReservationTable[] = [];
  for (const id of parents) {
    const parent = await lockParent(tx, id);
    for (const o of await ordersIn(tx, id)) {
      if (o.state !== "placed") continue;
      const ended = await moveOrder(tx, o, "expired", { cancelled_at: tx.now() });
      await moveFulfilments(tx, o.order_id, ["waiting"], "cancelled");
      freed.push(...(await moveReservations(tx, o.order_id, ["held"], "expired")));
      await note(tx, o.order_id, "expired", { at: tx.now(), by: "clock", note: "not paid in time" });
      await tell(tx, "order.cancelled", ended, parent, await linesOf(tx, o.order_id), {
        props: { by: "platform", reason: "not paid in time" },
      });
    }
    await closeParent(tx, id);
  }
  // All at once, so that the locks are taken in key order whatever the orders' order was.
  await giveFree(tx, freed);
  await releaseClosed(tx, parents);
}
