import type { facts } from "#contract";
import { accountId } from "#identity";
import type { LineTable, OrderTable, ParentTable } from "./tables.ts";

type Buyer = Pick<ParentTable, "anonymous_id" | "receipt_no" | "member_no">;
type Name = facts.FactName;
type Extra = {
  readonly props?: facts.FactInput["props"];
  readonly amount_minor?: number;
  readonly id?: string;
  readonly lines?: readonly facts.FactInput["lines"][];
};

export function idsOf(o: Pick<OrderTable, "consumer_id">, buyer: Buyer): facts.Identifier[] {
  const ids: facts.Identifier[] = [];
  if (o.consumer_id !== null) ids.push(accountId(o.consumer_id));
  if (buyer.member_no !== null) ids.push({ type: "member_no", value: buyer.member_no, verified: true });
  if (buyer.anonymous_id !== null) ids.push({ type: "anonymous_id", value: buyer.anonymous_id, verified: false });
  if (buyer.receipt_no !== null) ids.push({ type: "receipt_no", value: buyer.receipt_no, verified: false });
  return ids;
}
/** A fact about an order: it belongs to one merchant, and to a brand when all its lines do. Its id is the order's, so twice is once. */
export function orderFact(
  name: Name,
  at: Date,
  o: OrderTable,
  buyer: Buyer,
  lines: readonly Pick<LineTable, "sku_code" | "brand_id" | "category" | "quantity" | "pay_minor" | "associate">[],
  extra: Omit<Extra, "lines"> = {},
): facts.FactInput {
  const [brand] = o.brand_ids;
  const venue = o.sale_venue ?? (o.kind === "collect" ? o.venue_ids[0] : undefined);
  const staff = lines.find((l) => l.associate !== null)?.associate;
  return {
    id: extra.id ?? `${name}:${o.order_id}`,
    name,
    at: at.toISOString(),
    ...(brand !== undefined && o.brand_ids.length === 1 && lines.every((l) => l.brand_id === brand) ? { brand } : {}),
    merchant: o.merchant_id,
    ...(venue === undefined ? {} : { venue }),
    touchpoint: o.kind === "handover" ? "till" : "shop",
    ...(staff === undefined || staff === null ? {} : { staff }),
    ids: idsOf(o, buyer),
    order: o.order_id,
    lines: lines.map((l) => ({
      sku: l.sku_code,
      ...(l.brand_id === null ? {} : { brand: l.brand_id }),
      ...(l.category === null ? {} : { category: l.category }),
      quantity: l.quantity,
      amount_minor: l.pay_minor,
    })),
    amount_minor: extra.amount_minor ?? o.pay_minor,
    currency: o.currency,
    props: extra.props ?? {},
  };
}
