import type { databank } from "#contract";
import type { Scope } from "#kernel";
import { badInput, olapRows } from "#kernel";
import type { Figure, Ready } from "./asked.ts";
import { makeReady } from "./asked.ts";
import { addDays, daysBetween, places, stages, textOf } from "./model.ts";
import type { Asked } from "./asked-sets.ts";
import { sourceOf } from "./asked-sets.ts";
import { flowSet, pairOf, stagedSets, touchedBy } from "./sets.ts";
import { definitionOf } from "./words.ts";

type Stage = databank.Stage;
type Place = databank.Place;
/** The model a figure was made with and where it comes from. */
export type Origin = {
  readonly brand: number | null;
  readonly model: { readonly version: number; readonly text: string };
  readonly lineage: databank.Lineage;
};

export const trendDays_max = 62;
const touchpoints_max = 200;

type Row = Readonly<Record<string, number | string>>;
const originColumns = "sum(n) AS rows_read, toUnixTimestamp(max(computed)) AS computed_s";
/** One answer of the engine with the lineage of it. */
async function ask(scope: Scope, ready: Ready, asked: Asked, select: string): Promise<{ rows: Row[]; origin: Origin }> {
  const query = `${stagedSets(asked)}\n${select}`;
  const rows = await olapRows<Row>(
    scope,
    query,
    {},
    {
      do_not_merge_across_partitions_select_final: 1,
      max_query_size: 4_000_000,
      max_ast_elements: 500_000,
      max_expanded_ast_elements: 5_000_000,
    },
  );
  const computed = Math.max(0, ...rows.map((r) => Number(r.computed_s ?? 0)));
  return {
    rows,
    origin: {
      brand: ready.brand ?? null,
      model: { version: ready.version, text: textOf(ready.model) },
      lineage: {
        definition: definitionOf(ready.model),
        query: query.slice(0, 100_000),
        rows: rows.reduce((most, r) => Math.max(most, Number(r.rows_read ?? 0)), 0),
        source: sourceOf(asked),
        computed_at: computed === 0 ? null : new Date(computed * 1000).toISOString(),
        pending_days: ready.pending_days,
      },
    },
  };
}
const stageColumns = stages.map((s) => `sum(bitmapCardinality(staged.${s})) AS n_${s}`).join(", ");
const numberOf = (row: Row | undefined, column: string): number => Number(row?.[column] ?? 0);

export type StageCounts = Readonly<Record<Stage, number>>;
/** People in each AIPL stage on a day; each person of a brand once, in the highest stage. Exact: hide small groups before showing. */
export async function stagesAt(
  scope: Scope,
  figure: Figure & { readonly asOf: string },
): Promise<Origin & { readonly stages: StageCounts }> {
  const ready = await makeReady(scope, figure, figure.asOf);
  const { rows, origin } = await ask(
    scope,
    ready,
    { ...ready, days: [figure.asOf] },
    `SELECT ${stageColumns}, ${originColumns} FROM staged`,
  );
  const [A, I, P, L] = stages.map((s) => numberOf(rows[0], `n_${s}`));
  return { ...origin, stages: { A: A ?? 0, I: I ?? 0, P: P ?? 0, L: L ?? 0 } };
}

export type FlowMatrix = Readonly<Record<Place, Readonly<Record<Place, number>>>>;
/**
 * Where the people of each stage on day `from` are on day `to`; `none` are those in no stage on the one of the days. Rows sum to the
 * stages of `from`, columns to those of `to`. none to none is 0: people who met the brand on neither day are not counted. Exact.
 */
export async function flowBetween(
  scope: Scope,
  figure: Figure & { readonly from: string; readonly to: string },
): Promise<Origin & { readonly matrix: FlowMatrix }> {
  if (figure.to < figure.from) throw badInput("to", "lies before from", "the same day or a later one");
  const ready = await makeReady(scope, figure, figure.to);
  const pairs = places.flatMap((from) => places.map((to) => ({ from, to })));
  const select = pairs
    .map(({ from, to }) => `sum(bitmapCardinality(${flowSet(from, to)})) AS ${from}_${to}`)
    .join(", ");
  const { rows, origin } = await ask(
    scope,
    ready,
    { ...ready, days: [figure.from, figure.to] },
    `, ${pairOf(figure.from, figure.to)}
SELECT ${select}, ${originColumns} FROM pair`,
  );
  const row = (from: Place): Record<Place, number> => {
    const [A, I, P, L, none] = places.map((to) => numberOf(rows[0], `${from}_${to}`));
    return { A: A ?? 0, I: I ?? 0, P: P ?? 0, L: L ?? 0, none: none ?? 0 };
  };
  return { ...origin, matrix: { A: row("A"), I: row("I"), P: row("P"), L: row("L"), none: row("none") } };
}

export type StageChange = { readonly stage: Stage; readonly people: number; readonly in: number; readonly out: number };
export type DayChange = { readonly day: string; readonly stages: readonly StageChange[] };
/** AIPL stages on every day from `from` to `to` (at most 62), with how many people came into and left each since the day before. Exact. */
export async function trend(
  scope: Scope,
  figure: Figure & { readonly from: string; readonly to: string },
): Promise<Origin & { readonly days: readonly DayChange[] }> {
  const days = daysBetween(figure.from, figure.to);
  if (days.length === 0) throw badInput("to", "lies before from", "the same day or a later one");
  if (days.length > trendDays_max)
    throw badInput("from", `${days.length} days are too many`, `at most ${trendDays_max} days`);
  const ready = await makeReady(scope, figure, figure.to);
  const asked = { ...ready, days: [addDays(figure.from, -1), ...days] };
  const { rows, origin } = await ask(scope, ready, asked, changes);
  const byDay = new Map(rows.map((r) => [String(r.day), r]));
  return {
    ...origin,
    days: days.map((day) => ({
      day,
      stages: stages.map((stage) => {
        const read = (what: string) => numberOf(byDay.get(day), `${what}_${stage}`);
        return { stage, people: read("all"), in: read("in"), out: read("out") };
      }),
    })),
  };
}
/** Each day's sets beside those of the day before: brand by brand in the order of days, then summed over brands. */
const changes = `, ordered AS (
  SELECT brand, max(n) AS n, max(computed) AS computed, arraySort(d -> d.1, groupArray((asof, ${stages.join(", ")}))) AS d
  FROM staged GROUP BY brand),
compared AS (
  SELECT n, computed, arrayJoin(arrayMap((now, before) -> (now.1, ${stages
    .map((_, i) => {
      const [now, before] = [`now.${i + 2}`, `before.${i + 2}`];
      return `bitmapCardinality(${now}), bitmapAndnotCardinality(${now}, ${before}), bitmapAndnotCardinality(${before}, ${now})`;
    })
    .join(", ")}), arrayPopFront(d), arrayPopBack(d))) AS c
  FROM ordered)
SELECT toString(c.1) AS day, ${stages.map((s, i) => `sum(c.${3 * i + 2}) AS all_${s}, sum(c.${3 * i + 3}) AS in_${s}, sum(c.${3 * i + 4}) AS out_${s}`).join(", ")}, ${originColumns}
FROM compared GROUP BY c.1`;

export type TouchpointCount = {
  readonly stage: Stage;
  readonly touchpoint: string;
  readonly people: number;
  readonly of: number;
};
/**
 * Through which touchpoints the people of each stage did what the stage counts, within its window; `of` are all people of the stage.
 * One person can stand under several touchpoints. The 200 largest touchpoints. Exact.
 */
export async function touchpoints(
  scope: Scope,
  figure: Figure & { readonly asOf: string },
): Promise<Origin & { readonly counts: readonly TouchpointCount[] }> {
  const ready = await makeReady(scope, figure, figure.asOf);
  const asked: Asked = { ...ready, days: [figure.asOf] };
  const columns = stages.map((s) => `sum(bitmapAndCardinality(staged.${s}, touched.t_${s})) AS n_${s}`).join(", ");
  const select = `, ${touchedBy(asked, figure.asOf)}
SELECT touchpoint, ${columns}, ${originColumns}, sum(bitmapAndCardinality(staged.anyone, touched.t_any)) AS reached
FROM staged JOIN touched ON staged.brand = touched.brand
GROUP BY touchpoint HAVING reached > 0 ORDER BY reached DESC, touchpoint LIMIT ${touchpoints_max}`;
  const [whole, { rows, origin: touched }] = await Promise.all([
    ask(scope, ready, asked, `SELECT ${stageColumns}, ${originColumns} FROM staged`),
    ask(scope, ready, asked, select),
  ]);
  const counts = stages.flatMap((stage) =>
    rows.map((r) => ({
      stage,
      touchpoint: String(r.touchpoint),
      people: numberOf(r, `n_${stage}`),
      of: numberOf(whole.rows[0], `n_${stage}`),
    })),
  );
  const origin = { ...whole.origin, lineage: { ...whole.origin.lineage, query: touched.lineage.query } };
  return { ...origin, counts };
}
