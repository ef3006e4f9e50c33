import { identity } from "#contract";
import type { parties } from "#contract";
import type { Random } from "#quant";
import { seeded } from "#quant";
import type { Bought } from "./buyers.ts";
import { buy, chat, comeBack } from "./buyers.ts";
import { keepCampaigns } from "./campaigns.ts";
import { Client, patiently } from "./client.ts";
import type { Server } from "./client.ts";
import { candidates, join } from "./club.ts";
import { judgeNow } from "./commerce.ts";
import type { World } from "./history.ts";
import { send } from "./load.ts";
import type { StockLine, WorldMerchant, WorldSku } from "./market.ts";
import type { Sent } from "./orders.ts";
import type { Person } from "./people.ts";
import { Pace } from "./pace.ts";
import { answerOne } from "./research.ts";
import type { Numbers, Stage } from "./setup.ts";
import { CREW, crewVenues } from "./setup.ts";
import { fulfil, playScreen, purchase, restock, sell, takeBack } from "./staff.ts";
import { visit } from "./visitors.ts";

/** Everything that the living world holds in its hands. */
export type Living = Stage & {
  readonly world: World;
  readonly server: Server;
  readonly numbers: Numbers;
  readonly key: Client;
  readonly visitor: Client;
  readonly random: Random;
  /** First characters of every id of this run, and the next number. */
  readonly run: string;
  readonly next: () => number;
  readonly skus: ReadonlyMap<string, WorldSku>;
  readonly merchants: ReadonlyMap<number, WorldMerchant>;
  readonly sendable: readonly StockLine[];
  readonly collectable: readonly StockLine[];
  /** Venue code to the associate who is signed in there. */
  readonly crew: ReadonlyMap<string, Client>;
  readonly password: string;
  readonly regulars: Map<number, Client>;
  readonly bought: Bought[];
  /** Sold out, by SKU and venue. */
  readonly empty: Map<string, StockLine>;
  /** People of the history who may join a club, and how many of them have. */
  readonly club: readonly Person[];
  readonly joined: { count: number };
};
type Start = Pick<Living, "world" | "server" | "numbers" | "key" | "password"> & { readonly stage: Stage };

/** Lets the world live on in real time until the signal: a few requests a second. Failures are counted and change nothing. */
export async function live({ stage, ...start }: Start): Promise<void> {
  const { world, server } = start;
  const run = `live-${Date.now().toString(36)}`;
  const random = seeded(run);
  let n = 0;
  const crew = (await stage.notes.trying("staff signed in", () => crewOf(stage, start))) ?? new Map<string, Client>();
  const venueKind = new Map(world.market.merchants.flatMap((m) => m.venues.map((v) => [v.code, v.kind] as const)));
  const counters = new Set(["store", "store_in_store", "electronics_chain", "corner_shop", "rural_station"]);
  const w: Living = {
    ...stage,
    ...start,
    visitor: new Client(server),
    random,
    run,
    next: () => (n += 1),
    skus: new Map(world.market.skus.map((s) => [s.code, s])),
    merchants: new Map(world.market.merchants.map((m) => [start.numbers.merchants.get(m.code) ?? 0, m])),
    sendable: world.market.rows.stock.filter((l) => venueKind.get(l.venue) === "web_shop"),
    collectable: world.market.rows.stock.filter((l) => crew.has(l.venue) && counters.has(venueKind.get(l.venue) ?? "")),
    crew,
    regulars: new Map(),
    bought: [],
    empty: new Map(),
    club: candidates(world),
    joined: { count: (await stage.notes.trying("members counted", () => membersOf(stage))) ?? 0 },
  };
  await Promise.all(lives(w, new Pace(stage.signal, stage.notes, random)));
}

function lives(w: Living, pace: Pace): Promise<void>[] {
  const tail = w.world.later();
  return [
    pace.every(0.8, "visit", () => visit(w)),
    pace.every(12, "buy", () => buy(w)),
    pace.every(5, "come back", () => comeBack(w)),
    pace.every(15, "fulfil", () => fulfil(w)),
    pace.every(60, "returns", () => takeBack(w)),
    pace.every(10, "till", () => sell(w)),
    pace.every(5, "screen", () => playScreen(w)),
    pace.every(120, "chat", () => chat(w)),
    pace.every(120, "restock", () => restock(w)),
    pace.every(600, "purchase", () => purchase(w)),
    pace.every(15, "history goes on", () => goOn(w, tail)),
    pace.every(12, "club", async () => {
      const person = w.club[w.joined.count];
      if (!person) return;
      await join(w, w.numbers, person);
      w.joined.count += 1;
    }),
    pace.every(240, "survey", () => answerOne(w, w.visitor, Math.floor(Date.now() / 1000))),
    pace.every(300, "scores", () => judgeNow(w)),
    pace.every(3600, "campaigns", () => keepCampaigns(w, w.numbers)),
    pace.every(1800, "diary", async () => void process.stderr.write(`world: ${w.notes.sum()}\n`)),
  ];
}

async function membersOf({ operator, signal }: Stage): Promise<number> {
  const { items } = await patiently(signal, () => operator.call(identity.routes.memberCounts));
  return items.reduce((sum, i) => sum + i.members, 0);
}

const TAIL_AT_ONCE = 500;
/** Orders that were under way when the history ended take their steps when their time comes. */
async function goOn(w: Living, tail: Sent[]): Promise<void> {
  const now = new Date().toISOString();
  let due = 0;
  while (due < TAIL_AT_ONCE && due < tail.length && (tail[due]?.at ?? now) < now) due++;
  if (due === 0) return;
  await send(w, tail.slice(0, due));
  tail.splice(0, due);
  w.notes.did("steps of earlier orders", due);
}

/** Signs the world's associate in at each of their venues. */
async function crewOf(
  stage: Stage,
  { server, numbers, world, password }: Omit<Start, "stage">,
): Promise<Map<string, Client>> {
  const how = { login: CREW, password };
  const first = new Client(server);
  const { user } = await patiently(stage.signal, () => first.signIn(how));
  const crew = new Map<string, Client>();
  for (const code of crewVenues(world.market)) {
    const place = user.assignments.find((a: parties.Assignment) => a.venue === numbers.venues.get(code));
    if (place === undefined) continue;
    const client = new Client(server);
    await patiently(stage.signal, () => client.signIn({ ...how, assignment: place.id }));
    crew.set(code, client);
  }
  return crew;
}
