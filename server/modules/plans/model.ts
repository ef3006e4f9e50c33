import type { plans } from "#contract";
import { canonicalJson } from "#quant";

export type Wrong = { readonly field: string; readonly reason: string; readonly expected: string };

const month_of = {
  1: ["01-01", "03-31"],
  2: ["04-01", "06-30"],
  3: ["07-01", "09-30"],
  4: ["10-01", "12-31"],
} as const;
/** First and last calendar day of a quarter, or of the year. */
export function periodOf(year: number, quarter: number | null): { readonly from: string; readonly to: string } {
  const ends =
    quarter === 1 || quarter === 2 || quarter === 3 || quarter === 4 ? month_of[quarter] : ["01-01", "12-31"];
  return { from: `${year}-${ends[0]}`, to: `${year}-${ends[1]}` };
}
const dayNumber = (day: string): number => Math.round(Date.parse(day) / 86_400_000);

/** Share of a period that has passed at the end of a day, 0..1. */
export function elapsed(period: { readonly from: string; readonly to: string }, asOf: string): number {
  const [from, to] = [dayNumber(period.from), dayNumber(period.to)];
  return Math.min(1, Math.max(0, (dayNumber(asOf) - from + 1) / (to - from + 1)));
}
/** What should stand at the end of a day: a flow pro rata by days, a stock on the line from its baseline to the target. */
export function expectedBy(
  target: Pick<plans.Target, "value" | "baseline">,
  kind: plans.Metric["kind"],
  share: number,
): number {
  const begin = kind === "stock" ? target.baseline : 0;
  return Math.round(begin + (target.value - begin) * share);
}
export function statusOf(
  target: Pick<plans.Target, "value" | "tolerance_ratio">,
  figure: { readonly actual: number | null; readonly expected: number; readonly share: number },
): plans.Figure["status"] {
  const { actual, expected, share } = figure;
  if (share === 0) return "not_begun";
  if (actual === null) return "unknown";
  if (actual >= target.value) return "reached";
  if (share === 1) return "missed";
  if (actual >= expected) return "on_track";
  return actual >= expected * (1 - target.tolerance_ratio) ? "within_tolerance" : "behind";
}

/** What a signature stands for: plan, version, parent and content, in the one text that JSON has for them. */
export const signedText = (v: {
  readonly plan: string;
  readonly version: number;
  readonly parent: number | null;
  readonly content: plans.Content;
}): string => canonicalJson({ plan: v.plan, version: v.version, parent: v.parent, content: v.content });

/** Everything that is wrong with a plan's content, by field; what only the directory knows is handed in. */
export function faultsOf(
  content: plans.Content,
  known: { readonly venueKinds: ReadonlySet<string>; readonly metrics: ReadonlyMap<string, plans.Metric> },
): Wrong[] {
  const wrong: Wrong[] = [];
  for (const list of ["targets", "ledger", "initiatives"] as const)
    for (const i of repeated(content[list].map((x) => x.id)))
      wrong.push({ field: `${list}.${i}.id`, reason: "is used twice", expected: "an id of its own" });
  for (const [i, t] of content.targets.entries()) {
    const metric = known.metrics.get(t.metric);
    if (t.venue_kind !== null && !known.venueKinds.has(t.venue_kind))
      wrong.push({
        field: `targets.${i}.venue_kind`,
        reason: "is not a kind of venue",
        expected: "one of /v1/venue-kinds",
      });
    else if (t.venue_kind !== null && metric?.by_venue_kind === false)
      wrong.push({
        field: `targets.${i}.venue_kind`,
        reason: `${t.metric} is not counted by kind of venue`,
        expected: "null",
      });
  }
  for (const i of repeated(content.targets.map((t) => `${t.metric}|${t.quarter ?? 0}|${t.venue_kind ?? ""}`)))
    wrong.push({
      field: `targets.${i}`,
      reason: "sets the same figure as another target",
      expected: "one target for it",
    });
  for (const [i, x] of content.initiatives.entries())
    if (x.until < x.from)
      wrong.push({
        field: `initiatives.${i}.until`,
        reason: "lies before its begin",
        expected: "the same day or later",
      });
  return [...wrong, ...sumFaults(content.targets, known.metrics)].slice(0, 100);
}
/** Places of values that occurred before. */
export function repeated(keys: readonly string[]): number[] {
  return keys.flatMap((key, i) => (keys.indexOf(key) < i ? [i] : []));
}
/** Sub-totals add up: four quarters of a flow make its year, and the kinds of venue do not pass the whole. */
function sumFaults(targets: readonly plans.Target[], metrics: ReadonlyMap<string, plans.Metric>): Wrong[] {
  const wrong: Wrong[] = [];
  for (const [i, t] of targets.entries()) {
    if (metrics.get(t.metric)?.kind !== "flow" || !addsUp(t.metric)) continue;
    const same = (o: plans.Target) => o.metric === t.metric;
    const quarters = targets.filter((o) => same(o) && o.quarter !== null && o.venue_kind === t.venue_kind);
    const sum = (list: readonly plans.Target[]) => list.reduce((s, o) => s + o.value, 0);
    if (t.quarter === null && quarters.length === 4 && sum(quarters) !== t.value)
      wrong.push({
        field: `targets.${i}.value`,
        reason: `its four quarters sum to ${sum(quarters)}`,
        expected: String(sum(quarters)),
      });
    const kinds = targets.filter((o) => same(o) && o.quarter === t.quarter && o.venue_kind !== null);
    if (t.venue_kind === null && sum(kinds) > t.value)
      wrong.push({
        field: `targets.${i}.value`,
        reason: `its kinds of venue sum to ${sum(kinds)}`,
        expected: `at least ${sum(kinds)}`,
      });
  }
  return wrong;
}
/** Distinct people of two quarters are not the people of both: only these sum. */
const addsUp = (metric: plans.MetricName): boolean => metric === "gmv" || metric === "orders";
