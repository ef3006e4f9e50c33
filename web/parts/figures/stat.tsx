import { ArrowDownOutlined, ArrowUpOutlined, MinusOutlined } from "@ant-design/icons";
import { type ReactNode, useId } from "react";
import { formatRatio } from "../lang/format.ts";
import { useLang } from "../lang/lang.ts";
import { useWords, words } from "../lang/words.ts";
import { Lineage, type LineageInfo } from "./lineage.tsx";
import { sparkPath } from "./spark.ts";
import css from "./stat.module.css";

const t = words({ flat: { zh: "持平", en: "unchanged" } });

export type Delta = {
  /** Relative change: 0.12 is +12%. */
  readonly ratio: number;
  /** Compared with what: "vs last week". */
  readonly against: string;
  /** Which direction is good; `none` shows no judgement. */
  readonly good?: "up" | "down" | "none";
};

type Props = {
  readonly label: string;
  /** The figure, already formatted. */
  readonly value: ReactNode;
  readonly delta?: Delta;
  /** The last days, oldest first. */
  readonly spark?: readonly (number | null)[];
  readonly lineage?: LineageInfo;
  /** One quiet line under the figure. */
  readonly note?: ReactNode;
  /** Where pressing the figure leads. */
  readonly onOpen?: () => void;
};

function DeltaLine({ delta }: { readonly delta: Delta }) {
  const lang = useLang();
  const say = useWords(t);
  const flat = Math.abs(delta.ratio) < 0.0005;
  const up = delta.ratio > 0;
  const good = delta.good ?? "up";
  const mood = flat || good === "none" ? "plain" : (good === "up") === up ? "good" : "bad";
  const Icon = flat ? MinusOutlined : up ? ArrowUpOutlined : ArrowDownOutlined;
  return (
    <span className={css["delta"]}>
      <span data-mood={mood}>
        <Icon aria-hidden /> {flat ? say.flat : formatRatio(Math.abs(delta.ratio), lang)}
      </span>{" "}
      {delta.against}
    </span>
  );
}

function Spark({ values }: { readonly values: readonly (number | null)[] }) {
  const path = sparkPath(values, 96, 30);
  if (path === "") return null;
  return (
    <svg className={css["spark"]} viewBox="-2 -3 100 36" aria-hidden="true" preserveAspectRatio="none">
      <path
        d={path}
        fill="none"
        stroke="var(--fg-accent)"
        strokeWidth="2"
        strokeLinejoin="round"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}

/** One figure with its change, its last days, and how it is computed. */
export function StatCard({ label, value, delta, spark, lineage, note, onOpen }: Props) {
  const id = useId();
  return (
    <section className={css["card"]}>
      <header>
        <h3 id={`${id}label`}>{label}</h3>
        {lineage ? <Lineage info={lineage} /> : null}
      </header>
      <div className={css["row"]}>
        {onOpen ? (
          <button
            type="button"
            id={`${id}value`}
            // A figure alone says nothing: the button is named by its label and its value.
            aria-labelledby={`${id}label ${id}value`}
            className={css["value"]}
            onClick={onOpen}
          >
            {value}
          </button>
        ) : (
          <div className={css["value"]}>{value}</div>
        )}
        {spark ? <Spark values={spark} /> : null}
      </div>
      {delta ? <DeltaLine delta={delta} /> : null}
      {note ? <div className={css["note"]}>{note}</div> : null}
    </section>
  );
}
