import type { trade } from "#contract";
import type { Tx } from "#kernel";
import { notFound } from "#kernel";
import { directory } from "#parties";
import { sql } from "kysely";
import type { Made } from "./place-rows.ts";
import { shownOrder } from "./shown.ts";
import type { FulfilmentTable, LineTable, OrderTable, ParentTable, ReservationTable, Tables } from "./tables.ts";

/** Lines, fulfilments and reservations of some orders, as the scope may see them. */
export async function partsOf(tx: Tx, orders: readonly string[]) {
  const db = tx.as<Tables>();
  const these = sql<boolean>`order_id = ANY(${orders}::uuid[])`;
  const lines: LineTable[] = await db
    .selectFrom("trade.order_line")
    .selectAll()
    .where(these)
    .orderBy("line_no")
    .execute();
  const fulfilments: FulfilmentTable[] = await db
    .selectFrom("trade.fulfilment")
    .selectAll()
    .where(these)
    .orderBy("fulfilment_id")
    .execute();
  const reservations: ReservationTable[] = await db.selectFrom("trade.reservation").selectAll().where(these).execute();
  return { lines, fulfilments, reservations };
}
/** Orders as they are shown, in the order given; `mine` shows the buyer the pick-up codes. */
export async function shown(tx: Tx, rows: readonly OrderTable[], mine = false): Promise<trade.Order[]> {
  if (rows.length === 0) return [];
  const d = await directory(tx);
  const parts = await partsOf(
    tx,
    rows.map((r) => r.order_id),
  );
  const lines = Map.groupBy(parts.lines, (l) => l.order_id);
  const fulfilments = Map.groupBy(parts.fulfilments, (f) => f.order_id);
  const reservations = Map.groupBy(parts.reservations, (r) => r.order_id);
  return rows.map((o) =>
    shownOrder(
      d,
      o,
      lines.get(o.order_id) ?? [],
      fulfilments.get(o.order_id) ?? [],
      reservations.get(o.order_id) ?? [],
      mine,
    ),
  );
}

export type OrderFilter = {
  readonly state?: trade.OrderState | undefined;
  readonly kind?: trade.FulfilmentKind | undefined;
  readonly merchant?: number | undefined;
  readonly venue?: number | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly q?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
};
/** Orders of the scope, newest first; days are those of the platform's zone. One row more than `limit` tells of a next page. */
export async function listOrders(tx: Tx, f: OrderFilter): Promise<OrderTable[]> {
  const { zone } = (await directory(tx)).platform;
  const dayStart = (day: string, plus: number) => sql`((${day}::date + ${plus}::int)::timestamp AT TIME ZONE ${zone})`;
  const receipt = f.q === undefined ? undefined : await parentOfReceipt(tx, f.q);
  const and = [
    sql`platform_id = ${tx.platform}`,
    ...(f.after === undefined ? [] : [sql`order_id < ${f.after}::uuid`]),
    ...(f.state === undefined ? [] : [sql`state = ${f.state}`]),
    ...(f.kind === undefined ? [] : [sql`kind = ${f.kind}`]),
    ...(f.merchant === undefined ? [] : [sql`merchant_id = ${f.merchant}`]),
    ...(f.venue === undefined ? [] : [sql`venue_ids @> ARRAY[${f.venue}::int]`]),
    ...(f.from === undefined ? [] : [sql`placed_at >= ${dayStart(f.from, 0)}`]),
    ...(f.to === undefined ? [] : [sql`placed_at < ${dayStart(f.to, 1)}`]),
    ...(receipt === undefined ? [] : [sql`parent_id = ${receipt}::uuid`]),
    ...(receipt !== undefined || f.q === undefined || f.q === ""
      ? []
      : [sql`starts_with(order_no, ${f.q.toUpperCase()})`]),
  ];
  const read = await sql<OrderTable>`SELECT * FROM trade.orders WHERE ${sql.join(and, sql` AND `)}
    ORDER BY order_id DESC LIMIT ${f.limit}`.execute(tx.as<Tables>());
  return read.rows;
}

/** The parent order a receipt number stands for. Whoever asks still sees only those of its orders that are theirs. */
async function parentOfReceipt(tx: Tx, no: string): Promise<string | undefined> {
  if (!/^R\d{6}-/i.test(no)) return undefined;
  return tx.widened("a receipt names an order; its rows are read by the caller's own right", async (t) => {
    const row = await t
      .as<Tables>()
      .selectFrom("trade.parent_order")
      .select("parent_id")
      .where("platform_id", "=", t.platform)
      .where("receipt_no", "=", no.toUpperCase())
      .executeTakeFirst();
    return row?.parent_id;
  });
}

/** An order by id, as the scope may see it; 404 otherwise. */
export async function orderRow(tx: Tx, id: string): Promise<OrderTable> {
  const row = await tx
    .as<Tables>()
    .selectFrom("trade.orders")
    .selectAll()
    .where("platform_id", "=", tx.platform)
    .where("order_id", "=", id)
    .executeTakeFirst();
  if (!row) throw notFound("The order");
  return row;
}
/** An order locked until the end of the transaction: every change of an order starts here, its parent locked first. */
export async function lockOrder(tx: Tx, id: string): Promise<{ order: OrderTable; parent: ParentTable }> {
  const seen = await orderRow(tx, id);
  const parent = await lockParent(tx, seen.parent_id);
  const order = await tx
    .as<Tables>()
    .selectFrom("trade.orders")
    .selectAll()
    .where("order_id", "=", id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  return { order, parent };
}
export async function lockParent(tx: Tx, id: string): Promise<ParentTable> {
  const row = await tx
    .as<Tables>()
    .selectFrom("trade.parent_order")
    .selectAll()
    .where("platform_id", "=", tx.platform)
    .where("parent_id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw notFound("The order");
  return row;
}
export async function ordersIn(tx: Tx, parent: string): Promise<OrderTable[]> {
  return tx
    .as<Tables>()
    .selectFrom("trade.orders")
    .selectAll()
    .where("platform_id", "=", tx.platform)
    .where("parent_id", "=", parent)
    .orderBy("order_id")
    .execute();
}
/** A parent order that was placed before, as its buyer saw it. */
export async function ordersOfParent(tx: Tx, id: string): Promise<Made> {
  const parent = await tx
    .as<Tables>()
    .selectFrom("trade.parent_order")
    .selectAll()
    .where("platform_id", "=", tx.platform)
    .where("parent_id", "=", id)
    .executeTakeFirstOrThrow();
  return { parent, orders: await shown(tx, await ordersIn(tx, id), parent.consumer_id !== null) };
}
