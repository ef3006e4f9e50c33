import type { Bilingual, service } from "#contract";
import type { Owned, Tx } from "#kernel";
import { badCursor } from "#kernel";
import { sql } from "kysely";
import type { Metric } from "./catalogue.ts";
import type { Counted } from "./model.ts";

export type Kept = service.MerchantScore & { readonly parts: Readonly<Record<string, number>> };
type ExclusionRow = {
  id: string;
  platform_id: number;
  merchant_id: number | null;
  from_day: string;
  until_day: string;
  reason: Bilingual;
};
export type Tables = Owned<
  "service",
  {
    order_case: { platform_id: number; merchant_id: number; order_key: string };
    score: { platform_id: number; merchant_id: number; as_of: string; body: Kept };
    exclusion: ExclusionRow;
  }
>;
export type When = { readonly day: string; readonly zone: string };
type Asked = When & { readonly now: Date };

/**
 * A metric's expression with the zone and the end of the day put in as bound values. A day that is not over ends now: a promise
 * that has not come yet is not broken.
 */
function bind(text: string, when: Asked) {
  const parts = text.split(/(\$zone|\$end)/);
  const end = sql`least((${when.day}::date + 1)::timestamp AT TIME ZONE ${when.zone}, ${when.now}::timestamptz)`;
  return sql.join(
    parts.map((p) => (p === "$zone" ? sql`${when.zone}` : p === "$end" ? end : sql.raw(p))),
    sql``,
  );
}
const excludedOn = (m: Metric, when: Asked) =>
  sql`EXISTS (SELECT FROM service.exclusion x WHERE x.platform_id = c.platform_id AND (x.merchant_id IS NULL OR x.merchant_id = c.merchant_id)
    AND ${bind(m.day, when)} BETWEEN x.from_day AND x.until_day)`;

/**
 * Counts a metric by merchant and age. At most the first three orders of a buyer with a merchant in a month count, so that
 * friends buying for stars change nothing; excluded orders are counted apart.
 */
export async function count(tx: Tx, m: Metric, asked: When): Promise<Counted[]> {
  const when = { ...asked, now: tx.now() };
  const [eligible, day, defect] = [bind(m.eligible, when), bind(m.day, when), bind(m.defect, when)];
  const found = await sql<Counted>`
    WITH own AS (
      SELECT c.merchant_id, ${when.day}::date - ${m.lag_days}::int - (${day}) AS age_days, coalesce(${defect}, false) AS defect, ${excludedOn(m, when)} AS excluded,
        row_number() OVER (PARTITION BY c.merchant_id, coalesce(c.buyer, c.order_key), date_trunc('month', c.placed_at) ORDER BY c.placed_at, c.order_key) AS nth
      FROM service.order_case c
      WHERE c.platform_id = ${tx.platform} AND coalesce(${eligible}, false)
        AND (${day}) BETWEEN ${when.day}::date - ${m.lag_days + m.window_days}::int AND ${when.day}::date - ${m.lag_days}::int
    )
    SELECT merchant_id AS merchant, age_days, count(*) FILTER (WHERE NOT excluded AND nth <= 3)::int AS orders,
      count(*) FILTER (WHERE NOT excluded AND nth <= 3 AND defect)::int AS defects, count(*) FILTER (WHERE excluded)::int AS excluded
    FROM own GROUP BY merchant_id, age_days`.execute(tx.as<Tables>());
  return found.rows;
}
/** Merchants with any order, and how many orders each has. */
export async function merchantOrders(tx: Tx): Promise<{ merchant: number; orders: number }[]> {
  const found = await sql<{
    merchant: number;
    orders: number;
  }>`SELECT merchant_id AS merchant, count(*)::int AS orders FROM service.order_case
    WHERE platform_id = ${tx.platform} GROUP BY merchant_id ORDER BY merchant_id LIMIT 100000`.execute(tx.as<Tables>());
  return found.rows;
}

export type Evidence = {
  order_key: string;
  day: string;
  defect: boolean;
  excluded: boolean;
  promised: Date | string | null;
  actual: Date | string | null;
  amount_minor: number;
};
type EvidenceAsk = {
  readonly merchant: number;
  readonly defectsOnly: boolean;
  readonly after?: string | undefined;
  readonly limit: number;
};
/** The orders behind a metric, newest first; the cursor is `day|order`. */
export async function evidence(tx: Tx, m: Metric, asked: When, ask: EvidenceAsk): Promise<Evidence[]> {
  const when = { ...asked, now: tx.now() };
  const [afterDay, afterOrder] = cursor(ask.after);
  const day = bind(m.day, when);
  const found = await sql<Evidence>`
    SELECT c.order_key, (${day})::text AS day, coalesce(${bind(m.defect, when)}, false) AS defect, ${excludedOn(m, when)} AS excluded,
      c.${sql.raw(m.promised)} AS promised, c.${sql.raw(m.actual)} AS actual, c.amount_minor
    FROM service.order_case c
    WHERE c.platform_id = ${tx.platform} AND c.merchant_id = ${ask.merchant} AND coalesce(${bind(m.eligible, when)}, false)
      AND (${day}) BETWEEN ${when.day}::date - ${m.lag_days + m.window_days}::int AND ${when.day}::date - ${m.lag_days}::int
      AND (NOT ${ask.defectsOnly} OR coalesce(${bind(m.defect, when)}, false))
      AND (${afterDay}::date IS NULL OR ((${day}), c.order_key) < (${afterDay}::date, ${afterOrder}))
    ORDER BY (${day}) DESC, c.order_key DESC LIMIT ${ask.limit}`.execute(tx.as<Tables>());
  return found.rows;
}
function cursor(after: string | undefined): [string | null, string] {
  if (after === undefined) return [null, ""];
  const [, day, order] = /^(\d{4}-\d{2}-\d{2})\|(.{1,100})$/s.exec(after) ?? [];
  if (day === undefined || order === undefined) throw badCursor();
  return [day, order];
}

export async function putScore(tx: Tx, merchant: number, as_of: string, body: Kept): Promise<void> {
  const text = sql<Kept>`${JSON.stringify(body)}::jsonb`;
  await tx
    .as<Tables>()
    .insertInto("service.score")
    .values({ platform_id: tx.platform, merchant_id: merchant, as_of, body: text })
    .onConflict((c) => c.columns(["platform_id", "merchant_id", "as_of"]).doUpdateSet({ body: text }))
    .execute();
}
/** The newest score of each merchant on or before a day. */
export async function scoresAt(tx: Tx, as_of: string): Promise<Kept[]> {
  const rows = await tx
    .as<Tables>()
    .selectFrom("service.score")
    .distinctOn("merchant_id")
    .select("body")
    .where("platform_id", "=", tx.platform)
    .where("as_of", "<=", as_of)
    .orderBy("merchant_id")
    .orderBy("as_of", "desc")
    .limit(100_000)
    .execute();
  return rows.map((r) => r.body);
}
export async function history(tx: Tx, merchant: number, days: number): Promise<Kept[]> {
  const rows = await tx
    .as<Tables>()
    .selectFrom("service.score")
    .select("body")
    .where("platform_id", "=", tx.platform)
    .where("merchant_id", "=", merchant)
    .orderBy("as_of", "desc")
    .limit(days)
    .execute();
  return rows.map((r) => r.body).reverse();
}
export async function exclusions(tx: Tx): Promise<ExclusionRow[]> {
  return tx
    .as<Tables>()
    .selectFrom("service.exclusion")
    .selectAll()
    .where("platform_id", "=", tx.platform)
    .orderBy("from_day", "desc")
    .limit(500)
    .execute();
}
export async function addExclusion(tx: Tx, row: Omit<ExclusionRow, "platform_id">): Promise<void> {
  await tx
    .as<Tables>()
    .insertInto("service.exclusion")
    .values({ ...row, platform_id: tx.platform, reason: sql`${JSON.stringify(row.reason)}::jsonb` })
    .execute();
}
