import type { catalog } from "#contract";
import type { Tx } from "#kernel";
import { sql } from "kysely";
import { nameOf } from "./model.ts";
import type { Price } from "./model.ts";
import type { CategoryTable, OfferTable, PriceTable, ProductTable, SkuTable, Tables } from "./tables.ts";

const asCategory = (r: CategoryTable): catalog.Category => ({ code: r.code, name: nameOf(r), parent: r.parent });
const asProduct = (r: ProductTable): catalog.Product => ({
  id: r.product_id,
  code: r.code,
  name: nameOf(r),
  brand: r.brand_id,
  category: r.category,
  attributes: r.attributes,
  service: r.service,
  status: r.status,
});
const asSku = (r: SkuTable): catalog.Sku => ({
  id: r.sku_id,
  code: r.code,
  product: r.product_id,
  name: nameOf(r),
  options: r.options,
  gtin: r.gtin,
  status: r.status,
});
const asOffer = (r: OfferTable): catalog.Offer => ({
  id: r.offer_id,
  sku: r.sku_id,
  merchant: r.merchant_id,
  price_minor: r.price_minor,
  currency: r.currency,
  venues: r.venues,
  status: r.status,
});

/** The category tree, parents before their children where codes sort so; at most 5,000. */
export async function categories(tx: Tx): Promise<catalog.Category[]> {
  const rows = await tx
    .as<Tables>()
    .selectFrom("catalog.category")
    .selectAll()
    .where("platform_id", "=", tx.platform)
    .orderBy("code")
    .limit(5000)
    .execute();
  return rows.map(asCategory);
}

export type ProductFilter = {
  readonly q?: string | undefined;
  readonly category?: string | undefined;
  readonly brand?: number | undefined;
  readonly after?: number | undefined;
  readonly limit?: number | undefined;
  readonly ids?: readonly number[] | undefined;
};
export async function products(tx: Tx, f: ProductFilter): Promise<catalog.Product[]> {
  const like = `%${(f.q ?? "").replaceAll(/[\\%_]/g, (c) => `\\${c}`)}%`;
  const read = await sql<ProductTable>`SELECT p.* FROM catalog.product p WHERE p.platform_id = ${tx.platform}
    ${f.after === undefined ? sql`` : sql`AND p.product_id > ${f.after}`}
    ${f.ids === undefined ? sql`` : sql`AND p.product_id = ANY(${f.ids}::int[])`}
    ${f.category === undefined ? sql`` : sql`AND p.category = ${f.category}`}
    ${f.brand === undefined ? sql`` : sql`AND p.brand_id = ${f.brand}`}
    ${f.q === undefined || f.q === "" ? sql`` : sql`AND (p.code ILIKE ${like} OR p.name_zh ILIKE ${like} OR p.name_en ILIKE ${like})`}
    ORDER BY p.product_id LIMIT ${f.limit ?? 1000}`.execute(tx.as<Tables>());
  return read.rows.map(asProduct);
}

type SkuFilter = {
  readonly ids?: readonly number[];
  readonly codes?: readonly string[];
  readonly gtins?: readonly string[];
  readonly products?: readonly number[];
};
/** SKUs by number, code, GTIN (14 digits) or product; what is not there, or not the caller's, is left out. */
export async function skus(tx: Tx, f: SkuFilter): Promise<catalog.Sku[]> {
  const read = await sql<SkuTable>`SELECT s.* FROM catalog.sku s WHERE s.platform_id = ${tx.platform}
    ${f.ids === undefined ? sql`` : sql`AND s.sku_id = ANY(${f.ids}::int[])`}
    ${f.codes === undefined ? sql`` : sql`AND s.code = ANY(${f.codes}::text[])`}
    ${f.gtins === undefined ? sql`` : sql`AND s.gtin = ANY(${f.gtins}::text[])`}
    ${f.products === undefined ? sql`` : sql`AND s.product_id = ANY(${f.products}::int[])`}
    ORDER BY s.sku_id LIMIT 100000`.execute(tx.as<Tables>());
  return read.rows.map(asSku);
}
/** SKUs by their codes. */
export async function skusByCode(tx: Tx, codes: readonly string[]): Promise<Map<string, catalog.Sku>> {
  return new Map((await skus(tx, { codes })).map((s) => [s.code, s]));
}

/** What an order line, a shelf or a screen needs to know about an SKU. */
export type SkuDetails = catalog.Sku &
  Pick<catalog.Product, "brand" | "category" | "service"> & { readonly productName: catalog.Product["name"] };
/** SKUs with what their products say, by SKU number; what is not there, or not the caller's, is left out. */
export async function skuDetails(tx: Tx, ids: readonly number[]): Promise<Map<number, SkuDetails>> {
  const found = await skus(tx, { ids });
  const owners = new Map(
    (await products(tx, { ids: [...new Set(found.map((s) => s.product))], limit: ids.length + 1 })).map((p) => [
      p.id,
      p,
    ]),
  );
  return new Map(
    found.flatMap((s) => {
      const p = owners.get(s.product);
      return p ? [[s.id, { ...s, brand: p.brand, category: p.category, service: p.service, productName: p.name }]] : [];
    }),
  );
}
/** Brand number (null: none) by SKU number. */
export async function brandOfSku(tx: Tx, ids: readonly number[]): Promise<Map<number, number | null>> {
  const rows = await tx
    .as<Tables>()
    .selectFrom("catalog.sku")
    .select(["sku_id", "brand_id"])
    .where("platform_id", "=", tx.platform)
    .where(sql<boolean>`sku_id = ANY(${ids}::int[])`)
    .execute();
  return new Map(rows.map((r) => [r.sku_id, r.brand_id]));
}

type OfferFilter = {
  readonly skus?: readonly number[] | undefined;
  readonly merchants?: readonly number[] | undefined;
  readonly ids?: readonly number[] | undefined;
  /** Also closed ones. */
  readonly all?: boolean | undefined;
};
/** Offers by SKU, merchant or number, cheapest first; active ones unless `all`. */
export async function offersOf(tx: Tx, f: OfferFilter): Promise<catalog.Offer[]> {
  const read = await sql<OfferTable>`SELECT o.* FROM catalog.offer o WHERE o.platform_id = ${tx.platform}
    ${f.all === true ? sql`` : sql`AND o.status = 'active'`}
    ${f.skus === undefined ? sql`` : sql`AND o.sku_id = ANY(${f.skus}::int[])`}
    ${f.merchants === undefined ? sql`` : sql`AND o.merchant_id = ANY(${f.merchants}::int[])`}
    ${f.ids === undefined ? sql`` : sql`AND o.offer_id = ANY(${f.ids}::int[])`}
    ORDER BY o.price_minor, o.offer_id LIMIT 100000`.execute(tx.as<Tables>());
  return read.rows.map(asOffer);
}

export type VenuePrice = Price & { readonly offer: number; readonly venue: number };
/** Prices at venues, newest start first; those that run at `at` when it is given. */
export async function venuePrices(tx: Tx, offers: readonly number[], at?: Date): Promise<VenuePrice[]> {
  const read =
    await sql<PriceTable>`SELECT v.* FROM catalog.venue_price v WHERE v.platform_id = ${tx.platform} AND v.offer_id = ANY(${offers}::int[])
    ${at === undefined ? sql`` : sql`AND v.valid_from <= ${at} AND (v.valid_until IS NULL OR v.valid_until > ${at})`}
    ORDER BY v.valid_from DESC, v.venue_id LIMIT 100000`.execute(tx.as<Tables>());
  return read.rows.map((r) => ({
    offer: r.offer_id,
    venue: r.venue_id,
    price_minor: r.price_minor,
    from: r.valid_from,
    until: r.valid_until,
  }));
}
