import type { BulkReply, catalog } from "#contract";
import type { Tx } from "#kernel";
import { badFields } from "#kernel";
import { registerCategories } from "./register-categories.ts";
import { registerOffers, registerPrices } from "./register-offers.ts";
import { registerProducts } from "./register-products.ts";
import type { Options } from "./writing.ts";

type Loose<T extends { name: catalog.Product["name"] }> = Omit<T, "name"> & {
  readonly name: string | catalog.Product["name"];
};
export type CatalogRows = {
  readonly categories?: readonly Loose<catalog.CategoryRow>[];
  readonly products?: readonly Loose<catalog.ProductRow>[];
  readonly offers?: readonly catalog.OfferRow[];
  readonly prices?: readonly catalog.PriceRow[];
};
/** Numbers by code; offers by `sku|merchant`. */
export type Upserted = Record<"products" | "skus" | "offers", Map<string, number>>;

/**
 * Adds or changes any number of categories, products with SKUs, offers and prices by code, all or none; doing it again
 * changes nothing. A name may be one text. Needs the platform's scope; a Fault names the first rows that are wrong.
 */
export async function upsertProducts(tx: Tx, rows: CatalogRows): Promise<Upserted> {
  const made: Upserted = { products: new Map(), skus: new Map(), offers: new Map() };
  await inParts("categories", rows.categories ?? [], (part, o) => registerCategories(tx, part.map(named), o));
  await inParts("products", rows.products ?? [], async (part, o) => {
    const { products, skus, reply } = await registerProducts(tx, part.map(named), o);
    for (const [code, id] of products) made.products.set(code, id);
    for (const [code, id] of skus) made.skus.set(code, id);
    return { reply };
  });
  await inParts("offers", rows.offers ?? [], async (part, o) => {
    const { offers, reply } = await registerOffers(tx, part, o);
    for (const [pair, id] of offers) made.offers.set(pair, id);
    return { reply };
  });
  await inParts("prices", rows.prices ?? [], (part, o) => registerPrices(tx, part, o));
  return made;
}
const named = <T extends { readonly name: string | catalog.Product["name"] }>(row: T) => ({
  ...row,
  name: typeof row.name === "string" ? { zh: row.name, en: row.name } : row.name,
});
async function inParts<T>(
  what: string,
  rows: readonly T[],
  register: (part: readonly T[], o: Options) => Promise<{ readonly reply: BulkReply }>,
): Promise<void> {
  for (let first = 0; first < rows.length; first += 1000) {
    const { reply } = await register(rows.slice(first, first + 1000), { first });
    if (reply.rejected.length === 0) continue;
    throw badFields(
      reply.rejected.slice(0, 100).map(({ index, field, reason, expected }) => ({
        field: `${what}.${index}.${field}`,
        reason,
        ...(expected !== undefined && { expected }),
      })),
    );
  }
}
