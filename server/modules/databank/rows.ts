import { hash } from "node:crypto";
import { facts } from "#contract";
import type { LoggedFact } from "#facts";
import { dayIn } from "#kernel";

type Behaviour = facts.Behaviour;
/** What a fact's rows need that the fact does not say itself. */
export type Place = {
  /** Time zone of the business day: the venue's, else the platform's. */
  readonly zone: string;
  /** Dense number of the strongest identifier, 0 when nobody is known. */
  readonly node: number;
};
export type EventRow = {
  platform: number;
  brand: number;
  node: number;
  at: string;
  day: string;
  behaviour: Behaviour;
  touchpoint: string;
  venue: number;
  merchant: number;
  sku: string;
  order_key: string;
  placed: 0 | 1;
  quantity: number;
  amount_minor: number;
  fact: string;
  seq: number;
};
type LineRow = Omit<EventRow, "behaviour" | "touchpoint"> & {
  week: string;
  category: string;
  currency: string;
  source: string;
};
export type OrderRow = {
  platform: number;
  order_key: string;
  merchant: number;
  name: string;
  at: string;
  day: string;
  venue: number;
  node: number;
  brands: number[];
  amount_minor: number;
  currency: string;
  promised_dispatch_at: string | null;
  promised_day: string | null;
  dispatched_day: string | null;
  delivered_day: string | null;
  midnight: 0 | 1;
  undated: 0 | 1;
  cancelled_by: string;
  stars: number;
  fact: string;
  seq: number;
};

/** What a fact about an order or a service says about the consumer; the behaviours themselves map to themselves. */
const meaning: Partial<Record<facts.FactName, Behaviour>> = {
  "order.placed": "purchase",
  "exposure.served": "exposure",
  "benefit.claimed": "interact",
  "appointment.booked": "consult_guide",
  "chat.opened": "consult_guide",
  "survey.answered": "interact",
};
const behaviourSet: ReadonlySet<string> = new Set(facts.behaviourNames);
const isBehaviour = (name: string): name is Behaviour => behaviourSet.has(name);

export const orderNames: readonly facts.FactName[] = [
  "order.placed",
  "order.paid",
  "order.dispatched",
  "order.delivered",
  "order.cancelled",
  "order.refunded",
];
/** Names of the facts that become rows, and those that only tell who is who: a sign-in joins what came before it. */
export const names: readonly facts.FactName[] = [
  "identify",
  ...facts.behaviourNames,
  ...(Object.keys(meaning) as facts.FactName[]).filter((n) => n !== "order.placed"),
  ...orderNames,
  "review.given",
  "identity.merged",
  "identity.unmerged",
  "identity.erased",
];

/** The first 64 bits of a hash of an id, as decimal text: short, and equal for equal ids. */
const hash64 = (id: string): string => hash("sha1", id, "buffer").readBigUInt64BE(0).toString();

/** What the consumer did, or nothing that concerns a brand. Four stars and more are a positive review, two and fewer a negative one. */
export function behaviourOf(f: LoggedFact): Behaviour | undefined {
  if (isBehaviour(f.name)) return f.name;
  if (f.name !== "review.given") return meaning[f.name];
  const stars = Number(f.props.stars ?? 0);
  return stars >= 4 ? "review_positive" : stars >= 1 && stars <= 2 ? "review_negative" : undefined;
}

const text = (f: LoggedFact, key: string): string => {
  const value = f.props[key];
  return value === null || value === undefined ? "" : String(value);
};
const isDay = /^\d{4}-\d{2}-\d{2}$/;
const dayProp = (f: LoggedFact, key: string): string | null => (isDay.test(text(f, key)) ? text(f, key) : null);
function instantProp(f: LoggedFact, key: string): string | null {
  const at = Date.parse(text(f, key));
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}
const order = (f: LoggedFact): string => f.order ?? "";

type Share = { readonly brand: number; readonly sku: string; readonly quantity: number; readonly amount_minor: number };
/** The fact's part of each brand: its lines by brand, else the brand it names, else brand 0. */
function shares(f: LoggedFact): Share[] {
  if (f.lines.length === 0)
    return [{ brand: f.brand ?? 0, sku: text(f, "sku").slice(0, 100), quantity: 1, amount_minor: f.amount_minor ?? 0 }];
  return [...Map.groupBy(f.lines, (l) => l.brand ?? f.brand ?? 0)].map(([brand, lines]) => ({
    brand,
    sku: lines.length === 1 ? (lines[0]?.sku ?? "") : "",
    quantity: lines.reduce((s, l) => s + l.quantity, 0),
    amount_minor: lines.reduce((s, l) => s + l.amount_minor, 0),
  }));
}
const rounded = (quantity: number): number => Math.round(quantity * 1000) / 1000;

/** One row per brand of a fact that says what somebody did. */
export function eventRows(f: LoggedFact, { zone, node }: Place): EventRow[] {
  const behaviour = behaviourOf(f);
  if (behaviour === undefined) return [];
  const common = {
    platform: f.platform,
    node,
    at: f.at,
    day: dayIn(zone, new Date(f.at)),
    behaviour,
    touchpoint: f.touchpoint ?? "",
    venue: f.venue ?? 0,
    merchant: f.merchant ?? 0,
    order_key: order(f),
    placed: f.name === "order.placed" ? (1 as const) : (0 as const),
    fact: hash64(f.id),
    seq: f.seq,
  };
  return shares(f).map((s) => ({ ...common, ...s, quantity: rounded(s.quantity) }));
}

/** One row per line of a purchase or an order; a purchase without lines but with an amount is one line without an item. */
export function lineRows(f: LoggedFact, { zone, node }: Place): LineRow[] {
  if (f.name !== "purchase" && f.name !== "order.placed") return [];
  const lines: LoggedFact["lines"] =
    f.lines.length > 0
      ? f.lines
      : f.amount_minor === undefined
        ? []
        : [{ sku: "", quantity: 1, amount_minor: f.amount_minor }];
  const day = dayIn(zone, new Date(f.at));
  const fact = hash64(f.id);
  return lines.map((l) => ({
    platform: f.platform,
    brand: l.brand ?? f.brand ?? 0,
    merchant: f.merchant ?? 0,
    venue: f.venue ?? 0,
    order_key: order(f) || f.id,
    node,
    at: f.at,
    day,
    week: text(f, "week").slice(0, 20),
    sku: l.sku,
    category: l.category ?? "",
    quantity: rounded(l.quantity),
    amount_minor: l.amount_minor,
    currency: f.currency ?? "",
    placed: f.name === "order.placed" ? 1 : 0,
    source: f.name,
    fact,
    seq: f.seq,
  }));
}

const stepsOfOrder: ReadonlySet<string> = new Set([...orderNames, "review.given", "purchase", "refund"]);
/** The row of a fact about an order; none when it names no order. */
export function orderRow(f: LoggedFact, { zone, node }: Place): OrderRow | undefined {
  if (f.order === undefined || !stepsOfOrder.has(f.name)) return undefined;
  const at = new Date(f.at);
  const day = dayIn(zone, at);
  const sum = f.lines.reduce((s, l) => s + l.amount_minor, 0);
  return {
    platform: f.platform,
    order_key: f.order,
    merchant: f.merchant ?? 0,
    name: f.name,
    at: f.at,
    day,
    venue: f.venue ?? 0,
    node,
    brands: [...new Set(shares(f).map((s) => s.brand))].filter((b) => b !== 0),
    amount_minor: f.amount_minor ?? sum,
    currency: f.currency ?? "",
    promised_dispatch_at: instantProp(f, "promised_dispatch_at"),
    promised_day: dayProp(f, "promised_day"),
    dispatched_day: f.name === "order.dispatched" ? (dayProp(f, "dispatched_day") ?? day) : null,
    delivered_day: f.name === "order.delivered" ? (dayProp(f, "delivered_day") ?? day) : null,
    midnight: dayIn(zone, new Date(at.getTime() - 1)) === day ? 0 : 1,
    undated: f.props.undated === true ? 1 : 0,
    cancelled_by: f.name === "order.cancelled" ? text(f, "by").slice(0, 20) : "",
    stars: f.name === "review.given" ? Math.min(5, Math.max(0, Math.round(Number(f.props.stars ?? 0)) || 0)) : 0,
    fact: hash64(f.id),
    seq: f.seq,
  };
}

export type Move = { readonly node: number; readonly to: number };
/**
 * Where people went: from the facts identity.merged and identity.unmerged, `moves` is `node:from:to,...`; from identity.erased,
 * `nodes` is `node,...` and they all become nobody.
 */
export function movesOf(f: LoggedFact): Move[] {
  const words = (key: string) =>
    text(f, key)
      .split(",")
      .filter((w) => w !== "");
  const pairs =
    f.name === "identity.merged" || f.name === "identity.unmerged"
      ? words("moves").map((w) => w.split(":").map(Number))
      : f.name === "identity.erased"
        ? words("nodes").map((w) => [Number(w), 0, 0])
        : [];
  return pairs.flatMap(([node = 0, , to = -1]) =>
    Number.isInteger(node) && Number.isInteger(to) && node > 0 && to >= 0 ? [{ node, to }] : [],
  );
}
