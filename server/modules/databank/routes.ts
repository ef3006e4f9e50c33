import { databank } from "#contract";
import type { Endpoint, Scope } from "#kernel";
import { serve, serveBare } from "#kernel";
import { REPORT_K, suppressCells, tooSmall, totalIsSafe } from "#quant";
import { readyIn } from "./asked.ts";
import { hiddenCells, places } from "./model.ts";
import { modelVersions, putModel } from "./models.ts";
import type { StageChange } from "./stages.ts";
import { flowBetween, touchpoints, trend } from "./stages.ts";

const { routes } = databank;
/** The platform's owner sees exact figures; a brand sees no small groups. */
const hides = (scope: Scope): boolean => scope.kind !== "platform";

type ShownChange = { stage: databank.Stage; people: number | null; in: number | null; out: number | null };
/** A day as shown. Small movements are hidden in pairs: with the net change in sight one would give the other away. */
function shownDay(day: readonly StageChange[], hide: boolean): { stages: ShownChange[]; total: number | null } {
  const cells = day.map((s) => ({ key: s.stage, people: s.people }));
  const total = cells.reduce((sum, c) => sum + c.people, 0);
  if (!hide) return { stages: day.map((s) => ({ ...s })), total };
  const shown = suppressCells(cells);
  return {
    stages: day.map((s) => {
      const people = shown.find((c) => c.key === s.stage)?.people ?? null;
      const secret = people === null || tooSmall(s.in) || tooSmall(s.out);
      return { stage: s.stage, people, in: secret ? null : s.in, out: secret ? null : s.out };
    }),
    total: totalIsSafe(cells, shown) && !tooSmall(total) ? total : null,
  };
}

const aipl = serveBare(routes.aipl, async ({ scope }, { query: { as_of, brand, version } }) => {
  const { days, ...origin } = await trend(scope, { from: as_of, to: as_of, brand, version });
  return { as_of, ...origin, ...shownDay(days[0]?.stages ?? [], hides(scope)) };
});
const trendDays = serveBare(routes.trend, async ({ scope }, { query: { from, to, brand, version } }) => {
  const { days, ...origin } = await trend(scope, { from, to, brand, version });
  return {
    from,
    to,
    ...origin,
    days: days.map((d) => ({ day: d.day, stages: shownDay(d.stages, hides(scope)).stages })),
  };
});
const flow = serveBare(routes.flow, async ({ scope }, { query: { from, to, brand, version } }) => {
  const { matrix, ...origin } = await flowBetween(scope, { from, to, brand, version });
  const pairs = places.flatMap((a) => places.map((b) => ({ from: a, to: b, people: matrix[a][b] })));
  const cells = pairs.filter((p) => p.from !== "none" || p.to !== "none");
  const hidden = hides(scope) ? hiddenCells(cells, REPORT_K) : new Set<string>();
  return {
    from,
    to,
    ...origin,
    cells: cells.map((c) => ({ ...c, people: hidden.has(`${c.from}>${c.to}`) ? null : c.people })),
  };
});
const touch = serveBare(routes.touchpoints, async ({ scope }, { query: { as_of, brand, version } }) => {
  const { counts, ...origin } = await touchpoints(scope, { asOf: as_of, brand, version });
  // A share of a small or hidden stage, or of nearly all of it, would tell of the few: both sides must be large or empty.
  const secret = (people: number, of: number) =>
    hides(scope) && (tooSmall(people) || tooSmall(of) || tooSmall(of - people));
  return {
    as_of,
    ...origin,
    touchpoints: counts.map(({ stage, touchpoint, people, of }) => ({
      stage,
      touchpoint,
      people: secret(people, of) ? null : people,
      share_ratio: secret(people, of) || of === 0 ? null : people / of,
    })),
  };
});

const models = serve(routes.models, async ({ tx }, { query: { brand } }) => {
  if (brand !== undefined) await readyIn(tx, { brand }, "2000-01-01");
  return { items: await modelVersions(tx, tx.scope.kind === "brand" ? tx.scope.brand : brand) };
});
const put = serve(routes.putModel, async ({ tx, principal }, { body: { brand: asked, valid_from, model } }) => {
  const { brand } = await readyIn(tx, { brand: asked }, valid_from);
  return putModel(tx, { ...(brand === undefined ? {} : { brand }), valid_from, model, author: principal.name });
});

export const endpoints: readonly Endpoint[] = [aipl, trendDays, flow, touch, models, put];
