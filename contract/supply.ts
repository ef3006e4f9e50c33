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
import { ref } from "./trade.ts";

export const supplier = z.object({
  id: no,
  code,
  name: bilingual,
  contact: z.string().max(300),
  lead_time_days: z.number().min(0).max(365),
  status: z.enum(["active", "closed"]),
});
export type Supplier = z.output<typeof supplier>;
const supplierRow = z.object({
  code,
  name: bilingual,
  contact: z.string().max(300).default(""),
  lead_time_days: z.number().min(0).max(365),
  status: z.enum(["active", "closed"]).default("active"),
});

/** How one merchant's SKU is kept in stock at one venue. */
export const policy = z.object({
  sku: no,
  sku_code: z.string().max(100),
  title: bilingual,
  merchant: no,
  venue: no,
  supplier: no,
  /** Days from order to receipt, and how much they vary. */
  lead_time_days: z.number().min(0).max(365),
  lead_time_sd_days: z.number().min(0).max(365),
  review_days: z.number().min(0).max(90),
  pack_size: z.number().int().min(1).max(10_000),
  least_order: z.number().int().min(0).max(1_000_000),
  /** Most pieces the venue can hold; null: no limit. */
  most_position: z.number().int().min(1).max(100_000_000).nullable(),
  /** Probability of no stock-out while an order is under way. */
  service_level_ratio: z.number().gt(0.5).lt(1),
  cost_minor: amountMinor.nullable(),
});
export type Policy = z.output<typeof policy>;
const policyRow = z.object({
  sku: ref,
  merchant: ref,
  venue: ref,
  supplier: ref,
  /** Absent: the supplier's. */
  lead_time_days: policy.shape.lead_time_days.optional(),
  lead_time_sd_days: policy.shape.lead_time_sd_days.default(0),
  review_days: policy.shape.review_days.default(7),
  pack_size: policy.shape.pack_size.default(1),
  least_order: policy.shape.least_order.default(0),
  most_position: policy.shape.most_position.default(null),
  service_level_ratio: policy.shape.service_level_ratio.default(0.95),
  cost_minor: policy.shape.cost_minor.default(null),
});

export const proposalStates = ["proposed", "ordered", "dismissed", "replaced"] as const;
/** What should be ordered, and every figure that leads to it. */
export const proposal = z.object({
  id: uuid,
  state: z.enum(proposalStates),
  sku: no,
  sku_code: z.string().max(100),
  title: bilingual,
  merchant: no,
  venue: no,
  venue_name: bilingual,
  supplier: no,
  supplier_name: bilingual,
  made_at: instant,
  /** Pieces sold per day over the days looked at. */
  days: z.number().int(),
  mean_perDay: z.number(),
  sd_perDay: z.number(),
  lead_time_days: z.number(),
  service_level_ratio: z.number(),
  safety_pieces: z.number(),
  reorder_at: z.number(),
  target: z.number(),
  /** Available + on order. */
  position: z.number().int(),
  on_hand: z.number().int(),
  on_order: z.number().int(),
  quantity: z.number().int(),
});
export type Proposal = z.output<typeof proposal>;

export const purchaseStates = [
  "draft",
  "approved",
  "placed",
  "part_received",
  "received",
  "closed_short",
  "cancelled",
] as const;
export type PurchaseState = (typeof purchaseStates)[number];
const purchaseLine = z.object({
  line: z.number().int(),
  sku: no,
  sku_code: z.string().max(100),
  title: bilingual,
  quantity: z.number().int(),
  cost_minor: amountMinor.nullable(),
  received: z.number().int(),
  damaged: z.number().int(),
});
export const purchaseOrder = z.object({
  id: uuid,
  no: z.string().max(40),
  state: z.enum(purchaseStates),
  supplier: no,
  supplier_name: bilingual,
  merchant: no,
  venue: no,
  venue_name: bilingual,
  currency,
  cost_minor: amountMinor,
  lines: z.array(purchaseLine).max(200),
  created_at: instant,
  placed_at: instant.nullable(),
  expected_on: day.nullable(),
  received_at: instant.nullable(),
  note: z.string().max(300),
});
export type PurchaseOrder = z.output<typeof purchaseOrder>;

export const transferStates = ["draft", "shipped", "received", "cancelled"] as const;
export const transfer = z.object({
  id: uuid,
  state: z.enum(transferStates),
  merchant: no,
  from: no,
  from_name: bilingual,
  to: no,
  to_name: bilingual,
  lines: z
    .array(
      z.object({
        sku: no,
        sku_code: z.string().max(100),
        title: bilingual,
        lot: z.number().int().min(0),
        quantity: z.number().int(),
        received: z.number().int(),
      }),
    )
    .max(200),
  created_at: instant,
  shipped_at: instant.nullable(),
  received_at: instant.nullable(),
  note: z.string().max(300),
});
export type Transfer = z.output<typeof transfer>;

const byId = z.object({ id: uuid });
const buyers = ["operator", "brand"] as const;
const staff = ["operator", "brand", "venue"] as const;

export const routes = {
  suppliers: route({
    method: "GET",
    path: "/v1/suppliers",
    who: buyers,
    summary: "Suppliers; a brand sees its own.",
    query: paging,
    reply: pageOf(supplier),
  }),
  putSuppliers: route({
    method: "POST",
    path: "/v1/suppliers",
    who: buyers,
    summary: "Adds suppliers or changes them by code.",
    body: z.object({ suppliers: z.array(supplierRow).min(1).max(200) }),
    reply: z.object({ items: z.array(supplier).max(200) }),
  }),
  policies: route({
    method: "GET",
    path: "/v1/supply/policies",
    who: buyers,
    summary: "How each SKU is kept in stock at each venue.",
    query: paging.extend({ venue: no.optional(), merchant: no.optional(), sku: no.optional() }),
    reply: pageOf(policy),
  }),
  putPolicies: route({
    method: "POST",
    path: "/v1/supply/policies",
    who: buyers,
    summary: "Adds or changes replenishment policies, up to 500, all or none.",
    body: z.object({ policies: z.array(policyRow).min(1).max(500) }),
    reply: z.object({ written: z.number().int() }),
    bodyLimit_bytes: 2_097_152,
  }),
  proposals: route({
    method: "GET",
    path: "/v1/supply/proposals",
    who: staff,
    summary: "What should be ordered now, with demand, reorder point and position.",
    query: paging.extend({
      state: z.enum(proposalStates).default("proposed"),
      venue: no.optional(),
      merchant: no.optional(),
    }),
    reply: pageOf(proposal),
  }),
  propose: route({
    method: "POST",
    path: "/v1/supply/proposals",
    who: buyers,
    summary: "Looks at every policy again in the background and renews the proposals; the reply names the task.",
    body: z.object({ venue: no.optional() }),
    reply: z.object({ job: uuid }),
    status: 202,
  }),
  dismissProposal: route({
    method: "POST",
    path: "/v1/supply/proposals/:id/dismiss",
    who: buyers,
    summary: "Leaves a proposal out until the next look.",
    params: byId,
    body: z.object({}),
    reply: proposal,
  }),
  purchaseOrders: route({
    method: "GET",
    path: "/v1/purchase-orders",
    who: staff,
    summary: "Purchase orders, newest first; a venue sees what comes to it.",
    query: paging.extend({ state: z.enum(purchaseStates).optional(), venue: no.optional(), supplier: no.optional() }),
    reply: pageOf(purchaseOrder),
  }),
  purchaseOrder: route({
    method: "GET",
    path: "/v1/purchase-orders/:id",
    who: staff,
    summary: "One purchase order.",
    params: byId,
    reply: purchaseOrder,
  }),
  draftOrders: route({
    method: "POST",
    path: "/v1/purchase-orders/from-proposals",
    who: buyers,
    summary: "Turns proposals into drafts, one per supplier, merchant and venue.",
    body: z.object({ proposals: z.array(uuid).min(1).max(200) }),
    reply: z.object({ items: z.array(purchaseOrder).max(200) }),
    status: 201,
  }),
  draftOrder: route({
    method: "POST",
    path: "/v1/purchase-orders",
    who: buyers,
    summary: "Drafts a purchase order by hand.",
    body: z.object({
      supplier: ref,
      merchant: ref,
      venue: ref,
      lines: z
        .array(z.object({ sku: ref, quantity, cost_minor: amountMinor.min(0).nullable().default(null) }))
        .min(1)
        .max(200),
      note: z.string().max(300).default(""),
    }),
    reply: purchaseOrder,
    status: 201,
  }),
  approveOrder: route({
    method: "POST",
    path: "/v1/purchase-orders/:id/approve",
    who: buyers,
    summary: "Approves a draft.",
    params: byId,
    body: z.object({}),
    reply: purchaseOrder,
  }),
  placeOrder: route({
    method: "POST",
    path: "/v1/purchase-orders/:id/place",
    who: buyers,
    summary: "Sends an approved order to the supplier; its pieces count as incoming.",
    params: byId,
    body: z.object({}),
    reply: purchaseOrder,
  }),
  cancelOrder: route({
    method: "POST",
    path: "/v1/purchase-orders/:id/cancel",
    who: buyers,
    summary: "Cancels an order of which nothing has arrived.",
    params: byId,
    body: z.object({}),
    reply: purchaseOrder,
  }),
  receiveOrder: route({
    method: "POST",
    path: "/v1/purchase-orders/:id/receipts",
    who: staff,
    summary:
      "Books what arrived into stock; more or fewer pieces than ordered are kept as such, `last` closes the order short.",
    params: byId,
    body: z.object({
      lines: z
        .array(
          z.object({
            line: z.number().int().min(1).max(200),
            /** Sound pieces that go on sale. */
            quantity: z.number().int().min(0).max(1_000_000),
            /** Broken pieces, kept apart. */
            damaged: z.number().int().min(0).max(1_000_000).default(0),
            lot: code.optional(),
            made_on: day.optional(),
            expires_on: day.optional(),
          }),
        )
        .min(1)
        .max(200),
      last: z.boolean().default(false),
    }),
    reply: purchaseOrder,
  }),
  transfers: route({
    method: "GET",
    path: "/v1/transfers",
    who: staff,
    summary: "Goods moved between venues; a venue sees those from it and to it.",
    query: paging.extend({ state: z.enum(transferStates).optional() }),
    reply: pageOf(transfer),
  }),
  draftTransfer: route({
    method: "POST",
    path: "/v1/transfers",
    who: buyers,
    summary: "Plans to move a merchant's goods from one venue to another.",
    body: z.object({
      merchant: ref,
      from: ref,
      to: ref,
      lines: z
        .array(z.object({ sku: ref, lot: code.optional(), quantity }))
        .min(1)
        .max(200),
      note: z.string().max(300).default(""),
    }),
    reply: transfer,
    status: 201,
  }),
  shipTransfer: route({
    method: "POST",
    path: "/v1/transfers/:id/ship",
    who: staff,
    summary: "Goods leave the first venue; 409 when they are not free.",
    params: byId,
    body: z.object({}),
    reply: transfer,
  }),
  receiveTransfer: route({
    method: "POST",
    path: "/v1/transfers/:id/receive",
    who: staff,
    summary: "Goods arrive at the second venue; missing pieces are told.",
    params: byId,
    body: z.object({
      lines: z
        .array(
          z.object({
            sku: no,
            lot: z.number().int().min(0).default(0),
            quantity: z.number().int().min(0).max(1_000_000),
          }),
        )
        .max(200)
        .optional(),
    }),
    reply: transfer,
  }),
  cancelTransfer: route({
    method: "POST",
    path: "/v1/transfers/:id/cancel",
    who: buyers,
    summary: "Cancels a transfer that has not left.",
    params: byId,
    body: z.object({}),
    reply: transfer,
  }),
};
