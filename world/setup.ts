import type { BulkReply, Route } from "#contract";
import { catalog, parties, traffic } from "#contract";
import type { Client, SignIn } from "./client.ts";
import { Refused, everything, patiently } from "./client.ts";
import type { Market } from "./market.ts";
import type { Notes } from "./notes.ts";

/** A person of the demo, and the console that they open. */
export type DemoSignIn = SignIn & { readonly console: string };
/** Numbers that the platform gave to what the market names by code. */
export type Numbers = {
  readonly brands: ReadonlyMap<string, number>;
  readonly merchants: ReadonlyMap<string, number>;
  readonly venues: ReadonlyMap<string, number>;
};
export type Stage = {
  readonly operator: Client;
  readonly market: Market;
  readonly notes: Notes;
  readonly signal: AbortSignal;
};

const ROWS_MAX = 1000;
export const inParts = <T>(rows: readonly T[], size = ROWS_MAX): T[][] =>
  Array.from({ length: Math.ceil(rows.length / size) }, (_, i) => rows.slice(i * size, (i + 1) * size));

/** Opens the directory and the catalogue: adds what is missing, changes what differs, and nothing the second time. */
export async function openMarket(s: Stage, pricesFrom: Date, step: (what: string) => void): Promise<Numbers> {
  const { rows } = s.market;
  const bulk = async (route: Route, items: readonly unknown[]) => {
    for (const part of inParts(items)) {
      const reply = (await patiently(s.signal, () => s.operator.call(route, { body: { items: part } }))) as BulkReply;
      for (const r of reply.rejected.slice(0, 3))
        s.notes.failed(`${route.path}: ${r.code ?? r.index} ${r.field} ${r.reason}`);
    }
  };
  step("brands, merchants and venues");
  await bulk(parties.routes.bulkBrands, rows.brands);
  await bulk(parties.routes.bulkMerchants, rows.merchants);
  await bulk(parties.routes.bulkVenues, rows.venues);
  const numbers = await numbersOf(s);
  step("catalogue");
  await bulk(catalog.routes.bulkCategories, rows.categories);
  await bulk(catalog.routes.bulkProducts, rows.products);
  await bulk(catalog.routes.bulkOffers, rows.offers);
  await bulk(catalog.routes.bulkPrices, rows.prices(pricesFrom));
  step("places");
  const places = rows.places.map((p) => ({
    ...p,
    venue: p.venue === null ? null : (numbers.venues.get(p.venue) ?? null),
  }));
  await patiently(s.signal, () => s.operator.call(traffic.routes.addPlaces, { body: { places } }));
  return numbers;
}

export async function numbersOf({ operator, signal }: Stage): Promise<Numbers> {
  type Party = { readonly id: number; readonly code: string };
  const all = async (page: (after: string | undefined) => Promise<{ items: Party[]; next?: string | undefined }>) =>
    new Map((await everything((after) => patiently(signal, () => page(after)))).map((p) => [p.code, p.id]));
  return {
    brands: await all((after) => operator.call(parties.routes.brands, { query: { after, limit: 200 } })),
    merchants: await all((after) => operator.call(parties.routes.merchants, { query: { after, limit: 200 } })),
    venues: await all((after) => operator.call(parties.routes.venues, { query: { after, limit: 200 } })),
  };
}

/** Login of the venue staff that the world itself plays. */
export const CREW = "crew";
/** Where the demo's associate works; the first is where they sign in. */
export const demoVenues = [
  "qingyu-store-1",
  "qingyu-store_in_store-1",
  "yayashu-mother_baby_room-1",
  "diandong-electronics_chain-1",
  "axiang-corner_shop-1",
];
/** Where the world's own staff works: one venue of each kind that sells, and the flagship stores. */
export function crewVenues(market: Market): string[] {
  const venues = market.merchants.flatMap((m) => m.venues);
  const kinds = [
    "corner_shop",
    "rural_station",
    "home_furnishing_mall",
    "electronics_chain",
    "store",
    "store_in_store",
    "pop_up",
    "mother_baby_room",
  ];
  const some = kinds.flatMap((kind) => venues.filter((v) => v.kind === kind).slice(0, kind === "store" ? 6 : 2));
  return [...new Set(some.map((v) => v.code))].slice(0, 20);
}

/** Opens the accounts of the demo: the brand team, the associate, and the world's own staff. A known one stays as it is. */
export async function openAccounts(s: Stage, n: Numbers, signIns: readonly DemoSignIn[]): Promise<void> {
  const brand = n.brands.get(s.market.brands[0]?.code ?? "");
  const at = (codes: readonly string[]) =>
    codes.flatMap((c) => n.venues.get(c) ?? []).map((venue) => ({ role: "venue" as const, venue }));
  const staff = signIns.find((x) => x.console === "venue");
  const team = signIns.find((x) => x.console === "merchant");
  const accounts = [
    ...(team && brand !== undefined
      ? [{ ...team, name: "青屿品牌组", assignments: [{ role: "brand" as const, brand }] }]
      : []),
    ...(staff ? [{ ...staff, name: "林晓", assignments: at(demoVenues) }] : []),
    ...(staff
      ? [{ login: CREW, password: staff.password, name: "门店值班员", assignments: at(crewVenues(s.market)) }]
      : []),
  ];
  for (const { login, password, name, assignments } of accounts)
    await s.notes.trying(
      "accounts",
      () =>
        patiently(s.signal, () =>
          s.operator.call(parties.routes.createUser, { body: { login, password, name, assignments } }),
        ),
      known,
    );
}
/** What is there already is no failure. */
export const known = (error: unknown): boolean => error instanceof Refused && error.status === 409;
