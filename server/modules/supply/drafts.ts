import { randomBytes } from "node:crypto";
import type { trade } from "#contract";
import type { Principal, Tx } from "#kernel";
import { badInput, dayIn, newId } from "#kernel";
import { directory } from "#parties";
import type { Goods } from "#trade";
import { bookingPlace, goodsBook, goodsOf } from "#trade";
import { takeProposals } from "./propose.ts";
import { supplierBook } from "./suppliers.ts";
import type { PurchaseTable, SupplierTable, Tables } from "./tables.ts";

type NewLine = { readonly goods: Goods; readonly quantity: number; readonly cost_minor: number | null };
type NewOrder = {
  readonly supplier: SupplierTable;
  readonly owner: number;
  readonly venue: number;
  readonly lines: readonly NewLine[];
  readonly note: string;
};

async function write(tx: Tx, o: NewOrder): Promise<string> {
  const d = await directory(tx);
  const brands = new Set(o.lines.map((l) => l.goods.brand));
  const [brand] = brands;
  const order_id = newId();
  const order: PurchaseTable = {
    platform_id: tx.platform,
    order_id,
    order_no: `P${dayIn(d.platform.zone, tx.now()).replaceAll("-", "").slice(2)}-${randomBytes(4).toString("hex").toUpperCase()}`,
    brand_id: brands.size === 1 ? (brand ?? null) : null,
    state: "draft",
    supplier_id: o.supplier.supplier_id,
    supplier_zh: o.supplier.name_zh,
    supplier_en: o.supplier.name_en,
    merchant_id: o.owner,
    venue_id: o.venue,
    currency: d.platform.currency,
    note: o.note,
    created_at: tx.now(),
    placed_at: null,
    expected_on: null,
    received_at: null,
  };
  await tx.as<Tables>().insertInto("supply.purchase_order").values(order).execute();
  const lines = o.lines.map(({ goods, quantity, cost_minor }, i) => ({
    platform_id: tx.platform,
    order_id,
    line_no: i + 1,
    sku_id: goods.sku,
    sku_code: goods.code,
    title_zh: goods.title.zh,
    title_en: goods.title.en,
    quantity,
    cost_minor,
    received: 0,
    damaged: 0,
  }));
  await tx.as<Tables>().insertInto("supply.purchase_line").values(lines).execute();
  return order_id;
}
type Draft = {
  readonly supplier: trade.Ref;
  readonly merchant: trade.Ref;
  readonly venue: trade.Ref;
  readonly lines: readonly { readonly sku: trade.Ref; readonly quantity: number; readonly cost_minor: number | null }[];
  readonly note: string;
};
/** Drafts a purchase order by hand. Returns its id. */
export async function draftOrder(tx: Tx, p: Principal, body: Draft): Promise<string> {
  const place = await bookingPlace(tx, p, body, "body.");
  const supplier = (await supplierBook(tx)).of(body.supplier, "body.supplier");
  const book = await goodsBook(
    tx,
    body.lines.map((l) => l.sku),
  );
  const lines = body.lines.map((l, i) => ({
    goods: goodsOf(book, l.sku, `body.lines.${i}.sku`),
    quantity: l.quantity,
    cost_minor: l.cost_minor,
  }));
  const service = lines.findIndex((l) => l.goods.service);
  if (service >= 0) throw badInput(`body.lines.${service}.sku`, "a service has no stock");
  if (new Set(lines.map((l) => l.goods.sku)).size < lines.length)
    throw badInput("body.lines", "a SKU stands here twice", "one line per SKU");
  return write(tx, { supplier, ...place, lines, note: body.note });
}
/** Turns open proposals into drafts, one per supplier, merchant and venue. Returns their ids. */
export async function draftFromProposals(tx: Tx, ids: readonly string[]): Promise<string[]> {
  const rows = await takeProposals(tx, ids, "ordered");
  const known = await supplierBook(tx);
  const book = await goodsBook(
    tx,
    rows.map((r) => r.sku_id),
  );
  const costs = new Map(
    (
      await tx.as<Tables>().selectFrom("supply.policy").selectAll().where("platform_id", "=", tx.platform).execute()
    ).map((q) => [`${q.sku_id}|${q.merchant_id}|${q.venue_id}`, q.cost_minor]),
  );
  const made: string[] = [];
  for (const group of Map.groupBy(rows, (r) => `${r.supplier_id}|${r.merchant_id}|${r.venue_id}`).values()) {
    const [first] = group;
    if (!first) continue;
    const lines = group.map((r) => ({
      goods: goodsOf(book, r.sku_id, "body.proposals"),
      quantity: r.quantity,
      cost_minor: costs.get(`${r.sku_id}|${r.merchant_id}|${r.venue_id}`) ?? null,
    }));
    for (let at = 0; at < lines.length; at += 200)
      made.push(
        await write(tx, {
          supplier: known.of(first.supplier_id, "body.proposals"),
          owner: first.merchant_id,
          venue: first.venue_id,
          lines: lines.slice(at, at + 200),
          note: "",
        }),
      );
  }
  return made;
}
