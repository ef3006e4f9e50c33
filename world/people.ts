import type { facts } from "#contract";
import { categorical, drawChance, drawGamma, drawPoisson, drawWhole, seeded } from "#quant";
import type { Random } from "#quant";
import { brandSeeds } from "./brands.ts";
import { cities } from "./shops.ts";

export type Id = facts.Identifier;
/** One consumer as they are: nothing of this is ever sent, only what follows from it. */
export type Person = {
  readonly no: number;
  readonly city: number;
  /** Brand that they like most, the next one, and the rest by popularity. */
  readonly home: number;
  readonly second: number;
  /** Has an account, or a card only, or neither. */
  readonly kind: "member" | "card" | "browser";
  /** First day on which they are signed in; members sign in at one of their visits. */
  readonly signedFrom: number;
  /** First day of an online visit, when the account introduces itself; -1 without one. */
  readonly firstOnline: number;
  readonly card: boolean;
  /** Day on which the card meets the account or the phone; -1 for never. */
  readonly cardMeets: number;
  /** Another device that signs in on this day; -1 for none. */
  readonly secondDevice: number;
  /** Three people of a family share a tablet at home. */
  readonly family: number;
  /** What they do on which day: at most one thing a day. */
  readonly plan: ReadonlyMap<number, Doing>;
  /** Number of the demo's own consumer, who later signs up with it; everybody else has one of the world's. */
  readonly phone?: string;
};
export const doings = ["browse", "order", "visit", "till"] as const;
export type Doing = (typeof doings)[number];

/** Weekends are busier, business grows a little, and some days are special. Day 0 is the first day of the history. */
export function dayWeights(
  days: number,
  firstWeekday: number,
): { readonly all: number[]; campaign(brand: number, day: number): number } {
  const week = [1.3, 0.86, 0.84, 0.88, 0.95, 1.15, 1.38];
  const festival = Math.max(1, Math.round(days * 0.62));
  const all = Array.from({ length: days }, (_, d) => {
    const special = d >= festival - 1 && d <= festival ? 1.7 : 1;
    return (week[(firstWeekday + d) % 7] ?? 1) * (0.85 + (0.3 * d) / days) * special;
  });
  // The first brand runs a campaign of a week, a month before the end; the fifth a milk week halfway.
  const campaign = (brand: number, day: number): number => {
    const from = brand === 0 ? Math.round(days * 0.7) : brand === 4 ? Math.round(days * 0.4) : -100;
    return day >= from && day < from + 7 ? 2.4 : 1;
  };
  return { all, campaign };
}
export type Days = ReturnType<typeof dayWeights>;

const popular = categorical(brandSeeds.map((b) => b.weight));
const towns = categorical(cities.map((c) => c.people));
const kinds = categorical([0.56, 0.2, 0.24]);
const kindNames = ["member", "card", "browser"] as const;
/** Purchases of somebody who likes a brand, relative to its mean cycle; most people buy less than the mean, a few far more. */
const BUYS = 0.5;
/** Visits without a purchase per day and person. */
const VISITS_PERDAY = 0.042;

/** Draws one person and what they do over the days. */
export function makePerson(no: number, random: Random, days: Days): Person {
  const home = popular(random);
  const second = popular(random);
  const kind = kindNames[kinds(random)] ?? "browser";
  const city = towns(random);
  const length = days.all.length;
  const offline = kind === "member" ? 0.32 : 0.85;
  const dayOf = categorical(days.all.map((w, d) => w * days.campaign(home, d)));
  const plan = new Map<number, Doing>();
  const buys = drawPoisson(
    random,
    (length / (brandSeeds[home]?.cycle_days ?? 60)) * drawGamma(random, 0.6, BUYS / 0.6),
  );
  for (let i = Math.min(buys, 30); i > 0; i--) {
    const inStore = kind !== "member" || drawChance(random, offline);
    plan.set(dayOf(random), inStore ? "till" : "order");
  }
  const visits = drawPoisson(random, length * drawGamma(random, 0.7, VISITS_PERDAY / 0.7));
  for (let i = Math.min(visits, 40); i > 0; i--) {
    const day = dayOf(random);
    const doing = drawChance(random, offline * 0.6) ? "visit" : "browse";
    if (!plan.has(day)) plan.set(day, doing);
  }
  const online = [...plan]
    .filter(([, d]) => d === "browse" || d === "order")
    .map(([d]) => d)
    .toSorted((a, b) => a - b);
  const firstOrder = online.find((d) => plan.get(d) === "order") ?? length;
  // An order needs an account, so the sign-in comes no later than the first order.
  const signed = drawChance(random, 0.5)
    ? -1
    : (online[Math.min(online.length - 1, drawWhole(random, 0, 2))] ?? length);
  const card = kind === "card" || (kind === "member" && drawChance(random, 0.35));
  return {
    no,
    city,
    home,
    second,
    kind,
    signedFrom: kind === "member" ? Math.min(signed, firstOrder) : length,
    firstOnline: online[0] ?? -1,
    card,
    cardMeets: card && drawChance(random, kind === "member" ? 0.7 : 0.35) ? drawWhole(random, 0, length - 1) : -1,
    secondDevice: kind === "member" && drawChance(random, 0.25) ? drawWhole(random, 0, length - 1) : -1,
    family: no % 60 < 3 ? Math.floor(no / 60) : -1,
    plan,
  };
}

/** The demo's consumer: likes the first brand, has bought a few times, and was in a store. */
export function demoPerson(no: number, days: number): Person {
  const share = (ratio: number) => Math.floor(days * ratio);
  const plan = new Map<number, Doing>();
  for (const r of [0.05, 0.2, 0.33, 0.47, 0.6, 0.74, 0.82, 0.9, 0.96]) plan.set(share(r), "browse");
  for (const r of [0.42, 0.7]) plan.set(share(r), "visit");
  for (const r of [0.12, 0.36, 0.58, 0.79, 0.93]) plan.set(share(r), "order");
  const none = { cardMeets: -1, secondDevice: -1, family: -1 };
  return {
    no,
    city: 0,
    home: 0,
    second: 4,
    kind: "member",
    signedFrom: -1,
    firstOnline: share(0.05),
    card: false,
    ...none,
    plan,
    phone: DEMO_PHONE,
  };
}
export const DEMO_PHONE = "+8613800000001";

/** A safe number for each person and day, so that what one does never depends on another. */
export const streamOf = (seed: number, person: number, day: number): Random =>
  seeded(seed * 2 ** 30 + person * 256 + day);
/** 22 bits of a seed text. */
export const seedNumber = (seed: string): number => seeded(seed).word() >>> 10;

export const memberNo = (person: number): string => `WM${String(10_000_000 + person)}`;
export const phoneOf = (person: number): string => `+86199${String(10_000_000 + person)}`;
const id = (type: Id["type"], value: string, verified = true): Id => ({ type, value, verified });
/** The identifiers of a person, in the order in which a shop learns them. */
export const idsOf = (tag: string, p: Person) => ({
  browser: id("anonymous_id", `app-${tag}-${p.no}`, false),
  other: id("anonymous_id", `web-${tag}-${p.no}`, false),
  member: p.phone === undefined ? id("member_no", memberNo(p.no)) : id("platform_id", `app-${tag}-${p.no}`),
  phone: id("phone", p.phone ?? phoneOf(p.no)),
  card: id("loyalty_card", `C${tag}${String(1_000_000 + p.no)}`),
  passer: id("outer_user", `probe-${tag}-${p.no}`, false),
  family: id("device_id", `family-tablet-${tag}-${p.family}`, false),
});
export type Ids = ReturnType<typeof idsOf>;
