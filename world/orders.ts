import type { facts } from "#contract";
import type { Random } from "#quant";
import { drawChance, drawOne, drawWhole } from "#quant";
import type { WorldMerchant, WorldOffer } from "./market.ts";
import type { Id } from "./people.ts";
import type { VenueSeed } from "./shops.ts";

/** A fact as it is sent: parties by code. */
export type Sent = Omit<facts.FactInput, "brand" | "merchant" | "venue" | "lines"> & {
  brand?: string;
  merchant?: string;
  venue?: string;
  lines?: { sku: string; brand: string; category?: string; quantity: number; amount_minor: number }[];
};
const hour_ms = 3_600_000;
const day_ms = 24 * hour_ms;
export const iso = (ms: number): string => new Date(ms).toISOString();
/** The calendar day in the zone of the market (UTC+8, no summer time). */
export const dayText = (ms: number): string => iso(ms + 8 * hour_ms).slice(0, 10);

export const lineOf = ({ sku, price_minor }: WorldOffer, quantity: number) => ({
  sku: sku.code,
  brand: sku.brandCode,
  category: sku.category,
  quantity,
  amount_minor: price_minor * quantity,
});
/** One to three different goods of a brand; cheap things come in twos. */
export function basketOf(random: Random, offers: readonly WorldOffer[]): ReturnType<typeof lineOf>[] {
  const lines = new Map<string, ReturnType<typeof lineOf>>();
  for (let i = drawChance(random, 0.3) ? drawWhole(random, 2, 3) : 1; i > 0; i--) {
    const offer = drawOne(random, offers);
    lines.set(offer.sku.code, lineOf(offer, offer.price_minor < 5_000 && drawChance(random, 0.4) ? 2 : 1));
  }
  return [...lines.values()];
}
export const sumOf = (lines: readonly { amount_minor: number }[]): number =>
  lines.reduce((s, l) => s + l.amount_minor, 0);

const praise = [
  "很喜欢，会回购。",
  "包装仔细，发货很快。",
  "和描述一致，好用。",
  "客服耐心，体验很好。",
  "家里人都喜欢。",
];
const blame = ["等了很久才发货。", "收到时包装破了。", "和描述不太一样。", "客服不太理人。", "质量一般，不会再买。"];

export type Purchase = {
  readonly order: string;
  readonly at_ms: number;
  readonly merchant: WorldMerchant;
  readonly venue: VenueSeed | undefined;
  readonly ids: Id[];
  readonly lines: ReturnType<typeof lineOf>[];
  readonly touchpoint: string;
  /** Share of the list price taken off by a campaign. */
  readonly off: number;
};
/** Hours until a parcel must leave, and calendar days until it must arrive. */
const promise = { dispatch_h: 48, arrive_days: 5 };

type Step = Omit<Sent, "id" | "at" | "merchant" | "order"> & { readonly ms: number };
/** Everything that happens to an online order, as its merchant's true quality has it. */
export function orderFacts(random: Random, p: Purchase, id: (n: number) => string): Sent[] {
  const lines = p.lines.map((l) => ({ ...l, amount_minor: Math.round(l.amount_minor * (1 - p.off)) }));
  const amount_minor = sumOf(lines);
  const due = p.at_ms + promise.dispatch_h * hour_ms;
  const promised_day = dayText(p.at_ms + promise.arrive_days * day_ms);
  const steps: Step[] = [
    {
      name: "order.placed",
      ms: p.at_ms,
      ids: p.ids,
      lines,
      amount_minor,
      currency: "CNY",
      touchpoint: p.touchpoint,
      props: { promised_dispatch_at: iso(due), promised_day },
    },
    ...afterPlacing(random, p, { amount_minor, due, promised_day }),
  ];
  const common = {
    merchant: p.merchant.code,
    order: p.order,
    ...(p.venue === undefined ? {} : { venue: p.venue.code }),
  };
  return steps.map(({ ms, ...step }, n) => ({ id: id(n), at: iso(ms), ...common, ...step }));
}

type Terms = { readonly amount_minor: number; readonly due: number; readonly promised_day: string };
function afterPlacing(random: Random, p: Purchase, t: Terms): Step[] {
  const { quality } = p.merchant;
  const paid = p.at_ms + drawWhole(random, 20, 600) * 1000;
  if (drawChance(random, 0.03))
    return [
      { name: "order.cancelled", ms: p.at_ms + 30 * 60_000, props: { by: "platform", reason: "not paid in time" } },
    ];
  const steps: Step[] = [{ name: "order.paid", ms: paid, amount_minor: t.amount_minor, currency: "CNY" }];
  const back = (ms: number, reason: string, bad: boolean, amount_minor = t.amount_minor): Step => ({
    name: "order.refunded",
    ms,
    ids: p.ids,
    amount_minor,
    currency: "CNY",
    props: { reason, quality: bad },
  });
  if (drawChance(random, quality.cancel)) {
    const ms = paid + drawWhole(random, 6, 40) * hour_ms;
    return [
      ...steps,
      { name: "order.cancelled", ms, props: { by: "merchant", reason: "out of stock" } },
      back(ms + 60_000, "cancelled by the merchant", false),
    ];
  }
  if (drawChance(random, 0.015)) {
    const ms = paid + drawWhole(random, 1, 5) * hour_ms;
    return [
      ...steps,
      { name: "order.cancelled", ms, props: { by: "consumer", reason: "changed my mind" } },
      back(ms + 60_000, "cancelled by the buyer", false),
    ];
  }
  const late = drawChance(random, quality.late);
  const dispatched = late ? t.due + drawWhole(random, 2, 60) * hour_ms : paid + drawWhole(random, 3, 42) * hour_ms;
  const arrived = dispatched + drawWhole(random, 20, drawChance(random, 0.03) ? 150 : 64) * hour_ms;
  const onTime = dayText(arrived) <= t.promised_day;
  steps.push(
    { name: "order.dispatched", ms: dispatched, props: { dispatched_day: dayText(dispatched) } },
    { name: "order.delivered", ms: arrived, props: { delivered_day: dayText(arrived) } },
  );
  const bad = drawChance(random, quality.defect);
  if (bad) steps.push(back(arrived + drawWhole(random, 12, 90) * hour_ms, "not as described", true));
  else if (drawChance(random, 0.03))
    steps.push(back(arrived + drawWhole(random, 12, 90) * hour_ms, "does not suit", false));
  if (drawChance(random, bad ? 0.6 : 0.34)) {
    const stars = starsOf(random, quality.kindness - (late || !onTime ? 0.3 : 0) - (bad ? 0.5 : 0));
    const text = drawOne(random, stars >= 4 ? praise : blame);
    steps.push({
      name: "review.given",
      ms: arrived + drawWhole(random, 2, 100) * hour_ms,
      ids: p.ids,
      props: { stars, review: `${p.order}-r`, text },
    });
    if (stars === 5 && drawChance(random, 0.1))
      steps.push({ name: "share", ms: arrived + 101 * hour_ms, ids: p.ids, brand: p.lines[0]?.brand ?? "" });
  }
  return steps;
}
function starsOf(random: Random, mood: number): number {
  const luck = random.next();
  if (luck < mood) return random.next() < 0.8 ? 5 : 4;
  if (luck < mood + 0.06) return 3;
  return random.next() < 0.55 ? 1 : 2;
}

/** A purchase at a till: one fact, with whoever showed a card. */
export function tillFact(
  random: Random,
  p: Omit<Purchase, "touchpoint" | "off"> & { readonly venue: VenueSeed; readonly id: string },
): Sent {
  return {
    id: p.id,
    name: "purchase",
    at: iso(p.at_ms),
    merchant: p.merchant.code,
    venue: p.venue.code,
    touchpoint: "till",
    device: `till-${p.venue.code}`,
    staff: `staff-${drawWhole(random, 1, 4)}`,
    ids: p.ids,
    order: p.order,
    lines: p.lines,
    amount_minor: sumOf(p.lines),
    currency: "CNY",
  };
}
