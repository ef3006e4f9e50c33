import type { Random } from "#quant";
import { categorical, drawChance, drawOne, drawWhole } from "#quant";
import type { Market, WorldMerchant, WorldOffer } from "./market.ts";
import { hasTill } from "./places.ts";
import type { Sent } from "./orders.ts";
import { basketOf, iso, orderFacts, tillFact } from "./orders.ts";
import type { Id, Ids, Person } from "./people.ts";
import { idsOf } from "./people.ts";
import type { VenueSeed } from "./shops.ts";

/** A place where a brand can be bought in person, and by whom. */
type Counter = { readonly venue: VenueSeed; readonly merchant: WorldMerchant };
type Chooser<T> = { readonly items: readonly T[]; readonly pick: (random: Random) => number };
/** Where brands are sold, prepared once. */
export type Streets = {
  readonly online: readonly Chooser<WorldMerchant>[];
  /** By town, then by brand; empty where a town has none. */
  readonly counters: readonly (readonly (readonly Counter[])[])[];
  readonly brand: (random: Random) => number;
};
export function streetsOf(market: Market, towns: number): Streets {
  const online = market.brands.map((b, i): Chooser<WorldMerchant> => {
    const items = market.merchants.filter((m) => m.webShop !== undefined && m.offers.has(i));
    return { items, pick: categorical(items.map((m) => (m.brand === b.code ? 3 : 1))) };
  });
  const tills = market.merchants.flatMap((merchant) =>
    merchant.venues.filter(hasTill).map((venue) => ({ venue, merchant })),
  );
  const counters = Array.from({ length: towns }, (_, town) =>
    market.brands.map((_b, brand) => tills.filter((c) => c.venue.city === town && c.merchant.offers.has(brand))),
  );
  return { online, counters, brand: categorical(market.brands.map((b) => b.weight)) };
}

/** The outside of one person's day: who they are, where, and when it began. */
export type Scene = {
  readonly market: Market;
  readonly streets: Streets;
  /** First characters of every id of this world. */
  readonly tag: string;
  readonly person: Person;
  readonly day: number;
  readonly start_ms: number;
  readonly campaign: (brand: number, day: number) => number;
};

const onlineHours = categorical([2, 1, 1, 0.5, 0.5, 1, 2, 4, 6, 7, 8, 8, 10, 9, 7, 7, 7, 8, 9, 11, 14, 15, 12, 6]);
const shopHours = categorical([0, 0, 0, 0, 0, 0, 0, 0, 1, 3, 6, 7, 6, 5, 6, 7, 7, 8, 9, 9, 7, 4, 0, 0]);
const feeds = ["home", "short_video", "live_room", "brand_zone", "push", "mini_program", "social"];
const feedOf = categorical([38, 18, 14, 8, 6, 9, 7]);
const enquiries = ["好用", "推荐", "礼盒", "平价", "新款", "敏感肌", "大容量", "学生"];

/** What people want of each brand's kind and nobody offers yet. */
const wishes: Readonly<Record<string, readonly string[]>> = {
  qingyu: ["防晒霜", "防晒霜", "眼霜"],
  helu: ["头皮护理"],
  feixia: ["眉笔", "定妆喷雾"],
  yayashu: ["婴儿防晒", "恒温睡袋"],
  muyungu: ["无乳糖牛奶"],
  cuixiaoman: ["低糖零食"],
  qimu: ["升降书桌"],
  miandao: ["凉席"],
  jiyao: ["骨传导耳机"],
  xiaoche: ["洗地机"],
  suli: ["防晒衣"],
  yebu: ["露营灯"],
};

/** Collects the facts of one day of one person under numbered ids. */
class Diary {
  readonly facts: Sent[] = [];
  readonly #stem: string;
  now_ms: number;
  constructor(stem: string, at_ms: number) {
    this.#stem = stem;
    this.now_ms = at_ms;
  }
  id = (n: number): string => `${this.#stem}.${n}`;
  add(name: Sent["name"], ids: Id[], more: Omit<Sent, "id" | "at" | "name" | "ids"> = {}): void {
    this.facts.push({ id: this.id(this.facts.length), name, at: iso(this.now_ms), ids, ...more });
  }
  wait(random: Random, from_s: number, to_s: number): void {
    this.now_ms += drawWhole(random, from_s, to_s) * 1000;
  }
}

function brandOf(random: Random, { person, streets, campaign, day }: Scene): number {
  const luck = random.next() * (1 + (campaign(0, day) > 1 ? 0.18 : 0));
  if (luck < 0.6) return person.home;
  if (luck < 0.82) return person.second;
  return luck >= 1 ? 0 : streets.brand(random);
}
/** Who a shop sees online: the account once signed in, else the browser; a family's tablet beside it. */
function visitor(random: Random, { person, day }: Scene, ids: Ids): Id[] {
  const own = day >= person.signedFrom ? [ids.member] : [ids.browser];
  return person.family >= 0 && day >= person.signedFrom && drawChance(random, 0.5) ? [...own, ids.family] : own;
}
/** Accounts, cards and second devices introduce themselves once. */
function introduce(diary: Diary, { person, day }: Scene, ids: Ids, online: boolean): void {
  if (online && day === person.signedFrom)
    diary.add("identify", [ids.member, ids.phone, ids.browser], { touchpoint: "app" });
  else if (online && day === person.firstOnline && day > person.signedFrom)
    diary.add("identify", [ids.member, ids.phone], { touchpoint: "app" });
  else if (!online && person.card && day >= person.cardMeets && person.cardMeets >= 0)
    diary.add("join_member", person.kind === "member" ? [ids.member, ids.card] : [ids.phone, ids.card], {
      touchpoint: "guide",
    });
}

const withOffer = ({ sku }: WorldOffer, merchant: WorldMerchant, touchpoint: string): Partial<Sent> => ({
  merchant: merchant.code,
  touchpoint,
  lines: [{ sku: sku.code, brand: sku.brandCode, category: sku.category, quantity: 1, amount_minor: 0 }],
});

/** Looks around online, and buys when that is the plan. */
export function onlineDay(random: Random, scene: Scene, buys: boolean): Sent[] {
  const { market, streets, person, day, tag } = scene;
  const ids = idsOf(tag, person);
  const diary = new Diary(
    `${tag}${day.toString(36)}.${person.no.toString(36)}`,
    scene.start_ms + onlineHours(random) * 3_600_000 + drawWhole(random, 0, 3_500_000),
  );
  introduce(diary, scene, ids, true);
  const who = visitor(random, scene, ids);
  const brand = brandOf(random, scene);
  const code = market.brands[brand]?.code ?? "";
  const shops = streets.online[brand];
  const merchant = shops?.items[shops.pick(random)];
  const offers = merchant?.offers.get(brand);
  if (merchant === undefined || offers === undefined) return diary.facts;
  const searches = drawChance(random, 0.34);
  const touchpoint = searches ? "search" : (feeds[feedOf(random)] ?? "home");
  // Some look for what nobody has, more of them every week; they leave.
  const wish = wishes[code];
  if (searches && !buys && wish !== undefined && drawChance(random, Math.min(0.2, 0.06 + day * 0.0014))) {
    diary.add("search", who, { touchpoint, props: { q: drawOne(random, wish), found: 0 } });
    return diary.facts;
  }
  if (searches) diary.add("search", who, { brand: code, touchpoint, props: { q: queryOf(random, market, brand) } });
  // A feed shows a few things in passing; only some are looked at.
  else
    for (let i = drawWhole(random, 1, 3); i > 0; i--)
      diary.add("exposure", who, withOffer(drawOne(random, offers), merchant, touchpoint));
  if (person.secondDevice >= 0 && drawChance(random, 0.3)) secondDevice(diary, scene, ids, code);
  const views = buys ? drawWhole(random, 1, 2) : drawWhole(random, 0, 2);
  for (let i = 0; i < views; i++) {
    diary.wait(random, 8, 120);
    diary.add("item_view", who, withOffer(drawOne(random, offers), merchant, touchpoint));
  }
  if (drawChance(random, buys ? 0.5 : 0.14))
    diary.add("add_to_cart", who, withOffer(drawOne(random, offers), merchant, touchpoint));
  if (drawChance(random, 0.08)) diary.add("favourite", who, withOffer(drawOne(random, offers), merchant, touchpoint));
  if (drawChance(random, 0.05)) diary.add("content_view", who, { brand: code, touchpoint });
  if (drawChance(random, 0.03)) diary.add("follow", who, { brand: code, touchpoint });
  if (!buys) return diary.facts;
  diary.wait(random, 20, 300);
  const off = scene.campaign(brand, day) > 1 ? 0.12 : 0;
  const bought = {
    order: `W${tag}${day.toString(36)}${person.no.toString(36)}`.toUpperCase(),
    at_ms: diary.now_ms,
    merchant,
    venue: merchant.webShop,
    ids: [ids.member],
    touchpoint,
    off,
  };
  const seen = diary.facts.length;
  return [
    ...diary.facts,
    ...orderFacts(random, { ...bought, lines: basketOf(random, offers) }, (n) => diary.id(seen + n)),
  ];
}
/** The same person on another device: a stranger until it signs in, and then the same person all along. */
function secondDevice(diary: Diary, { person, day }: Scene, ids: Ids, brand: string): void {
  diary.add("content_view", [ids.other], { brand, touchpoint: "web" });
  if (day >= person.secondDevice && day >= person.signedFrom)
    diary.add("identify", [ids.member, ids.other], { touchpoint: "web" });
}
/** What people type who look for things of a brand. */
export function queryOf(random: Random, market: Market, brand: number): string {
  const b = market.brands[brand];
  if (b === undefined) return "";
  const kind = drawOne(random, b.types).zh;
  const luck = random.next();
  if (luck < 0.4) return `${b.zh}${kind}`;
  if (luck < 0.75) return `${drawOne(random, b.series)[0]}${kind}`;
  return luck < 0.9 ? kind : `${drawOne(random, enquiries)}${kind}`;
}

/** Goes to a place that keeps the brand, looks, tries, asks, and buys when that is the plan. */
export function storeDay(random: Random, scene: Scene, buys: boolean): Sent[] {
  const { market, streets, person, day, tag } = scene;
  const ids = idsOf(tag, person);
  const wish = brandOf(random, scene);
  const town = streets.counters[person.city];
  const brand = (town?.[wish]?.length ?? 0) > 0 ? wish : (town?.findIndex((c) => c.length > 0) ?? -1);
  const [counters, code] = [town?.[brand] ?? [], market.brands[brand]?.code ?? ""];
  if (counters.length === 0) return onlineDay(random, scene, buys && day >= person.signedFrom);
  const { venue, merchant } = drawOne(random, counters);
  const offers = merchant.offers.get(brand) ?? [];
  const diary = new Diary(
    `${tag}${day.toString(36)}.${person.no.toString(36)}`,
    scene.start_ms + shopHours(random) * 3_600_000 + drawWhole(random, 0, 3_500_000),
  );
  introduce(diary, scene, ids, false);
  const place = { venue: venue.code, merchant: merchant.code, brand: code };
  const known = person.card
    ? [ids.card]
    : person.kind === "member" && day >= person.signedFrom && drawChance(random, 0.6)
      ? [ids.member]
      : [];
  const who = known.length > 0 ? known : [ids.passer];
  diary.add("venue_visit", who, { ...place, touchpoint: venue.kind });
  if (drawChance(random, 0.2))
    diary.add("scan", who, { ...withOffer(drawOne(random, offers), merchant, "scan"), venue: venue.code });
  if (["store", "store_in_store", "electronics_chain"].includes(venue.kind))
    advised(random, diary, place, person.kind === "member" ? [ids.phone] : who);
  if (!buys) return diary.facts;
  diary.wait(random, 120, 1800);
  const order = `T${tag}${day.toString(36)}${person.no.toString(36)}`.toUpperCase();
  // Some leave without showing anything: their basket belongs to nobody.
  const shown = known.length > 0 && drawChance(random, 0.9) ? known : [];
  diary.facts.push(
    tillFact(random, {
      id: diary.id(diary.facts.length),
      order,
      at_ms: diary.now_ms,
      merchant,
      venue,
      ids: shown,
      lines: basketOf(random, offers),
    }),
  );
  return diary.facts;
}
/** Advice and trying on happen at the store's tablet, which everybody uses. One store forgot to say that it is shared. */
function advised(
  random: Random,
  diary: Diary,
  place: { venue: string; merchant: string; brand: string },
  who: Id[],
): void {
  if (!drawChance(random, 0.35)) return;
  const tablet: Id = { type: "device_id", value: `tablet-${place.venue}`, verified: false };
  const said = place.venue !== "qingyu-store-2";
  diary.wait(random, 30, 300);
  const device = {
    ...place,
    device: `tablet-${place.venue}`,
    staff: `guide-${drawWhole(random, 1, 3)}`,
    touchpoint: "guide",
  };
  diary.add(drawChance(random, 0.5) ? "try_on" : "consult_guide", [...who, tablet], {
    ...device,
    props: said ? { device_shared: true } : {},
  });
}
