import { parties } from "#contract";
import type { Bilingual, BulkReply } from "#contract";
import type { Judged, RowFault, Tx } from "#kernel";
import { badFields, judgeRows, mergedRow, siftRows, upsertRows } from "#kernel";
import { sql } from "kysely";
import { bothNames } from "./model.ts";
import { platformRow, touchDirectory, venueKinds } from "./store.ts";
import type { BrandTable, MerchantTable, Tables, VenueTable } from "./tables.ts";

type Outcome = BulkReply & { readonly numbers: ReadonlyMap<string, number> };
type Options = { readonly dryRun?: boolean; readonly first?: number };
type Row = { code: string };
const codeOf = (row: Row): string => row.code;

/** Registrations of one platform run one after another, so that two calls with the same new code give one party. */
const oneAtATime = (tx: Tx) => sql`SELECT pg_advisory_xact_lock(7203100, ${tx.platform})`.execute(tx.as<Tables>());

async function standing<T extends Row>(tx: Tx, table: string, codes: readonly string[]): Promise<Map<string, T>> {
  const read = await sql<T>`SELECT t.* FROM ${sql.table(`parties.${table}`)} t
    WHERE t.platform_id = ${tx.platform} AND t.code = ANY(${codes}::text[])`.execute(tx.as<Tables>());
  return new Map(read.rows.map((r) => [r.code, r]));
}
async function numbersFrom(tx: Tx, what: string, n: number): Promise<number> {
  if (n === 0) return 0;
  const read = await sql<{ first: number }>`SELECT kernel.next_no(${tx.platform}, ${what}, ${n}) AS first`.execute(
    tx.as<Tables>(),
  );
  return read.rows[0]?.first ?? 0;
}
type Kind<T extends Row> = { readonly table: string; fresh(code: string, number: number): T; number(row: T): number };

/** Compares with what stands, numbers the new ones and writes what differs. */
async function settle<T extends Row>(
  tx: Tx,
  kind: Kind<T>,
  judged: Judged<Row>,
  given: ReadonlyMap<string, Partial<T>>,
  dryRun: boolean,
): Promise<Outcome> {
  const codes = [...given.keys()];
  const before = await standing<T>(tx, kind.table, codes);
  const missing = codes.filter((c) => !before.has(c));
  let number = dryRun ? 1 : await numbersFrom(tx, kind.table, missing.length);
  const changed: T[] = [];
  const numbers = new Map<string, number>();
  for (const [code, change] of given) {
    const old = before.get(code);
    const row = mergedRow<T>(old ?? kind.fresh(code, number), change);
    if (!old) number += 1;
    if (!old || JSON.stringify(old) !== JSON.stringify(row)) changed.push(row);
    numbers.set(code, kind.number(row));
  }
  if (!dryRun) await upsertRows(tx, `parties.${kind.table}`, ["platform_id", "code"], changed, [`${kind.table}_id`]);
  const created = missing.length;
  const updated = changed.length - created;
  return {
    created,
    updated,
    unchanged: codes.length - changed.length,
    rejected: [...judged.rejected],
    dry_run: dryRun,
    numbers,
  };
}

const inBoth = (name: Bilingual) => ({ name_zh: name.zh, name_en: name.en });
const unknownCode = (field: string, code: string, what: string): RowFault => ({
  field,
  reason: `no ${what} has the code ${code}`,
  expected: `the code of a ${what} of this platform`,
});

/** Adds or changes brands by code; each row is judged on its own. */
export async function registerBrands(
  tx: Tx,
  items: readonly unknown[],
  { dryRun = false, first = 0 }: Options = {},
): Promise<Outcome> {
  await oneAtATime(tx);
  const judged = judgeRows(parties.brandRow, items, codeOf, first);
  const platform_id = tx.platform;
  const kind: Kind<BrandTable> = {
    table: "brand",
    fresh: (code, brand_id) => ({ platform_id, brand_id, code, name_zh: code, name_en: code, status: "active" }),
    number: (r) => r.brand_id,
  };
  const given = new Map(judged.good.map(({ row }) => [row.code, { ...inBoth(row.name), status: row.status }]));
  return finish(tx, await settle(tx, kind, judged, given as ReadonlyMap<string, Partial<BrandTable>>, dryRun));
}

/** Adds or changes merchants by code; `brand` names a brand that stands. */
export async function registerMerchants(
  tx: Tx,
  items: readonly unknown[],
  { dryRun = false, first = 0 }: Options = {},
): Promise<Outcome> {
  await oneAtATime(tx);
  const read = judgeRows(parties.merchantRow, items, codeOf, first);
  const brands = await standing<BrandTable>(
    tx,
    "brand",
    codesIn(read, (r) => [r.brand]),
  );
  const judged = siftRows(read, codeOf, (r) =>
    r.brand === undefined || brands.has(r.brand) ? undefined : unknownCode("brand", r.brand, "brand"),
  );
  const platform_id = tx.platform;
  const kind: Kind<MerchantTable> = {
    table: "merchant",
    fresh: (code, merchant_id) => ({
      platform_id,
      merchant_id,
      code,
      name_zh: code,
      name_en: code,
      kind: "other",
      home_brand: null,
      status: "active",
    }),
    number: (r) => r.merchant_id,
  };
  const given = new Map(
    judged.good.map(({ row }) => [
      row.code,
      {
        ...inBoth(row.name),
        kind: row.kind,
        home_brand: row.brand === undefined ? undefined : brands.get(row.brand)?.brand_id,
        status: row.status,
      },
    ]),
  );
  return finish(tx, await settle(tx, kind, judged, given as ReadonlyMap<string, Partial<MerchantTable>>, dryRun));
}

/** Adds or changes venues by code; kind, merchant and brands must stand. */
export async function registerVenues(
  tx: Tx,
  items: readonly unknown[],
  { dryRun = false, first = 0 }: Options = {},
): Promise<Outcome> {
  await oneAtATime(tx);
  const read = judgeRows(parties.venueRow, items, codeOf, first);
  const brands = await standing<BrandTable>(
    tx,
    "brand",
    codesIn(read, (r) => r.brands ?? []),
  );
  const merchants = await standing<MerchantTable>(
    tx,
    "merchant",
    codesIn(read, (r) => [r.merchant]),
  );
  const kinds = new Set((await venueKinds(tx)).map((k) => k.code));
  const judged = siftRows(read, codeOf, (r) => {
    if (!kinds.has(r.kind))
      return { ...unknownCode("kind", r.kind, "kind of venue"), expected: [...kinds].join(", ").slice(0, 500) };
    if (!merchants.has(r.merchant)) return unknownCode("merchant", r.merchant, "merchant");
    const strange = r.brands?.find((b) => !brands.has(b));
    return strange === undefined ? undefined : unknownCode("brands", strange, "brand");
  });
  const kind = await freshVenues(tx);
  const given = new Map(
    judged.good.map(({ row: { name, merchant, brands: _carried, code, ...rest } }) => [
      code,
      { ...rest, ...inBoth(name), merchant_id: merchants.get(merchant)?.merchant_id },
    ]),
  );
  const outcome = await settle(tx, kind, judged, given as ReadonlyMap<string, Partial<VenueTable>>, dryRun);
  if (!dryRun) await carry(tx, judged, outcome.numbers, brands);
  return finish(tx, outcome);
}
async function freshVenues(tx: Tx): Promise<Kind<VenueTable>> {
  const zone = (await platformRow(tx))?.zone ?? "UTC";
  const usual = {
    address: "",
    city: "",
    region: "",
    format: "",
    lat: null,
    lng: null,
    zone,
    capabilities: null,
    status: "active" as const,
  };
  return {
    table: "venue",
    fresh: (code, venue_id) => ({
      platform_id: tx.platform,
      venue_id,
      code,
      name_zh: code,
      name_en: code,
      kind: "",
      merchant_id: 0,
      ...usual,
    }),
    number: (r) => r.venue_id,
  };
}
/** Replaces the carried brands of the rows that name them. */
async function carry(
  tx: Tx,
  judged: Judged<{ code: string; brands?: string[] | undefined }>,
  numbers: ReadonlyMap<string, number>,
  brands: ReadonlyMap<string, BrandTable>,
): Promise<void> {
  const told = judged.good.filter(({ row }) => row.brands !== undefined);
  const pairs = told.flatMap(({ row }) =>
    (row.brands ?? []).map((b) => ({ venue: numbers.get(row.code) ?? 0, brand: brands.get(b)?.brand_id ?? 0 })),
  );
  const venues = told.map(({ row }) => numbers.get(row.code) ?? 0);
  const wanted = sql`SELECT DISTINCT venue, brand FROM jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb) AS p(venue int, brand int)`;
  const db = tx.as<Tables>();
  await sql`DELETE FROM parties.venue_brand WHERE platform_id = ${tx.platform} AND venue_id = ANY(${venues}::int[])
    AND (venue_id, brand_id) NOT IN (${wanted})`.execute(db);
  await sql`INSERT INTO parties.venue_brand (platform_id, venue_id, brand_id) SELECT ${tx.platform}::int, w.venue, w.brand FROM (${wanted}) w
    ON CONFLICT DO NOTHING`.execute(db);
}
const codesIn = <T extends Row>(judged: Judged<T>, of: (row: T) => readonly (string | undefined)[]): string[] => [
  ...new Set(judged.good.flatMap(({ row }) => of(row).filter((c) => c !== undefined))),
];
async function finish(tx: Tx, outcome: Outcome): Promise<Outcome> {
  if (!outcome.dry_run) await touchDirectory(tx);
  return outcome;
}

type Loose<T> = Omit<T, "name"> & { readonly name?: string | Bilingual };
export type Registration = {
  readonly brands?: readonly Loose<parties.BrandRow>[];
  readonly merchants?: readonly Loose<parties.MerchantRow>[];
  readonly venues?: readonly Loose<parties.VenueRow>[];
};
/** Numbers by code. */
export type Registered = Record<"brands" | "merchants" | "venues", Map<string, number>>;

/**
 * Registers any number of parties by code, all or none; doing it again changes nothing. A name may be one text, and is
 * the code when left out. Needs the platform's scope; a Fault names the first rows that are wrong.
 */
export async function registerParties(tx: Tx, r: Registration): Promise<Registered> {
  return {
    brands: await inParts(tx, "brands", r.brands ?? [], registerBrands),
    merchants: await inParts(tx, "merchants", r.merchants ?? [], registerMerchants),
    venues: await inParts(tx, "venues", r.venues ?? [], registerVenues),
  };
}
async function inParts<T extends { readonly code: string; readonly name?: string | Bilingual }>(
  tx: Tx,
  what: string,
  rows: readonly T[],
  register: typeof registerBrands,
): Promise<Map<string, number>> {
  const numbers = new Map<string, number>();
  for (let i = 0; i < rows.length; i += 1000) {
    const part = rows.slice(i, i + 1000).map((row) => ({ ...row, name: bothNames(row.name ?? row.code) }));
    const outcome = await register(tx, part, { first: i });
    if (outcome.rejected.length > 0)
      throw badFields(
        outcome.rejected.slice(0, 100).map((x) => ({ field: `${what}.${x.index}.${x.field}`, reason: x.reason })),
      );
    for (const [code, number] of outcome.numbers) numbers.set(code, number);
  }
  return numbers;
}
