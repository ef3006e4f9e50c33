import { z } from "zod";
import { amountMinor, bilingual, currency, day, instant, no, pageOf, paging, text, uuid } from "./common.ts";
import { route } from "./route.ts";
import {
  fulfilment,
  fulfilmentKinds,
  fulfilmentStates,
  inspectionResults,
  order,
  orderDetail,
  orderStates,
  quoteReply,
  receipt,
  returnCase,
  returnStates,
  returnedLine,
  saleBody,
} from "./trade-orders.ts";

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

export const staffRoutes = {
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
