import type { plans } from "#contract";
import type { Principal, Scope, Tx } from "#kernel";
import { badInput, conflict, dayIn, inTx, newId, platformScope } from "#kernel";
import { sql } from "kysely";
import { zoneOf } from "./agree.ts";
import { Measures, metricOf } from "./measures.ts";
import { elapsed, expectedBy, periodOf, statusOf } from "./model.ts";
import { planById, sideOf, standingNow, versionOf } from "./store.ts";
import type { DeliveryRow, PlanRow, ReviewRow, Tables } from "./tables.ts";

const noneInForce = () =>
  conflict("not_in_force", "No version of this plan is in force yet.", {
    zh: "该计划尚未生效。",
    en: "No version of this plan is in force yet.",
  });
/** The version in force; conflict when there is none. */
export async function versionInForce(tx: Tx, plan: string): Promise<plans.Version> {
  const { inForce } = await standingNow(tx, plan);
  if (!inForce) throw noneInForce();
  return versionOf(tx, plan, inForce.version);
}

/**
 * Every target of the version in force beside its live measure, as of a day (today unless said). Measures open transactions of
 * their own, so this runs outside of any.
 */
export async function progressOf(scope: Scope, id: string, asked?: string): Promise<plans.Progress> {
  const { plan, version, today } = await inTx(scope, async (tx) => {
    const found = await planById(tx, id);
    return { plan: found, version: await versionInForce(tx, id), today: dayIn(await zoneOf(tx), tx.now()) };
  });
  const as_of = asked ?? today;
  if (as_of > today) throw badInput("as_of", "is in the future", `at most ${today}`);
  const measures = new Measures(platformScope(plan.platform_id), plan.brand_id, today);
  const figures: plans.Figure[] = [];
  for (const target of version.content.targets) figures.push(await figureOf(plan, target, as_of, measures));
  return { plan: id, version: version.version, hash: version.hash, as_of, figures };
}
async function figureOf(plan: PlanRow, target: plans.Target, as_of: string, measures: Measures): Promise<plans.Figure> {
  const metric = metricOf.get(target.metric);
  if (!metric) throw new Error(`a target is bound to ${target.metric}, which is not measured`);
  const period = periodOf(plan.year, target.quarter);
  const share = elapsed(period, as_of);
  const expected = expectedBy(target, metric.kind, share);
  const to = as_of < period.to ? as_of : period.to;
  const { metric: name, venue_kind } = target;
  const begun = share > 0;
  const measured = begun ? await measures.read({ metric: name, from: period.from, to, venue_kind }) : undefined;
  const actual = measured?.actual ?? null;
  return {
    target,
    unit: metric.unit,
    ...period,
    actual,
    reason: measured?.reason ?? null,
    expected,
    gap: actual === null ? null : actual - expected,
    status: statusOf(target, { actual, expected, share }),
    lineage: {
      definition: metric.meaning,
      computed_at: measured?.computed_at ?? null,
      source: measured?.source.slice(0, 300) ?? "",
    },
  };
}

/** What was promised in the version in force, with what was delivered of it. */
export async function ledgerOf(tx: Tx, id: string, content: plans.Content): Promise<plans.LedgerLine[]> {
  const rows = await tx
    .as<Tables>()
    .selectFrom("plans.delivery")
    .selectAll()
    .where("platform_id", "=", tx.platform)
    .where("plan", "=", id)
    .orderBy("at")
    .limit(10_000)
    .execute();
  return content.ledger.map((promise) => {
    const own = rows.filter((r) => r.promise === promise.id && r.side === promise.side);
    return {
      ...promise,
      delivered_quantity: own.reduce((s, r) => s + r.quantity, 0),
      delivered_minor: own.reduce((s, r) => s + r.amount_minor, 0),
      deliveries: own.slice(-200).map(shownDelivery),
    };
  });
}
const shownDelivery = (r: DeliveryRow): plans.Delivery => ({
  id: r.id,
  promise: r.promise,
  side: r.side,
  quantity: r.quantity,
  amount_minor: r.amount_minor,
  day: r.day,
  evidence: r.evidence,
  note: r.note,
  by: r.by,
  at: r.at.toISOString(),
});
type Delivered = Pick<plans.Delivery, "promise" | "quantity" | "amount_minor" | "day" | "evidence" | "note">;
/** Notes that one's own side delivered something it promised in the version in force. */
export async function deliver(tx: Tx, p: Principal, id: string, d: Delivered): Promise<plans.LedgerLine> {
  const plan = await planById(tx, id);
  const { content } = await versionInForce(tx, id);
  const promise = content.ledger.find((x) => x.id === d.promise);
  if (!promise) throw badInput("promise", "is not in the version in force", "the id of a line of the ledger");
  if (promise.side !== sideOf(p))
    throw badInput(
      "promise",
      "was given by the other side",
      "a promise of one's own side: each notes what it delivers",
    );
  const row = {
    ...d,
    id: newId(),
    platform_id: tx.platform,
    brand_id: plan.brand_id,
    plan: id,
    side: promise.side,
    evidence: sql<DeliveryRow["evidence"]>`${JSON.stringify(d.evidence)}::jsonb`,
    by: p.name.slice(0, 200),
    at: tx.now(),
  };
  await tx.as<Tables>().insertInto("plans.delivery").values(row).execute();
  const line = (await ledgerOf(tx, id, content)).find((l) => l.id === d.promise);
  if (!line) throw new Error("a line of the ledger vanished");
  return line;
}

type Said = Pick<plans.Review, "quarter" | "note" | "actions">;
/** Keeps a review with the figures as they stood. */
export async function keepReview(tx: Tx, p: Principal, said: Said, figures: plans.Progress): Promise<plans.Review> {
  const plan = await planById(tx, figures.plan);
  const row = await tx
    .as<Tables>()
    .insertInto("plans.review")
    .values({
      id: newId(),
      platform_id: tx.platform,
      brand_id: plan.brand_id,
      plan: plan.id,
      version: figures.version,
      quarter: said.quarter,
      note: said.note,
      actions: sql<ReviewRow["actions"]>`${JSON.stringify(said.actions)}::jsonb`,
      by: p.name.slice(0, 200),
      side: sideOf(p),
      at: tx.now(),
      figures: sql<ReviewRow["figures"]>`${JSON.stringify(figures)}::jsonb`,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return shownReview(row);
}
const shownReview = (r: ReviewRow): plans.Review => ({
  id: r.id,
  version: r.version,
  quarter: r.quarter,
  note: r.note,
  actions: r.actions,
  by: r.by,
  side: r.side,
  at: r.at.toISOString(),
  figures: r.figures,
});
export async function reviewPage(
  tx: Tx,
  id: string,
  page: { readonly after?: string | undefined; readonly limit: number },
) {
  await planById(tx, id);
  let rows = tx
    .as<Tables>()
    .selectFrom("plans.review")
    .selectAll()
    .where("platform_id", "=", tx.platform)
    .where("plan", "=", id);
  if (page.after !== undefined) rows = rows.where("id", "<", page.after);
  const found = await rows
    .orderBy("id", "desc")
    .limit(page.limit + 1)
    .execute();
  const items = found.slice(0, page.limit);
  const next = found.length > page.limit ? items.at(-1)?.id : undefined;
  return { items: items.map(shownReview), ...(next === undefined ? {} : { next }) };
}
