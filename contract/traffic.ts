import { z } from "zod";
import { amountMinor, bilingual, code, currency, instant, no, text, uuid } from "./common.ts";
import { route } from "./route.ts";

/** Where attention can be won, online and in a venue alike. */
export const placeKinds = [
  "search",
  "feed",
  "product_page",
  "shelf",
  "end_cap",
  "screen",
  "till_receipt",
  "guide_script",
] as const;
export const place = z.object({
  code,
  kind: z.enum(placeKinds),
  venue: no.nullable(),
  name: bilingual,
  /** How many booked contents the place can show. */
  slots: z.number().int().min(0).max(50),
});
export type Place = z.infer<typeof place>;

/** The parts of a merchant's theta; they add up to theta exactly, and the factor is exp(clip(theta, -0.4, 0.4)). */
export const thetaParts = z.object({
  quality: z.number(),
  newcomer: z.number(),
  pacing: z.number(),
  sanction: z.number(),
  price: z.number(),
});
export const coefficient = z.object({
  merchant: no,
  name: bilingual,
  parts: thetaParts,
  theta: z.number(),
  factor_ratio: z.number(),
  since: instant.nullable(),
});
export type Coefficient = z.infer<typeof coefficient>;
export const rankedItem = z.object({
  sku: no,
  sku_code: text(100),
  product: no,
  title: bilingual,
  /** Category code; empty where the product has none. */
  category: z.string().max(100),
  brand: no,
  brand_name: bilingual,
  merchant: no,
  merchant_name: bilingual,
  amount_minor: amountMinor,
  currency,
  position: z.number().int(),
  /** Place it would have without the coefficient. */
  base_position: z.number().int(),
  factor_ratio: z.number(),
});
export type RankedItem = z.infer<typeof rankedItem>;

/** One booked content in a slot. */
export const creative = z.object({
  title: bilingual,
  line: bilingual,
  /** Where a tap leads, inside the shop. */
  link: z.string().max(300),
  sku: no.optional(),
  colour: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i)
    .optional(),
});
export type Creative = z.infer<typeof creative>;
export const slotContent = z.object({ booking: uuid, campaign: uuid.nullable(), brand: no, creative, served: uuid });

const visitor = z.object({ anonymous_id: z.string().max(100).optional() });

export const routes = {
  search: route({
    method: "GET",
    path: "/v1/shop/search",
    who: ["public", "consumer"],
    summary: "Finds products by words; each result says what moved it.",
    query: visitor.extend({
      q: z.string().trim().max(100).default(""),
      category: z.string().max(100).optional(),
      limit: z.coerce.number().int().min(1).max(60).default(24),
    }),
    reply: z.object({ served: uuid, words: z.array(z.string().max(100)).max(50), items: z.array(rankedItem).max(60) }),
  }),
  feed: route({
    method: "GET",
    path: "/v1/shop/places/:place",
    who: ["public", "consumer"],
    summary: "What a place shows now: booked contents first, then ranked products.",
    params: z.object({ place: code }),
    query: visitor.extend({ limit: z.coerce.number().int().min(0).max(30).default(12) }),
    reply: z.object({
      place,
      contents: z.array(slotContent).max(50),
      items: z.array(rankedItem).max(30),
      served: uuid,
    }),
  }),
  seen: route({
    method: "POST",
    path: "/v1/shop/seen",
    who: ["public", "consumer"],
    summary: "Tells that something served was opened: the click of a served list or slot.",
    body: visitor.extend({ served: uuid, sku: no.optional(), booking: uuid.optional() }),
    reply: z.object({ counted: z.boolean() }),
    idempotent: false,
  }),
  places: route({
    method: "GET",
    path: "/v1/traffic/places",
    who: ["operator", "brand"],
    summary: "All places of the platform and what is booked there.",
    reply: z.object({ items: z.array(place.extend({ booked: z.number().int() })).max(500) }),
  }),
  addPlaces: route({
    method: "POST",
    path: "/v1/traffic/places",
    who: ["operator"],
    summary: "Adds places or changes them by code.",
    body: z.object({ places: z.array(place).min(1).max(500) }),
    reply: z.object({ written: z.number().int() }),
  }),
  coefficients: route({
    method: "GET",
    path: "/v1/traffic/coefficients",
    who: ["operator"],
    summary: "Every merchant's traffic coefficient with its parts.",
    reply: z.object({
      published: z.object({ bound: z.number(), quality_weight: z.number(), share_ratio: z.number() }),
      items: z.array(coefficient).max(1000),
    }),
  }),
  ledger: route({
    method: "GET",
    path: "/v1/traffic/ledger",
    who: ["operator", "brand"],
    summary: "Impressions and clicks of each merchant by day, and how many impressions the coefficient gave or took.",
    query: z.object({ merchant: no.optional(), days: z.coerce.number().int().min(1).max(90).default(30) }),
    reply: z.object({
      items: z
        .array(
          z.object({
            merchant: no,
            day: z.string().max(10),
            impressions: z.number().int(),
            clicks: z.number().int(),
            gained_impressions: z.number(),
          }),
        )
        .max(5000),
    }),
  }),
  grants: route({
    method: "GET",
    path: "/v1/traffic/grants",
    who: ["operator", "brand"],
    summary: "Traffic given or taken by rules, with reason, source and dates.",
    query: z.object({ merchant: no.optional(), limit: z.coerce.number().int().min(1).max(200).default(50) }),
    reply: z.object({
      items: z
        .array(
          z.object({
            id: uuid,
            merchant: no,
            part: z.enum(["quality", "newcomer", "pacing", "sanction"]),
            theta: z.number(),
            reason: bilingual,
            source: z.string().max(200),
            from: instant,
            until: instant.nullable(),
          }),
        )
        .max(200),
    }),
  }),
};
