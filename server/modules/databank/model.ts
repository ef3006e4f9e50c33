import type { databank, facts } from "#contract";

type Model = databank.Model;
type Stage = databank.Stage;
type Rule = databank.StageRule;
type Behaviour = facts.Behaviour;

export const stages: readonly Stage[] = ["A", "I", "P", "L"];
export const places: readonly databank.Place[] = [...stages, "none"];

const awareness: Behaviour[] = ["exposure", "click", "content_view", "item_view", "venue_visit", "device_play", "scan"];
const interest: Behaviour[] = [
  "search",
  "follow",
  "join_member",
  "claim_trial",
  "add_to_cart",
  "favourite",
  "interact",
  "try_on",
  "consult_guide",
];
const rule = (behaviours: Behaviour[], window_days: number, min_distinct_days = 1): Rule => ({
  behaviours,
  min_count: 1,
  min_distinct_days,
  window_days,
});

/** The model that the product ships. Windows: the published ones of the reference product, see the README. */
export const defaultModel: Model = {
  stages: {
    A: [rule(awareness, 15)],
    I: [rule(interest, 15)],
    P: [rule(["purchase"], 912)],
    L: [rule(["purchase"], 365, 2), rule(["review_positive", "review_followup", "share"], 365)],
  },
  refunds: "from_then",
};

const part = /^([AIPL])=(all|\d{1,4})(?::(\d{1,2}))?$/;

/**
 * The model with other windows, from the short form of the command line: `A=15,I=15,P=912,L=365:2` sets the window of each
 * named stage in days and, after the colon, the fewest distinct purchase days; `all` is no window, alone or for one stage.
 * RangeError with the wrong part when the text is not of that form.
 */
export function applyText(model: Model, text: string): Model {
  if (text.trim() === "all") return applyText(model, "A=all,I=all,P=all,L=all");
  const changed: Record<Stage, Rule[]> = { ...model.stages };
  const seen = new Set<string>();
  for (const one of text.split(",")) {
    const [, stage, window, days] = part.exec(one.trim()) ?? [];
    const window_days = window === "all" ? null : Number(window);
    if (
      stage === undefined ||
      window_days === 0 ||
      (window_days ?? 0) > 3660 ||
      Number(days ?? 1) < 1 ||
      Number(days ?? 1) > 10
    )
      throw new RangeError(
        `"${one.trim().slice(0, 40)}" is not of the form P=912 or L=365:2 (1 to 3660 days or all, 1 to 10 distinct days)`,
      );
    if (seen.has(stage)) throw new RangeError(`${stage} is named twice`);
    seen.add(stage);
    changed[stage as Stage] = changed[stage as Stage].map((r) => ({
      ...r,
      window_days,
      ...(days !== undefined && r.behaviours.includes("purchase") ? { min_distinct_days: Number(days) } : {}),
    }));
  }
  return { ...model, stages: changed };
}

/** Short form of a model's windows; a stage whose rules differ in theirs shows the longest. */
export function textOf({ stages: byStage }: Model): string {
  const parts = stages.map((stage) => {
    const rules = byStage[stage];
    const windows = rules.map((r) => r.window_days);
    const window = windows.includes(null) ? "all" : String(Math.max(...windows.map((w) => w ?? 0)));
    const days = Math.max(...rules.filter((r) => r.behaviours.includes("purchase")).map((r) => r.min_distinct_days), 1);
    return { window, text: `${stage}=${window}${days > 1 ? `:${days}` : ""}` };
  });
  return parts.every((p) => p.window === "all" && !p.text.includes(":")) ? "all" : parts.map((p) => p.text).join(",");
}

/** Rules of all stages in one list, as the queries number them. */
export const rulesOf = (model: Model): { readonly stage: Stage; readonly rule: Rule }[] =>
  stages.flatMap((stage) => model.stages[stage].map((one) => ({ stage, rule: one })));

/**
 * Whether a model must be counted from raw events: a rule that counts events cannot be answered from sets of people per day, nor can
 * one that counts days of purchases (which end when refunded) together with those of other behaviours (which never do).
 */
export const needsRaw = (model: Model): boolean =>
  rulesOf(model).some(
    ({ rule: r }) =>
      r.min_count > 1 || (r.min_distinct_days > 1 && r.behaviours.length > 1 && r.behaviours.includes("purchase")),
  );

const day_ms = 86_400_000;
/** The calendar day `n` days after (before, when negative) a day `YYYY-MM-DD`. */
export const addDays = (day: string, n: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + n * day_ms).toISOString().slice(0, 10);
/** Days from one to the other, both included; empty when `to` is before `from`. */
export function daysBetween(from: string, to: string): string[] {
  const n = Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / day_ms);
  return n < 0 ? [] : Array.from({ length: n + 1 }, (_, i) => addDays(from, i));
}
/** First day of a window of N days that ends with `day`; undefined without a window. */
export const windowStart = (day: string, window_days: number | null): string | undefined =>
  window_days === null ? undefined : addDays(day, 1 - window_days);

/** Monday-to-Sunday week of a day, ISO 8601: `2026-W07`. */
export function isoWeek(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  const thursday = new Date(date.getTime() + (3 - ((date.getUTCDay() + 6) % 7)) * day_ms);
  const year = thursday.getUTCFullYear();
  const week = 1 + Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / (7 * day_ms));
  return `${year}-W${String(week).padStart(2, "0")}`;
}

export type FlowCount = { readonly from: databank.Place; readonly to: databank.Place; readonly people: number };
/**
 * Hides small cells of a flow matrix whose row and column sums can be seen: every cell of 1..k-1 people, and in each row and
 * column that hides something, the smallest others until at least two are hidden that hold at least k people together.
 * Source: primary and complementary suppression, L. Willenborg and T. de Waal, "Elements of Statistical Disclosure Control",
 * 2001, ch. 4. A line that cannot be filled up is hidden whole. Returns the keys `from>to` of the hidden cells.
 */
export function hiddenCells(cells: readonly FlowCount[], k: number): ReadonlySet<string> {
  const key = (c: FlowCount) => `${c.from}>${c.to}`;
  const hidden = new Set(cells.filter((c) => c.people > 0 && c.people < k).map(key));
  const lines = places.flatMap((p) => [cells.filter((c) => c.from === p), cells.filter((c) => c.to === p)]);
  for (let before = -1; before !== hidden.size;) {
    before = hidden.size;
    for (const line of lines) {
      const inside = line.filter((c) => hidden.has(key(c)));
      if (inside.length === 0) continue;
      let sum = inside.reduce((s, c) => s + c.people, 0);
      let count = inside.length;
      const open = line.filter((c) => !hidden.has(key(c)) && c.people > 0).sort((a, b) => a.people - b.people);
      for (const next of open) {
        if (count >= 2 && sum >= k) break;
        hidden.add(key(next));
        count += 1;
        sum += next.people;
      }
    }
  }
  return hidden;
}
