import { categorical, drawOne, drawPoisson, drawWhole, seeded } from "#quant";
import type { Market } from "./market.ts";
import { makeMarket } from "./market.ts";
import { hasTill } from "./places.ts";
import type { Sent } from "./orders.ts";
import { basketOf, iso, tillFact } from "./orders.ts";
import type { Days, Person } from "./people.ts";
import { dayWeights, demoPerson, makePerson, seedNumber, streamOf } from "./people.ts";
import type { Scene, Streets } from "./sessions.ts";
import { onlineDay, storeDay, streetsOf } from "./sessions.ts";
import { cities } from "./shops.ts";

export type WorldOptions = {
  readonly seed?: string;
  /** Days of history, the last one being that of `until`; 1 to 200. */
  readonly days?: number;
  /** People who act, beside the one of the demo; 0 to 500,000. */
  readonly consumers?: number;
  /** The instant at which the history ends. */
  readonly until?: Date;
};
/** A world as a pure function of its options: who exists, what happened, and what is still under way. */
export type World = {
  readonly seed: string;
  /** First characters of its ids. */
  readonly tag: string;
  readonly days: number;
  readonly until: Date;
  readonly from: Date;
  readonly market: Market;
  readonly people: readonly Person[];
  /** Facts of one day from 0 to `days` - 1, in order of time; orders with all their steps up to `until`. */
  day(day: number): Sent[];
  /** Everything that happened until `until`. */
  facts(): Generator<Sent>;
  /** What is still to happen to orders of the last days, in order of time. */
  later(): Sent[];
};
const day_ms = 86_400_000;
const zone_ms = 8 * 3_600_000;
/** No order takes longer than this from placing to its last step. */
const TAIL_DAYS = 21;

/** Makes a world. Nothing is read or sent; the same options give the same facts on every machine. RangeError for impossible sizes. */
export function makeWorld(options: WorldOptions = {}): World {
  const { seed = "fairground", days = 90, consumers = 24_000, until = new Date("2025-06-30T12:00:00Z") } = options;
  if (!Number.isInteger(days) || days < 1 || days > 200)
    throw new RangeError(`days is a whole number from 1 to 200, not ${days}`);
  if (!Number.isInteger(consumers) || consumers < 0 || consumers > 500_000)
    throw new RangeError(`consumers is a whole number from 0 to 500000, not ${consumers}`);
  const market = makeMarket(seed);
  const streets = streetsOf(market, cities.length);
  const number = seedNumber(seed);
  // The first midnight of the market's zone.
  const from_ms = Math.floor((until.getTime() + zone_ms) / day_ms) * day_ms - zone_ms - (days - 1) * day_ms;
  const weights = dayWeights(days, new Date(from_ms + zone_ms).getUTCDay());
  const people = Array.from({ length: consumers }, (_, no) => makePerson(no, streamOf(number, no, 255), weights));
  people.push(demoPerson(consumers, days));
  const agenda = Array.from({ length: days }, (): Person[] => []);
  for (const p of people) for (const d of p.plan.keys()) agenda[d]?.push(p);
  const tag = `${seeded(seed).word().toString(36).slice(0, 4)}-`;
  const ground = { market, streets, number, tag, weights, from_ms, agenda, days, share: consumers / 24_000 };
  const all = (d: number) => dayFacts(ground, d);
  const [start, end] = [iso(from_ms), iso(until.getTime())];
  const day = (d: number) => all(d).filter((f) => f.at >= start && f.at <= end);
  return {
    seed,
    tag,
    days,
    until,
    from: new Date(from_ms),
    market,
    people,
    day,
    facts: function* () {
      for (let d = 0; d < days; d++) yield* day(d);
    },
    later: () => {
      const open = [];
      for (let d = Math.max(0, days - TAIL_DAYS); d < days; d++)
        open.push(...all(d).filter((f) => f.order !== undefined && f.at > end));
      return open.toSorted(byTime);
    },
  };
}

type Ground = {
  readonly market: Market;
  readonly streets: Streets;
  readonly number: number;
  readonly tag: string;
  readonly weights: Days;
  readonly from_ms: number;
  readonly agenda: readonly (readonly Person[])[];
  readonly days: number;
  /** Size of this world beside the usual one: baskets of strangers follow it. */
  readonly share: number;
};
const byTime = (a: Sent, b: Sent): number => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.id < b.id ? -1 : 1);

function dayFacts(g: Ground, day: number): Sent[] {
  const start_ms = g.from_ms + day * day_ms;
  const facts = strangers(g, day, start_ms);
  for (const person of g.agenda[day] ?? []) {
    const random = streamOf(g.number, person.no, day);
    const scene: Scene = {
      market: g.market,
      streets: g.streets,
      tag: g.tag,
      person,
      day,
      start_ms,
      campaign: g.weights.campaign,
    };
    const doing = person.plan.get(day);
    const done =
      doing === "browse" || doing === "order"
        ? onlineDay(random, scene, doing === "order")
        : storeDay(random, scene, doing === "till");
    for (const f of done) facts.push(f);
  }
  return facts.sort(byTime);
}

const hours = categorical([0, 0, 0, 0, 0, 0, 0, 1, 3, 5, 6, 7, 7, 6, 6, 7, 7, 8, 9, 8, 6, 3, 0, 0]);
/** Baskets without a card, and what screens played: facts about nobody. */
function strangers(g: Ground, day: number, start_ms: number): Sent[] {
  const random = streamOf(g.number, 4_000_000, day);
  const weight = (g.weights.all[day] ?? 1) * g.share;
  const facts: Sent[] = [];
  const when = () => start_ms + hours(random) * 3_600_000 + drawWhole(random, 0, 3_599_000);
  for (const merchant of g.market.merchants)
    for (const venue of merchant.venues) {
      const mean = !hasTill(venue) || merchant.offers.size === 0 ? 0 : venue.kind === "corner_shop" ? 7 : 2.5;
      const brands = [...merchant.offers.values()];
      for (let n = mean === 0 ? 0 : drawPoisson(random, mean * weight); n > 0; n--) {
        const id = `${g.tag}${day.toString(36)}.x${venue.code}.${n}`;
        facts.push(
          tillFact(random, {
            id,
            order: `X${id}`.toUpperCase(),
            at_ms: when(),
            merchant,
            venue,
            ids: [],
            lines: basketOf(random, drawOne(random, brands)),
          }),
        );
      }
      if (["screen", "mother_baby_room", "pop_up"].includes(venue.kind))
        for (let n = drawPoisson(random, 6 * weight); n > 0; n--)
          facts.push({
            id: `${g.tag}${day.toString(36)}.p${venue.code}.${n}`,
            name: "device_play",
            at: iso(when()),
            brand: merchant.brand ?? "",
            venue: venue.code,
            device: `player-${venue.code}`,
            touchpoint: "screen",
            ids: [],
            props: { seconds: 8 },
          });
    }
  return facts;
}
