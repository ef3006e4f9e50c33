import type { Bilingual, catalog } from "#contract";
import type { Tx } from "#kernel";
import { notFound } from "#kernel";
import { directory, find } from "#parties";
import type { Directory } from "#parties";
import { decimalText, digitalLinkPath, normaliseGtin, parseDigitalLink } from "#quant";
import { sql } from "kysely";
import type { z } from "zod";
import { priceAt, soldAt } from "./model.ts";
import { categories, offersOf, products, skus, venuePrices } from "./store.ts";
import type { VenuePrice } from "./store.ts";
import type { Tables } from "./tables.ts";

/** The SKU behind what a scanner read: GS1 Digital Link, GTIN or SKU code, in this order; 404 when there is none. */
export async function scanned(tx: Tx, text: string): Promise<catalog.Sku> {
  const gtin = parseDigitalLink(text)?.gtin14 ?? normaliseGtin(text);
  const [byGtin] = gtin === undefined ? [] : await skus(tx, { gtins: [gtin] });
  const [sku] = byGtin ? [byGtin] : await skus(tx, { codes: [text] });
  if (!sku) throw notFound("The article");
  return sku;
}

type ShopProduct = z.output<typeof catalog.shopProduct>;
type ShopOffer = ShopProduct["offers"][number];
/** One SKU as a shopper meets it; 404 when it, its product or every offer of it is closed. */
export async function shopProduct(tx: Tx, id: number): Promise<ShopProduct> {
  const [sku] = await skus(tx, { ids: [id] });
  const [product] = sku ? await products(tx, { ids: [sku.product] }) : [];
  if (!sku || !product || sku.status !== "active" || product.status !== "active") throw notFound("The product");
  const variants = (await skus(tx, { products: [product.id] })).filter((s) => s.id !== id && s.status === "active");
  const parties = await directory(tx);
  const offers = await shopOffers(tx, id, parties);
  const category = (await categories(tx)).find((c) => c.code === product.category);
  const brand_name = product.brand === null ? null : (parties.brands.byId.get(product.brand)?.name ?? null);
  const shown = { ...product, brand_name, category_name: category?.name ?? null };
  return { product: shown, sku, variants: variants.slice(0, 200), offers, json_ld: jsonLd(sku, shown, offers) };
}
async function shopOffers(tx: Tx, sku: number, parties: Directory): Promise<ShopOffer[]> {
  const offers = (await offersOf(tx, { skus: [sku] })).slice(0, 200);
  const prices = await venuePrices(
    tx,
    offers.map((o) => o.id),
    tx.now(),
  );
  return offers.flatMap((offer): ShopOffer[] => {
    const merchant = parties.merchants.byId.get(offer.merchant);
    if (!merchant || merchant.status !== "active") return [];
    const venues = venuesOf(offer, parties, prices, tx.now());
    return [
      {
        offer: offer.id,
        merchant: { id: merchant.id, name: merchant.name },
        price_minor: offer.price_minor,
        currency: offer.currency,
        venues,
      },
    ];
  });
}
function venuesOf(
  offer: catalog.Offer,
  { venues }: Directory,
  prices: readonly VenuePrice[],
  at: Date,
): ShopOffer["venues"] {
  const open = [...venues.byId.values()].filter((v) => v.status === "active" && soldAt(offer, v)).slice(0, 500);
  const mine = prices.filter((p) => p.offer === offer.id);
  return open.map((v) => ({
    id: v.id,
    name: v.name,
    kind: v.kind,
    city: v.city,
    price_minor: priceAt(
      offer.price_minor,
      mine.filter((p) => p.venue === v.id),
      at,
    ),
  }));
}

/** schema.org Product in JSON-LD. The item's address is its GS1 Digital Link under GS1's own resolver. */
function jsonLd(
  sku: catalog.Sku,
  product: ShopProduct["product"],
  offers: readonly ShopOffer[],
): Record<string, unknown> {
  const gtin =
    sku.gtin === null
      ? {}
      : { gtin14: sku.gtin, hasGS1DigitalLink: `https://id.gs1.org${digitalLinkPath({ gtin14: sku.gtin })}` };
  return {
    "@context": "https://schema.org",
    "@type": "Product",
    name: sku.name.zh,
    alternateName: sku.name.en,
    sku: sku.code,
    productID: product.code,
    ...gtin,
    ...(product.brand_name && { brand: { "@type": "Brand", name: product.brand_name.zh } }),
    ...(product.category_name && { category: product.category_name.zh }),
    additionalProperty: Object.entries({ ...product.attributes, ...sku.options }).map(([name, value]) => ({
      "@type": "PropertyValue",
      name,
      value,
    })),
    offers: offers.map((o) => ({
      "@type": "Offer",
      price: decimalText(o.price_minor, o.currency),
      priceCurrency: o.currency,
      seller: { "@type": "Organization", name: o.merchant.name.zh },
    })),
  };
}

type Card = {
  sku_id: number;
  product_id: number;
  name_zh: string;
  name_en: string;
  brand_id: number | null;
  category: string | null;
  price_minor: number;
  currency: string;
};
type CardFilter = {
  readonly category?: string | undefined;
  readonly brand?: number | undefined;
  readonly merchant?: number | undefined;
  readonly after?: number | undefined;
  readonly limit: number;
};
/** Products on offer with the SKU that costs least, in the order of their numbers. */
export async function shopCards(tx: Tx, f: CardFilter): Promise<z.output<typeof catalog.shopCard>[]> {
  const read =
    await sql<Card>`SELECT c.sku_id, p.product_id, p.name_zh, p.name_en, p.brand_id, p.category, c.price_minor, c.currency
    FROM catalog.product p CROSS JOIN LATERAL (
      SELECT s.sku_id, o.price_minor, o.currency FROM catalog.sku s JOIN catalog.offer o ON o.platform_id = s.platform_id AND o.sku_id = s.sku_id
      WHERE s.platform_id = p.platform_id AND s.product_id = p.product_id AND s.status = 'active' AND o.status = 'active'
        ${f.merchant === undefined ? sql`` : sql`AND o.merchant_id = ${f.merchant}`}
      ORDER BY o.price_minor, s.sku_id LIMIT 1) c
    WHERE p.platform_id = ${tx.platform} AND p.status = 'active'
      ${f.after === undefined ? sql`` : sql`AND p.product_id > ${f.after}`}
      ${f.category === undefined ? sql`` : sql`AND p.category = ${f.category}`}
      ${f.brand === undefined ? sql`` : sql`AND p.brand_id = ${f.brand}`}
    ORDER BY p.product_id LIMIT ${f.limit}`.execute(tx.as<Tables>());
  const names = new Map<number, Bilingual>(
    (await find.brands(tx, { ids: read.rows.flatMap((r) => r.brand_id ?? []) })).map((b) => [b.id, b.name]),
  );
  return read.rows.map((r) => ({
    sku: r.sku_id,
    product: r.product_id,
    name: { zh: r.name_zh, en: r.name_en },
    brand: r.brand_id,
    brand_name: r.brand_id === null ? null : (names.get(r.brand_id) ?? null),
    category: r.category,
    price_minor: r.price_minor,
    currency: r.currency,
  }));
}
