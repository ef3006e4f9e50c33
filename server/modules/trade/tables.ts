import type { trade } from "#contract";
import type { Owned } from "#kernel";

export type StockTable = {
  platform_id: number;
  sku_id: number;
  owner_id: number;
  venue_id: number;
  lot_id: number;
  brand_id: number | null;
  sku_code: string;
  on_hand: number;
  reserved: number;
  safety: number;
  leased: number;
  incoming: number;
  in_transit: number;
  damaged: number;
  quarantined: number;
  display: number;
};
export type MovementTable = {
  platform_id: number;
  movement_id: string;
  at: Date;
  cause: trade.MovementCause;
  sku_id: number;
  owner_id: number;
  venue_id: number;
  lot_id: number;
  brand_id: number | null;
  sku_code: string;
  on_hand: number;
  damaged: number;
  quarantined: number;
  order_id: string | null;
  document: string | null;
  note: string | null;
  who: string;
};
export type LotTable = {
  platform_id: number;
  lot_id: number;
  sku_id: number;
  code: string;
  made_on: string | null;
  expires_on: string | null;
  blocked: boolean;
};
export type ShortageTable = {
  platform_id: number;
  shortage_id: string;
  at: Date;
  sku_id: number;
  owner_id: number;
  venue_id: number;
  lot_id: number;
  brand_id: number | null;
  quantity: number;
  cause: "pos_sale" | "count";
  order_id: string | null;
  solved_at: Date | null;
};
export type ParentTable = {
  platform_id: number;
  parent_id: string;
  request_key: string;
  body_hash: string;
  consumer_id: string | null;
  anonymous_id: string | null;
  member_no: string | null;
  state: "open" | "paid" | "closed";
  currency: string;
  pay_minor: number;
  placed_at: Date;
  pay_before: Date | null;
  sale_venue: number | null;
  receipt_no: string | null;
  tender: string | null;
  /** A PriceProof (#quant). */
  proof: unknown;
};
export type OrderTable = {
  platform_id: number;
  order_id: string;
  order_no: string;
  parent_id: string;
  merchant_id: number;
  kind: trade.FulfilmentKind;
  state: trade.OrderState;
  consumer_id: string | null;
  sale_venue: number | null;
  brand_ids: number[];
  venue_ids: number[];
  currency: string;
  pay_minor: number;
  refunded_minor: number;
  placed_at: Date;
  pay_before: Date | null;
  paid_at: Date | null;
  dispatched_at: Date | null;
  delivered_at: Date | null;
  cancelled_at: Date | null;
  promised_dispatch_at: Date;
  promised_day: string;
  address: trade.Address | null;
};
export type LineTable = {
  platform_id: number;
  order_id: string;
  line_no: number;
  sku_id: number;
  sku_code: string;
  product_id: number;
  title_zh: string;
  title_en: string;
  brand_id: number | null;
  category: string | null;
  associate: string | null;
  quantity: number;
  unit_minor: number;
  discount_minor: number;
  pay_minor: number;
  funded: Readonly<Record<string, number>>;
  proof_id: string;
  proof_line: string;
  returned_quantity: number;
  refunded_minor: number;
};
export type FulfilmentTable = {
  platform_id: number;
  fulfilment_id: string;
  order_id: string;
  kind: trade.FulfilmentKind;
  state: trade.FulfilmentState;
  venue_id: number;
  carrier: string | null;
  tracking: string | null;
  promised_dispatch_at: Date;
  promised_day: string;
  dispatched_at: Date | null;
  delivered_at: Date | null;
  wrong_codes: number;
  closed_until: Date | null;
};
export type ReservationState = "held" | "claimed" | "consumed" | "released" | "expired";
export type ReservationTable = {
  platform_id: number;
  order_id: string;
  line_no: number;
  fulfilment_id: string;
  sku_id: number;
  owner_id: number;
  venue_id: number;
  lot_id: number;
  quantity: number;
  state: ReservationState;
  expires_at: Date | null;
};
export type EventTable = {
  platform_id: number;
  event_id: string;
  order_id: string;
  at: Date;
  name: string;
  by_whom: string;
  note: string | null;
};
export type PaymentTable = {
  platform_id: number;
  payment_id: string;
  parent_id: string;
  provider: string;
  state: "pending" | "paid" | "declined" | "part_refunded" | "refunded";
  currency: string;
  amount_minor: number;
  refunded_minor: number;
  created_at: Date;
  settled_at: Date | null;
};
export type SplitTable = { platform_id: number; payment_id: string; order_id: string; amount_minor: number };
export type NoticeTable = {
  platform_id: number;
  provider: string;
  event: string;
  payment_id: string;
  body: unknown;
  received_at: Date;
};
export type RefundTable = {
  platform_id: number;
  refund_id: string;
  order_id: string;
  payment_id: string;
  return_id: string | null;
  amount_minor: number;
  currency: string;
  reason: string;
  quality: boolean;
  state: "asked" | "done";
  created_at: Date;
  done_at: Date | null;
};
export type ReturnTable = {
  platform_id: number;
  return_id: string;
  order_id: string;
  order_no: string;
  state: trade.ReturnCase["state"];
  kind: trade.ReturnCase["kind"];
  merchant_id: number;
  venue_id: number | null;
  reason: string;
  quality: boolean;
  refusal: string | null;
  currency: string;
  requested_at: Date;
  closed_at: Date | null;
};
export type ReturnLineTable = {
  platform_id: number;
  return_id: string;
  line_no: number;
  brand_id: number | null;
  sku_id: number;
  sku_code: string;
  title_zh: string;
  title_en: string;
  quantity: number;
  refund_minor: number;
  result: trade.InspectionResult | null;
};
export type ReviewTable = {
  platform_id: number;
  review_id: string;
  order_id: string;
  line_no: number | null;
  sku_id: number | null;
  merchant_id: number;
  brand_id: number | null;
  consumer_id: string | null;
  stars: number;
  body: string;
  at: Date;
};
export const accounts = [
  "psp_clearing",
  "till",
  "order_held",
  "merchant_payable",
  "buyer_refund",
  "benefits_funder",
] as const;
export type Account = (typeof accounts)[number];
/** Without `entry_id`, which the database gives. */
export type EntryTable = {
  platform_id: number;
  transfer_id: string;
  at: Date;
  cause: string;
  account: Account;
  party: string;
  amount_minor: number;
  currency: string;
  order_id: string | null;
};

type All = {
  stock: StockTable;
  movement: MovementTable;
  lot: LotTable;
  shortage: ShortageTable;
  parent_order: ParentTable;
  orders: OrderTable;
  order_line: LineTable;
  fulfilment: FulfilmentTable;
  reservation: ReservationTable;
  order_event: EventTable;
  payment: PaymentTable;
  payment_split: SplitTable;
  payment_notice: NoticeTable;
  refund: RefundTable;
  return_case: ReturnTable;
  return_line: ReturnLineTable;
  review: ReviewTable;
  ledger_entry: EntryTable;
};
/** The tables of this module, as its migrations made them. */
export type Tables = Owned<"trade", All>;
/** Rows to insert, by table. */
export type NewRows = { readonly [T in keyof All]?: readonly All[T][] };
