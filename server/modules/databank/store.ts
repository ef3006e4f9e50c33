import type { Tx } from "#kernel";
import { sql } from "kysely";
import type { Tables } from "./tables.ts";

/** A business day of a brand. */
export type BrandDay = { readonly brand: number; readonly day: string };
export type DirtyDay = BrandDay & { readonly marks: number };

/** Notes that brand days have news that their sets of people do not hold yet. Sorted, so that two writers cannot lock each other. */
export async function markDirty(tx: Tx, days: readonly BrandDay[]): Promise<void> {
  const sorted = days.toSorted((a, b) => a.brand - b.brand || (a.day < b.day ? -1 : 1));
  for (let i = 0; i < sorted.length; i += 10_000) {
    const some = sorted.slice(i, i + 10_000);
    await sql`INSERT INTO databank.dirty AS d (platform_id, brand_id, day, since)
      SELECT ${tx.platform}, b, y, ${tx.now()} FROM unnest(${some.map((s) => s.brand)}::int[], ${some.map((s) => s.day)}::date[]) AS x (b, y)
      ON CONFLICT (platform_id, brand_id, day) DO UPDATE SET marks = d.marks + 1`.execute(tx.as<Tables>());
  }
}

/** Brand days that wait to be restated, at most `limit`. */
export const dirtyDays = (tx: Tx, limit: number): Promise<DirtyDay[]> =>
  tx
    .as<Tables>()
    .selectFrom("databank.dirty")
    .select(["brand_id as brand", "day", "marks"])
    .where("platform_id", "=", tx.platform)
    .orderBy("brand_id")
    .orderBy("day")
    .limit(limit)
    .execute();

/** Takes restated days off the list, unless they got news meanwhile. */
export async function clearDirty(tx: Tx, days: readonly DirtyDay[]): Promise<void> {
  await sql`DELETE FROM databank.dirty d USING unnest(${days.map((s) => s.brand)}::int[], ${days.map((s) => s.day)}::date[],
      ${days.map((s) => s.marks)}::bigint[]) AS x (b, y, m)
    WHERE d.platform_id = ${tx.platform} AND d.brand_id = x.b AND d.day = x.y AND d.marks = x.m`.execute(
    tx.as<Tables>(),
  );
}

/** How many brand days up to `to` wait; of one brand, or of all that the scope sees. */
export async function pendingDays(tx: Tx, brand: number | undefined, to?: string): Promise<number> {
  const row = await tx
    .as<Tables>()
    .selectFrom("databank.dirty")
    .select((e) => e.fn.countAll<number>().as("n"))
    .where("platform_id", "=", tx.platform)
    .$if(brand !== undefined, (q) => q.where("brand_id", "=", brand ?? 0))
    .$if(to !== undefined, (q) => q.where("day", "<=", to ?? ""))
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

/** System scope: platforms with days that wait. */
export async function dirtyPlatforms(tx: Tx): Promise<number[]> {
  const rows = await tx
    .as<Tables>()
    .selectFrom("databank.dirty")
    .select("platform_id")
    .distinct()
    .limit(10_000)
    .execute();
  return rows.map((r) => r.platform_id);
}

/** One process at a time restates a platform; false when another one does. */
export async function claimPlatform(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{
    got: boolean;
  }>`SELECT pg_try_advisory_xact_lock(7203020, ${tx.platform}) AS got`.execute(tx.as<Tables>());
  return rows[0]?.got === true;
}
/** A number that grows with each restating of the platform (hold the claim): microseconds of the database's own clock. */
export async function nextRevision(tx: Tx): Promise<number> {
  const { rows } = await sql<{
    us: number;
  }>`SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint AS us`.execute(tx.as<Tables>());
  return rows[0]?.us ?? 0;
}
