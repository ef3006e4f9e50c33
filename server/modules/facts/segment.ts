import { facts as contract } from "#contract";
import { minorDigits } from "#quant";
import type { Mapped } from "./accept.ts";
import type { Ground } from "./judge.ts";
import { Refusal, refusalOf } from "./judge.ts";
import { exactMinor } from "./model.ts";

type Message = contract.Message;
type Properties = contract.Properties;
type Props = Record<string, string | number | boolean | null>;
type Retail = NonNullable<NonNullable<Message["context"]>["retail"]>;

/** Segment's e-commerce events as behaviours. Source: Segment, "Spec: Ecommerce events (v2)". Compared in lower case. */
const events: Readonly<Record<string, contract.Behaviour>> = {
  "products searched": "search",
  "product list viewed": "content_view",
  "product list filtered": "content_view",
  "promotion viewed": "exposure",
  "promotion clicked": "click",
  "product clicked": "click",
  "product viewed": "item_view",
  "product added": "add_to_cart",
  "product added to wishlist": "favourite",
  "order completed": "purchase",
  "order refunded": "refund",
  "product shared": "share",
  "cart shared": "share",
};
const behaviours = new Set<string>(contract.behaviourNames);
const idTypes = new Set<string>(contract.idTypes);
const isBehaviour = (name: string): name is contract.Behaviour => behaviours.has(name);
const isIdType = (type: string): type is contract.Identifier["type"] => idTypes.has(type);
/** Properties that become fields of the fact; the others become props. */
const taken = new Set([
  "order_id",
  "revenue",
  "total",
  "currency",
  "products",
  "product_id",
  "sku",
  "brand",
  "category",
  "price",
  "quantity",
]);
const PROPS_MAX = 40;

/** Fields of a fact by their names in a message, for the explanation of a refusal. */
const fieldNames: Readonly<Record<string, string>> = {
  id: "messageId",
  at: "timestamp",
  brand: "context.retail.brandId",
  merchant: "context.retail.merchantId",
  venue: "context.retail.venueId",
  touchpoint: "context.retail.touchpoint",
  device: "context.retail.deviceCode",
  staff: "context.retail.staffId",
  ids: "context.externalIds",
  order: "properties.order_id",
  lines: "properties.products",
  amount_minor: "properties.revenue",
  currency: "properties.currency",
  props: "properties",
};
function fieldOf(ours: string): string {
  const [first = "", ...rest] = ours.split(".");
  return [fieldNames[first] ?? first, ...rest].join(".");
}

/**
 * A Segment message as a fact. Business time is receivedAt - (sentAt - originalTimestamp), so that a wrong clock of the
 * sender does no harm. An event name that we do not know is an `interact` that keeps its name in `props.event` and is marked
 * `props.unmapped`. Devices and staff are attributes of the fact, never identifiers.
 */
export function fromSegment(item: unknown, ground: Ground): Mapped {
  const read = contract.message.safeParse(item);
  if (!read.success) return refusalOf(read.error);
  try {
    return { item: toFact(read.data, ground), field: fieldOf };
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

function toFact(m: Message, ground: Ground): unknown {
  const retail: Retail = m.context?.retail ?? {};
  const { name, props } = nameOf(m);
  const lines = "properties" in m && m.properties ? linesOf(m.properties, ground) : [];
  const { ids, ignored } = idsOf(m, retail);
  const properties = "properties" in m ? (m.properties ?? {}) : {};
  const revenue = properties.revenue ?? properties.total;
  const amount = revenue === undefined ? sumFor(name, lines) : inMinor(revenue, 1, ground, "properties.revenue");
  return {
    id: m.messageId,
    name,
    at: businessTime(m, retail, ground.received_ms),
    ...defined({ brand: retail.brandId, merchant: retail.merchantId, venue: retail.venueId }),
    ...defined({ touchpoint: retail.touchpoint, device: retail.deviceCode, staff: retail.staffId }),
    ids,
    ...defined({ order: properties.order_id, currency: properties.currency, amount_minor: amount }),
    lines,
    props: { ...props, ...retailProps(retail), ...times(m), ...(ignored === "" ? {} : { ignored_ids: ignored }) },
  };
}
function defined(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, v]) => v !== undefined && v !== ""));
}

function nameOf(m: Message): { name: contract.Behaviour | "identify"; props: Props } {
  if (m.type === "identify") return { name: "identify", props: small(m.traits) };
  if (m.type === "group") return { name: "identify", props: { ...small(m.traits), group_id: m.groupId } };
  if (m.type === "alias") return { name: "identify", props: { alias: true } };
  const props = small(m.properties, taken);
  if (m.type !== "track")
    return { name: "content_view", props: { ...props, view: m.type, ...defined({ title: m.name ?? undefined }) } };
  const event = m.event.toLowerCase();
  const known = events[event] ?? reviewOf(event, m.properties) ?? event.replaceAll(/[ -]+/g, "_");
  return isBehaviour(known)
    ? { name: known, props }
    : { name: "interact", props: { ...props, event: m.event, unmapped: true } };
}
/** Four and five stars praise, one and two complain; three say neither. */
function reviewOf(event: string, properties: Properties | undefined): contract.Behaviour | undefined {
  if (event !== "product reviewed") return undefined;
  const stars = Number(properties?.rating);
  return stars >= 4 ? "review_positive" : stars <= 2 ? "review_negative" : undefined;
}
/** The plain values of an open object; what is nested or too large is left out and counted in `left_out`. */
function small(values: Readonly<Record<string, unknown>> | undefined, without?: ReadonlySet<string>): Props {
  const props: Props = {};
  let [kept, left] = [0, 0];
  for (const [key, value] of Object.entries(values ?? {})) {
    if (without?.has(key)) continue;
    const plain =
      value === null ||
      typeof value === "boolean" ||
      typeof value === "number" ||
      (typeof value === "string" && value.length <= 2000);
    if (plain && kept < PROPS_MAX && key.length <= 64) {
      props[key] = value;
      kept += 1;
    } else left += 1;
  }
  if (left > 0) props.left_out = left;
  return props;
}

function idsOf(m: Message, retail: Retail): { ids: contract.Identifier[]; ignored: string } {
  const ids: contract.Identifier[] = [];
  const add = (type: contract.Identifier["type"], value: unknown, verified: boolean) => {
    if (typeof value === "string" && value !== "") ids.push({ type, value: value.slice(0, 200), verified });
  };
  const ignored: string[] = [];
  add("member_no", m.userId, true);
  add("anonymous_id", m.anonymousId, false);
  if (m.type === "alias") add("anonymous_id", m.previousId, false);
  if (m.type === "identify") {
    add("phone", m.traits?.phone, false);
    add("email", m.traits?.email, false);
  }
  for (const { type, id, verified } of m.context?.externalIds ?? []) {
    if (isIdType(type)) add(type, id, verified === true);
    else ignored.push(type);
  }
  add("receipt_no", retail.receiptNo, false);
  add("outer_user", retail.outerUser, false);
  return { ids, ignored: ignored.join(",").slice(0, 500) };
}

type Line = { sku: string; brand?: number; category?: string; quantity: number; amount_minor: number };
function linesOf(p: Properties, ground: Ground): Line[] {
  const products = p.products ?? ((p.sku ?? p.product_id) === undefined ? [] : [p]);
  return products.map((one, i) => {
    const field = p.products ? `properties.products.${i}` : "properties";
    const sku = one.sku || one.product_id;
    if (!sku) throw new Refusal(`${field}.sku`, "is missing: a product needs sku or product_id");
    const quantity = Number(one.quantity ?? 1);
    const brand = typeof one.brand === "string" ? ground.brands.byCode.get(one.brand)?.id : one.brand;
    return {
      sku,
      ...(brand === undefined ? {} : { brand }),
      ...(one.category ? { category: one.category } : {}),
      quantity,
      amount_minor: one.price === undefined ? 0 : inMinor(one.price, one.quantity ?? 1, ground, `${field}.price`),
    };
  });
}
function inMinor(price: number | string, quantity: number | string, ground: Ground, field: string): number {
  const amount = exactMinor(String(price), String(quantity), minorDigits(ground.currency));
  if (amount === undefined) throw new Refusal(field, "is not a plain decimal amount such as 19.90, or too large");
  return amount;
}
/** What a sale without a stated revenue is worth: the sum of its lines. */
const sumFor = (name: string, lines: readonly Line[]): number | undefined =>
  (name === "purchase" || name === "refund") && lines.length > 0
    ? lines.reduce((sum, l) => sum + l.amount_minor, 0)
    : undefined;

function businessTime(m: Message, { offline }: Retail, received_ms: number): string {
  const [from, sent] = offline?.capturedAt
    ? [offline.capturedAt, offline.uploadedAt]
    : [m.originalTimestamp ?? m.timestamp, m.sentAt];
  if (!from) return new Date(received_ms).toISOString();
  const at_ms = sent ? received_ms - (Date.parse(sent) - Date.parse(from)) : Date.parse(from);
  if (Math.abs(at_ms) > 8.64e15) throw new Refusal("timestamp", "is not a usable time");
  return new Date(at_ms).toISOString();
}
/** The sender's own times, kept beside the time we concluded. */
function times(m: Message): Props {
  const original = m.originalTimestamp ?? m.timestamp;
  return { ...(original ? { original_at: original } : {}), ...(m.sentAt ? { sent_at: m.sentAt } : {}) };
}
function retailProps({ offline, ...r }: Retail): Props {
  const props: Props = {};
  const set = (key: string, value: string | number | boolean | undefined) => {
    if (value !== undefined && value !== "") props[key] = value;
  };
  set("venue_kind", r.venueKind);
  set("store_id", r.storeId);
  set("slot_id", r.slotId);
  set("device_kind", r.deviceKind);
  if (r.deviceShared === true) set("device_shared", true);
  set("scan_code", r.scanCode);
  set("consent_ref", r.consentRef);
  if (!offline?.captured) return props;
  set("offline", true);
  set("offline_captured_at", offline.capturedAt);
  set("offline_uploaded_at", offline.uploadedAt);
  set("offline_batch", offline.batchId);
  set("offline_sequence", offline.sequence);
  return props;
}
