import type { databank } from "#contract";
import type { Asked } from "./asked-sets.ts";
import { sourceOf } from "./asked-sets.ts";
import { counts, foldedFromDays, onDays, reach, ruleSet, within } from "./fold.ts";
import { rulesOf, stages } from "./model.ts";
import { peopleEvents } from "./raw.ts";
import { dayOf, emptySet, list } from "./text.ts";

type Stage = databank.Stage;
type Rule = databank.StageRule;

/** The same from the raw events, without any daily set. */
function foldedFromEvents(a: Asked): string {
  const rules = rulesOf(a.model).map((r) => r.rule);
  const test = (rule: Rule, day: string) => {
    const when = `behaviour IN (${list(rule.behaviours)}) AND ${counts(a, day)} AND ${within(rule, day)}`;
    const often = `countIf(${when}) >= ${rule.min_count}`;
    return rule.min_distinct_days === 1 ? often : `${often} AND uniqExactIf(day, ${when}) >= ${rule.min_distinct_days}`;
  };
  const tests = a.days.map(
    (day) => `(${[dayOf(day), ...rules.map((rule) => test(rule, dayOf(day)))].join(",\n      ")})`,
  );
  const sets = rules.map((_, r) => `groupBitmapStateIf(person, met.${r + 2}) AS ${ruleSet(r)}`);
  return `tested AS (
  SELECT brand, person, count() AS n, arrayJoin([
    ${tests.join(",\n    ")}]) AS met
  FROM (${peopleEvents(a.platform, reach(a))})
  GROUP BY brand, person),
folded AS (
  SELECT brand, met.1 AS asof, sum(n) AS n, toDateTime(0, 'UTC') AS computed,
    ${sets.join(",\n    ")}
  FROM tested GROUP BY brand, asof)`;
}

/**
 * A WITH clause whose last table `staged` has one row per brand and asked day (`asof`): the sets `A`, `I`, `P` and `L`, pairwise
 * disjoint and without erased people, `anyone` of them; `n` rows read and `computed`, the newest computing time.
 */
export function stagedSets(a: Asked): string {
  if (a.days.length === 0 || a.days.length > 64) throw new RangeError("1 to 64 days at once");
  const rules = rulesOf(a.model);
  const met = (stage: Stage) =>
    rules.flatMap((r, i) => (r.stage === stage ? [ruleSet(i)] : [])).reduce((x, y) => `bitmapOr(${x}, ${y})`);
  return `WITH ${gone(a.platform, a.erased ?? [])} AS gone,
${sourceOf(a) === "bitmaps" ? foldedFromDays(a) : foldedFromEvents(a)},
staged AS (
  SELECT brand, asof, n, computed,
    bitmapAndnot(${met("L")}, gone) AS L,
    bitmapAndnot(bitmapAndnot(${met("P")}, gone), L) AS P,
    bitmapOr(P, L) AS PL,
    bitmapAndnot(bitmapAndnot(${met("I")}, gone), PL) AS I,
    bitmapOr(I, PL) AS IPL,
    bitmapAndnot(bitmapAndnot(${met("A")}, gone), IPL) AS A,
    bitmapOr(A, IPL) AS anyone
  FROM folded)`;
}
/** People who asked to be forgotten: they are in no figure from that moment on. */
export function gone(platform: number, erased: readonly number[]): string {
  const known = `(SELECT groupBitmapState(node) FROM person_of FINAL WHERE platform = ${platform} AND person = 0)`;
  return erased.length === 0 ? known : `bitmapOr(${known}, bitmapBuild(CAST([${erased.join(", ")}] AS Array(UInt32))))`;
}

/** A table `pair` after `staged` of two days: per brand, the sets of the first (`f_A` ...) and of the second (`t_A` ...). */
export function pairOf(from: string, to: string): string {
  const columns = [...stages, "anyone"].flatMap((s) => [
    `groupBitmapOrStateIf(${s}, asof = ${dayOf(from)}) AS f_${s}`,
    `groupBitmapOrStateIf(${s}, asof = ${dayOf(to)}) AS t_${s}`,
  ]);
  return `pair AS (
  SELECT brand, max(n) AS n, max(computed) AS computed,
    ${columns.join(",\n    ")}
  FROM staged GROUP BY brand)`;
}
/** In `pair`, who went from one place to another; `none` is being in no stage on that day, of the people of the other day. */
export function flowSet(from: databank.Place, to: databank.Place): string {
  if (from !== "none" && to !== "none") return `bitmapAnd(f_${from}, t_${to})`;
  if (from !== "none") return `bitmapAndnot(f_${from}, t_anyone)`;
  return to === "none" ? emptySet : `bitmapAndnot(t_${to}, f_anyone)`;
}

/** A table `touched`: per brand and touchpoint, the people who did there what a stage counts (`t_A` ...), and any of them (`t_any`). */
export function touchedBy(a: Asked, day: string): string {
  const rules = rulesOf(a.model);
  const when = (of: ReturnType<typeof rulesOf>) =>
    of.map(({ rule }) => `(behaviour IN (${list(rule.behaviours)}) AND ${within(rule, dayOf(day))})`).join(" OR ");
  const perStage = [...Map.groupBy(rules, (r) => r.stage)].map(
    ([stage, of]) => `groupBitmapOrStateIf(people, ${when(of)}) AS t_${stage}`,
  );
  return `touched AS (
  SELECT brand, touchpoint, groupBitmapOrStateIf(people, ${when(rules)}) AS t_any,
    ${perStage.join(",\n    ")}
  FROM touch_day FINAL
  WHERE platform = ${a.platform} AND ${reach(a)}
  GROUP BY brand, touchpoint)`;
}

/** The people of a brand who did one of these things between two days, on enough different days; `touchpoints` names a parameter. */
export function happenedSet(h: {
  readonly platform: number;
  readonly brand: number;
  readonly behaviours: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly min_distinct_days: number;
  readonly touchpoints?: string | undefined;
}): string {
  const where = `platform = ${h.platform} AND brand = ${h.brand} AND day >= ${dayOf(h.from)} AND day <= ${dayOf(h.to)} AND behaviour IN (${list(h.behaviours)})`;
  const more =
    h.touchpoints === undefined ? `until > ${dayOf(h.to)}` : `touchpoint IN {${h.touchpoints}:Array(String)}`;
  const table = h.touchpoints === undefined ? "behaviour_day" : "touch_day";
  return `(SELECT ${onDays("here", h.min_distinct_days)} FROM (
    SELECT day, groupBitmapOrState(people) AS here FROM ${table} FINAL WHERE ${where} AND ${more} GROUP BY day))`;
}
