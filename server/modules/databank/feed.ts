import type { LoggedFact } from "#facts";
import { outside } from "#facts";
import { resolve } from "#identity";
import type { Loop, Tx } from "#kernel";
import { Fault, inTx, olapDeliver, olapInsert, olapRows, platformScope, systemScope, wakeLoop } from "#kernel";
import { directory } from "#parties";
import type { EventRow, Move, OrderRow, Place } from "./rows.ts";
import { eventRows, lineRows, movesOf, names, orderRow } from "./rows.ts";
import type { BrandDay } from "./store.ts";
import { markDirty } from "./store.ts";

export const restateLoop = "databank-restate";
/** Rows in one insert. One insert writes a part per month and table, and the engine takes at most 100 of them at once. */
const rows_max = 50_000;
const months_max = 90;

/** Nodes found while a batch was prepared, by fact; the delivery that follows in the same process need not ask again. */
let prepared = new Map<string, number>();
const keyOf = (f: LoggedFact): string => `${f.platform}/${f.id}`;

async function nodesOf(tx: Tx, platform: number, facts: readonly LoggedFact[]): Promise<Map<string, number>> {
  const sets = facts.map((f) => ({ ids: f.ids, shared: f.props.device_shared === true }));
  const nodes = await resolve(tx, platform, sets, "facts");
  return new Map(facts.map((f, i) => [keyOf(f), nodes[i] ?? 0]));
}

/** Carries facts into the tables of this module, exactly once by token; the days they touch become dirty. */
export const feed: Loop = outside({
  name: "databank",
  names,
  batch: 4_000,
  prepare: async (tx, facts) => {
    const platform = facts[0]?.platform;
    if (platform === undefined) return;
    if (prepared.size > 100_000) prepared = new Map();
    for (const [key, node] of await nodesOf(tx, platform, facts)) prepared.set(key, node);
  },
  deliver: async (facts, token, attempt) => {
    for (const [platform, own] of Map.groupBy(facts, (f) => f.platform))
      await deliver(platform, own, `${token}:${platform}`, attempt);
    prepared = new Map();
    wakeLoop(restateLoop);
  },
});

/** One platform's part of a batch; doing it again under the same token changes nothing. */
export async function deliver(
  platform: number,
  facts: readonly LoggedFact[],
  token: string,
  attempt = 1,
): Promise<void> {
  const { zones, nodes } = await inTx(systemScope, async (tx) => ({
    zones: await tx.within(platformScope(platform), zonesOf),
    nodes: facts.every((f) => prepared.has(keyOf(f))) ? prepared : await nodesOf(tx, platform, facts),
  }));
  const place = (f: LoggedFact): Place => ({ zone: zones(f.venue), node: nodes.get(keyOf(f)) ?? 0 });
  const orders = facts.flatMap((f) => orderRow(f, place(f)) ?? []);
  await insert("order_fact", orders, token, attempt);
  await insert(
    "line",
    facts.flatMap((f) => lineRows(f, place(f))),
    token,
    attempt,
  );
  const events = facts.flatMap((f) => eventRows(f, place(f)));
  const [reviews, others] = [
    events.filter((e) => isReview(e) && needsOrder(e)),
    events.filter((e) => !(isReview(e) && needsOrder(e))),
  ];
  await insert("event", others, token, attempt);
  const completed = await withOrders(platform, reviews);
  await insert("event", completed, `${token}:reviews`, attempt);
  const dirty = new Dirty();
  for (const e of [...others, ...completed]) if (e.node !== 0) dirty.add(e.brand, e.day);
  for (const d of await daysOfOrders(platform, orders)) dirty.add(d.brand, d.day);
  for (const d of await movePeople(platform, facts, token)) dirty.add(d.brand, d.day);
  await inTx(platformScope(platform), (tx) => markDirty(tx, dirty.days()));
}

class Dirty {
  readonly #seen = new Map<string, BrandDay>();
  add(brand: number, day: string): void {
    if (brand !== 0) this.#seen.set(`${brand}/${day}`, { brand, day });
  }
  days = (): BrandDay[] => [...this.#seen.values()];
}

/** Zone of a venue, else of the platform; a platform that is not registered has UTC days. */
async function zonesOf(tx: Tx): Promise<(venue: number | undefined) => string> {
  try {
    const { platform, venues } = await directory(tx);
    return (venue) => (venue === undefined ? undefined : venues.byId.get(venue)?.zone) ?? platform.zone;
  } catch (error) {
    if (error instanceof Fault && error.kind === "not-found") return () => "UTC";
    throw error;
  }
}

type Row = { readonly platform: number; readonly seq: number; readonly day: string };
/** Inserts in pieces whose bounds follow from the rows alone, so that a repeat has the same pieces under the same tokens. */
async function insert(table: string, rows: readonly Row[], token: string, attempt: number): Promise<void> {
  let piece: Row[] = [];
  let months = new Set<string>();
  let n = 0;
  const flush = async () => {
    await olapDeliver(table, piece, n === 0 ? token : `${token}:${n}`, attempt);
    [piece, months, n] = [[], new Set(), n + 1];
  };
  for (const row of rows) {
    const month = row.day.slice(0, 7);
    // The rows of one fact stay in one piece, so that a piece can be counted by its facts.
    const full = piece.length >= rows_max && piece.at(-1)?.seq !== row.seq;
    if (full || (months.size >= months_max && !months.has(month))) await flush();
    piece.push(row);
    months.add(month);
  }
  await flush();
}

const isReview = (e: EventRow): boolean => e.behaviour === "review_positive" || e.behaviour === "review_negative";
const needsOrder = (e: EventRow): boolean => e.order_key !== "" && (e.brand === 0 || e.node === 0);

type Bought = { order_key: string; node: number; brands: number[]; day: string };
/** What the log says about who bought what in these orders: a step of an order need not repeat it. */
function bought(platform: number, keys: readonly string[]): Promise<Bought[]> {
  if (keys.length === 0) return Promise.resolve([]);
  return olapRows<Bought>(
    platformScope(platform),
    `SELECT order_key, node, brands, toString(day) AS day FROM order_fact
     WHERE platform = ${platform} AND order_key IN {keys:Array(String)} AND name IN ('order.placed', 'purchase')`,
    { keys: [...new Set(keys)] },
  );
}
/** Reviews that name only an order belong to its buyer and to the brands bought. */
async function withOrders(platform: number, reviews: readonly EventRow[]): Promise<EventRow[]> {
  const orders = Map.groupBy(
    await inSlices(
      reviews.map((r) => r.order_key),
      (keys) => bought(platform, keys),
    ),
    (b) => b.order_key,
  );
  return reviews.flatMap((r) => {
    const found = orders.get(r.order_key) ?? [];
    const node = r.node || (found.find((b) => b.node !== 0)?.node ?? 0);
    const brands = r.brand === 0 ? [...new Set(found.flatMap((b) => b.brands))] : [r.brand];
    return (brands.length === 0 ? [r.brand] : brands).map((brand) => ({ ...r, node, brand }));
  });
}
/** Purchase days whose meaning these steps change: paid, cancelled, refunded. */
async function daysOfOrders(platform: number, orders: readonly OrderRow[]): Promise<BrandDay[]> {
  const changing = new Set(["order.paid", "order.delivered", "order.cancelled", "order.refunded", "refund"]);
  const keys = orders.filter((o) => changing.has(o.name)).map((o) => o.order_key);
  const found = await inSlices(keys, (some) => bought(platform, some));
  return found.flatMap((b) => b.brands.map((brand) => ({ brand, day: b.day })));
}

/** Keeps who counts as whom, and finds the brand days that the moved people are counted in. */
async function movePeople(platform: number, facts: readonly LoggedFact[], token: string): Promise<BrandDay[]> {
  const moves = new Map<number, Move>();
  for (const f of facts) for (const m of movesOf(f)) moves.set(m.node, m);
  if (moves.size === 0) return [];
  const revision = Date.now() * 1000;
  const rows = [...moves.values()].map((m) => ({ platform, node: m.node, person: m.to, revision }));
  await olapInsert("person_of", rows, `${token}:people`);
  return inSlices([...moves.keys()], (nodes) =>
    olapRows<BrandDay>(
      platformScope(platform),
      `SELECT DISTINCT brand, toString(day) AS day FROM event WHERE platform = ${platform} AND brand != 0 AND node IN {nodes:Array(UInt32)}`,
      { nodes },
    ),
  );
}
/** Long lists travel in the address of a request: a thousand at a time. */
async function inSlices<K, T>(keys: readonly K[], ask: (some: readonly K[]) => Promise<T[]>): Promise<T[]> {
  const unique = [...new Set(keys)];
  const found: T[] = [];
  for (let i = 0; i < unique.length; i += 1_000) found.push(...(await ask(unique.slice(i, i + 1_000))));
  return found;
}
