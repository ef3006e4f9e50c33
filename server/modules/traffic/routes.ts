import type { catalog } from "#contract";
import { traffic } from "#contract";
import { categories } from "#catalog";
import type { Endpoint, Principal, Tx } from "#kernel";
import { notFound, serve } from "#kernel";
import { directory } from "#parties";
import { sql } from "kysely";
import { placeByCode, placesWithBookings, putPlaces, showing } from "./booking.ts";
import { coefficients, grantsOf } from "./grants.ts";
import type { Placed } from "./model.ts";
import { published } from "./model.ts";
import type { Found } from "./search.ts";
import { find, searchWords, shown } from "./search.ts";
import { recordOpened, recordServed } from "./serving.ts";
import type { ServedItem, Tables } from "./tables.ts";
import { visitorKey } from "./visitor.ts";

const { routes } = traffic;
const served = (placed: readonly Placed<Found>[]): ServedItem[] =>
  placed.map((p) => ({
    sku: p.candidate.row.sku_id,
    brand: p.candidate.row.sold_brand,
    merchant: p.candidate.merchant,
    at: p.position,
    base: p.basePosition,
    theta: p.theta,
  }));

/** A category and everything under it. */
function branch(tree: readonly catalog.Category[], root: string): string[] {
  const found = new Set([root]);
  // The set grows while it is walked, so a child's children are met too; each code at most once.
  for (const at of found) for (const c of tree) if (c.parent === at) found.add(c.code);
  return [...found];
}

const search = serve(routes.search, async ({ tx, principal }, { query }) => {
  const words = searchWords(query.q);
  const within = query.category === undefined ? undefined : branch(await categories(tx), query.category);
  const placed = await find(tx, { words, categories: within, limit: query.limit });
  const visitor = { principal, anonymousId: query.anonymous_id };
  const id = await recordServed(tx, visitor, { place: "search", query: query.q, items: served(placed) });
  return { served: id, words, items: await shown(tx, placed) };
});

const feed = serve(routes.feed, async ({ tx, principal }, { params, query }) => {
  const place = await placeByCode(tx, params.place);
  const visitor = { principal, anonymousId: query.anonymous_id };
  const where = { place: place.code, venue: place.venue ?? undefined };
  const contents = [];
  for (const b of await showing(tx, place.code, visitorKey(principal, query.anonymous_id))) {
    const item = {
      sku: b.creative.sku ?? 0,
      brand: b.brand_id,
      merchant: 0,
      at: contents.length + 1,
      base: contents.length + 1,
      theta: 0,
    };
    const id = await recordServed(tx, visitor, { ...where, items: [item] });
    contents.push({ booking: b.id, campaign: b.campaign, brand: b.brand_id, creative: b.creative, served: id });
  }
  const placed = query.limit === 0 ? [] : await find(tx, { words: [], limit: query.limit });
  const id = await recordServed(tx, visitor, { ...where, items: served(placed) });
  return { place, contents, items: await shown(tx, placed), served: id };
});

const seen = serve(routes.seen, async ({ tx, principal }, { body }) => ({
  counted: await recordOpened(tx, { principal, anonymousId: body.anonymous_id }, body),
}));

/** Merchants whose ledger the caller may read: all for the operator, its own for a brand. */
async function ownMerchants(tx: Tx, principal: Principal, asked: number | undefined): Promise<number[] | undefined> {
  if (principal.role !== "brand") return asked === undefined ? undefined : [asked];
  const all = (await directory(tx)).merchants.byId;
  const own = [...all.values()].filter((m) => m.brand === principal.brand).map((m) => m.id);
  if (asked !== undefined && !own.includes(asked)) throw notFound("The merchant");
  return asked === undefined ? own : [asked];
}

const ledger = serve(routes.ledger, async ({ tx, principal }, { query }) => {
  const own = await ownMerchants(tx, principal, query.merchant);
  const since = new Date(tx.now().getTime() - query.days * 86_400_000).toISOString().slice(0, 10);
  let rows = tx
    .as<Tables>()
    .selectFrom("traffic.exposure_day")
    .select(["merchant_id as merchant", "day"])
    .select([
      sql<number>`sum(impressions)::bigint`.as("impressions"),
      sql<number>`sum(clicks)::bigint`.as("clicks"),
      sql<number>`sum(gained)`.as("gained_impressions"),
    ])
    .where("platform_id", "=", tx.platform)
    .where("merchant_id", ">", 0)
    .where("day", ">=", since);
  if (own !== undefined) rows = rows.where("merchant_id", "in", own.length === 0 ? [0] : own);
  return {
    items: await rows
      .groupBy(["merchant_id", "day"])
      .orderBy("day", "desc")
      .orderBy("merchant_id")
      .limit(5000)
      .execute(),
  };
});

const grants = serve(routes.grants, async ({ tx, principal }, { query }) => {
  const own = await ownMerchants(tx, principal, query.merchant);
  const rows = await grantsOf(tx, own, query.limit);
  return {
    items: rows.map((g) => ({
      id: g.id,
      merchant: g.merchant_id,
      part: g.part,
      theta: g.theta,
      reason: g.reason,
      source: g.source,
      from: g.from_at.toISOString(),
      until: g.until_at?.toISOString() ?? null,
    })),
  };
});

const allCoefficients = serve(routes.coefficients, async ({ tx }) => {
  const names = (await directory(tx)).merchants.byId;
  const items = (await coefficients(tx)).map(({ merchant_id, theta, since, ...parts }) => ({
    merchant: merchant_id,
    name: names.get(merchant_id)?.name ?? { zh: "—", en: "—" },
    parts,
    theta,
    factor_ratio: Math.exp(theta),
    since: since.toISOString(),
  }));
  return { published, items };
});

export const endpoints: readonly Endpoint[] = [
  search,
  feed,
  seen,
  ledger,
  grants,
  allCoefficients,
  serve(routes.places, async ({ tx }) => ({ items: await placesWithBookings(tx) })),
  serve(routes.addPlaces, async ({ tx }, { body }) => ({ written: await putPlaces(tx, body.places) })),
];
