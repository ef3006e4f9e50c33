import type { facts, marketing } from "#contract";
import { peopleOf as peopleInCell } from "#databank";
import { accountId, peopleOf, resolve } from "#identity";
import type { Tx } from "#kernel";
import { dayIn } from "#kernel";
import { directory } from "#parties";
import { wilson } from "#quant";
import { metBy, slotCounts } from "#traffic";
import { sql } from "kysely";
import { campaignById } from "./campaigns.ts";
import type { CampaignRow, Tables } from "./tables.ts";

type Arm = { readonly people: number; readonly buyers: number };
/** Fewer people than this in an arm tell nothing, and could tell who they are. */
const least = 50;

/** What a campaign showed, what it cost, and what it caused: the buyer share of those who could see it less that of the held-out. */
export async function resultsOf(tx: Tx, id: string): Promise<marketing.Results> {
  const campaign = await campaignById(tx, id);
  const [spent, shown] = [await usage(tx, id), await met(tx, campaign)];
  const base = { campaign: id, ...spent, exposures: shown.exposures, clicks: shown.clicks };
  if (!shown.reached || !shown.heldOut) return { ...base, reached: null, held_out: null, lift: null };
  const small = shown.reached.people < least || shown.heldOut.people < least;
  return {
    ...base,
    reached: arm(shown.reached),
    held_out: arm(shown.heldOut),
    lift: small ? null : lift(shown.reached, shown.heldOut),
  };
}
const arm = (a: Arm) =>
  a.people < least
    ? { people: null, buyers: null, buyer_ratio: null }
    : { people: a.people, buyers: a.buyers, buyer_ratio: a.buyers / a.people };

/** Difference of two shares with its 95 % interval (Newcombe 1998, method 10: from the two Wilson intervals). */
export function lift(a: Arm, b: Arm): { ratio: number; low: number; high: number } {
  const [p, q] = [a.buyers / a.people, b.buyers / b.people];
  const [w, v] = [wilson(a.buyers, a.people), wilson(b.buyers, b.people)];
  const ratio = p - q;
  return { ratio, low: ratio - Math.hypot(p - w.low, v.high - q), high: ratio + Math.hypot(w.high - p, q - v.low) };
}

async function usage(tx: Tx, campaign: string): Promise<{ claimed: number; used: number; spent_minor: number }> {
  return tx
    .as<Tables>()
    .selectFrom("marketing.benefit")
    .select([
      sql<number>`coalesce(sum(claimed) FILTER (WHERE form = 'coupon'), 0)::bigint`.as("claimed"),
      sql<number>`coalesce(sum(used), 0)::bigint`.as("used"),
      sql<number>`coalesce(sum(spent_minor), 0)::bigint`.as("spent_minor"),
    ])
    .where("platform_id", "=", tx.platform)
    .where("campaign", "=", campaign)
    .executeTakeFirstOrThrow();
}

async function met(
  tx: Tx,
  c: CampaignRow,
): Promise<{ exposures: number; clicks: number; reached?: Arm; heldOut?: Arm }> {
  const counts = await slotCounts(tx, c.brand_id, c.places, (c.started_at ?? c.from_at).toISOString().slice(0, 10));
  const visitors = await metBy(tx, c.id);
  if (visitors.length === 0 || c.started_at === null || c.hold_out === 0) return counts;
  const people = await tx.widened("whether visitors of a campaign bought is counted over people, never shown", (wide) =>
    peopleBehind(
      wide,
      visitors.map((v) => v.visitor),
    ),
  );
  const { zone } = (await directory(tx)).platform;
  const cell = {
    kind: "behaviour" as const,
    behaviours: ["purchase" as const],
    from: dayIn(zone, c.started_at),
    to: dayIn(zone, tx.now()),
    min_distinct_days: 1,
  };
  const bought = new Set(await peopleInCell({ kind: "brand", platform: tx.platform, brand: c.brand_id }, cell));
  const count = (shown: boolean): Arm => {
    const own = new Set(
      visitors.flatMap((v, i) => (v.shown === shown && (people[i] ?? 0) > 0 ? [people[i] ?? 0] : [])),
    );
    return { people: own.size, buyers: [...own].filter((p) => bought.has(p)).length };
  };
  return { ...counts, reached: count(true), heldOut: count(false) };
}
const isAccount = (visitor: string): boolean => /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-/.test(visitor);
async function peopleBehind(tx: Tx, visitors: readonly string[]): Promise<number[]> {
  const sets = visitors.map((v): { ids: facts.Identifier[] } => ({
    ids: [isAccount(v) ? accountId(v) : { type: "anonymous_id", value: v, verified: false }],
  }));
  const nodes: number[] = [];
  for (let i = 0; i < sets.length; i += 5_000)
    nodes.push(...(await resolve(tx, tx.platform, sets.slice(i, i + 5_000), "marketing", "look")));
  return peopleOf(tx, tx.platform, nodes);
}
