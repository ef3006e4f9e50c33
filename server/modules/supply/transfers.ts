import type { supply, trade } from "#contract";
import type { Principal, Tx } from "#kernel";
import { badInput, conflict, newId, notFound } from "#kernel";
import { directory } from "#parties";
import { bookingPlace, goodsBook, goodsOf, moves } from "#trade";
import { sql } from "kysely";
import type { Tables, TransferLineTable, TransferTable } from "./tables.ts";

type Draft = {
  readonly merchant: trade.Ref;
  readonly from: trade.Ref;
  readonly to: trade.Ref;
  readonly lines: readonly { readonly sku: trade.Ref; readonly lot?: string | undefined; readonly quantity: number }[];
  readonly note: string;
};
/** Plans a transfer between two venues of a merchant's goods. Returns its id. */
export async function draftTransfer(tx: Tx, p: Principal, body: Draft): Promise<string> {
  const from = await bookingPlace(tx, p, { merchant: body.merchant, venue: body.from }, "body.");
  const to = await bookingPlace(tx, p, { merchant: body.merchant, venue: body.to }, "body.");
  if (from.venue === to.venue) throw badInput("body.to", "goods are there already", "another venue");
  const book = await goodsBook(
    tx,
    body.lines.map((l) => l.sku),
  );
  const transfer_id = newId();
  const lines: TransferLineTable[] = [];
  for (const [i, l] of body.lines.entries()) {
    const goods = goodsOf(book, l.sku, `body.lines.${i}.sku`);
    const lot_id = l.lot === undefined ? 0 : await moves.lotNumber(tx, goods.sku, l.lot);
    if (lot_id === undefined) throw badInput(`body.lines.${i}.lot`, `there is no lot ${l.lot ?? ""} of this SKU`);
    lines.push({
      platform_id: tx.platform,
      transfer_id,
      sku_id: goods.sku,
      lot_id,
      sku_code: goods.code,
      title_zh: goods.title.zh,
      title_en: goods.title.en,
      quantity: l.quantity,
      received: 0,
    });
  }
  if (new Set(lines.map((l) => `${l.sku_id}|${l.lot_id}`)).size < lines.length)
    throw badInput("body.lines", "a SKU and lot stand here twice", "one line for each");
  const brands = new Set(lines.map((l) => book.byId.get(l.sku_id)?.brand ?? null));
  const [brand] = brands;
  const row: TransferTable = {
    platform_id: tx.platform,
    transfer_id,
    brand_id: brands.size === 1 ? (brand ?? null) : null,
    state: "draft",
    merchant_id: from.owner,
    from_venue: from.venue,
    to_venue: to.venue,
    note: body.note,
    created_at: tx.now(),
    shipped_at: null,
    received_at: null,
  };
  await tx.as<Tables>().insertInto("supply.transfer").values(row).execute();
  await tx.as<Tables>().insertInto("supply.transfer_line").values(lines).execute();
  return transfer_id;
}

type Full = { readonly t: TransferTable; readonly lines: readonly TransferLineTable[] };
async function lock(tx: Tx, id: string, from: supply.Transfer["state"]): Promise<Full> {
  const t = await tx
    .as<Tables>()
    .selectFrom("supply.transfer")
    .selectAll()
    .where("platform_id", "=", tx.platform)
    .where("transfer_id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  if (!t) throw notFound("The transfer");
  if (t.state !== from)
    throw conflict("wrong_state", `This transfer is ${t.state}; it must be ${from}.`, {
      zh: "调拨单当前状态不能进行此操作。",
      en: "This is not possible in the transfer's present state.",
    });
  return { t, lines: await linesOf(tx, [id]) };
}
async function linesOf(tx: Tx, ids: readonly string[]): Promise<TransferLineTable[]> {
  return tx
    .as<Tables>()
    .selectFrom("supply.transfer_line")
    .selectAll()
    .where("platform_id", "=", tx.platform)
    .where(sql<boolean>`transfer_id = ANY(${ids}::uuid[])`)
    .orderBy("sku_id")
    .orderBy("lot_id")
    .execute();
}
const set = (tx: Tx, id: string, change: Partial<Pick<TransferTable, "state" | "shipped_at" | "received_at">>) =>
  tx.as<Tables>().updateTable("supply.transfer").set(change).where("transfer_id", "=", id).execute();
const wide = "stock rows of both venues are the platform's; the caller's right to its end was checked";
const onTheRoad = ({ t, lines }: Full) =>
  lines.map((l) => ({
    goods: { sku: l.sku_id, code: l.sku_code, brand: t.brand_id },
    owner: t.merchant_id,
    from: t.from_venue,
    to: t.to_venue,
    lot: l.lot_id,
    quantity: l.quantity,
  }));

/** Goods leave; a venue may send only its own. */
export async function shipTransfer(tx: Tx, p: Principal, id: string, who: string): Promise<void> {
  const full = await lock(tx, id, "draft");
  if (p.role === "venue" && full.t.from_venue !== p.venue) throw notFound("The transfer");
  await tx.widened(wide, async (t) => {
    await moves.send(t, onTheRoad(full), { document: id, who });
    await set(t, id, { state: "shipped", shipped_at: t.now() });
  });
}
/** Goods arrive; without `told` all of them. Fewer pieces than were sent stay visible on the transfer. */
export async function receiveTransfer(
  tx: Tx,
  p: Principal,
  id: string,
  told: readonly { sku: number; lot: number; quantity: number }[] | undefined,
  who: string,
): Promise<void> {
  const full = await lock(tx, id, "shipped");
  if (p.role === "venue" && full.t.to_venue !== p.venue) throw notFound("The transfer");
  const arrived = (l: { sku: number; lot: number; sent: number }) =>
    told?.find((one) => one.sku === l.sku && one.lot === l.lot)?.quantity ?? (told === undefined ? l.sent : 0);
  const lines = onTheRoad(full).map((l) => ({
    ...l,
    arrived: arrived({ sku: l.goods.sku, lot: l.lot, sent: l.quantity }),
  }));
  const more = lines.find((l) => l.arrived > l.quantity);
  if (more)
    throw badInput(
      "body.lines",
      `${more.goods.code}: ${more.quantity} pieces were sent, ${more.arrived} cannot arrive`,
    );
  await tx.widened(wide, async (t) => {
    await moves.take(t, lines, { document: id, who });
    for (const l of lines)
      await t
        .as<Tables>()
        .updateTable("supply.transfer_line")
        .set({ received: l.arrived })
        .where("transfer_id", "=", id)
        .where("sku_id", "=", l.goods.sku)
        .where("lot_id", "=", l.lot)
        .execute();
    await set(t, id, { state: "received", received_at: t.now() });
  });
}
export async function cancelTransfer(tx: Tx, id: string): Promise<void> {
  await lock(tx, id, "draft");
  await set(tx, id, { state: "cancelled" });
}

export type TransferFilter = {
  readonly state?: supply.Transfer["state"] | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
};
export async function listTransfers(tx: Tx, f: TransferFilter): Promise<TransferTable[]> {
  let q = tx.as<Tables>().selectFrom("supply.transfer").selectAll().where("platform_id", "=", tx.platform);
  if (f.state !== undefined) q = q.where("state", "=", f.state);
  if (f.after !== undefined) q = q.where("transfer_id", "<", f.after);
  return q.orderBy("transfer_id", "desc").limit(f.limit).execute();
}
export async function transferById(tx: Tx, id: string): Promise<supply.Transfer> {
  const row = await tx
    .as<Tables>()
    .selectFrom("supply.transfer")
    .selectAll()
    .where("platform_id", "=", tx.platform)
    .where("transfer_id", "=", id)
    .executeTakeFirst();
  const [one] = await shownTransfers(tx, row ? [row] : []);
  if (!one) throw notFound("The transfer");
  return one;
}
export async function shownTransfers(tx: Tx, rows: readonly TransferTable[]): Promise<supply.Transfer[]> {
  const d = await directory(tx);
  const nameOf = (id: number) => d.venues.byId.get(id)?.name ?? { zh: String(id), en: String(id) };
  const lines = Map.groupBy(
    await linesOf(
      tx,
      rows.map((r) => r.transfer_id),
    ),
    (l) => l.transfer_id,
  );
  return rows.map((r) => ({
    id: r.transfer_id,
    state: r.state,
    merchant: r.merchant_id,
    from: r.from_venue,
    from_name: nameOf(r.from_venue),
    to: r.to_venue,
    to_name: nameOf(r.to_venue),
    lines: (lines.get(r.transfer_id) ?? []).map((l) => ({
      sku: l.sku_id,
      sku_code: l.sku_code,
      title: { zh: l.title_zh, en: l.title_en },
      lot: l.lot_id,
      quantity: l.quantity,
      received: l.received,
    })),
    created_at: r.created_at.toISOString(),
    shipped_at: r.shipped_at?.toISOString() ?? null,
    received_at: r.received_at?.toISOString() ?? null,
    note: r.note,
  }));
}
