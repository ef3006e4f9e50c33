import { catalog } from "#contract";
import type { Judged, RowFault, Tx } from "#kernel";
import { judgeRows, mergedRow, siftRows, upsertRows } from "#kernel";
import type { Directory } from "#parties";
import { directory } from "#parties";
import { canonicalJson } from "#quant";
import type { z } from "zod";
import { soldAt } from "./model.ts";
import type { OfferTable, PriceTable, SkuTable, Tables } from "./tables.ts";
import type { Counts, Options } from "./writing.ts";
import { numbering, oneAtATime, replyOf, standing, touchProducts } from "./writing.ts";

type Sku = Pick<SkuTable, "sku_id" | "code" | "brand_id" | "product_id">;
type OfferRow = z.output<typeof catalog.offerRow>;
type PriceRow = z.output<typeof catalog.priceRow>;
type Pair = { readonly sku: string; readonly merchant: string };
type Stand = {
  readonly parties: Directory;
  readonly skus: ReadonlyMap<string, Sku>;
  readonly offers: ReadonlyMap<string, OfferTable>;
};

const offerColumns = [
  "platform_id",
  "offer_id",
  "sku_id",
  "merchant_id",
  "sold_brand",
  "price_minor",
  "currency",
  "venues",
  "status",
];
const pairOf = (r: Pair): string => `${r.sku}|${r.merchant}`;
const byNumbers = (o: { sku_id: number; merchant_id: number }): string => `${o.sku_id}|${o.merchant_id}`;
const same = (a: object, b: object): boolean => canonicalJson(a) === canonicalJson(b);

async function standingFor(tx: Tx, rows: readonly Pair[]): Promise<Stand> {
  const skus = await standing<Sku>(
    tx,
    "sku",
    ["sku_id", "code", "brand_id", "product_id"],
    { column: "code", values: rows.map((r) => r.sku) },
    (s) => s.code,
  );
  const numbers = [...skus.values()].map((s) => s.sku_id);
  const offers =
    numbers.length === 0
      ? new Map<string, OfferTable>()
      : await standing<OfferTable>(tx, "offer", offerColumns, { column: "sku_id", values: numbers }, byNumbers);
  return { parties: await directory(tx), skus, offers };
}
/** Finds SKU and merchant of a row; a brand sells its own SKUs through its own merchants. */
function wrongPair(row: Pair, { skus, parties }: Stand, owner: number | undefined): RowFault | undefined {
  const sku = skus.get(row.sku);
  if (!sku || (owner !== undefined && sku.brand_id !== owner))
    return { field: "sku", reason: `no SKU has the code ${row.sku}`, expected: "the code of an SKU" };
  const merchant = parties.merchants.byCode.get(row.merchant);
  if (!merchant || (owner !== undefined && merchant.brand !== owner))
    return {
      field: "merchant",
      reason: `no merchant has the code ${row.merchant}`,
      expected: owner === undefined ? "the code of a merchant" : "the code of a merchant of your own",
    };
  return undefined;
}
function offerFor(row: Pair, { skus, parties, offers }: Stand): OfferTable | undefined {
  return offers.get(`${skus.get(row.sku)?.sku_id ?? 0}|${parties.merchants.byCode.get(row.merchant)?.id ?? 0}`);
}

/** Adds or changes offers, by SKU and merchant; `offers` gives their numbers by `sku|merchant`. */
export async function registerOffers(tx: Tx, items: readonly unknown[], options: Options = {}) {
  await oneAtATime(tx);
  const read = judgeRows(catalog.offerRow, items, pairOf, options.first);
  const stand = await standingFor(
    tx,
    read.good.map((g) => g.row),
  );
  const judged = siftRows(
    read,
    pairOf,
    (row) => wrongPair(row, stand, options.owner) ?? wrongOffer(row, stand.parties, options.owner),
  );
  const { counts, offers } = await writeOffers(tx, judged, stand, options.dryRun === true);
  return { offers, reply: replyOf(counts, judged, options.dryRun) };
}
function wrongOffer(row: OfferRow, parties: Directory, owner: number | undefined): RowFault | undefined {
  const { platform, venues } = parties;
  if (row.currency !== undefined && row.currency !== platform.currency)
    return { field: "currency", reason: `this platform sells in ${platform.currency}`, expected: platform.currency };
  // A brand offers its goods at venues that have to do with it.
  const strange = row.venues?.find((code) => {
    const venue = venues.byCode.get(code);
    return venue === undefined || (owner !== undefined && !parties.carries(venue.id, owner));
  });
  return strange === undefined
    ? undefined
    : { field: "venues", reason: `no venue has the code ${strange}`, expected: "codes of venues" };
}
async function writeOffers(
  tx: Tx,
  judged: Judged<OfferRow>,
  stand: Stand,
  dryRun: boolean,
): Promise<{ counts: Counts; offers: Map<string, number> }> {
  const { platform, venues, merchants } = stand.parties;
  const rows = judged.good.map((g) => g.row);
  const next = await numbering(tx, "offer", rows.filter((r) => !offerFor(r, stand)).length, dryRun);
  const counts = { created: 0, updated: 0, unchanged: 0 };
  const offers = new Map<string, number>();
  const changed: OfferTable[] = [];
  const products = new Set<number>();
  for (const row of rows) {
    const sku = stand.skus.get(row.sku);
    const merchant = merchants.byCode.get(row.merchant);
    if (!sku || !merchant) continue;
    const before = offerFor(row, stand);
    const fresh = {
      platform_id: tx.platform,
      sku_id: sku.sku_id,
      merchant_id: merchant.id,
      sold_brand: sku.brand_id,
      currency: platform.currency,
      venues: null,
      status: "active" as const,
    };
    const listed = row.venues?.flatMap((v) => venues.byCode.get(v)?.id ?? []).toSorted((a, b) => a - b);
    const offer = mergedRow<OfferTable>(before ?? { ...fresh, offer_id: next(), price_minor: 0 }, {
      price_minor: row.price_minor,
      venues: row.venues === null ? null : listed && [...new Set(listed)],
      status: row.status,
    });
    const news = !before || !same(before, offer);
    if (news) changed.push(offer);
    if (news) products.add(sku.product_id);
    counts[!before ? "created" : news ? "updated" : "unchanged"] += 1;
    offers.set(pairOf(row), offer.offer_id);
  }
  if (!dryRun) await upsertRows(tx, "catalog.offer", ["platform_id", "sku_id", "merchant_id"], changed, ["offer_id"]);
  if (!dryRun) await touchProducts(tx, [...products]);
  return { counts, offers };
}

const priceKey = (r: PriceRow): string => `${pairOf(r)}|${r.venue}|${new Date(r.from).toISOString()}`;
/** Adds or changes prices at venues, by offer, venue and start. */
export async function registerPrices(tx: Tx, items: readonly unknown[], options: Options = {}) {
  await oneAtATime(tx);
  const read = judgeRows(catalog.priceRow, items, priceKey, options.first);
  const stand = await standingFor(
    tx,
    read.good.map((g) => g.row),
  );
  const judged = siftRows(read, priceKey, (row) => wrongPair(row, stand, options.owner) ?? wrongPrice(row, stand));
  const counts = await writePrices(tx, judged, stand, options.dryRun === true);
  return { reply: replyOf(counts, judged, options.dryRun) };
}
function wrongPrice(row: PriceRow, stand: Stand): RowFault | undefined {
  const offer = offerFor(row, stand);
  if (!offer)
    return { field: "sku", reason: `${row.merchant} does not offer ${row.sku}`, expected: "an offer that stands" };
  const venue = stand.parties.venues.byCode.get(row.venue);
  if (!venue || !soldAt({ venues: offer.venues, merchant: offer.merchant_id }, venue))
    return {
      field: "venue",
      reason: `${row.sku} of ${row.merchant} is not sold at ${row.venue}`,
      expected: "a venue of the offer",
    };
  if (typeof row.until === "string" && new Date(row.until) <= new Date(row.from))
    return { field: "until", reason: "ends before it starts", expected: "an instant after `from`" };
  return undefined;
}
async function writePrices(tx: Tx, judged: Judged<PriceRow>, stand: Stand, dryRun: boolean): Promise<Counts> {
  const counts = { created: 0, updated: 0, unchanged: 0 };
  const rows = judged.good.flatMap(({ row }) => {
    const offer = offerFor(row, stand);
    const venue_id = stand.parties.venues.byCode.get(row.venue)?.id;
    return offer && venue_id !== undefined ? [{ row, offer, venue_id }] : [];
  });
  const ids = [...new Set(rows.map((r) => r.offer.offer_id))];
  const before = new Map<string, PriceTable>();
  const db = tx.as<Tables>();
  const kept =
    ids.length === 0
      ? []
      : await db
          .selectFrom("catalog.venue_price")
          .selectAll()
          .where("platform_id", "=", tx.platform)
          .where("offer_id", "in", ids)
          .execute();
  const key = (p: Pick<PriceTable, "offer_id" | "venue_id" | "valid_from">) =>
    `${p.offer_id}|${p.venue_id}|${p.valid_from.toISOString()}`;
  for (const p of kept) before.set(key(p), p);
  const changed: PriceTable[] = [];
  for (const { row, offer, venue_id } of rows) {
    const start = {
      platform_id: tx.platform,
      offer_id: offer.offer_id,
      venue_id,
      sold_brand: offer.sold_brand,
      valid_from: new Date(row.from),
    };
    const old = before.get(key(start));
    const until =
      row.until === undefined ? (old?.valid_until ?? null) : row.until === null ? null : new Date(row.until);
    const price = { ...start, price_minor: row.price_minor, valid_until: until };
    const news = old?.price_minor !== price.price_minor || old.valid_until?.getTime() !== until?.getTime();
    if (news) changed.push(price);
    counts[!old ? "created" : news ? "updated" : "unchanged"] += 1;
  }
  if (!dryRun)
    await upsertRows(tx, "catalog.venue_price", ["platform_id", "offer_id", "venue_id", "valid_from"], changed);
  return counts;
}
