import { z } from "zod";
import {
  amountMinor,
  bilingual,
  bulk,
  bulkReply,
  code,
  currency,
  instant,
  no,
  pageOf,
  paging,
  text,
} from "./common.ts";
import { route } from "./route.ts";

const status = z.enum(["active", "closed"]);
const price = amountMinor.min(0);
/** A GTIN as printed: 8, 12, 13 or 14 digits; kept in 14. */
const gtin = z.string().max(40);
/** Small facts about a product or an option of an SKU ("colour": "red"). */
const attributes = z
  .record(z.string().min(1).max(64), z.union([z.string().max(500), z.number(), z.boolean()]))
  .refine((a) => Object.keys(a).length <= 60, "at most 60 attributes");

export const category = z.object({ code, name: bilingual, parent: code.nullable() });
export type Category = z.output<typeof category>;

export const offer = z.object({
  id: no,
  sku: no,
  merchant: no,
  /** List price with tax, in minor units. */
  price_minor: price,
  currency,
  /** Where it is sold; null: at every venue of the merchant. */
  venues: z.array(no).max(5000).nullable(),
  status,
});
export type Offer = z.output<typeof offer>;
/** A price at one venue for a time; the newest start wins over an older one, and any of them over the list price. */
export const venuePrice = z.object({ venue: no, price_minor: price, from: instant, until: instant.nullable() });
export type VenuePrice = z.output<typeof venuePrice>;
export const sku = z.object({
  id: no,
  code,
  product: no,
  name: bilingual,
  options: attributes,
  gtin: z.string().length(14).nullable(),
  status,
});
export type Sku = z.output<typeof sku>;
export const product = z.object({
  id: no,
  code,
  name: bilingual,
  brand: no.nullable(),
  category: code.nullable(),
  attributes,
  /** True for something done rather than handed over (installation, a treatment): it has no stock. */
  service: z.boolean(),
  status,
});
export type Product = z.output<typeof product>;
export const productFull = product.extend({ skus: z.array(sku.extend({ offers: z.array(offer).max(200) })).max(200) });
export type ProductFull = z.output<typeof productFull>;

/** Rows of the bulk calls: a known code is changed, a new one added; what is left out stays as it was. */
export const categoryRow = z.object({ code, name: bilingual, parent: code.nullable().optional() });
const skuOfProduct = z.object({
  code,
  name: bilingual.optional(),
  options: attributes.optional(),
  gtin: gtin.nullable().optional(),
  status: status.optional(),
});
export const productRow = z.object({
  code,
  name: bilingual,
  /** Brand code; a brand need not name itself. */
  brand: code.optional(),
  category: code.optional(),
  attributes: attributes.optional(),
  service: z.boolean().optional(),
  status: status.optional(),
  skus: z.array(skuOfProduct).max(100).default([]),
});
/** An offer is known by SKU and merchant. */
export const offerRow = z.object({
  sku: code,
  /** Merchant code. */
  merchant: code,
  price_minor: price,
  /** Left out: the platform's. */
  currency: currency.optional(),
  /** Venue codes; null: every venue of the merchant. */
  venues: z.array(code).max(1000).nullable().optional(),
  status: status.optional(),
});
/** A price is known by offer, venue and start. */
export const priceRow = z.object({
  sku: code,
  merchant: code,
  venue: code,
  price_minor: price,
  from: instant,
  until: instant.nullable().optional(),
});
export type CategoryRow = z.input<typeof categoryRow>;
export type ProductRow = z.input<typeof productRow>;
export type OfferRow = z.input<typeof offerRow>;
export type PriceRow = z.input<typeof priceRow>;

/** An offer as a shopper meets it. */
const shopOffer = z.object({
  offer: no,
  merchant: z.object({ id: no, name: bilingual }),
  price_minor: price,
  currency,
  venues: z
    .array(z.object({ id: no, name: bilingual, kind: code, city: z.string().max(100), price_minor: price }))
    .max(500),
});
export const shopProduct = z.object({
  product: product.extend({ brand_name: bilingual.nullable(), category_name: bilingual.nullable() }),
  sku: sku,
  /** The other SKUs of the product. */
  variants: z.array(sku).max(200),
  offers: z.array(shopOffer).max(200),
  /** schema.org Product with offers and hasGS1DigitalLink. */
  json_ld: z.record(z.string().max(100), z.unknown()),
});
export const shopCard = z.object({
  sku: no,
  product: no,
  name: bilingual,
  brand: no.nullable(),
  brand_name: bilingual.nullable(),
  category: code.nullable(),
  /** Lowest list price of an active offer. */
  price_minor: price,
  currency,
});

const byNo = z.object({ id: no });
const found = paging.extend({
  q: z.string().trim().max(100).optional(),
  category: code.optional(),
  brand: no.optional(),
});
const masters = {
  method: "POST",
  who: ["operator", "brand", "key"],
  keyScope: "catalog:write",
  idempotent: false,
  bodyLimit_bytes: 4_194_304,
  body: bulk,
  reply: bulkReply,
} as const;
const readers = { method: "GET", who: ["operator", "brand", "venue", "key"], keyScope: "catalog:read" } as const;

export const routes = {
  categories: route({
    method: "GET",
    path: "/v1/categories",
    who: ["public"],
    summary: "The category tree.",
    reply: z.object({ items: z.array(category).max(5000) }),
  }),
  bulkCategories: route({
    ...masters,
    who: ["operator", "key"],
    path: "/v1/categories/bulk",
    summary: "Adds or changes categories by code; a parent stands before its children.",
  }),
  products: route({
    ...readers,
    path: "/v1/products",
    summary: "Products; a brand sees its own.",
    query: found,
    reply: pageOf(product),
  }),
  product: route({
    ...readers,
    path: "/v1/products/:id",
    summary: "One product with its SKUs and offers.",
    params: byNo,
    reply: productFull,
  }),
  bulkProducts: route({
    ...masters,
    path: "/v1/products/bulk",
    summary: "Adds or changes products and their SKUs by code.",
  }),
  bulkOffers: route({
    ...masters,
    path: "/v1/offers/bulk",
    summary: "Adds or changes what merchants offer, by SKU and merchant.",
  }),
  bulkPrices: route({
    ...masters,
    path: "/v1/prices/bulk",
    summary: "Adds or changes prices at venues, by offer, venue and start.",
  }),
  prices: route({
    ...readers,
    path: "/v1/offers/:id/prices",
    summary: "Prices of an offer at venues.",
    params: byNo,
    reply: z.object({ items: z.array(venuePrice).max(1000) }),
  }),
  scan: route({
    method: "GET",
    path: "/v1/shop/scan",
    who: ["public"],
    summary: "The SKU behind a scanned GTIN, GS1 Digital Link or SKU code.",
    query: z.object({ code: text(500) }),
    reply: sku,
  }),
  shopProducts: route({
    method: "GET",
    path: "/v1/shop/products",
    who: ["public"],
    summary: "Products on offer, by category or brand.",
    query: paging.extend({ category: code.optional(), brand: no.optional(), merchant: no.optional() }),
    reply: pageOf(shopCard),
  }),
  shopProduct: route({
    method: "GET",
    path: "/v1/shop/products/:sku",
    who: ["public"],
    summary: "One SKU with its product, its offers and their prices at each venue.",
    params: z.object({ sku: no }),
    reply: shopProduct,
  }),
};
