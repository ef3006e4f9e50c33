import type { databank } from "#contract";
import { needsRaw, rulesOf, windowStart } from "./model.ts";
import { FOREVER, NEVER, peopleEvents } from "./raw.ts";

type Model = databank.Model;
type Rule = databank.StageRule;
type Stage = databank.Stage;
export type Source = databank.Lineage["source"];

/** What sets of people are asked for: a model as it stands on one or several days, of one brand or of each. */
export type Asked = {
  readonly platform: number;
  readonly brand?: number | undefined;
  readonly model: Model;
  /** Days, at most 64. */
  readonly days: readonly string[];
  /** People whose erasure was asked for so recently that the analysis engine may not know it yet. */
  readonly erased?: readonly number[];
  readonly source?: Source;
};

// Everything put into these texts is a number, a day that a schema has checked, or a word of a closed list.
const quoted = (text: string): string => `'${text.replaceAll("\\", "").replaceAll("'", "")}'`;
const list = (words: readonly string[]): string => words.map(quoted).join(", ");
const dayOf = (day: string): string => `toDate(${quoted(day)})`;
const empty = "bitmapBuild(emptyArrayUInt32())";

export const sourceOf = (a: Asked): Source => a.source ?? (needsRaw(a.model) ? "raw" : "bitmaps");

/** Whether a purchase still counts on a day, by what the model says about refunds. */
function counts(model: Model, day: string): string {
  if (model.refunds === "ignore") return `until > ${dayOf(NEVER)}`;
  return model.refunds === "always" ? `until = ${dayOf(FOREVER)}` : `until > ${dayOf(day)}`;
}
const within = (rule: Rule, day: string): string => {
  const start = windowStart(day, rule.window_days);
  return start === undefined ? `day <= ${dayOf(day)}` : `day >= ${dayOf(start)} AND day <= ${dayOf(day)}`;
};

/** The events that any rule can look at on any of the days. */
function reach(a: Asked): string {
  const rules = rulesOf(a.model).map((r) => r.rule);
  const behaviours = [...new Set(rules.flatMap((r) => r.behaviours))].sort();
  const starts = rules.flatMap((r) => a.days.map((d) => windowStart(d, r.window_days) ?? ""));
  const [first = "", last = ""] = [starts.toSorted()[0], a.days.toSorted().at(-1)];
  return [
    a.brand === undefined ? "brand != 0" : `brand = ${a.brand}`,
    ...(first === "" ? [] : [`day >= ${dayOf(first)}`]),
    `day <= ${dayOf(last)}`,
    `behaviour IN (${list(behaviours)})`,
  ].join(" AND ");
}

/** Name of the set of people who meet rule `r` on day number `d`. */
const ruleSet = (d: number, r: number): string => `d${d}_r${r}`;

/**
 * People with news on at least k different days, folded over one set per day: level 1 has been seen once, level 2 twice ...
 * `seen[i]` gains those of `seen[i-1]` who are there again. The order of the days does not matter.
 */
function onDays(set: string, k: number, when: string): string {
  if (k === 1) return `groupBitmapOrStateIf(${set}, ${when})`;
  const levels = Array.from({ length: k }, (_, i) => i + 1);
  const step = levels.map((i) =>
    i === 1 ? "bitmapOr(seen.1, x)" : `bitmapOr(seen.${i}, bitmapAnd(seen.${i - 1}, x))`,
  );
  return `arrayFold((seen, x) -> (${step.join(", ")}), groupArrayIf(${set}, ${when}), (${levels.map(() => empty).join(", ")})).${k}`;
}

/** Per brand, the people who meet each rule on each day, from the daily sets. */
function foldedFromDays(a: Asked): string {
  const rules = rulesOf(a.model);
  const sets = new Map<string, string>();
  const asked = a.days.flatMap((day, d) =>
    rules.map(({ rule }, r) => {
      const behaviours = rule.behaviours.toSorted();
      const condition = `behaviour IN (${list(behaviours)}) AND ${counts(a.model, behaviours.includes("purchase") ? day : FOREVER_EVE)}`;
      const name = sets.get(condition) ?? `s${sets.size}`;
      sets.set(condition, name);
      return `${onDays(name, rule.min_distinct_days, within(rule, day))} AS ${ruleSet(d, r)}`;
    }),
  );
  const daily = [...sets].map(([condition, name]) => `groupBitmapOrStateIf(people, ${condition}) AS ${name}`);
  return `daily AS (
  SELECT brand, day, count() AS n, max(computed_at) AS computed,
    ${daily.join(",\n    ")}
  FROM behaviour_day FINAL
  WHERE platform = ${a.platform} AND ${reach(a)}
  GROUP BY brand, day),
folded AS (
  SELECT brand, sum(n) AS n, max(computed) AS computed,
    ${asked.join(",\n    ")}
  FROM daily GROUP BY brand)`;
}
/** Behaviours other than purchases never end: any day will do, and one word for all days shares their sets. */
const FOREVER_EVE = "2149-06-05";

/** The same from the raw events, without any daily set. */
function foldedFromEvents(a: Asked): string {
  const rules = rulesOf(a.model);
  const met = a.days.flatMap((day, d) =>
    rules.map(({ rule }, r) => {
      const when = `behaviour IN (${list(rule.behaviours)}) AND ${counts(a.model, day)} AND ${within(rule, day)}`;
      const often = rule.min_count > 1 ? `countIf(${when}) >= ${rule.min_count} AND ` : "";
      const test =
        rule.min_distinct_days > 1 ? `uniqExactIf(day, ${when}) >= ${rule.min_distinct_days}` : `countIf(${when}) > 0`;
      return `${often}${test} AS ${ruleSet(d, r)}`;
    }),
  );
  const sets = a.days.flatMap((_, d) =>
    rules.map((_r, r) => `groupBitmapStateIf(person, ${ruleSet(d, r)}) AS ${ruleSet(d, r)}`),
  );
  return `met AS (
  SELECT brand, person, count() AS n,
    ${met.join(",\n    ")}
  FROM (${peopleEvents(a.platform, reach(a))})
  GROUP BY brand, person),
folded AS (
  SELECT brand, sum(n) AS n, toDateTime(0, 'UTC') AS computed,
    ${sets.map((s) => s.replace(/(d\d+_r\d+)\) AS/, "met.$1) AS")).join(",\n    ")}
  FROM met GROUP BY brand)`;
}

/** Name of the set of people of a stage on day number `d`, highest stage only. */
export const stageSet = (d: number, stage: Stage): string => `d${d}_${stage}`;
/** Everybody in any stage on day number `d`. */
export const anySet = (d: number): string => `d${d}_any`;

/**
 * A WITH clause whose last table `staged` has one row per brand: the sets `d0_A` ... of each asked day, pairwise disjoint,
 * without erased people; `n` rows read and `computed`, the newest computing time.
 */
export function stagedSets(a: Asked): string {
  if (a.days.length === 0 || a.days.length > 64) throw new RangeError("1 to 64 days at once");
  const rules = rulesOf(a.model);
  const columns = a.days.flatMap((_, d) => {
    const raw = (s: Stage) =>
      rules.flatMap((r, i) => (r.stage === s ? [ruleSet(d, i)] : [])).reduce((x, y) => `bitmapOr(${x}, ${y})`);
    const alive = (set: string) => `bitmapAndnot(${set}, gone)`;
    return [
      `${alive(raw("L"))} AS ${stageSet(d, "L")}`,
      `bitmapAndnot(${alive(raw("P"))}, ${stageSet(d, "L")}) AS ${stageSet(d, "P")}`,
      `bitmapOr(${stageSet(d, "P")}, ${stageSet(d, "L")}) AS d${d}_PL`,
      `bitmapAndnot(${alive(raw("I"))}, d${d}_PL) AS ${stageSet(d, "I")}`,
      `bitmapOr(${stageSet(d, "I")}, d${d}_PL) AS d${d}_IPL`,
      `bitmapAndnot(${alive(raw("A"))}, d${d}_IPL) AS ${stageSet(d, "A")}`,
      `bitmapOr(${stageSet(d, "A")}, d${d}_IPL) AS ${anySet(d)}`,
    ];
  });
  return `WITH ${gone(a.platform, a.erased ?? [])} AS gone,
${sourceOf(a) === "bitmaps" ? foldedFromDays(a) : foldedFromEvents(a)},
staged AS (
  SELECT brand, n, computed,
    ${columns.join(",\n    ")}
  FROM folded)`;
}
/** People who asked to be forgotten: they are in no figure from that moment on. */
export function gone(platform: number, erased: readonly number[]): string {
  const known = `(SELECT groupBitmapState(node) FROM person_of FINAL WHERE platform = ${platform} AND person = 0)`;
  return erased.length === 0 ? known : `bitmapOr(${known}, bitmapBuild(CAST([${erased.join(", ")}] AS Array(UInt32))))`;
}

/** The set of a place on day number `d`, as far as it lies inside the other day's people: `none` is everybody of the other day who is in no stage. */
export const flowSet = (from: databank.Place, to: databank.Place): string => {
  if (from !== "none" && to !== "none") return `bitmapAnd(${stageSet(0, from)}, ${stageSet(1, to)})`;
  if (from !== "none") return `bitmapAndnot(${stageSet(0, from)}, ${anySet(1)})`;
  return to === "none" ? empty : `bitmapAndnot(${stageSet(1, to)}, ${anySet(0)})`;
};

/** A table `touched`: per brand and touchpoint, the people who did there what a stage counts (`t_A` ...), and any of them (`t_any`). */
export function touchedBy(a: Asked, day: string): string {
  const rules = rulesOf(a.model);
  const when = (of: readonly { readonly rule: Rule }[]) =>
    of.map(({ rule }) => `(behaviour IN (${list(rule.behaviours)}) AND ${within(rule, day)})`).join(" OR ");
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
  return `(SELECT ${onDays("here", h.min_distinct_days, "1")} FROM (
    SELECT day, groupBitmapOrState(people) AS here FROM ${table} FINAL WHERE ${where} AND ${more} GROUP BY day))`;
}
