import type { Bilingual, rules } from "#contract";
import { celEnv, isCelError, plan } from "@bufbuild/cel";
import type { Expr, Names } from "./language.ts";
import { clausesOf, comparison, nameIn, textOf } from "./language.ts";

/** What is judged: names to values. A name without a value is missing, and anything resting on it is undetermined. */
export type Judged = Readonly<Record<string, number | string | boolean | null>>;
export type Outcome = "applies" | "does_not_apply" | "undetermined";
type Value = number | string | boolean;
type Planned = (record: Judged) => Value | undefined;

const env = celEnv();
const plans = new Map<string, Planned>();
const plansMax = 2_000;

/** Compiles once per text. Numbers are handed over as doubles and null as missing, so live and replay agree. */
function planned(expr: Expr): Planned {
  const text = textOf(expr);
  const known = plans.get(text);
  if (known) return known;
  const run = plan(env, expr);
  const made: Planned = (record) => {
    const bound = Object.fromEntries(Object.entries(record).filter(([, v]) => v !== null));
    const value = run(bound);
    if (isCelError(value)) return undefined;
    if (typeof value === "bigint") return Number(value);
    return typeof value === "number" || typeof value === "string" || typeof value === "boolean" ? value : undefined;
  };
  if (plans.size >= plansMax) plans.clear();
  plans.set(text, made);
  return made;
}

export function outcomeOf(expr: Expr, record: Judged): Outcome {
  const value = planned(expr)(record);
  if (value === true) return "applies";
  return value === false ? "does_not_apply" : "undetermined";
}
/** A number expression over the record; undefined when something it needs is missing or it is not finite. */
export function numberOf(expr: Expr, record: Judged): number | undefined {
  const value = planned(expr)(record);
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

/** Every clause with the value it saw and its distance from turning: hits and misses alike. */
export function explain(expr: Expr, record: Judged, names: Names): rules.Clause[] {
  return clausesOf(expr)
    .slice(0, 100)
    .map((clause) => {
      const held = planned(clause)(record);
      const parts = comparison(clause);
      const value = parts ? (planned(parts.left)(record) ?? null) : null;
      const limit = parts ? (planned(parts.right)(record) ?? null) : null;
      const numbers = typeof value === "number" && typeof limit === "number";
      return {
        text: textOf(clause).slice(0, 2000),
        holds: typeof held === "boolean" ? held : null,
        value,
        limit,
        distance: numbers ? limit - value : null,
        plain: parts ? plainOf(nameIn(parts.left), parts.operator, value, limit, names) : null,
      };
    });
}
const words: Readonly<Record<string, Bilingual>> = {
  ">": { zh: "高于", en: "is over" },
  ">=": { zh: "不低于", en: "is at least" },
  "<": { zh: "低于", en: "is under" },
  "<=": { zh: "不高于", en: "is at most" },
  "==": { zh: "等于", en: "is" },
  "!=": { zh: "不等于", en: "is not" },
};
function plainOf(
  name: string | undefined,
  operator: string,
  value: Value | null,
  limit: Value | null,
  names: Names,
): Bilingual | null {
  const known = name === undefined ? undefined : names.get(name);
  const word = words[operator];
  if (!known || !word) return null;
  const [now, wanted] = [shown(value), shown(limit)];
  return {
    zh: `${known.meaning.zh}${word.zh}${wanted.zh}（当前${now.zh}）`.slice(0, 200),
    en: `${known.meaning.en} ${word.en} ${wanted.en} (now ${now.en})`.slice(0, 200),
  };
}
function shown(value: Value | null): Bilingual {
  if (value === null) return { zh: "暂无数据", en: "not known" };
  const text = typeof value === "number" ? String(Math.round(value * 10_000) / 10_000) : String(value);
  return { zh: text, en: text };
}
