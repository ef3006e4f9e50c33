import { CheckCircleFilled, CloseCircleFilled, MinusCircleFilled } from "@ant-design/icons";
import type { ReactNode } from "react";
import { useWords, words } from "../lang/words.ts";
import css from "./explain.module.css";

const t = words({
  passed: { zh: "达到", en: "Met" },
  failed: { zh: "未达到", en: "Not met" },
  unknown: { zh: "数据不足", en: "Not enough data" },
  short: { zh: (d: string) => `还差 ${d}`, en: (d: string) => `${d} to go` },
  over: { zh: (d: string) => `余量 ${d}`, en: (d: string) => `${d} to spare` },
  need: { zh: "要求", en: "Required" },
  have: { zh: "实际", en: "Actual" },
});

export type Clause = {
  readonly key: string;
  /** What is asked, in the reader's words. */
  readonly label: string;
  readonly passed: boolean | null;
  /** The value that was found, formatted. */
  readonly value: string;
  /** What was required, formatted with its comparison: "≥ 4.6". */
  readonly required: string;
  /** How far from the line, formatted without sign. */
  readonly distance?: string;
  /** 0 to 1: how far the value is along the way to the line; drawn as a bar. */
  readonly progress_ratio?: number;
  readonly note?: ReactNode;
};

function Verdict({ passed }: { readonly passed: boolean | null }) {
  const say = useWords(t);
  const state = passed === null ? "unknown" : passed ? "passed" : "failed";
  const Icon = passed === null ? MinusCircleFilled : passed ? CheckCircleFilled : CloseCircleFilled;
  return (
    <span className={css["verdict"]} data-state={state}>
      <Icon aria-hidden />
      <span className="fg-hidden">{say[state]}</span>
    </span>
  );
}

/** Why a verdict fell as it did: every clause with its value, its line, and the distance between them. */
export function Explain({ clauses }: { readonly clauses: readonly Clause[] }) {
  const say = useWords(t);
  return (
    <ul className={css["list"]}>
      {clauses.map((clause) => (
        <li key={clause.key}>
          <Verdict passed={clause.passed} />
          <div className={css["body"]}>
            <div className={css["line"]}>
              <span className={css["label"]}>{clause.label}</span>
              <span className={css["figures"]}>
                <span>
                  <small>{say.have}</small> <b>{clause.value}</b>
                </span>
                <span>
                  <small>{say.need}</small> {clause.required}
                </span>
                {clause.distance && clause.passed !== null ? (
                  <span data-state={clause.passed ? "passed" : "failed"}>
                    {clause.passed ? say.over(clause.distance) : say.short(clause.distance)}
                  </span>
                ) : null}
              </span>
            </div>
            {clause.progress_ratio === undefined ? null : (
              <div className={css["track"]} aria-hidden>
                <span
                  data-state={clause.passed ? "passed" : "failed"}
                  style={{ width: `${Math.min(1, Math.max(0, clause.progress_ratio)) * 100}%` }}
                />
              </div>
            )}
            {clause.note ? <p>{clause.note}</p> : null}
          </div>
        </li>
      ))}
    </ul>
  );
}
