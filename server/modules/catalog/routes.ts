import { catalog } from "#contract";
import type { BulkReply } from "#contract";
import type { Endpoint, Principal, Tx } from "#kernel";
import { notAllowed, notFound, numberCursor, pageOf, serve } from "#kernel";
import { registerCategories } from "./register-categories.ts";
import { registerOffers, registerPrices } from "./register-offers.ts";
import { registerProducts } from "./register-products.ts";
import { scanned, shopCards, shopProduct } from "./shop.ts";
import { categories, offersOf, products, skus, venuePrices } from "./store.ts";
import type { Options } from "./writing.ts";
import { ownerOf } from "./writing.ts";

const { routes } = catalog;
type Register = (tx: Tx, items: readonly unknown[], o: Options) => Promise<{ readonly reply: BulkReply }>;

/** A brand writes under the platform's eyes, because codes and GTINs are unique in the whole platform; `owner` keeps it to its own. */
async function bulk(
  tx: Tx,
  p: Principal,
  body: { readonly items: readonly unknown[]; readonly dry_run: boolean },
  register: Register,
): Promise<BulkReply> {
  const owner = ownerOf(p);
  const write = (wide: Tx) => register(wide, body.items, { owner, dryRun: body.dry_run });
  const { reply } = owner === undefined ? await write(tx) : await tx.widened("codes are unique across brands", write);
  return reply;
}
async function full(tx: Tx, id: number): Promise<catalog.ProductFull> {
  const [product] = await products(tx, { ids: [id] });
  if (!product) throw notFound("The product");
  const own = (await skus(tx, { products: [id] })).slice(0, 200);
  const offers = await offersOf(tx, { skus: own.map((s) => s.id), all: true });
  return { ...product, skus: own.map((s) => ({ ...s, offers: offers.filter((o) => o.sku === s.id).slice(0, 200) })) };
}

export const endpoints: readonly Endpoint[] = [
  serve(routes.categories, async ({ tx }) => ({ items: await categories(tx) })),
  serve(routes.bulkCategories, async ({ tx, principal }, { body }) => {
    if (principal.brand !== undefined)
      throw notAllowed("Only the platform keeps the category tree; this key belongs to a brand.");
    return bulk(tx, principal, body, registerCategories);
  }),
  serve(routes.products, async ({ tx }, { query }) => {
    const rows = await products(tx, { ...query, after: numberCursor(query.after), limit: query.limit + 1 });
    return pageOf(rows, query.limit, (p) => p.id);
  }),
  serve(routes.product, async ({ tx }, { params }) => full(tx, params.id)),
  serve(routes.bulkProducts, async ({ tx, principal }, { body }) => bulk(tx, principal, body, registerProducts)),
  serve(routes.bulkOffers, async ({ tx, principal }, { body }) => bulk(tx, principal, body, registerOffers)),
  serve(routes.bulkPrices, async ({ tx, principal }, { body }) => bulk(tx, principal, body, registerPrices)),
  serve(routes.prices, async ({ tx }, { params }) => {
    const [offer] = await offersOf(tx, { ids: [params.id], all: true });
    if (!offer) throw notFound("The offer");
    const prices = (await venuePrices(tx, [offer.id])).slice(0, 1000);
    return {
      items: prices.map((p) => ({
        venue: p.venue,
        price_minor: p.price_minor,
        from: p.from.toISOString(),
        until: p.until?.toISOString() ?? null,
      })),
    };
  }),
  serve(routes.scan, async ({ tx }, { query }) => scanned(tx, query.code)),
  serve(routes.shopProducts, async ({ tx }, { query }) => {
    const rows = await shopCards(tx, { ...query, after: numberCursor(query.after), limit: query.limit + 1 });
    return pageOf(rows, query.limit, (c) => c.product);
  }),
  serve(routes.shopProduct, async ({ tx }, { params }) => shopProduct(tx, params.sku)),
];
