import type { LoggedFact } from "#facts";
import { reader } from "#facts";
import { resolve } from "#identity";
import type { Loop, Tx } from "#kernel";
import { platformScope } from "#kernel";
import { sql } from "kysely";
import { z } from "zod";
import type { Tables } from "./store.ts";

/** What one fact says about an order; the rest stays as it is known. */
type Part = { merchant_id: number; order_key: string } & Partial<Record<Column, string | number | null>>;
type Column =
  | "venue_id"
  | "buyer"
  | "amount_minor"
  | "placed_at"
  | "paid_at"
  | "promised_dispatch_at"
  | "promised_day"
  | "dispatched_at"
  | "delivered_at"
  | "delivered_day"
  | "cancelled_at"
  | "cancelled_by"
  | "quality_refund_at"
  | "stars"
  | "reviewed_at";
const columns: Readonly<Record<Column, string>> = {
  venue_id: "int",
  buyer: "text",
  amount_minor: "bigint",
  placed_at: "timestamptz",
  paid_at: "timestamptz",
  promised_dispatch_at: "timestamptz",
  promised_day: "date",
  dispatched_at: "timestamptz",
  delivered_at: "timestamptz",
  delivered_day: "date",
  cancelled_at: "timestamptz",
  cancelled_by: "text",
  quality_refund_at: "timestamptz",
  stars: "int",
  reviewed_at: "timestamptz",
};

/** Gathers the facts of orders into one case per order and merchant, whatever their order of arrival. */
export const gather: Loop = reader({
  name: "service.cases",
  names: [
    "order.placed",
    "order.paid",
    "order.dispatched",
    "order.delivered",
    "order.cancelled",
    "order.refunded",
    "review.given",
  ],
  async handle(tx, facts) {
    const [first] = facts;
    if (first) await tx.within(platformScope(first.platform), async (t) => merge(t, await partsOf(t, facts)));
  },
});

function text(f: LoggedFact, key: string): string | null {
  const value = f.props[key];
  return typeof value === "string" && value !== "" ? value : null;
}
/** Outside systems write what they like: a day or instant that is none counts as not told. */
function day(f: LoggedFact, key: string): string | null {
  const told = text(f, key);
  return told !== null && z.iso.date().safeParse(told).success && told > "1900" ? told : null;
}
function instant(f: LoggedFact, key: string): string | null {
  const at = Date.parse(text(f, key) ?? "");
  return at > 0 && at < latest ? new Date(at).toISOString() : null;
}
const isStars = (v: unknown): v is number => typeof v === "number" && Number.isInteger(v) && v >= 1 && v <= 5;
const latest = Date.parse("2200-01-01T00:00:00Z");
async function partsOf(tx: Tx, facts: readonly LoggedFact[]): Promise<Part[]> {
  const sets = facts.map((f) => ({
    ids: f.name === "order.placed" ? f.ids : [],
    shared: f.props.device_shared === true,
  }));
  const buyers = await resolve(tx, tx.platform, sets);
  return facts.flatMap((f, i) => partOf(f, buyers[i] ?? 0));
}
function partOf(f: LoggedFact, buyer: number): Part[] {
  if (f.order === undefined || f.merchant === undefined) return [];
  const own = { merchant_id: f.merchant, order_key: f.order };
  switch (f.name) {
    case "order.placed":
      return [
        {
          ...own,
          venue_id: f.venue ?? null,
          buyer: buyer === 0 ? null : String(buyer),
          amount_minor: f.amount_minor ?? f.lines.reduce((sum, l) => sum + l.amount_minor, 0),
          placed_at: f.at,
          promised_dispatch_at: instant(f, "promised_dispatch_at"),
          promised_day: day(f, "promised_day"),
        },
      ];
    case "order.paid":
      return [{ ...own, paid_at: f.at }];
    case "order.dispatched":
      return [{ ...own, dispatched_at: f.at }];
    case "order.delivered":
      return [{ ...own, delivered_at: f.at, delivered_day: day(f, "delivered_day") ?? f.at.slice(0, 10) }];
    case "order.cancelled":
      return [{ ...own, cancelled_at: f.at, cancelled_by: text(f, "by") }];
    case "order.refunded":
      return f.props.quality === true ? [{ ...own, quality_refund_at: f.at }] : [];
    case "review.given":
      return isStars(f.props.stars) ? [{ ...own, stars: f.props.stars, reviewed_at: f.at }] : [];
    default:
      return [];
  }
}

async function merge(tx: Tx, parts: readonly Part[]): Promise<void> {
  const cases = new Map<string, Part>();
  for (const p of parts) {
    const key = `${p.merchant_id}|${p.order_key}`;
    cases.set(key, { ...cases.get(key), ...p });
  }
  if (cases.size === 0) return;
  const names = Object.keys(columns) as Column[];
  const types = names.map((n) => `${n} ${columns[n]}`).join(", ");
  // Two facts of one kind: the first dispatch and delivery count, the newest review and refund.
  const rule = (n: Column) => {
    const [old, fresh] = [`c.${n}`, `excluded.${n}`];
    if (n === "stars")
      return `stars = CASE WHEN c.reviewed_at > excluded.reviewed_at THEN c.stars ELSE coalesce(${fresh}, ${old}) END`;
    if (n === "reviewed_at") return `reviewed_at = greatest(${old}, ${fresh})`;
    if (n === "amount_minor") return `amount_minor = CASE WHEN ${fresh} = 0 THEN ${old} ELSE ${fresh} END`;
    if (/^(dispatched|delivered)/.test(n)) return `${n} = least(${old}, ${fresh})`;
    return `${n} = coalesce(${fresh}, ${old})`;
  };
  const json = JSON.stringify([...cases.values()].map((c) => ({ ...c, amount_minor: c.amount_minor ?? 0 })));
  await sql`INSERT INTO service.order_case AS c (platform_id, merchant_id, order_key, ${sql.raw(names.join(", "))})
    SELECT ${tx.platform}, merchant_id, order_key, ${sql.raw(names.join(", "))}
    FROM jsonb_to_recordset(${json}::jsonb) AS f(merchant_id int, order_key text, ${sql.raw(types)})
    ON CONFLICT (platform_id, merchant_id, order_key) DO UPDATE SET ${sql.raw(names.map(rule).join(", "))}`.execute(
    tx.as<Tables>(),
  );
}
