import { z } from "zod";
import { amountMinor, currency, instant, no, pageOf, paging, text, uuid } from "./common.ts";
import { route } from "./route.ts";
import {
  basket,
  order,
  orderDetail,
  orderStates,
  payment,
  placeBody,
  placed,
  quoteReply,
  returnCase,
  returnedLine,
  review,
} from "./trade-orders.ts";
import { ref } from "./trade-stock.ts";

const byId = z.object({ id: uuid });
const reason = z.object({ reason: text(300) });

export const shopRoutes = {
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
};
