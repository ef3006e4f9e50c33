import { z } from "zod";
import { amountMinor, bilingual, code, currency, day, instant, no, uuid } from "./common.ts";
import { ref } from "./trade-stock.ts";

export const supplier = z.object({
  id: no,
  code,
  name: bilingual,
  contact: z.string().max(300),
  lead_time_days: z.number().min(0).max(365),
  status: z.enum(["active", "closed"]),
});
export type Supplier = z.output<typeof supplier>;
export const supplierRow = z.object({
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
export const policyRow = z.object({
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
  mean_per_day: z.number(),
  sd_per_day: z.number(),
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
