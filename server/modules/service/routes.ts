import { service } from "#contract";
import type { Endpoint, Principal, Tx } from "#kernel";
import { badInput, dayIn, newId, notFound, serve } from "#kernel";
import { directory } from "#parties";
import type { Metric } from "./catalogue.ts";
import { metric, metrics } from "./catalogue.ts";
import { computeScores, latestScores, today } from "./score.ts";
import type { Evidence } from "./store.ts";
import { addExclusion, evidence, exclusions, history } from "./store.ts";

const { routes } = service;

/** A brand sees the merchants whose home it is; somebody else's merchant is not found. */
async function mine(tx: Tx, principal: Principal): Promise<(merchant: number) => boolean> {
  if (principal.role === "operator") return () => true;
  const merchants = (await directory(tx)).merchants.byId;
  return (m) => principal.brand !== undefined && merchants.get(m)?.brand === principal.brand;
}
async function mustBeMine(tx: Tx, principal: Principal, merchant: number): Promise<void> {
  const known = (await directory(tx)).merchants.byId.has(merchant);
  if (!known || !(await mine(tx, principal))(merchant)) throw notFound("The merchant");
}
function definition({
  weight: _w,
  eligible: _e,
  day: _d,
  defect: _f,
  promised: _p,
  actual: _a,
  ...shown
}: Metric): service.MetricDefinition {
  return shown;
}

const scores = serve(routes.scores, async ({ tx, principal }, { query }) => {
  const own = await mine(tx, principal);
  const all = (await latestScores(tx, query.as_of)).filter((s) => own(s.merchant));
  return { items: all.sort((a, b) => b.score - a.score).slice(0, query.limit) };
});
const oneHistory = serve(routes.history, async ({ tx, principal }, { params, query }) => {
  await mustBeMine(tx, principal, params.merchant);
  return { items: (await history(tx, params.merchant, query.days)).map(({ parts: _parts, ...shown }) => shown) };
});

const iso = (v: Date | string | null): string | null => (v instanceof Date ? v.toISOString() : v);
function reason(m: Metric, e: Evidence): { zh: string; en: string } {
  if (e.excluded) return { zh: "不计入：不可抗力或平台原因", en: "does not count: outside the merchant's power" };
  return e.defect ? m.numerator : { zh: "正常", en: "in order" };
}
const orders = serve(routes.evidence, async ({ tx, principal }, { params, query }) => {
  await mustBeMine(tx, principal, params.merchant);
  const m = metric(params.metric);
  const { zone } = (await directory(tx)).platform;
  const ask = {
    merchant: params.merchant,
    defectsOnly: query.defects_only === "yes",
    after: query.after,
    limit: query.limit + 1,
  };
  const rows = await evidence(tx, m, { day: dayIn(zone, tx.now()), zone }, ask);
  const page = rows.slice(0, query.limit);
  const last = rows.length > query.limit ? page.at(-1) : undefined;
  const items = page.map((e) => ({
    order: e.order_key,
    day: e.day,
    defect: e.defect,
    excluded: e.excluded,
    reason: reason(m, e),
    promised: iso(e.promised),
    actual: iso(e.actual),
    amount_minor: e.amount_minor,
    counted_at: tx.now().toISOString(),
  }));
  return { items, ...(last ? { next: `${last.day}|${last.order_key}` } : {}) };
});

const exclude = serve(routes.exclude, async ({ tx }, { body }) => {
  if (body.until < body.from) throw badInput("body.until", "is before `from`", "the same day or later");
  if (body.merchant !== null && !(await directory(tx)).merchants.byId.has(body.merchant))
    throw badInput("body.merchant", "is not known here", "a merchant's number, or null for all");
  const id = newId();
  await addExclusion(tx, {
    id,
    merchant_id: body.merchant,
    from_day: body.from,
    until_day: body.until,
    reason: body.reason,
  });
  return { id, ...body };
});

export const endpoints: readonly Endpoint[] = [
  serve(routes.catalogue, async () => ({ items: metrics.map(definition) })),
  scores,
  oneHistory,
  orders,
  exclude,
  serve(routes.exclusions, async ({ tx }) => ({
    items: (await exclusions(tx)).map((x) => ({
      id: x.id,
      from: x.from_day,
      until: x.until_day,
      merchant: x.merchant_id,
      reason: x.reason,
    })),
  })),
  serve(routes.compute, async ({ tx }) => computeScores(tx, await today(tx))),
];
