import type { Bilingual } from "#contract";
import { append } from "#facts";
import type { Tx } from "#kernel";
import { badInput, newId } from "#kernel";
import { sql } from "kysely";
import type { Standing } from "./model.ts";
import { settle } from "./model.ts";
import type { Part, Tables } from "./tables.ts";

export type Grant = {
  readonly merchant: number;
  readonly part: Part;
  /** What it rests on, for example a rule's code; a new grant of the same part and cause ends the one before. */
  readonly cause: string;
  /** Added to theta; a sanction is negative. Between -2 and 2. */
  readonly theta: number;
  readonly reason: Bilingual;
  /** What decided it, for example `verdict:<id>`. */
  readonly source: string;
  readonly until?: Date;
};

/** Gives or takes traffic: ends the running entry of the same merchant, part and cause, writes the new one and settles all coefficients. */
export async function grant(tx: Tx, g: Grant): Promise<string> {
  if (!Number.isFinite(g.theta) || Math.abs(g.theta) > 2)
    throw badInput("theta", `${g.theta} is outside the limits`, "between -2 and 2");
  const [id, now] = [newId(), tx.now()];
  const same = { platform_id: tx.platform, merchant_id: g.merchant, part: g.part, cause: g.cause };
  const running = sql<boolean>`(until_at IS NULL OR until_at > ${now})`;
  await tx
    .as<Tables>()
    .updateTable("traffic.grant_entry")
    .set({ until_at: now })
    .where("platform_id", "=", same.platform_id)
    .where("merchant_id", "=", same.merchant_id)
    .where("part", "=", same.part)
    .where("cause", "=", same.cause)
    .where(running)
    .execute();
  const row = {
    ...same,
    id,
    theta: g.theta,
    reason: g.reason,
    source: g.source.slice(0, 200),
    from_at: now,
    until_at: g.until ?? null,
  };
  await tx
    .as<Tables>()
    .insertInto("traffic.grant_entry")
    .values({ ...row, reason: sql`${JSON.stringify(g.reason)}::jsonb` })
    .execute();
  await settleAll(tx);
  await append(tx, [
    {
      id,
      name: "traffic.granted",
      at: now.toISOString(),
      merchant: g.merchant,
      props: { part: g.part, theta: g.theta, source: row.source, reason_zh: g.reason.zh, reason_en: g.reason.en },
    },
  ]);
  return id;
}

/** Recomputes every coefficient of the platform from the running grants and recent exposure. */
export async function settleAll(tx: Tx): Promise<number> {
  const now = tx.now();
  const since = new Date(now.getTime() - 28 * 86_400_000).toISOString().slice(0, 10);
  // One settlement at a time per platform, so that two grants cannot overwrite each other's price.
  await sql`SELECT pg_advisory_xact_lock(7203005, ${tx.platform})`.execute(tx.as<Tables>());
  const running = await tx
    .as<Tables>()
    .selectFrom("traffic.grant_entry")
    .select(["merchant_id", "part", sql<number>`sum(theta)`.as("theta")])
    .where("platform_id", "=", tx.platform)
    .where("from_at", "<=", now)
    .where(sql<boolean>`(until_at IS NULL OR until_at > ${now})`)
    .groupBy(["merchant_id", "part"])
    .execute();
  const shown = await tx
    .as<Tables>()
    .selectFrom("traffic.exposure_day")
    .select(["merchant_id", sql<number>`sum(impressions)::bigint`.as("impressions")])
    .where("platform_id", "=", tx.platform)
    .where("day", ">=", since)
    .groupBy("merchant_id")
    .execute();
  const parts = new Map<number, Record<Part, number>>();
  const none = () => ({ quality: 0, newcomer: 0, pacing: 0, sanction: 0 });
  for (const r of running) parts.set(r.merchant_id, { ...(parts.get(r.merchant_id) ?? none()), [r.part]: r.theta });
  const impressions = new Map(shown.map((r) => [r.merchant_id, r.impressions]));
  const merchants = new Set([...parts.keys(), ...impressions.keys()]);
  const standings: Standing[] = [...merchants].map((merchant) => ({
    merchant,
    parts: parts.get(merchant) ?? none(),
    impressions: impressions.get(merchant) ?? 0,
  }));
  await writeCoefficients(tx, standings);
  return standings.length;
}

async function writeCoefficients(tx: Tx, standings: readonly Standing[]): Promise<void> {
  const settled = settle(standings);
  const rows = settled.map((s) => ({
    platform_id: tx.platform,
    merchant_id: s.merchant,
    ...s.parts,
    theta: s.theta,
    since: tx.now(),
  }));
  if (rows.length === 0) return;
  await tx
    .as<Tables>()
    .insertInto("traffic.coefficient")
    .values(rows)
    .onConflict((c) =>
      c.columns(["platform_id", "merchant_id"]).doUpdateSet((e) => ({
        quality: e.ref("excluded.quality"),
        newcomer: e.ref("excluded.newcomer"),
        pacing: e.ref("excluded.pacing"),
        sanction: e.ref("excluded.sanction"),
        price: e.ref("excluded.price"),
        theta: e.ref("excluded.theta"),
        since: e.ref("excluded.since"),
      })),
    )
    .execute();
}

export type Coefficient = Record<Part | "price", number> & {
  readonly merchant_id: number;
  readonly theta: number;
  readonly since: Date;
};
export async function coefficients(tx: Tx): Promise<Coefficient[]> {
  return tx
    .as<Tables>()
    .selectFrom("traffic.coefficient")
    .select(["merchant_id", "quality", "newcomer", "pacing", "sanction", "price", "theta", "since"])
    .where("platform_id", "=", tx.platform)
    .orderBy("theta", "desc")
    .limit(1000)
    .execute();
}
/** Newest entries first, of these merchants or of all. */
export async function grantsOf(tx: Tx, merchants: readonly number[] | undefined, limit: number) {
  let query = tx.as<Tables>().selectFrom("traffic.grant_entry").selectAll().where("platform_id", "=", tx.platform);
  if (merchants !== undefined) query = query.where("merchant_id", "in", merchants.length === 0 ? [0] : [...merchants]);
  return query.orderBy("from_at", "desc").limit(limit).execute();
}
