import { z } from "zod";
import { amountMinor, bilingual, code, currency, day, instant, no, quantity, text, uuid } from "./common.ts";
import { ref } from "./trade-stock.ts";

export const orderStates = ["placed", "paid", "dispatched", "delivered", "cancelled", "expired", "refunded"] as const;
export type OrderState = (typeof orderStates)[number];
export const fulfilmentKinds = ["deliver", "collect", "handover"] as const;
export type FulfilmentKind = (typeof fulfilmentKinds)[number];
export const fulfilmentStates = ["waiting", "open", "ready", "shipped", "delivered", "cancelled"] as const;
export type FulfilmentState = (typeof fulfilmentStates)[number];

export const address = z.object({
  name: text(100),
  phone: z.string().trim().min(3).max(30),
  region: z.string().trim().max(100).default(""),
  city: z.string().trim().max(100).default(""),
  line: text(300),
});
export type Address = z.output<typeof address>;
export const orderLine = z.object({
  line: z.number().int().min(1).max(200),
  sku: no,
  sku_code: z.string().max(100),
  title: bilingual,
  brand: no.nullable(),
  category: z.string().max(100).nullable(),
  quantity: z.number().int(),
  unit_minor: amountMinor,
  discount_minor: amountMinor,
  pay_minor: amountMinor,
  returned_quantity: z.number().int(),
  refunded_minor: amountMinor,
  associate: z.string().max(100).nullable(),
});
export type OrderLine = z.output<typeof orderLine>;
/** One parcel, pick-up or counter hand-over of an order, from one venue. */
export const fulfilment = z.object({
  id: uuid,
  kind: z.enum(fulfilmentKinds),
  state: z.enum(fulfilmentStates),
  venue: no,
  venue_name: bilingual,
  carrier: z.string().max(100).nullable(),
  tracking: z.string().max(100).nullable(),
  lines: z.array(z.object({ line: z.number().int(), quantity: z.number().int() })).max(200),
  promised_dispatch_at: instant,
  promised_day: day,
  dispatched_at: instant.nullable(),
  delivered_at: instant.nullable(),
  /** Six digits to show at the counter; only the buyer sees it. */
  pick_up_code: z.string().max(10).optional(),
});
export type Fulfilment = z.output<typeof fulfilment>;
export const order = z.object({
  id: uuid,
  /** Number that people read to one another. */
  no: z.string().max(40),
  parent: uuid,
  state: z.enum(orderStates),
  kind: z.enum(fulfilmentKinds),
  merchant: no,
  merchant_name: bilingual,
  /** Venue of sale: where it was bought; null online. */
  venue: no.nullable(),
  venue_name: bilingual.nullable(),
  currency,
  /** Sums of the lines the caller may see. */
  listed_minor: amountMinor,
  discount_minor: amountMinor,
  pay_minor: amountMinor,
  refunded_minor: amountMinor,
  placed_at: instant,
  pay_before: instant.nullable(),
  paid_at: instant.nullable(),
  dispatched_at: instant.nullable(),
  delivered_at: instant.nullable(),
  cancelled_at: instant.nullable(),
  promised_dispatch_at: instant,
  promised_day: day,
  lines: z.array(orderLine).max(200),
  fulfilments: z.array(fulfilment).max(200),
});
export type Order = z.output<typeof order>;
export const orderEvent = z.object({
  at: instant,
  name: z.string().max(60),
  /** consumer, merchant, venue, operator, provider or clock. */
  by: z.string().max(20),
  note: z.string().max(500).nullable(),
});
export const returnStates = ["requested", "received", "refunded", "refused"] as const;
export const inspectionResults = ["on_hand", "quarantined", "damaged"] as const;
export type InspectionResult = (typeof inspectionResults)[number];
export const returnedLine = z.object({ line: z.number().int().min(1).max(200), quantity });
export const returnCase = z.object({
  id: uuid,
  order: uuid,
  order_no: z.string().max(40),
  state: z.enum(returnStates),
  kind: z.enum(["return_refund", "refund_only"]),
  merchant: no,
  /** Venue that takes the goods back. */
  venue: no.nullable(),
  lines: z
    .array(returnedLine.extend({ sku_code: z.string().max(100), title: bilingual, refund_minor: amountMinor }))
    .max(200),
  refund_minor: amountMinor,
  currency,
  reason: z.string().max(300),
  /** The buyer says that the goods are faulty or not as described. */
  quality: z.boolean(),
  refusal: z.string().max(300).nullable(),
  requested_at: instant,
  closed_at: instant.nullable(),
});
export type ReturnCase = z.output<typeof returnCase>;
export const review = z.object({
  id: uuid,
  sku: no.nullable(),
  line: z.number().int().nullable(),
  stars: z.number().int().min(1).max(5),
  text: z.string().max(2000),
  at: instant,
});
export const payment = z.object({
  id: uuid,
  provider: z.string().max(20),
  state: z.enum(["pending", "paid", "declined", "refunded", "part_refunded"]),
  amount_minor: amountMinor,
  refunded_minor: amountMinor,
  currency,
});
export type Payment = z.output<typeof payment>;
export const orderDetail = order.extend({
  address: address.nullable(),
  timeline: z.array(orderEvent).max(500),
  payments: z.array(payment).max(20),
  returns: z.array(returnCase).max(200),
  reviews: z.array(review).max(400),
  /** Proof of the price: benefits used and refused with amounts. */
  price: z.object({
    id: uuid,
    rule_set: z.string().max(100),
    used: z
      .array(z.object({ id: z.string().max(200), layer: z.string().max(50), amount_minor: amountMinor }))
      .max(1000),
    refused: z
      .array(z.object({ id: z.string().max(200), layer: z.string().max(50), reason: z.string().max(100) }))
      .max(1000),
  }),
});
export type OrderDetail = z.output<typeof orderDetail>;

/** What a buyer asks for: goods of any merchants, one way to get them. */
export const basket = z.object({
  lines: z
    .array(z.object({ sku: ref, merchant: ref, quantity, associate: code.optional() }))
    .min(1)
    .max(100),
  fulfilment: z
    .object({
      kind: z.enum(["deliver", "collect"]),
      /** Needed for collect: where the goods are collected. */
      venue: ref.optional(),
    })
    .default({ kind: "deliver" }),
  coupons: z.array(z.string().min(1).max(100)).max(20).default([]),
});
export type Basket = z.output<typeof basket>;
export const placeBody = basket.extend({
  /** Idempotency key made by the buyer's device: the same one again is the same order. */
  request_id: z.string().min(8).max(64),
  address: address.optional(),
  /** Venue and associate that the sale is owed to, when one stood beside the buyer. */
  venue_of_sale: ref.optional(),
  anonymous_id: z.string().min(1).max(100).optional(),
});
export type PlaceBody = z.output<typeof placeBody>;
/** One parent order, one order per merchant; the parent is paid as a whole. */
export const placed = z.object({
  parent: uuid,
  pay_minor: amountMinor,
  currency,
  pay_before: instant.nullable(),
  orders: z.array(order).max(100),
});
export type Placed = z.output<typeof placed>;

export const tenders = ["cash", "card", "test"] as const;
const tillLine = z.object({
  /** Barcode (GTIN, any length) or SKU code. */
  code: text(100),
  quantity,
  /** Whose goods, when several merchants keep this SKU in the venue. */
  merchant: ref.optional(),
  associate: code.optional(),
});
export const saleBody = z.object({
  request_id: z.string().min(8).max(64),
  lines: z.array(tillLine).min(1).max(100),
  tender: z.enum(tenders),
  /** Member number. */
  member: code.optional(),
  coupons: z.array(z.string().min(1).max(100)).max(20).default([]),
});
export type SaleBody = z.output<typeof saleBody>;
export const receipt = placed.extend({ receipt_no: z.string().max(40), tender: z.enum(tenders), at: instant });
/** A benefit as the buyer knows it: its title, and the code that was shown for it. */
const quotedBenefit = z.object({
  id: z.string().max(200),
  title: bilingual.nullable(),
  code: z.string().max(100).nullable(),
});
export const quoteReply = z.object({
  currency,
  listed_minor: amountMinor,
  discount_minor: amountMinor,
  pay_minor: amountMinor,
  lines: z
    .array(
      z.object({
        sku: no,
        sku_code: z.string().max(100),
        title: bilingual,
        merchant: no,
        quantity: z.number().int(),
        unit_minor: amountMinor,
        discount_minor: amountMinor,
        pay_minor: amountMinor,
        /** Pieces that could be promised now. */
        available: z.number().int(),
      }),
    )
    .max(100),
  used: z.array(quotedBenefit.extend({ amount_minor: amountMinor })).max(1000),
  refused: z
    .array(
      quotedBenefit.extend({
        reason: z.string().max(100),
        /** What stands in the way: another benefit's id, or why it is not eligible. */
        because: z.string().max(200).optional(),
        missing_minor: amountMinor.optional(),
      }),
    )
    .max(1000),
  promised_day: day,
});
