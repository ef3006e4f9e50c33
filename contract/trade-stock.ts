import { z } from "zod";
import { bilingual, code, day, instant, no, pageOf, paging, quantity, text, uuid } from "./common.ts";
import { route } from "./route.ts";

/** A party or a SKU: its number on the platform, or its code as text. */
export const ref = z.union([z.number().int().min(1).max(4_294_967_295), text(100)]);
export type Ref = z.output<typeof ref>;

/** Why a stock row changed. */
export const movementCauses = [
  "receive",
  "sale",
  "pos_sale",
  "return_in",
  "transfer_out",
  "transfer_in",
  "count_adjust",
  "correction",
  "damage",
  "quality_pass",
  "quality_fail",
] as const;
export type MovementCause = (typeof movementCauses)[number];
const pieces = z.number().int().min(0).max(100_000_000);
/** Where goods are and whose they are; `available` is on_hand - safety - reserved - leased. */
export const stockRow = z.object({
  sku: no,
  sku_code: z.string().max(100),
  title: bilingual,
  brand: no.nullable(),
  merchant: no,
  merchant_name: bilingual,
  venue: no,
  venue_name: bilingual,
  /** 0: goods without a lot. */
  lot: z.number().int().min(0),
  lot_code: z.string().max(100).nullable(),
  expires_on: day.nullable(),
  on_hand: z.number().int(),
  reserved: z.number().int(),
  safety: z.number().int(),
  leased: z.number().int(),
  incoming: z.number().int(),
  in_transit: z.number().int(),
  damaged: z.number().int(),
  quarantined: z.number().int(),
  available: z.number().int(),
});
export type StockRow = z.output<typeof stockRow>;
export const movement = z.object({
  id: uuid,
  at: instant,
  cause: z.enum(movementCauses),
  sku: no,
  sku_code: z.string().max(100),
  title: bilingual,
  merchant: no,
  venue: no,
  lot: z.number().int().min(0),
  /** Changes in pieces; a return that is inspected changes `quarantined` only. */
  on_hand: z.number().int(),
  damaged: z.number().int(),
  quarantined: z.number().int(),
  order: uuid.nullable(),
  note: z.string().max(300).nullable(),
});
export type Movement = z.output<typeof movement>;
const stockFilter = paging.extend({
  sku: no.optional(),
  merchant: no.optional(),
  /** Part of a SKU code, or a barcode. */
  q: z.string().trim().max(100).optional(),
  /** Only rows with at most so many available pieces. */
  at_most: z.coerce.number().int().min(0).max(1_000_000).optional(),
});
/** Goods that came in. `venue` is fixed for venue staff; `merchant` is the venue's own unless said. */
export const receiptLine = z.object({
  sku: ref,
  merchant: ref.optional(),
  venue: ref.optional(),
  quantity,
  lot: code.optional(),
  made_on: day.optional(),
  expires_on: day.optional(),
});
const where = { sku: ref, merchant: ref.optional(), venue: ref.optional(), lot: code.optional() };

const staff = ["operator", "brand", "venue"] as const;

export const stockRoutes = {
  stock: route({
    method: "GET",
    path: "/v1/stock",
    who: ["operator", "brand"],
    summary: "Stock by SKU, owner, venue and lot; a brand sees its own goods.",
    query: stockFilter.extend({ venue: no.optional() }),
    reply: pageOf(stockRow),
  }),
  venueStock: route({
    method: "GET",
    path: "/v1/venue/stock",
    who: ["venue"],
    summary: "Stock of one's own venue; q also finds a barcode.",
    query: stockFilter,
    reply: pageOf(stockRow),
  }),
  movements: route({
    method: "GET",
    path: "/v1/stock/movements",
    who: staff,
    summary: "Every change of stock with its cause, newest first.",
    query: paging.extend({ sku: no.optional(), venue: no.optional() }),
    reply: pageOf(movement),
  }),
  receive: route({
    method: "POST",
    path: "/v1/stock/receipts",
    who: staff,
    summary: "Books goods in, up to 1,000 lines, all or none.",
    body: z.object({ lines: z.array(receiptLine).min(1).max(1000), note: z.string().max(300).optional() }),
    reply: z.object({ pieces: z.number().int(), rows: z.array(stockRow).max(1000) }),
    status: 201,
    bodyLimit_bytes: 2_097_152,
  }),
  adjust: route({
    method: "POST",
    path: "/v1/stock/adjustments",
    who: staff,
    summary: "Sets one figure of a stock row; says the value it expects to replace, 409 when it has changed.",
    body: z.object({
      ...where,
      what: z.enum(["on_hand", "safety"]),
      expected: pieces,
      to: pieces,
      note: z.string().max(300).optional(),
    }),
    reply: stockRow,
  }),
  inspect: route({
    method: "POST",
    path: "/v1/stock/inspections",
    who: staff,
    summary: "Moves quarantined pieces back on sale or to damaged.",
    body: z.object({
      ...where,
      quantity,
      result: z.enum(["on_hand", "damaged"]),
      note: z.string().max(300).optional(),
    }),
    reply: stockRow,
  }),
  count: route({
    method: "POST",
    path: "/v1/venue/stock/counts",
    who: ["venue"],
    summary: "Books what was counted on the shelf; fewer pieces than are promised become a shortage to solve.",
    body: z.object({
      lines: z
        .array(z.object({ code: text(100), merchant: ref.optional(), lot: code.optional(), counted: pieces }))
        .min(1)
        .max(500),
    }),
    reply: z.object({
      lines: z
        .array(
          z.object({
            sku: no,
            sku_code: z.string().max(100),
            before: z.number().int(),
            counted: z.number().int(),
            difference: z.number().int(),
            shortage: z.number().int(),
          }),
        )
        .max(500),
    }),
  }),
  availability: route({
    method: "GET",
    path: "/v1/shop/availability",
    who: ["public", "consumer"],
    summary: "How many pieces of a merchant's SKU can be delivered, and where they can be collected.",
    query: z.object({ sku: no, merchant: no }),
    reply: z.object({
      deliver: z.number().int(),
      collect: z.array(z.object({ venue: no, venue_name: bilingual, available: z.number().int() })).max(200),
    }),
  }),
};
