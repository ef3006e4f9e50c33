import type { supply } from "#contract";
import type { Owned } from "#kernel";

export type SupplierTable = {
  platform_id: number;
  supplier_id: number;
  brand_id: number | null;
  code: string;
  name_zh: string;
  name_en: string;
  contact: string;
  lead_time_days: number;
  status: supply.Supplier["status"];
};
export type PolicyTable = {
  platform_id: number;
  sku_id: number;
  merchant_id: number;
  venue_id: number;
  brand_id: number | null;
  supplier_id: number;
  lead_time_days: number;
  lead_time_sd_days: number;
  review_days: number;
  pack_size: number;
  least_order: number;
  most_position: number | null;
  service_level_ratio: number;
  cost_minor: number | null;
};
export type ProposalTable = {
  platform_id: number;
  proposal_id: string;
  brand_id: number | null;
  state: supply.Proposal["state"];
  sku_id: number;
  merchant_id: number;
  venue_id: number;
  supplier_id: number;
  made_at: Date;
  days: number;
  mean_per_day: number;
  sd_per_day: number;
  lead_time_days: number;
  service_level_ratio: number;
  safety_pieces: number;
  reorder_at: number;
  target: number;
  position: number;
  on_hand: number;
  on_order: number;
  quantity: number;
};
export type PurchaseTable = {
  platform_id: number;
  order_id: string;
  order_no: string;
  brand_id: number | null;
  state: supply.PurchaseState;
  supplier_id: number;
  supplier_zh: string;
  supplier_en: string;
  merchant_id: number;
  venue_id: number;
  currency: string;
  note: string;
  created_at: Date;
  placed_at: Date | null;
  expected_on: string | null;
  received_at: Date | null;
};
export type PurchaseLineTable = {
  platform_id: number;
  order_id: string;
  line_no: number;
  sku_id: number;
  sku_code: string;
  title_zh: string;
  title_en: string;
  quantity: number;
  cost_minor: number | null;
  received: number;
  damaged: number;
};
export type TransferTable = {
  platform_id: number;
  transfer_id: string;
  brand_id: number | null;
  state: supply.Transfer["state"];
  merchant_id: number;
  from_venue: number;
  to_venue: number;
  note: string;
  created_at: Date;
  shipped_at: Date | null;
  received_at: Date | null;
};
export type TransferLineTable = {
  platform_id: number;
  transfer_id: string;
  sku_id: number;
  lot_id: number;
  sku_code: string;
  title_zh: string;
  title_en: string;
  quantity: number;
  received: number;
};
/** The tables of this module, as its migrations made them. */
export type Tables = Owned<
  "supply",
  {
    supplier: SupplierTable;
    policy: PolicyTable;
    proposal: ProposalTable;
    purchase_order: PurchaseTable;
    purchase_line: PurchaseLineTable;
    transfer: TransferTable;
    transfer_line: TransferLineTable;
  }
>;
