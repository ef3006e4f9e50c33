import type { Principal, Scope, Tx } from "#kernel";
import { Fault, conflict, dayIn, inTx, notFound, tooMany } from "#kernel";
import { directory } from "#parties";
import { sql } from "kysely";
import { actorOf, mayFulfil, whoOf, wide } from "./access.ts";
import { fulfilmentsOf, linesOf, moveFulfilment, moveOrder, moveReservations, note, tell } from "./change.ts";
import { book, deliveredTransfer, fundedOf } from "./ledger.ts";
import { CODE_PAUSE_MS, CODE_TRIES, couldBeCode, foldOrder } from "./model.ts";
import { lockOrder } from "./orders.ts";
import { consume } from "./reserve.ts";
import { codeOf } from "./shown.ts";
import type { FulfilmentTable, OrderTable, ParentTable, Tables } from "./tables.ts";

/** A fulfilment as the scope may see it; 404 otherwise. */
export async function fulfilmentRow(tx: Tx, id: string): Promise<FulfilmentTable> {
  const row = await tx
    .as<Tables>()
    .selectFrom("trade.fulfilment")
    .selectAll()
    .where("platform_id", "=", tx.platform)
    .where("fulfilment_id", "=", id)
    .executeTakeFirst();
  if (!row) throw notFound("The fulfilment");
  return row;
}
type Held = { readonly order: OrderTable; readonly parent: ParentTable; readonly f: FulfilmentTable };

/** Checks that the caller may act on a fulfilment, locks its order, and works on the whole platform's rows. Returns the order's id. */
async function act(tx: Tx, p: Principal, id: string, work: (t: Tx, held: Held) => Promise<void>): Promise<string> {
  const seen = await fulfilmentRow(tx, id);
  return tx.widened(wide, async (t) => {
    const { order, parent } = await lockOrder(t, seen.order_id);
    await mayFulfil(t, p, order, seen);
    await work(t, { order, parent, f: await fulfilmentRow(t, id) });
    return order.order_id;
  });
}

/** A parcel goes to a carrier: its goods leave the stock. */
export const ship = (
  tx: Tx,
  p: Principal,
  id: string,
  parcel: { carrier: string; tracking: string },
): Promise<string> =>
  act(tx, p, id, async (t, { order, parent, f }) => {
    if (f.kind !== "deliver")
      throw conflict("not_a_parcel", "Only parcels are shipped; a pick-up is made ready and handed over.");
    await moveFulfilment(t, f, "shipped", { ...parcel, dispatched_at: t.now() });
    await consume(t, await moveReservations(t, order.order_id, ["claimed"], "consumed", id), whoOf(p));
    await note(t, order.order_id, "shipped", {
      at: t.now(),
      by: actorOf(p),
      note: `${parcel.carrier} ${parcel.tracking}`,
    });
    await follow(t, order, parent, f);
  });
/** Goods are picked and wait at the counter. */
export const ready = (tx: Tx, p: Principal, id: string): Promise<string> =>
  act(tx, p, id, async (t, { order, parent, f }) => {
    if (f.kind !== "collect") throw conflict("not_a_pick_up", "Only pick-ups are made ready; a parcel is shipped.");
    await moveFulfilment(t, f, "ready", { dispatched_at: t.now() });
    await note(t, order.order_id, "ready", { at: t.now(), by: actorOf(p) });
    await follow(t, order, parent, f);
  });
/** The carrier's last scan. */
export const delivered = (tx: Tx, p: Principal, id: string): Promise<string> =>
  act(tx, p, id, async (t, { order, parent, f }) => {
    if (f.kind !== "deliver") throw conflict("not_a_parcel", "A pick-up is handed over against its code.");
    await moveFulfilment(t, f, "delivered", { delivered_at: t.now() });
    await note(t, order.order_id, "delivered", { at: t.now(), by: actorOf(p) });
    await follow(t, order, parent, f);
  });

/** The order follows its fulfilments; what it becomes is told as a fact, and a delivery moves the money to the merchant. */
async function follow(tx: Tx, o: OrderTable, parent: ParentTable, f: FulfilmentTable): Promise<void> {
  const to = foldOrder((await fulfilmentsOf(tx, o.order_id)).map((one) => one.state));
  if (to === o.state || (to !== "dispatched" && to !== "delivered")) return;
  const zone = (await directory(tx)).venues.byId.get(f.venue_id)?.zone ?? "Asia/Shanghai";
  const day = dayIn(zone, tx.now());
  const lines = await linesOf(tx, o.order_id);
  // Goods handed over before anybody said "ready" were dispatched in that moment.
  const dispatched_at = o.dispatched_at ?? tx.now();
  const moved = await moveOrder(
    tx,
    o,
    to,
    to === "dispatched" ? { dispatched_at } : { dispatched_at, delivered_at: tx.now() },
  );
  if (o.dispatched_at === null)
    await tell(tx, "order.dispatched", moved, parent, lines, { props: { dispatched_day: day } });
  if (to !== "delivered") return;
  await book(tx, [deliveredTransfer(o, fundedOf(lines))]);
  await tell(tx, "order.delivered", moved, parent, lines, { props: { delivered_day: day } });
}

/**
 * Gives goods to whoever shows the pick-up code. A wrong code is counted in a transaction of its own, because its refusal must
 * not undo the count; after five the counter is closed for a quarter of an hour. Returns the order's id.
 */
export async function handOver(scope: Scope, p: Principal, id: string, code: string): Promise<string> {
  const wrong = await inTx(scope, (tx) => tryCode(tx, id, code));
  if (wrong) throw wrong;
  return inTx(scope, (tx) =>
    act(tx, p, id, async (t, { order, parent, f }) => {
      await moveFulfilment(t, f, "delivered", { dispatched_at: f.dispatched_at ?? t.now(), delivered_at: t.now() });
      await consume(t, await moveReservations(t, order.order_id, ["claimed"], "consumed", id), whoOf(p));
      await note(t, order.order_id, "handed_over", { at: t.now(), by: actorOf(p) });
      await follow(t, order, parent, f);
    }),
  );
}
/** Undefined when the code is right; else what to answer. */
async function tryCode(tx: Tx, id: string, code: string): Promise<Fault | undefined> {
  const f = await fulfilmentRow(tx, id);
  if (f.kind !== "collect" || (f.state !== "open" && f.state !== "ready"))
    return conflict("wrong_state", `There is nothing to hand over here: this fulfilment is ${f.kind}, ${f.state}.`);
  const now = tx.now();
  if (f.closed_until !== null && f.closed_until > now)
    return tooMany(
      "Too many wrong codes; this pick-up is closed for a while.",
      Math.ceil((f.closed_until.getTime() - now.getTime()) / 1000),
    );
  if (code === codeOf(id)) return undefined;
  if (!couldBeCode(code)) return wrongCode("this is no pick-up code: six digits, the last one checks the others");
  const counted = await sql<{ wrong_codes: number }>`UPDATE trade.fulfilment SET
      wrong_codes = CASE WHEN wrong_codes + 1 >= ${CODE_TRIES} THEN 0 ELSE wrong_codes + 1 END,
      closed_until = CASE WHEN wrong_codes + 1 >= ${CODE_TRIES} THEN ${new Date(now.getTime() + CODE_PAUSE_MS)}::timestamptz ELSE closed_until END
    WHERE fulfilment_id = ${id} RETURNING wrong_codes`.execute(tx.as<Tables>());
  const tried = counted.rows[0]?.wrong_codes ?? 0;
  const left = tried === 0 ? 0 : CODE_TRIES - tried;
  if (left > 0)
    return wrongCode(`wrong code; ${left} tries are left`, {
      zh: `还可以再试 ${left} 次。`,
      en: `${left} more tries are left.`,
    });
  return wrongCode("wrong code; this pick-up is closed for 15 minutes", {
    zh: "这一单的取货已锁定 15 分钟。",
    en: "This pick-up is now closed for 15 minutes.",
  });
}
const wrongCode = (reason: string, then = { zh: "", en: "" }): Fault =>
  new Fault("unprocessable", "wrong_code", `body.code: ${reason}`, {
    fields: [{ field: "body.code", reason, expected: "the six digits on the buyer's phone" }],
    userMessage: {
      zh: `取货码不正确，请核对顾客手机上的六位数字。${then.zh}`,
      en: `The pick-up code is wrong; check the six digits on the buyer's phone. ${then.en}`.trimEnd(),
    },
  });

/** What a venue has to do, by promise; `q` is an order number or its beginning. */
export async function listToPick(
  tx: Tx,
  f: {
    readonly state?: string | undefined;
    readonly q?: string | undefined;
    readonly after?: string | undefined;
    readonly limit: number;
  },
): Promise<FulfilmentTable[]> {
  const and = [
    sql`f.platform_id = ${tx.platform}`,
    f.state === undefined ? sql`f.state IN ('open', 'ready', 'shipped')` : sql`f.state = ${f.state}`,
    ...(f.q === undefined || f.q === ""
      ? []
      : [
          sql`EXISTS (SELECT FROM trade.orders o WHERE o.order_id = f.order_id AND starts_with(o.order_no, ${f.q.toUpperCase()}))`,
        ]),
    ...(f.after === undefined
      ? []
      : [
          sql`(f.promised_dispatch_at, f.fulfilment_id) > (SELECT promised_dispatch_at, fulfilment_id FROM trade.fulfilment WHERE fulfilment_id = ${f.after}::uuid)`,
        ]),
  ];
  const read = await sql<FulfilmentTable>`SELECT f.* FROM trade.fulfilment f WHERE ${sql.join(and, sql` AND `)}
    ORDER BY f.promised_dispatch_at, f.fulfilment_id LIMIT ${f.limit}`.execute(tx.as<Tables>());
  return read.rows;
}
