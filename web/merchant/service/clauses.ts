import type { rules } from "#contract";
import { type Clause, formatCount, formatRatio, type Lang } from "#parts";

type Operator = ">" | ">=" | "<" | "<=" | "==" | "!=";
const opposite: Readonly<Record<Operator, Operator>> = {
  ">": "<=",
  ">=": "<",
  "<": ">=",
  "<=": ">",
  "==": "!=",
  "!=": "==",
};
const signs: Readonly<Record<Operator, string>> = { ">": ">", ">=": "≥", "<": "<", "<=": "≤", "==": "=", "!=": "≠" };
const isOperator = (text: string): text is Operator => text in signs;
/** Names of the record that are shares. */
const shares = /_(ratio|raw|peer|p_nudge|p_sanction)$/;

const nameIn = (text: string): string => /^\s*([a-z_]+)/.exec(text)?.[1] ?? "";
const operatorIn = (text: string): Operator | undefined => {
  const found = /(>=|<=|==|!=|>|<)/.exec(text)?.[1] ?? "";
  return isOperator(found) ? found : undefined;
};

function shown(value: rules.Clause["value"], name: string, lang: Lang): string {
  if (value === null) return "–";
  if (typeof value !== "number") return String(value);
  return shares.test(name) ? formatRatio(value, lang, 2) : formatCount(Math.round(value * 100) / 100, lang);
}

/** What a clause looks at, without the comparison and the value it saw, which stand beside it. */
const subject = (text: string): string =>
  text
    .replace(/\s*[（(](当前|now)[^）)]*[）)]\s*$/, "")
    .replace(/(不高于|不低于|不等于|高于|低于|等于)[^高低等]*$/, "")
    .replace(/ (is over|is at least|is under|is at most|is not|is) -?[\d.]+$/, "");

/** A clause that only asks for enough orders before a rule against a merchant is judged at all. */
export const isGuard = (clause: rules.Clause, kind: rules.Consequence["kind"]): boolean =>
  kind !== "reward" && /(^|_)orders$/.test(nameIn(clause.text));

/**
 * A clause of a verdict as the reader should see it. A reward's clause is met when it holds; a clause of a sanction or nudge is
 * turned round, so that "met" is always what is good for the merchant and the line is always what to reach.
 */
export function clauseOf(clause: rules.Clause, kind: rules.Consequence["kind"], lang: Lang): Clause {
  const name = nameIn(clause.text);
  const operator = operatorIn(clause.text);
  const reward = kind === "reward";
  const line = operator === undefined ? undefined : reward ? operator : opposite[operator];
  const { value, limit, distance, holds } = clause;
  const part =
    typeof value === "number" && typeof limit === "number" && limit > 0 && (line === ">" || line === ">=")
      ? Math.max(0, value / limit)
      : undefined;
  return {
    key: clause.text,
    label: clause.plain ? subject(clause.plain[lang]) : clause.text,
    passed: holds === null ? null : reward ? holds : !holds,
    value: shown(value, name, lang),
    required: line === undefined ? "" : `${signs[line]} ${shown(limit, name, lang)}`,
    ...(distance === null ? {} : { distance: shown(Math.abs(distance), name, lang) }),
    ...(part === undefined ? {} : { progress_ratio: part }),
  };
}

/** How theta moves the exposure of a merchant: 0.2 is about +22 %. Theta is cut at ±0.4 before it counts. */
export const trafficChange = (theta: number): number => Math.exp(Math.max(-0.4, Math.min(0.4, theta))) - 1;
