import type { parties } from "#contract";
import type { Tx } from "#kernel";
import { sql } from "kysely";
import type { BrandTable, MerchantTable, PlatformRow, Tables, VenueTable } from "./tables.ts";

export const asPlatform = (r: PlatformRow): parties.Platform => ({
  id: r.platform_id,
  code: r.code,
  name: { zh: r.name_zh, en: r.name_en },
  currency: r.currency,
  zone: r.zone,
  demo: r.demo,
});
const asBrand = (r: BrandTable): parties.Brand => ({
  id: r.brand_id,
  code: r.code,
  name: { zh: r.name_zh, en: r.name_en },
  status: r.status,
});
const asMerchant = (r: MerchantTable): parties.Merchant => ({
  id: r.merchant_id,
  code: r.code,
  name: { zh: r.name_zh, en: r.name_en },
  kind: r.kind,
  brand: r.home_brand,
  status: r.status,
});
type VenueRead = Omit<VenueTable, "capabilities"> & { able: parties.Capability[]; brands: number[] };
const asVenue = (r: VenueRead): parties.Venue => ({
  id: r.venue_id,
  code: r.code,
  name: { zh: r.name_zh, en: r.name_en },
  kind: r.kind,
  merchant: r.merchant_id,
  address: r.address,
  city: r.city,
  region: r.region,
  format: r.format,
  lat: r.lat,
  lng: r.lng,
  zone: r.zone,
  capabilities: r.able,
  brands: r.brands,
  status: r.status,
});

/** What narrows a list; `after` is the number of the last row of the page before. */
export type Filter = {
  readonly q?: string | undefined;
  readonly after?: number | undefined;
  readonly limit?: number | undefined;
  readonly ids?: readonly number[] | undefined;
  readonly codes?: readonly string[] | undefined;
};
export type VenueFilter = Filter & {
  readonly kind?: string | undefined;
  readonly merchant?: number | undefined;
  readonly capability?: string | undefined;
  readonly city?: string | undefined;
  /** Only those that carry a brand the caller may see. */
  readonly carried?: boolean;
};
type MerchantFilter = Filter & {
  /** Whose own merchants. */
  readonly brand?: number | undefined;
  readonly carried?: boolean;
};
const like = (q: string) => `%${q.replaceAll(/[\\%_]/g, (c) => `\\${c}`)}%`;
function narrowed(f: Filter, id: string) {
  const column = sql.ref(id);
  return sql`${f.after === undefined ? sql`` : sql`AND ${column} > ${f.after}`}
    ${f.ids === undefined ? sql`` : sql`AND ${column} = ANY(${f.ids}::int[])`}
    ${f.codes === undefined ? sql`` : sql`AND t.code = ANY(${f.codes}::text[])`}
    ${f.q === undefined || f.q === "" ? sql`` : sql`AND (t.code ILIKE ${like(f.q)} OR t.name_zh ILIKE ${like(f.q)} OR t.name_en ILIKE ${like(f.q)})`}`;
}
const tail = (f: Filter, id: string) => sql`ORDER BY ${sql.ref(id)} LIMIT ${f.limit ?? 100_000}`;

/** The platform of the scope. */
export async function platformRow(tx: Tx): Promise<PlatformRow | undefined> {
  return tx
    .as<Tables>()
    .selectFrom("parties.platform")
    .selectAll()
    .where("platform_id", "=", tx.platform)
    .executeTakeFirst();
}
export async function brands(tx: Tx, f: Filter = {}): Promise<parties.Brand[]> {
  const read = await sql<BrandTable>`SELECT t.* FROM parties.brand t WHERE t.platform_id = ${tx.platform}
    ${narrowed(f, "t.brand_id")} ${tail(f, "t.brand_id")}`.execute(tx.as<Tables>());
  return read.rows.map(asBrand);
}
/** With `carried`, only merchants that are a visible brand's own or keep a venue that carries one. */
export async function merchants(tx: Tx, f: MerchantFilter = {}): Promise<parties.Merchant[]> {
  const related = sql`AND (EXISTS (SELECT FROM parties.brand b WHERE b.platform_id = t.platform_id AND b.brand_id = t.home_brand)
    OR EXISTS (SELECT FROM parties.venue v JOIN parties.venue_brand c USING (platform_id, venue_id)
      WHERE v.platform_id = t.platform_id AND v.merchant_id = t.merchant_id))`;
  const read = await sql<MerchantTable>`SELECT t.* FROM parties.merchant t WHERE t.platform_id = ${tx.platform}
    ${narrowed(f, "t.merchant_id")} ${f.brand === undefined ? sql`` : sql`AND t.home_brand = ${f.brand}`}
    ${f.carried === true ? related : sql``} ${tail(f, "t.merchant_id")}`.execute(tx.as<Tables>());
  return read.rows.map(asMerchant);
}
export async function venues(tx: Tx, f: VenueFilter = {}): Promise<parties.Venue[]> {
  const carries = sql`SELECT c.brand_id FROM parties.venue_brand c WHERE c.platform_id = t.platform_id AND c.venue_id = t.venue_id`;
  const read =
    await sql<VenueRead>`SELECT t.*, coalesce(t.capabilities, k.capabilities) AS able, ARRAY(${carries} ORDER BY 1) AS brands
    FROM parties.venue t JOIN parties.venue_kind k ON k.platform_id = t.platform_id AND k.code = t.kind
    WHERE t.platform_id = ${tx.platform} ${narrowed(f, "t.venue_id")}
    ${f.kind === undefined ? sql`` : sql`AND t.kind = ${f.kind}`}
    ${f.merchant === undefined ? sql`` : sql`AND t.merchant_id = ${f.merchant}`}
    ${f.city === undefined ? sql`` : sql`AND t.city = ${f.city}`}
    ${f.capability === undefined ? sql`` : sql`AND ${f.capability} = ANY(coalesce(t.capabilities, k.capabilities))`}
    ${f.carried === true ? sql`AND EXISTS (${carries})` : sql``} ${tail(f, "t.venue_id")}`.execute(tx.as<Tables>());
  return read.rows.map(asVenue);
}
export async function venueKinds(tx: Tx): Promise<parties.VenueKind[]> {
  const rows = await tx
    .as<Tables>()
    .selectFrom("parties.venue_kind")
    .selectAll()
    .where("platform_id", "=", tx.platform)
    .orderBy("code")
    .execute();
  return rows.map((r) => ({ code: r.code, label: { zh: r.label_zh, en: r.label_en }, capabilities: r.capabilities }));
}
/** Adds or changes a kind of venue. */
export async function putVenueKind(tx: Tx, k: parties.VenueKind): Promise<void> {
  const shown = { label_zh: k.label.zh, label_en: k.label.en, capabilities: k.capabilities };
  await tx
    .as<Tables>()
    .insertInto("parties.venue_kind")
    .values({ platform_id: tx.platform, code: k.code, ...shown })
    .onConflict((c) => c.columns(["platform_id", "code"]).doUpdateSet(shown))
    .execute();
  await touchDirectory(tx);
}
/** Tells every cache of the platform's parties that it is old. */
export async function touchDirectory(tx: Tx): Promise<void> {
  await sql`UPDATE parties.platform SET directory = nextval('parties.directory_version') WHERE platform_id = ${tx.platform}`.execute(
    tx.as<Tables>(),
  );
}
