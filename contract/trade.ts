import { z } from "zod";
import {
  amountMinor,
  bilingual,
  code,
  currency,
  day,
  instant,
  no,
  pageOf,
  paging,
  quantity,
  text,
  uuid,
} from "./common.ts";
import { route } from "./route.ts";

/** A party or a SKU: its number on the platform, or its code as text. */
export const ref = z.union([z.number().int().min(1).max(4_294_967_295), text(100)]);
export type Ref = z.output<typeof ref>;

// ---- Stock ----

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

// ---- Orders ----

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
const returnedLine = z.object({ line: z.number().int().min(1).max(200), quantity });
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

const byId = z.object({ id: uuid });
const reason = z.object({ reason: text(300) });
const orderFilter = paging.extend({
  state: z.enum(orderStates).optional(),
  kind: z.enum(fulfilmentKinds).optional(),
  merchant: no.optional(),
  venue: no.optional(),
  from: day.optional(),
  to: day.optional(),
  /** An order number or its beginning, or a receipt number. */
  q: z.string().trim().max(40).optional(),
});
const toPick = fulfilment.omit({ lines: true, pick_up_code: true }).extend({
  order: uuid,
  order_no: z.string().max(40),
  placed_at: instant,
  /** For parcels: where to; empty for pick-ups. */
  recipient: z.string().max(500),
  lines: z
    .array(
      z.object({ line: z.number().int(), sku_code: z.string().max(100), title: bilingual, quantity: z.number().int() }),
    )
    .max(200),
});
export type ToPick = z.output<typeof toPick>;
const staff = ["operator", "brand", "venue"] as const;

export const routes = {
  // Stock
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

  // The shop
  quote: route({
    method: "POST",
    path: "/v1/shop/orders/quote",
    who: ["public", "consumer"],
    summary: "What a basket costs now, with benefits, what could be promised, and by when.",
    body: basket,
    reply: quoteReply,
    idempotent: false,
  }),
  place: route({
    method: "POST",
    path: "/v1/shop/orders",
    who: ["consumer"],
    summary:
      "Places an order and reserves its stock, whole or not at all; 409 out_of_stock names the lines and what is left.",
    body: placeBody,
    reply: placed,
    status: 201,
    idempotent: false,
  }),
  pay: route({
    method: "POST",
    path: "/v1/shop/orders/:id/pay",
    who: ["consumer"],
    summary:
      "Pays a parent order as a whole; the id may also be one of its orders. `test` approves, declines, or answers later by notice.",
    params: byId,
    body: z.object({
      provider: z.enum(["test"]).default("test"),
      outcome: z.enum(["approve", "decline", "later"]).default("approve"),
    }),
    reply: z.object({ payment, orders: z.array(order).max(100) }),
  }),
  myOrders: route({
    method: "GET",
    path: "/v1/shop/orders",
    who: ["consumer"],
    summary: "One's own orders, newest first.",
    query: paging.extend({ state: z.enum(orderStates).optional() }),
    reply: pageOf(order),
  }),
  myOrder: route({
    method: "GET",
    path: "/v1/shop/orders/:id",
    who: ["consumer"],
    summary: "One own order with its timeline, parcels and pick-up code.",
    params: byId,
    reply: orderDetail,
  }),
  cancelMine: route({
    method: "POST",
    path: "/v1/shop/orders/:id/cancel",
    who: ["consumer"],
    summary: "Cancels an own order that is not dispatched; what was paid is refunded.",
    params: byId,
    body: reason,
    reply: orderDetail,
  }),
  askReturn: route({
    method: "POST",
    path: "/v1/shop/orders/:id/returns",
    who: ["consumer"],
    summary: "Asks to return pieces of a delivered order.",
    params: byId,
    body: z.object({
      lines: z.array(returnedLine).min(1).max(100),
      reason: text(300),
      quality: z.boolean().default(false),
      kind: z.enum(["return_refund", "refund_only"]).default("return_refund"),
      /** Where the goods are brought; the sender's venue when absent. */
      venue: ref.optional(),
    }),
    reply: returnCase,
    status: 201,
  }),
  giveReview: route({
    method: "POST",
    path: "/v1/shop/orders/:id/reviews",
    who: ["consumer"],
    summary: "Reviews a delivered order, or one line of it, once.",
    params: byId,
    body: z.object({
      line: z.number().int().min(1).max(200).optional(),
      stars: z.number().int().min(1).max(5),
      text: z.string().trim().max(2000).default(""),
    }),
    reply: review,
    status: 201,
  }),
  reviews: route({
    method: "GET",
    path: "/v1/shop/reviews",
    who: ["public", "consumer"],
    summary: "Reviews of a SKU, newest first, with their mean.",
    query: paging.extend({ sku: no, merchant: no.optional() }),
    reply: pageOf(review.omit({ line: true })).extend({ count: z.number().int(), mean_stars: z.number().nullable() }),
  }),
  testNotice: route({
    method: "POST",
    path: "/v1/payments/test/notices",
    who: ["public"],
    summary: "Notice of the test provider, signed; the same event twice changes nothing.",
    body: z.object({
      event: z.string().min(1).max(100),
      payment: uuid,
      outcome: z.enum(["paid", "declined"]),
      amount_minor: amountMinor,
      currency,
      sent_at: instant,
      /** HMAC-SHA-256 in hex over the other fields, joined by line feeds in the order above. */
      signature: z.string().min(1).max(128),
    }),
    reply: z.object({ known: z.boolean(), state: payment.shape.state }),
    idempotent: false,
  }),

  // Staff: orders
  orders: route({
    method: "GET",
    path: "/v1/orders",
    who: ["operator", "brand"],
    summary: "Orders, newest first; a brand sees its own lines of them.",
    query: orderFilter,
    reply: pageOf(order),
  }),
  order: route({
    method: "GET",
    path: "/v1/orders/:id",
    who: staff,
    summary: "One order with everything that happened to it.",
    params: byId,
    reply: orderDetail,
  }),
  cancel: route({
    method: "POST",
    path: "/v1/orders/:id/cancel",
    who: ["operator", "brand"],
    summary: "Cancels an order that is not dispatched, for the merchant; what was paid is refunded.",
    params: byId,
    body: reason.extend({
      /** Whose decision it is, when the operator cancels; a brand team's is the merchant's. */
      by: z.enum(["merchant", "platform"]).default("merchant"),
    }),
    reply: orderDetail,
  }),
  ship: route({
    method: "POST",
    path: "/v1/fulfilments/:id/ship",
    who: staff,
    summary: "Gives a parcel to a carrier.",
    params: byId,
    body: z.object({ carrier: text(100), tracking: text(100) }),
    reply: orderDetail,
  }),
  delivered: route({
    method: "POST",
    path: "/v1/fulfilments/:id/delivered",
    who: staff,
    summary: "The carrier's last scan: the parcel is with the buyer.",
    params: byId,
    body: z.object({}),
    reply: orderDetail,
  }),
  ready: route({
    method: "POST",
    path: "/v1/fulfilments/:id/ready",
    who: staff,
    summary: "Goods are picked and wait at the counter.",
    params: byId,
    body: z.object({}),
    reply: orderDetail,
  }),
  handOver: route({
    method: "POST",
    path: "/v1/fulfilments/:id/hand-over",
    who: ["venue"],
    summary: "Gives goods to whoever shows the pick-up code; five wrong codes close the counter for 15 minutes.",
    params: byId,
    body: z.object({ code: z.string().trim().min(1).max(20) }),
    reply: orderDetail,
    // A wrong code must be counted although it is refused, so this route keeps its own transactions.
    idempotent: false,
  }),

  // Venue
  toPick: route({
    method: "GET",
    path: "/v1/venue/fulfilments",
    who: ["venue"],
    summary: "What this venue has to pick, hand over or send, by promise.",
    query: paging.extend({ state: z.enum(fulfilmentStates).optional(), q: z.string().trim().max(40).optional() }),
    reply: pageOf(toPick),
  }),
  venueOrders: route({
    method: "GET",
    path: "/v1/venue/orders",
    who: ["venue"],
    summary: "Orders sold or fulfilled by this venue, newest first.",
    query: orderFilter.omit({ venue: true }),
    reply: pageOf(order),
  }),
  venueQuote: route({
    method: "POST",
    path: "/v1/venue/quote",
    who: ["venue"],
    summary: "What scanned goods cost at this till, before the sale.",
    body: saleBody.omit({ request_id: true, tender: true }),
    reply: quoteReply,
    idempotent: false,
  }),
  sell: route({
    method: "POST",
    path: "/v1/venue/sales",
    who: ["venue"],
    summary: "A sale at the till: order, payment and hand-over in one step.",
    body: saleBody,
    reply: receipt,
    status: 201,
    idempotent: false,
  }),
  counterReturn: route({
    method: "POST",
    path: "/v1/venue/returns",
    who: ["venue"],
    summary: "Takes goods of an order of this venue back at the counter and refunds them.",
    body: z.object({
      order_no: text(40),
      lines: z.array(returnedLine).min(1).max(100),
      reason: text(300),
      quality: z.boolean().default(false),
      result: z.enum(inspectionResults).default("quarantined"),
    }),
    reply: returnCase,
    status: 201,
  }),
  venueReturns: route({
    method: "GET",
    path: "/v1/venue/returns",
    who: ["venue"],
    summary: "Returns that come to this venue.",
    query: paging.extend({ state: z.enum(returnStates).optional() }),
    reply: pageOf(returnCase),
  }),

  // Returns and money
  returns: route({
    method: "GET",
    path: "/v1/returns",
    who: ["operator", "brand"],
    summary: "Returns, newest first.",
    query: paging.extend({ state: z.enum(returnStates).optional(), merchant: no.optional() }),
    reply: pageOf(returnCase),
  }),
  receiveReturn: route({
    method: "POST",
    path: "/v1/returns/:id/receive",
    who: staff,
    summary: "Goods came back and were looked at: books them and refunds exactly what their pieces paid.",
    params: byId,
    body: z.object({ result: z.enum(inspectionResults).default("quarantined") }),
    reply: returnCase,
  }),
  refundOnly: route({
    method: "POST",
    path: "/v1/returns/:id/refund",
    who: ["operator", "brand"],
    summary: "Refunds without goods coming back.",
    params: byId,
    body: z.object({}),
    reply: returnCase,
  }),
  refuseReturn: route({
    method: "POST",
    path: "/v1/returns/:id/refuse",
    who: ["operator", "brand"],
    summary: "Refuses a return with a reason.",
    params: byId,
    body: reason,
    reply: returnCase,
  }),
  settlement: route({
    method: "GET",
    path: "/v1/settlement",
    who: ["operator", "brand"],
    summary:
      "Per merchant: paid by buyers and not yet delivered, owed to the merchant, refunded; and the books of the platform, which sum to zero.",
    query: z.object({ merchant: no.optional() }),
    reply: z.object({
      currency,
      merchants: z
        .array(
          z.object({
            merchant: no,
            merchant_name: bilingual,
            held_minor: amountMinor,
            payable_minor: amountMinor,
            refunded_minor: amountMinor,
          }),
        )
        .max(5000),
      /** For the operator: every account of the double-entry books; the balances sum to 0. */
      accounts: z.array(z.object({ account: z.string().max(40), balance_minor: amountMinor })).max(50),
    }),
  }),
};
