import type { Asked } from "./asked-sets.ts";
import { addDays, rulesOf, windowStart } from "./model.ts";
import { FOREVER, NEVER } from "./raw.ts";
import { dayOf, emptySet, list } from "./text.ts";

type Rule = ReturnType<typeof rulesOf>[number]["rule"];

/** Whether a purchase still counts on a day (an expression), by what the model says about refunds. */
export function counts({ model }: Asked, day: string): string {
  if (model.refunds === "ignore") return `until > ${dayOf(NEVER)}`;
  return model.refunds === "always" ? `until = ${dayOf(FOREVER)}` : `until > ${day}`;
}
/** Whether `column` lies in a rule's window on a day (an expression). */
export const within = ({ window_days }: Rule, day: string, column = "day"): string =>
  `${column} <= ${day}${window_days === null ? "" : ` AND ${column} > ${day} - ${window_days}`}`;

/** The news that any rule can look at on any of the days: each behaviour no further back than its longest window. */
export function reach(a: Asked): string {
  const first = a.days.toSorted()[0] ?? "";
  const last = a.days.toSorted().at(-1) ?? "";
  const starts = new Map<string, string>();
  for (const { rule } of rulesOf(a.model))
    for (const b of rule.behaviours) {
      const [start, known] = [windowStart(first, rule.window_days) ?? "", starts.get(b)];
      starts.set(b, known === undefined || start < known ? start : known);
    }
  const parts = [...Map.groupBy([...starts].sort(), ([, start]) => start)].map(([start, of]) => {
    const some = `behaviour IN (${list(of.map(([b]) => b))})`;
    return start === "" ? some : `(${some} AND day >= ${dayOf(start)})`;
  });
  return `${a.brand === undefined ? "brand != 0" : `brand = ${a.brand}`} AND day <= ${dayOf(last)} AND (${parts.join(" OR ")})`;
}

/** Name of the set of people who meet rule number `r`. */
export const ruleSet = (r: number): string => `r${r}`;

const levels = (k: number): number[] => Array.from({ length: k }, (_, i) => i + 1);
const nothing = (k: number): string =>
  `(${levels(k)
    .map(() => emptySet)
    .join(", ")})`;
const union = (sets: readonly string[]): string => sets.reduce((x, y) => `bitmapOr(${x}, ${y})`);
/**
 * Levels 1 to k of people seen on different days (level 1 once or more, level 2 twice or more ...), folded over one set per day:
 * level i gains those of level i - 1 who are there again. The order of the days does not matter.
 */
function daysToLevels(set: string, k: number, when = "1"): string {
  const step = levels(k).map((i) =>
    i === 1 ? "bitmapOr(seen.1, x)" : `bitmapOr(seen.${i}, bitmapAnd(seen.${i - 1}, x))`,
  );
  return `arrayFold((seen, x) -> (${step.join(", ")}), groupArrayIf(${set}, ${when}), ${nothing(k)})`;
}
/** Joins the levels of separate stretches of days: i days in one and j in the other are i + j days. */
function joinLevels(set: string, k: number, when: string): string {
  const step = levels(k).map((i) =>
    union([`seen.${i}`, `x.${i}`, ...levels(i - 1).map((j) => `bitmapAnd(seen.${j}, x.${i - j})`)]),
  );
  return `arrayFold((seen, x) -> (${step.join(", ")}), groupArrayIf(${set}, ${when}), ${nothing(k)})`;
}
/** People of `set` (one row per day) on at least k different days. */
export const onDays = (set: string, k: number): string =>
  k === 1 ? `groupBitmapOrState(${set})` : `${daysToLevels(set, k)}.${k}`;

/**
 * Per brand and asked day (`asof`), the people who meet each rule, from the daily sets, in three steps: one set per day (`daily`); levels
 * per stretch of days that lies wholly inside or outside every window, at most a month long (`stretch`); the stretches of each
 * window joined (`folded`). A purchase that ends on some day stays apart until the last step, because it counts on the days before.
 */
export function foldedFromDays(a: Asked): string {
  const rules = rulesOf(a.model).map((r) => r.rule);
  const sets = new Map<string, { name: string; k: number }>();
  const setOf = (rule: Rule) => sets.get(list(rule.behaviours.toSorted())) ?? { name: "", k: 0 };
  for (const rule of rules) {
    const key = list(rule.behaviours.toSorted());
    const known = sets.get(key);
    sets.set(key, { name: known?.name ?? `s${sets.size}`, k: Math.max(known?.k ?? 1, rule.min_distinct_days) });
  }
  const edges = a.days.flatMap((day) => [
    addDays(day, 1),
    ...rules.flatMap((r) => windowStart(day, r.window_days) ?? []),
  ]);
  const daily = [...sets].map(
    ([behaviours, { name }]) => `groupBitmapOrStateIf(people, behaviour IN (${behaviours})) AS ${name}`,
  );
  const stretch = [...sets.values()].map(
    ({ name, k }) => `${k === 1 ? `groupBitmapOrState(${name})` : daysToLevels(name, k)} AS l_${name}`,
  );
  const met = rules.map((rule, r) => {
    const { name, k } = setOf(rule);
    const when = `${within(rule, "asof", "first")} AND ${counts(a, "asof")}`;
    const one = k === 1 ? `l_${name}` : `l_${name}.1`;
    const n = rule.min_distinct_days;
    return `${n === 1 ? `groupBitmapOrStateIf(${one}, ${when})` : `${joinLevels(`l_${name}`, k, when)}.${n}`} AS ${ruleSet(r)}`;
  });
  return `daily AS (
  SELECT brand, day, until, count() AS n, max(computed_at) AS computed,
    ${daily.join(",\n    ")}
  FROM behaviour_day FINAL
  WHERE platform = ${a.platform} AND ${reach(a)}
  GROUP BY brand, day, until),
stretch AS (
  SELECT brand, until, min(day) AS first, sum(n) AS n, max(computed) AS computed,
    ${stretch.join(",\n    ")}
  FROM daily
  GROUP BY brand, until, toYYYYMM(day), arrayCount(edge -> day >= edge, [${[...new Set(edges)].sort().map(dayOf).join(", ")}])),
folded AS (
  SELECT brand, asof, sum(n) AS n, max(computed) AS computed,
    ${met.join(",\n    ")}
  FROM stretch CROSS JOIN (SELECT arrayJoin([${a.days.map(dayOf).join(", ")}]) AS asof) AS asked
  GROUP BY brand, asof)`;
}
