import { z } from "zod";
import { bilingual, bulk, bulkReply, code, currency, no, pageOf, paging } from "./common.ts";
import { route } from "./route.ts";

/** What a venue can do; a venue kind has a usual set, a venue may have its own. */
export const capabilityNames = [
  "sell",
  "pick",
  "handover",
  "receive",
  "return",
  "screen",
  "appointment",
  "guide",
  "sample",
  "install",
  "redeem",
  "order_by_proxy",
] as const;
export const capability = z.enum(capabilityNames);
export type Capability = z.output<typeof capability>;
export const capabilities = z.array(capability).max(capabilityNames.length);

const zone = z.string().min(1).max(64).refine(isZone, "a time zone such as Asia/Shanghai");
function isZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone: name }));
  } catch {
    return false;
  }
}
const status = z.enum(["active", "closed"]);

export const platform = z.object({
  id: no,
  code,
  name: bilingual,
  currency,
  zone: z.string().max(64),
  demo: z.boolean(),
});
export type Platform = z.output<typeof platform>;
export const brand = z.object({ id: no, code, name: bilingual, status });
export type Brand = z.output<typeof brand>;
export const merchantKinds = [
  "flagship",
  "multi_brand",
  "corner_shop",
  "station",
  "service",
  "supplier",
  "other",
] as const;
export const merchant = z.object({
  id: no,
  code,
  name: bilingual,
  kind: z.enum(merchantKinds),
  /** The brand whose own merchant this is. */
  brand: no.nullable(),
  status,
});
export type Merchant = z.output<typeof merchant>;
export const venueKind = z.object({ code, label: bilingual, capabilities });
export type VenueKind = z.output<typeof venueKind>;
const place = {
  address: z.string().max(300),
  city: z.string().max(100),
  region: z.string().max(100),
  /** How a retailer calls this type of shop (hypermarket, convenience ...). */
  format: z.string().max(100),
};
const position = { lat: z.number().min(-90).max(90).nullable(), lng: z.number().min(-180).max(180).nullable() };
export const venue = z.object({
  id: no,
  code,
  name: bilingual,
  kind: code,
  merchant: no,
  ...place,
  ...position,
  zone: z.string().max(64),
  /** Its own set, else its kind's. */
  capabilities,
  /** Brands it carries; a brand sees only itself here. */
  brands: z.array(no).max(5000),
  status,
});
export type Venue = z.output<typeof venue>;

/** A row of a bulk call: a known code is changed, a new one added. What is left out stays as it was, or is as the comment says. */
export const brandRow = z.object({ code, name: bilingual, /** New: active. */ status: status.optional() });
export const merchantRow = z.object({
  code,
  name: bilingual,
  /** New: other. */
  kind: z.enum(merchantKinds).optional(),
  /** Brand code. */
  brand: code.optional(),
  status: status.optional(),
});
export const venueRow = z.object({
  code,
  name: bilingual,
  kind: code,
  /** Merchant code. */
  merchant: code,
  address: place.address.optional(),
  city: place.city.optional(),
  region: place.region.optional(),
  format: place.format.optional(),
  lat: position.lat.optional(),
  lng: position.lng.optional(),
  /** New: the platform's. */
  zone: zone.optional(),
  /** Null: as its kind. */
  capabilities: capabilities.nullable().optional(),
  /** Brand codes it carries. */
  brands: z.array(code).max(1000).optional(),
  status: status.optional(),
});
export type BrandRow = z.input<typeof brandRow>;
export type MerchantRow = z.input<typeof merchantRow>;
export type VenueRow = z.input<typeof venueRow>;

const byNo = z.object({ id: no });
/** A list that can be searched by a part of the code or of a name. */
const found = paging.extend({ q: z.string().trim().max(100).optional() });
const masters = {
  who: ["operator", "key"],
  keyScope: "parties:write",
  bodyLimit_bytes: 2_097_152,
  idempotent: false,
  body: bulk,
  reply: bulkReply,
} as const;

export const directoryRoutes = {
  brands: route({
    method: "GET",
    path: "/v1/brands",
    who: ["operator", "brand", "key"],
    keyScope: "parties:read",
    summary: "Brands; a brand sees itself.",
    query: found,
    reply: pageOf(brand),
  }),
  brand: route({
    method: "GET",
    path: "/v1/brands/:id",
    who: ["operator", "brand", "key"],
    keyScope: "parties:read",
    summary: "One brand.",
    params: byNo,
    reply: brand,
  }),
  createBrand: route({
    method: "POST",
    path: "/v1/brands",
    who: ["operator"],
    summary: "Opens a brand.",
    body: brandRow,
    reply: brand,
    status: 201,
  }),
  bulkBrands: route({
    ...masters,
    method: "POST",
    path: "/v1/brands/bulk",
    summary: "Adds or changes brands by code.",
  }),
  merchants: route({
    method: "GET",
    path: "/v1/merchants",
    who: ["operator", "brand", "key"],
    keyScope: "parties:read",
    summary: "Merchants; a brand sees those that are its own or keep a venue that carries it.",
    query: found,
    reply: pageOf(merchant),
  }),
  merchant: route({
    method: "GET",
    path: "/v1/merchants/:id",
    who: ["public"],
    summary: "One merchant.",
    params: byNo,
    reply: merchant,
  }),
  createMerchant: route({
    method: "POST",
    path: "/v1/merchants",
    who: ["operator"],
    summary: "Opens a merchant.",
    body: merchantRow,
    reply: merchant,
    status: 201,
  }),
  bulkMerchants: route({
    ...masters,
    method: "POST",
    path: "/v1/merchants/bulk",
    summary: "Adds or changes merchants by code.",
  }),
  venues: route({
    method: "GET",
    path: "/v1/venues",
    who: ["public"],
    summary: "Venues; a brand sees those that carry it.",
    query: found.extend({
      kind: code.optional(),
      merchant: no.optional(),
      capability: capability.optional(),
      city: z.string().max(100).optional(),
    }),
    reply: pageOf(venue),
  }),
  venue: route({
    method: "GET",
    path: "/v1/venues/:id",
    who: ["public"],
    summary: "One venue.",
    params: byNo,
    reply: venue,
  }),
  createVenue: route({
    method: "POST",
    path: "/v1/venues",
    who: ["operator"],
    summary: "Opens a venue.",
    body: venueRow,
    reply: venue,
    status: 201,
  }),
  bulkVenues: route({
    ...masters,
    method: "POST",
    path: "/v1/venues/bulk",
    summary: "Adds or changes venues by code.",
  }),
  venueKinds: route({
    method: "GET",
    path: "/v1/venue-kinds",
    who: ["public"],
    summary: "Kinds of venue with what each can do.",
    reply: z.object({ items: z.array(venueKind).max(200) }),
  }),
  putVenueKind: route({
    method: "PUT",
    path: "/v1/venue-kinds/:code",
    who: ["operator"],
    summary: "Adds or changes a kind of venue.",
    params: z.object({ code }),
    body: venueKind.omit({ code: true }),
    reply: venueKind,
  }),
};
