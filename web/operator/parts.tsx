import type { rules } from "#contract";
import type { Clause } from "#parts";
import { currentLang, ToneTag, useWords, words } from "#parts";

const t = words({
  in_force: { zh: "生效中", en: "In force" },
  no_effect: { zh: "无影响", en: "No effect" },
  appealed: { zh: "申诉中", en: "Appealed" },
  upheld: { zh: "申诉驳回", en: "Upheld" },
  overturned: { zh: "已撤销", en: "Overturned" },
  suspended: { zh: "暂停执行", en: "Suspended" },
  reward: { zh: "激励", en: "Reward" },
  nudge: { zh: "提醒", en: "Nudge" },
  sanction: { zh: "处罚", en: "Sanction" },
  applies: { zh: "符合", en: "Applies" },
  does_not_apply: { zh: "不符合", en: "Does not apply" },
  undetermined: { zh: "不作判定", en: "Undetermined" },
});
/** Words of rules and verdicts. */
export const ruleWords = t;

const stateTone = {
  in_force: "accent",
  no_effect: "plain",
  appealed: "warn",
  upheld: "plain",
  overturned: "good",
  suspended: "warn",
} as const;
export function StateTag({ state }: { readonly state: rules.Verdict["state"] }) {
  const say = useWords(t);
  return <ToneTag tone={stateTone[state]}>{say[state]}</ToneTag>;
}
const kindTone = { reward: "good", nudge: "warn", sanction: "bad" } as const;
export function KindTag({ kind }: { readonly kind: rules.Consequence["kind"] }) {
  const say = useWords(t);
  return <ToneTag tone={kindTone[kind]}>{say[kind]}</ToneTag>;
}
const outcomeTone = { applies: "accent", does_not_apply: "plain", undetermined: "warn" } as const;
export function OutcomeTag({ outcome }: { readonly outcome: rules.Verdict["outcome"] }) {
  const say = useWords(t);
  return <ToneTag tone={outcomeTone[outcome]}>{say[outcome]}</ToneTag>;
}

const short = (value: rules.Clause["value"]): string =>
  value === null ? "–" : typeof value === "number" ? String(Math.round(value * 10_000) / 10_000) : String(value);
const signs = /(<=|>=|==|!=|<|>)/;
/** The clauses of a verdict for `Explain`. */
export function shownClauses(clauses: readonly rules.Clause[]): Clause[] {
  const lang = currentLang();
  return clauses.map((c, i) => ({
    key: `${i}`,
    label: c.plain ? c.plain[lang] : c.text,
    passed: c.holds,
    value: short(c.value),
    required: `${signs.exec(c.text)?.[0] ?? ""} ${short(c.limit)}`.trim(),
    ...(c.distance === null ? {} : { distance: short(Math.abs(c.distance)) }),
  }));
}
