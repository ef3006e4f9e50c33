import type { supply } from "#contract";
import { append } from "#facts";
import type { Tx } from "#kernel";
import { badInput, conflict, dayIn, notFound } from "#kernel";
import { directory } from "#parties";
import { goodsBook, moves, receive } from "#trade";
import { sql } from "kysely";
import { purchaseMoves } from "./model.ts";
import { supplierBook } from "./suppliers.ts";
import type { PurchaseLineTable, PurchaseTable, Tables } from "./tables.ts";

type Full = { readonly order: PurchaseTable; readonly lines: readonly PurchaseLineTable[] };
async function lock(tx: Tx, id: string): Promise<Full> {
  const order = await tx
    .as<Tables>()
    .selectFrom("supply.purchase_order")
    .selectAll()
    .where("platform_id", "=", tx.platform)
    .where("order_id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  if (!order) throw notFound("The purchase order");
  return { order, lines: await linesOf(tx, [id]) };
}
export async function linesOf(tx: Tx, ids: readonly string[]): Promise<PurchaseLineTable[]> {
  return tx
    .as<Tables>()
    .selectFrom("supply.purchase_line")
    .selectAll()
    .where("platform_id", "=", tx.platform)
    .where(sql<boolean>`order_id = ANY(${ids}::uuid[])`)
    .orderBy("line_no")
    .execute();
}
async function move(
  tx: Tx,
  o: PurchaseTable,
  to: supply.PurchaseState,
  change: Partial<Pick<PurchaseTable, "placed_at" | "expected_on" | "received_at">> = {},
): Promise<void> {
  if (!purchaseMoves[o.state].includes(to))
    throw conflict("wrong_state", `This purchase order is ${o.state}; it cannot become ${to}.`, {
      zh: "采购单当前状态不能进行此操作。",
      en: "This is not possible in the order's present state.",
    });
  await tx
    .as<Tables>()
    .updateTable("supply.purchase_order")
    .set({ state: to, ...change })
    .where("order_id", "=", o.order_id)
    .execute();
}
export const approveOrder = async (tx: Tx, id: string): Promise<void> =>
  move(tx, (await lock(tx, id)).order, "approved");

const wide = "stock and facts of the order are the platform's; the caller's right to it was checked by its scope";
const named = (l: PurchaseLineTable, brand: number | null) => ({ sku: l.sku_id, code: l.sku_code, brand });
const openOf = (l: PurchaseLineTable): number => Math.max(0, l.quantity - l.received - l.damaged);
async function expect(tx: Tx, { order, lines }: Full, sign: 1 | -1): Promise<void> {
  const brands = (
    await goodsBook(
      tx,
      lines.map((l) => l.sku_id),
    )
  ).byId;
  await moves.expect(
    tx,
    lines.map((l) => ({
      goods: named(l, brands.get(l.sku_id)?.brand ?? null),
      owner: order.merchant_id,
      venue: order.venue_id,
      change: sign * openOf(l),
    })),
  );
}
/** Sends an approved order to its supplier: the pieces are incoming from now on. */
export async function placeOrder(tx: Tx, id: string): Promise<void> {
  const full = await lock(tx, id);
  const { order, lines } = full;
  const zone = (await directory(tx)).platform.zone;
  const supplier = (await supplierBook(tx)).byId.get(order.supplier_id);
  const due = new Date(tx.now().getTime() + (supplier?.lead_time_days ?? 0) * 86_400_000);
  await move(tx, order, "placed", { placed_at: tx.now(), expected_on: dayIn(zone, due) });
  await tx.widened(wide, async (t) => {
    await expect(t, full, 1);
    await append(t, [
      {
        id: `purchase_order.placed:${id}`,
        name: "purchase_order.placed",
        at: t.now().toISOString(),
        ...(order.brand_id === null ? {} : { brand: order.brand_id }),
        merchant: order.merchant_id,
        venue: order.venue_id,
        order: id,
        lines: lines.map((l) => ({
          sku: l.sku_code,
          ...(order.brand_id === null ? {} : { brand: order.brand_id }),
          quantity: l.quantity,
          amount_minor: (l.cost_minor ?? 0) * l.quantity,
        })),
        currency: order.currency,
        props: { supplier: order.supplier_id, expected_on: dayIn(zone, due) },
      },
    ]);
  });
}
export async function cancelOrder(tx: Tx, id: string): Promise<void> {
  const full = await lock(tx, id);
  await move(tx, full.order, "cancelled");
  if (full.order.state === "placed") await tx.widened(wide, (t) => expect(t, full, -1));
}

export type Receipt = {
  readonly lines: readonly {
    readonly line: number;
    readonly quantity: number;
    readonly damaged: number;
    readonly lot?: string | undefined;
    readonly made_on?: string | undefined;
    readonly expires_on?: string | undefined;
  }[];
  readonly last: boolean;
};
/**
 * Books what arrived: sound pieces on sale, broken ones apart, of their lots. More than ordered is kept as such; when every line
 * is full the order is received; `last` closes it short and nothing more is incoming.
 */
export async function receiveOrder(tx: Tx, id: string, r: Receipt, who: string): Promise<void> {
  const full = await lock(tx, id);
  const { order } = full;
  if (order.state !== "placed" && order.state !== "part_received")
    throw conflict("wrong_state", `Nothing can arrive for a purchase order that is ${order.state}.`);
  const arrivals = r.lines
    .filter((l) => l.quantity + l.damaged > 0)
    .map((l, i) => {
      const line = full.lines.find((one) => one.line_no === l.line);
      if (!line) throw badInput(`body.lines.${i}.line`, `the order has no line ${l.line}`, `1 to ${full.lines.length}`);
      return { ...l, line, field: `body.lines.${i}` };
    });
  if (arrivals.length === 0 && !r.last)
    throw badInput("body.lines", "nothing arrived", "at least one piece, or last: true");
  await tx.widened(wide, async (t) => {
    const goods = (
      await goodsBook(
        t,
        arrivals.map((a) => a.line.sku_id),
      )
    ).byId;
    await expect(t, full, -1);
    if (arrivals.length > 0)
      await receive(
        t,
        arrivals.map((a) => {
          const known = goods.get(a.line.sku_id);
          return {
            goods: { ...named(a.line, known?.brand ?? null), category: known?.category ?? null },
            owner: order.merchant_id,
            venue: order.venue_id,
            quantity: a.quantity,
            damaged: a.damaged,
            lot: a.lot,
            made_on: a.made_on,
            expires_on: a.expires_on,
            field: a.field,
          };
        }),
        { document: id, note: order.order_no, who },
      );
    for (const a of arrivals)
      await t
        .as<Tables>()
        .updateTable("supply.purchase_line")
        .set((e) => ({ received: e("received", "+", a.quantity), damaged: e("damaged", "+", a.damaged) }))
        .where("order_id", "=", id)
        .where("line_no", "=", a.line.line_no)
        .execute();
    const lines = await linesOf(t, [id]);
    const full2 = lines.every((l) => openOf(l) === 0);
    await move(
      t,
      order,
      full2 ? "received" : r.last ? "closed_short" : "part_received",
      full2 || r.last ? { received_at: t.now() } : {},
    );
    if (!full2 && !r.last) await expect(t, { order, lines }, 1);
  });
}

export type PurchaseFilter = {
  readonly state?: supply.PurchaseState | undefined;
  readonly venue?: number | undefined;
  readonly supplier?: number | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
};
/** Purchase orders of the scope, newest first. */
export async function listOrders(tx: Tx, f: PurchaseFilter): Promise<PurchaseTable[]> {
  let q = tx.as<Tables>().selectFrom("supply.purchase_order").selectAll().where("platform_id", "=", tx.platform);
  if (f.state !== undefined) q = q.where("state", "=", f.state);
  if (f.venue !== undefined) q = q.where("venue_id", "=", f.venue);
  if (f.supplier !== undefined) q = q.where("supplier_id", "=", f.supplier);
  if (f.after !== undefined) q = q.where("order_id", "<", f.after);
  return q.orderBy("order_id", "desc").limit(f.limit).execute();
}
export async function ordersById(tx: Tx, ids: readonly string[]): Promise<PurchaseTable[]> {
  const rows = await tx
    .as<Tables>()
    .selectFrom("supply.purchase_order")
    .selectAll()
    .where("platform_id", "=", tx.platform)
    .where(sql<boolean>`order_id = ANY(${ids}::uuid[])`)
    .orderBy("order_id")
    .execute();
  if (rows.length === 0) throw notFound("The purchase order");
  return rows;
}
export async function shownOrders(tx: Tx, rows: readonly PurchaseTable[]): Promise<supply.PurchaseOrder[]> {
  const d = await directory(tx);
  const lines = Map.groupBy(
    await linesOf(
      tx,
      rows.map((r) => r.order_id),
    ),
    (l) => l.order_id,
  );
  return rows.map((r) => {
    const own = lines.get(r.order_id) ?? [];
    return {
      id: r.order_id,
      no: r.order_no,
      state: r.state,
      supplier: r.supplier_id,
      supplier_name: { zh: r.supplier_zh, en: r.supplier_en },
      merchant: r.merchant_id,
      venue: r.venue_id,
      venue_name: d.venues.byId.get(r.venue_id)?.name ?? { zh: String(r.venue_id), en: String(r.venue_id) },
      currency: r.currency,
      cost_minor: own.reduce((sum, l) => sum + (l.cost_minor ?? 0) * l.quantity, 0),
      lines: own.map((l) => ({
        line: l.line_no,
        sku: l.sku_id,
        sku_code: l.sku_code,
        title: { zh: l.title_zh, en: l.title_en },
        quantity: l.quantity,
        cost_minor: l.cost_minor,
        received: l.received,
        damaged: l.damaged,
      })),
      created_at: r.created_at.toISOString(),
      placed_at: r.placed_at?.toISOString() ?? null,
      expected_on: r.expected_on,
      received_at: r.received_at?.toISOString() ?? null,
      note: r.note,
    };
  });
}
