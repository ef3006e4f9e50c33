import { z } from "zod";
import { amountMinor, code, day, no, pageOf, paging, quantity, uuid } from "./common.ts";
import { route } from "./route.ts";
import {
  supplier,
  supplierRow,
  policy,
  policyRow,
  proposalStates,
  proposal,
  purchaseStates,
  purchaseOrder,
  transferStates,
  transfer,
} from "./supply-shapes.ts";
import { ref } from "./trade-stock.ts";

export * from "./supply-shapes.ts";

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
