import type { Bilingual, catalog } from "#contract";
import type { Tx } from "#kernel";
import { badInput } from "#kernel";
import { find } from "#parties";
import { sql } from "kysely";
import { nameOf } from "./model.ts";
import { categories, offersOf, skus } from "./store.ts";
import type { ProductTable, Tables } from "./tables.ts";

/** Everything a search index or a shelf needs about one product; a closed one should leave the index. */
export type SearchDocument = Omit<catalog.Product, "attributes"> & {
  readonly attributes: catalog.Product["attributes"];
  readonly brand_name: Bilingual | undefined;
  readonly category_name: Bilingual | undefined;
  readonly skus: readonly catalog.Sku[];
  /** Active offers of its SKUs, cheapest first. */
  readonly offers: readonly catalog.Offer[];
};

/**
 * Products in the order of their last change (their own, an SKU's or an offer's), after a cursor; start without one.
 * Only what every later reader will also see is given out, so a follower that keeps `next` misses nothing. An empty
 * `documents` means up to date. At most 1,000.
 */
export async function searchDocuments(
  tx: Tx,
  after: string | undefined,
  limit: number,
): Promise<{ documents: SearchDocument[]; next: string | undefined }> {
  const [, changed = "0", product = "0"] = /^(\d{1,20}):(\d{1,10})$/.exec(after ?? "0:0") ?? [];
  if (after !== undefined && `${changed}:${product}` !== after) throw badInput("after", "is not a cursor of this list");
  // Transactions older than the oldest running one are settled: nothing can appear before them any more.
  const read = await sql<
    ProductTable & { changed: string }
  >`SELECT p.*, p.changed::text AS changed FROM catalog.product p
    WHERE p.platform_id = ${tx.platform} AND (p.changed, p.product_id) > (${changed}::xid8, ${product}::int)
      AND p.changed < pg_snapshot_xmin(pg_current_snapshot())
    ORDER BY p.changed, p.product_id LIMIT ${Math.min(Math.max(limit, 1), 1000)}`.execute(tx.as<Tables>());
  const rows = read.rows;
  const own = await skus(tx, { products: rows.map((r) => r.product_id) });
  const offers = await offersOf(tx, { skus: own.map((s) => s.id) });
  const brands = new Map(
    (await find.brands(tx, { ids: rows.flatMap((r) => r.brand_id ?? []) })).map((b) => [b.id, b.name]),
  );
  const names = new Map((await categories(tx)).map((c) => [c.code, c.name]));
  const documents = rows.map((r): SearchDocument => {
    const mine = own.filter((s) => s.product === r.product_id);
    const ids = new Set(mine.map((s) => s.id));
    return {
      id: r.product_id,
      code: r.code,
      name: nameOf(r),
      brand: r.brand_id,
      brand_name: r.brand_id === null ? undefined : brands.get(r.brand_id),
      category: r.category,
      category_name: r.category === null ? undefined : names.get(r.category),
      attributes: r.attributes,
      service: r.service,
      status: r.status,
      skus: mine,
      offers: offers.filter((o) => ids.has(o.sku)),
    };
  });
  const last = rows.at(-1);
  return { documents, next: last ? `${last.changed}:${last.product_id}` : after };
}
