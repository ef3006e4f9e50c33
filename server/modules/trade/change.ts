import { append } from "#facts";
import type { facts, trade } from "#contract";
import type { Tx } from "#kernel";
import { conflict, newId } from "#kernel";
import { sql } from "kysely";
import { fulfilmentMoves, mayMove, orderMoves } from "./model.ts";
import { orderFact } from "./order-facts.ts";
import { insertAll } from "./rows.ts";
import type {
  FulfilmentTable,
  LineTable,
  OrderTable,
  ParentTable,
  ReservationState,
  ReservationTable,
  Tables,
} from "./tables.ts";

type OrderChange = Partial<
  Pick<OrderTable, "paid_at" | "dispatched_at" | "delivered_at" | "cancelled_at" | "pay_before">
>;
const wrongState = (what: string, from: string, to: string) =>
  conflict("wrong_state", `This ${what} is ${from}; it cannot become ${to}.`, {
    zh: "当前状态不能进行此操作。",
    en: "This is not possible in the present state.",
  });

/** Moves a locked order; the state machine refuses what it does not know. */
export async function moveOrder(
  tx: Tx,
  o: OrderTable,
  to: trade.OrderState,
  change: OrderChange = {},
): Promise<OrderTable> {
  if (!mayMove(orderMoves, o.state, to)) throw wrongState("order", o.state, to);
  await tx
    .as<Tables>()
    .updateTable("trade.orders")
    .set({ state: to, ...change })
    .where("order_id", "=", o.order_id)
    .execute();
  return { ...o, state: to, ...change };
}
type FulfilmentChange = Partial<Pick<FulfilmentTable, "carrier" | "tracking" | "dispatched_at" | "delivered_at">>;
export async function moveFulfilment(
  tx: Tx,
  f: FulfilmentTable,
  to: trade.FulfilmentState,
  change: FulfilmentChange = {},
): Promise<void> {
  if (!mayMove(fulfilmentMoves, f.state, to)) throw wrongState("fulfilment", f.state, to);
  await tx
    .as<Tables>()
    .updateTable("trade.fulfilment")
    .set({ state: to, ...change })
    .where("fulfilment_id", "=", f.fulfilment_id)
    .execute();
}
/** Moves every fulfilment of an order that stands in one state to another. */
export async function moveFulfilments(
  tx: Tx,
  order: string,
  from: readonly trade.FulfilmentState[],
  to: trade.FulfilmentState,
): Promise<void> {
  await tx
    .as<Tables>()
    .updateTable("trade.fulfilment")
    .set({ state: to })
    .where("order_id", "=", order)
    .where("state", "in", [...from])
    .execute();
}
/** Changes the state of an order's reservations and gives those it changed. */
export async function moveReservations(
  tx: Tx,
  order: string,
  from: readonly ReservationState[],
  to: ReservationState,
  fulfilment?: string,
): Promise<ReservationTable[]> {
  let q = tx
    .as<Tables>()
    .updateTable("trade.reservation")
    .set({ state: to, ...(to === "held" ? {} : { expires_at: null }) })
    .where("order_id", "=", order)
    .where("state", "in", [...from]);
  if (fulfilment !== undefined) q = q.where("fulfilment_id", "=", fulfilment);
  return q.returningAll().execute();
}

export type Story = { readonly at: Date; readonly by: string; readonly note?: string | null };
/** Adds a line to an order's timeline. */
export async function note(tx: Tx, order: string, name: string, s: Story): Promise<void> {
  await insertAll(tx, {
    order_event: [
      {
        platform_id: tx.platform,
        event_id: newId(),
        order_id: order,
        at: s.at,
        name,
        by_whom: s.by,
        note: s.note?.slice(0, 500) ?? null,
      },
    ],
  });
}
export async function linesOf(tx: Tx, order: string): Promise<LineTable[]> {
  return tx
    .as<Tables>()
    .selectFrom("trade.order_line")
    .selectAll()
    .where("order_id", "=", order)
    .orderBy("line_no")
    .execute();
}
export async function fulfilmentsOf(tx: Tx, order: string): Promise<FulfilmentTable[]> {
  return tx
    .as<Tables>()
    .selectFrom("trade.fulfilment")
    .selectAll()
    .where("order_id", "=", order)
    .orderBy("fulfilment_id")
    .execute();
}
/** Appends a fact about an order in the same transaction as its change. */
export async function tell(
  tx: Tx,
  name: facts.FactName,
  o: OrderTable,
  parent: ParentTable,
  lines: readonly LineTable[],
  extra: Parameters<typeof orderFact>[5] = {},
): Promise<void> {
  await append(tx, [orderFact(name, tx.now(), o, parent, lines, extra)]);
}
/** Closes a parent order of which nothing is left to pay or was ever paid. */
export async function closeParent(tx: Tx, parent: string): Promise<void> {
  await sql`UPDATE trade.parent_order p SET state = 'closed' WHERE parent_id = ${parent} AND state = 'open'
    AND NOT EXISTS (SELECT FROM trade.orders o WHERE o.parent_id = p.parent_id AND o.state = 'placed')`.execute(
    tx.as<Tables>(),
  );
}
