import type { rules } from "#contract";
import type { Owned, Tx } from "#kernel";
import { sql } from "kysely";

type VersionRow = {
  platform_id: number;
  rule: string;
  version: number;
  body: rules.RuleVersion;
  published_at: Date;
  effective_from: Date;
};
export type VerdictRow = {
  id: string;
  platform_id: number;
  place: number;
  merchant_id: number;
  home_brand: number | null;
  rule: string;
  version: number;
  at: Date;
  outcome: rules.Verdict["outcome"];
  kind: string;
  body: string;
  hash: string;
  previous_hash: string;
};
export type AppealRow = {
  id: string;
  platform_id: number;
  verdict: string;
  merchant_id: number;
  home_brand: number | null;
  body: string;
  state: rules.Appeal["state"];
  opened_at: Date;
  due_at: Date;
  answer: string | null;
  decided_at: Date | null;
  suspended: boolean;
};
export type Tables = Owned<"rules", { version: VersionRow; verdict: VerdictRow; appeal: AppealRow }>;

export async function insertVersion(tx: Tx, v: rules.RuleVersion): Promise<void> {
  const row = {
    platform_id: tx.platform,
    rule: v.rule,
    version: v.version,
    published_at: new Date(v.published_at),
    effective_from: new Date(v.effective_from),
  };
  await tx
    .as<Tables>()
    .insertInto("rules.version")
    .values({ ...row, body: sql`${JSON.stringify(v)}::jsonb` })
    .execute();
}
export async function versions(tx: Tx): Promise<rules.RuleVersion[]> {
  const rows = await tx
    .as<Tables>()
    .selectFrom("rules.version")
    .select("body")
    .where("platform_id", "=", tx.platform)
    .orderBy("rule")
    .orderBy("version")
    .limit(2000)
    .execute();
  return rows.map((r) => r.body);
}
/** Takes the platform's place in the chain: one writer at a time, so every verdict knows the one before it. */
export async function chainEnd(tx: Tx): Promise<{ place: number; hash: string }> {
  await sql`SELECT pg_advisory_xact_lock(7203007, ${tx.platform})`.execute(tx.as<Tables>());
  const last = await tx
    .as<Tables>()
    .selectFrom("rules.verdict")
    .select(["place", "hash"])
    .where("platform_id", "=", tx.platform)
    .orderBy("place", "desc")
    .limit(1)
    .executeTakeFirst();
  return last ?? { place: 0, hash: "" };
}
export async function insertVerdicts(tx: Tx, rows: readonly VerdictRow[]): Promise<void> {
  for (let i = 0; i < rows.length; i += 500)
    await tx
      .as<Tables>()
      .insertInto("rules.verdict")
      .values(rows.slice(i, i + 500))
      .execute();
}
/** The newest verdict of every merchant and rule. */
export async function newest(tx: Tx): Promise<VerdictRow[]> {
  return tx
    .as<Tables>()
    .selectFrom("rules.verdict")
    .selectAll()
    .distinctOn(["merchant_id", "rule"])
    .where("platform_id", "=", tx.platform)
    .orderBy("merchant_id")
    .orderBy("rule")
    .orderBy("place", "desc")
    .limit(200_000)
    .execute();
}
export type VerdictFilter = {
  readonly merchant?: number | undefined;
  readonly rule?: string | undefined;
  readonly outcome?: rules.Verdict["outcome"] | undefined;
  readonly before?: number;
  readonly limit: number;
};
export async function verdictPage(tx: Tx, f: VerdictFilter): Promise<VerdictRow[]> {
  let rows = tx.as<Tables>().selectFrom("rules.verdict").selectAll().where("platform_id", "=", tx.platform);
  if (f.merchant !== undefined) rows = rows.where("merchant_id", "=", f.merchant);
  if (f.rule !== undefined) rows = rows.where("rule", "=", f.rule);
  if (f.outcome !== undefined) rows = rows.where("outcome", "=", f.outcome);
  if (f.before !== undefined) rows = rows.where("place", "<", f.before);
  return rows.orderBy("place", "desc").limit(f.limit).execute();
}
export async function verdictById(tx: Tx, id: string): Promise<VerdictRow | undefined> {
  return tx
    .as<Tables>()
    .selectFrom("rules.verdict")
    .selectAll()
    .where("platform_id", "=", tx.platform)
    .where("id", "=", id)
    .executeTakeFirst();
}
export async function chainSlice(tx: Tx, after: number, limit: number): Promise<VerdictRow[]> {
  return tx
    .as<Tables>()
    .selectFrom("rules.verdict")
    .selectAll()
    .where("platform_id", "=", tx.platform)
    .where("place", ">", after)
    .orderBy("place")
    .limit(limit)
    .execute();
}

export async function appealsOf(tx: Tx, verdicts: readonly string[]): Promise<AppealRow[]> {
  if (verdicts.length === 0) return [];
  return tx
    .as<Tables>()
    .selectFrom("rules.appeal")
    .selectAll()
    .where("platform_id", "=", tx.platform)
    .where("verdict", "in", [...verdicts])
    .orderBy("opened_at")
    .execute();
}
