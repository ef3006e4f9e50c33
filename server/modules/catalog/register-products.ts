import { catalog } from "#contract";
import type { Judged, RowFault, Tx } from "#kernel";
import { judgeRows, mergedRow, siftRows, upsertRows } from "#kernel";
import type { Directory } from "#parties";
import { directory } from "#parties";
import { canonicalJson, readGtin } from "#quant";
import { sql } from "kysely";
import type { z } from "zod";
import { gtinReason, inBoth } from "./model.ts";
import type { ProductTable, SkuTable, Tables } from "./tables.ts";
import type { Counts, Options } from "./writing.ts";
import { numbering, oneAtATime, replyOf, standing, touchProducts } from "./writing.ts";

type Row = z.output<typeof catalog.productRow>;
type Stand = {
  readonly parties: Directory;
  readonly categories: ReadonlySet<string>;
  readonly products: ReadonlyMap<string, ProductTable>;
  readonly skus: ReadonlyMap<string, SkuTable>;
  readonly byGtin: ReadonlyMap<string, SkuTable>;
};
const productColumns = [
  "platform_id",
  "product_id",
  "brand_id",
  "code",
  "name_zh",
  "name_en",
  "category",
  "attributes",
  "service",
  "status",
];
const skuColumns = [
  "platform_id",
  "sku_id",
  "product_id",
  "brand_id",
  "code",
  "name_zh",
  "name_en",
  "options",
  "gtin",
  "status",
];
const keyOf = (r: { readonly code: string }): string => r.code;

/** Adds or changes products and their SKUs by code; each product is judged on its own, whole. */
export async function registerProducts(tx: Tx, items: readonly unknown[], options: Options = {}) {
  await oneAtATime(tx);
  const read = judgeRows(catalog.productRow, items, keyOf, options.first);
  const stand = await standingFor(tx, read);
  const claims = { codes: new Set<string>(), gtins: new Set<string>() };
  const judged = siftRows(
    read,
    keyOf,
    (row) => wrongProduct(row, stand, options.owner) ?? wrongSkus(row, stand, claims),
  );
  const written = await write(tx, judged, stand, options);
  return { ...written, reply: replyOf(written.counts, judged, options.dryRun) };
}

async function standingFor(tx: Tx, read: Judged<Row>): Promise<Stand> {
  const rows = read.good.map((g) => g.row);
  const gtins = rows.flatMap((r) => r.skus.map((s) => normal(s.gtin) ?? ""));
  const categories = await sql<{ code: string }>`SELECT code FROM catalog.category WHERE platform_id = ${tx.platform}
    AND code = ANY(${rows.flatMap((r) => r.category ?? [])}::text[])`.execute(tx.as<Tables>());
  return {
    parties: await directory(tx),
    categories: new Set(categories.rows.map(keyOf)),
    products: await standing<ProductTable>(
      tx,
      "product",
      productColumns,
      { column: "code", values: rows.map(keyOf) },
      keyOf,
    ),
    skus: await standing<SkuTable>(
      tx,
      "sku",
      skuColumns,
      { column: "code", values: rows.flatMap((r) => r.skus.map(keyOf)) },
      keyOf,
    ),
    byGtin: await standing<SkuTable>(tx, "sku", skuColumns, { column: "gtin", values: gtins }, (s) => s.gtin ?? ""),
  };
}
function normal(gtin: string | null | undefined): string | null | undefined {
  if (gtin === null || gtin === undefined) return gtin;
  const reading = readGtin(gtin);
  return reading.ok ? reading.gtin14 : undefined;
}

function wrongProduct(row: Row, stand: Stand, owner: number | undefined): RowFault | undefined {
  const brand = row.brand === undefined ? undefined : stand.parties.brands.byCode.get(row.brand);
  const before = stand.products.get(row.code);
  // A brand is told the same about a code that is unknown and one that is somebody else's.
  if (row.brand !== undefined && (!brand || (owner !== undefined && brand.id !== owner)))
    return {
      field: "brand",
      reason: `no brand has the code ${row.brand}`,
      expected: owner === undefined ? "the code of a brand of this platform" : "your own brand, or nothing",
    };
  if (owner !== undefined && before && before.brand_id !== owner)
    return { field: "code", reason: "this code is taken", expected: "another code" };
  if (row.category !== undefined && !stand.categories.has(row.category))
    return {
      field: "category",
      reason: `no category has the code ${row.category}`,
      expected: "the code of a category",
    };
  return undefined;
}
function wrongSkus(
  row: Row,
  stand: Stand,
  claims: { readonly codes: Set<string>; readonly gtins: Set<string> },
): RowFault | undefined {
  const product = stand.products.get(row.code)?.product_id;
  const codes = new Set<string>();
  const gtins = new Set<string>();
  for (const [i, sku] of row.skus.entries()) {
    const at = `skus.${i}`;
    const before = stand.skus.get(sku.code);
    if (before && before.product_id !== product)
      return {
        field: `${at}.code`,
        reason: `the SKU ${sku.code} belongs to another product`,
        expected: "another code",
      };
    if (claims.codes.has(sku.code) || codes.has(sku.code))
      return { field: `${at}.code`, reason: `the SKU ${sku.code} stands twice in the call` };
    codes.add(sku.code);
    if (sku.gtin === undefined || sku.gtin === null) continue;
    const reading = readGtin(sku.gtin);
    if (!reading.ok) return { field: `${at}.gtin`, reason: gtinReason(reading.reason), expected: reading.expected };
    const holder = stand.byGtin.get(reading.gtin14);
    if ((holder && holder.code !== sku.code) || claims.gtins.has(reading.gtin14) || gtins.has(reading.gtin14))
      return {
        field: `${at}.gtin`,
        reason: `another SKU has the GTIN ${reading.gtin14}`,
        expected: "one GTIN per SKU",
      };
    gtins.add(reading.gtin14);
  }
  for (const c of codes) claims.codes.add(c);
  for (const g of gtins) claims.gtins.add(g);
  return undefined;
}

type Written = { readonly counts: Counts; readonly products: Map<string, number>; readonly skus: Map<string, number> };
async function write(tx: Tx, judged: Judged<Row>, stand: Stand, { owner, dryRun = false }: Options): Promise<Written> {
  const rows = judged.good.map((g) => g.row);
  const products = new Map<string, number>();
  const skus = new Map<string, number>();
  const changed: { products: ProductTable[]; skus: SkuTable[]; touched: number[] } = {
    products: [],
    skus: [],
    touched: [],
  };
  const productNo = await numbering(tx, "product", rows.filter((r) => !stand.products.has(r.code)).length, dryRun);
  const skuNo = await numbering(
    tx,
    "sku",
    rows.flatMap((r) => r.skus).filter((s) => !stand.skus.has(s.code)).length,
    dryRun,
  );
  const counts = { created: 0, updated: 0, unchanged: 0 };
  for (const row of rows) {
    const before = stand.products.get(row.code);
    const product = mergedRow<ProductTable>(before ?? freshProduct(tx.platform, productNo(), row.code, owner), {
      ...inBoth(row.name),
      brand_id: row.brand === undefined ? undefined : stand.parties.brands.byCode.get(row.brand)?.id,
      category: row.category,
      attributes: row.attributes,
      service: row.service,
      status: row.status,
    });
    const mine = row.skus.map((s) => skuRow(product, row, s, stand.skus.get(s.code), skuNo));
    const news = mine.filter((s) => differs(stand.skus.get(s.code), s));
    const other = differs(before, product);
    if (other) changed.products.push(product);
    changed.skus.push(...news);
    if (other || news.length > 0) changed.touched.push(product.product_id);
    counts[before === undefined ? "created" : other || news.length > 0 ? "updated" : "unchanged"] += 1;
    products.set(row.code, product.product_id);
    for (const s of mine) skus.set(s.code, s.sku_id);
  }
  if (!dryRun) await store(tx, changed);
  return { counts, products, skus };
}
const differs = (before: object | undefined, after: object): boolean =>
  before === undefined || canonicalJson(before) !== canonicalJson(after);
const freshProduct = (
  platform_id: number,
  product_id: number,
  code: string,
  owner: number | undefined,
): ProductTable => ({
  platform_id,
  product_id,
  brand_id: owner ?? null,
  code,
  name_zh: code,
  name_en: code,
  category: null,
  attributes: {},
  service: false,
  status: "active",
});
/** An SKU without a name of its own is called as its product. */
function skuRow(
  product: ProductTable,
  row: Row,
  sku: Row["skus"][number],
  before: SkuTable | undefined,
  next: () => number,
): SkuTable {
  const { platform_id, product_id, brand_id } = product;
  const fresh = (): SkuTable => ({
    platform_id,
    sku_id: next(),
    product_id,
    brand_id,
    code: sku.code,
    ...inBoth(row.name),
    options: {},
    gtin: null,
    status: "active",
  });
  const name = sku.name === undefined ? {} : inBoth(sku.name);
  return mergedRow<SkuTable>(before ?? fresh(), {
    ...name,
    brand_id,
    options: sku.options,
    gtin: normal(sku.gtin),
    status: sku.status,
  });
}

async function store(
  tx: Tx,
  changed: { readonly products: ProductTable[]; readonly skus: SkuTable[]; readonly touched: number[] },
): Promise<void> {
  await upsertRows(tx, "catalog.product", ["platform_id", "code"], changed.products, ["product_id"]);
  // Two SKUs may swap their GTINs in one call: free them first.
  const freed = changed.skus.map((s) => s.sku_id);
  const db = tx.as<Tables>();
  await sql`UPDATE catalog.sku SET gtin = NULL WHERE platform_id = ${tx.platform} AND sku_id = ANY(${freed}::int[]) AND gtin IS NOT NULL`.execute(
    db,
  );
  await upsertRows(tx, "catalog.sku", ["platform_id", "code"], changed.skus, ["sku_id"]);
  await followBrand(
    tx,
    changed.products.map((p) => p.product_id),
  );
  await touchProducts(tx, changed.touched);
}
/** SKUs, offers and prices carry the brand of their product, so that one rule decides who sees them. */
async function followBrand(tx: Tx, products: readonly number[]): Promise<void> {
  const db = tx.as<Tables>();
  await sql`UPDATE catalog.sku s SET brand_id = p.brand_id FROM catalog.product p
    WHERE s.platform_id = ${tx.platform} AND p.platform_id = s.platform_id AND p.product_id = s.product_id
      AND p.product_id = ANY(${products}::int[]) AND s.brand_id IS DISTINCT FROM p.brand_id`.execute(db);
  await sql`UPDATE catalog.offer o SET sold_brand = s.brand_id FROM catalog.sku s
    WHERE o.platform_id = ${tx.platform} AND s.platform_id = o.platform_id AND s.sku_id = o.sku_id
      AND s.product_id = ANY(${products}::int[]) AND o.sold_brand IS DISTINCT FROM s.brand_id`.execute(db);
  await sql`UPDATE catalog.venue_price v SET sold_brand = o.sold_brand FROM catalog.offer o, catalog.sku s
    WHERE v.platform_id = ${tx.platform} AND o.platform_id = v.platform_id AND o.offer_id = v.offer_id AND s.platform_id = o.platform_id
      AND s.sku_id = o.sku_id AND s.product_id = ANY(${products}::int[]) AND v.sold_brand IS DISTINCT FROM o.sold_brand`.execute(
    db,
  );
}
