import { formatCount, formatRatio } from "../lang/format.ts";
import { useLang } from "../lang/lang.ts";
import { useWords, words } from "../lang/words.ts";
import { type Stage, stageLooks, stages } from "../look.ts";
import css from "./funnel.module.css";
import { funnelShape } from "./funnel-shape.ts";
import { stageWords } from "./tags.tsx";

const t = words({
  step: { zh: (to: string) => `转到${to}`, en: (to: string) => `reach ${to}` },
  hidden: { zh: "人数太少，不显示", en: "Too few to show" },
});

export type FunnelStep = {
  readonly key: string;
  readonly label: string;
  /** `null` when the group is too small to be shown. */
  readonly value: number | null;
  readonly colour?: string;
  /** A second figure at the right, for example the change since last week. */
  readonly note?: string;
};
type StepsProps = {
  readonly steps: readonly FunnelStep[];
  readonly onPick?: (key: string) => void;
  /** Show the share that goes on to the next step. */
  readonly conversion?: boolean;
};

function Step({
  step,
  ratio,
  onPick,
}: {
  readonly step: FunnelStep;
  readonly ratio: number;
  readonly onPick?: (key: string) => void;
}) {
  const lang = useLang();
  const say = useWords(t);
  const inside = (
    <>
      <span className={css["label"]}>{step.label}</span>
      <span className={css["track"]}>
        <span
          className={css["bar"]}
          style={{ width: `${ratio * 100}%`, background: step.colour ?? "var(--fg-accent)" }}
        />
      </span>
      <span className={css["value"]}>
        {step.value === null ? <small>{say.hidden}</small> : formatCount(step.value, lang)}
        {step.note ? <small>{step.note}</small> : null}
      </span>
    </>
  );
  if (!onPick) return <div className={css["step"]}>{inside}</div>;
  return (
    <button type="button" className={css["step"]} onClick={() => onPick(step.key)}>
      {inside}
    </button>
  );
}

/** Steps of any funnel, widest as the measure, with the share that goes on. */
export function FunnelBar({ steps, onPick, conversion = true }: StepsProps) {
  const lang = useLang();
  const say = useWords(t);
  const shape = funnelShape(steps.map((step) => step.value ?? 0));
  return (
    <ol className={css["funnel"]}>
      {steps.map((step, i) => {
        const next = steps[i + 1];
        const ratio = shape[i]?.next_ratio ?? null;
        return (
          <li key={step.key}>
            <Step step={step} ratio={shape[i]?.width_ratio ?? 0} {...(onPick ? { onPick } : {})} />
            {conversion && next && ratio !== null && next.value !== null ? (
              <p className={css["next"]}>
                <b>{formatRatio(ratio, lang)}</b> {say.step(next.label)}
              </p>
            ) : null}
          </li>
        );
      })}
    </ol>
  );
}

type AiplProps = {
  readonly counts: Readonly<Record<Stage, number | null>>;
  readonly notes?: Partial<Readonly<Record<Stage, string>>>;
  readonly onPick?: (stage: Stage) => void;
};

/** The consumer assets of a brand: how many are aware, interested, buying and loyal. Stages are stocks, so no conversion is claimed. */
export function AiplBar({ counts, notes = {}, onPick }: AiplProps) {
  const say = useWords(stageWords);
  const steps = stages.map((stage) => ({
    key: stage,
    label: `${stage} ${say[stage]}`,
    value: counts[stage],
    colour: stageLooks[stage].fill,
    ...(notes[stage] === undefined ? {} : { note: notes[stage] }),
  }));
  const isStage = (key: string): key is Stage => key in stageLooks;
  return (
    <FunnelBar steps={steps} conversion={false} {...(onPick ? { onPick: (key) => isStage(key) && onPick(key) } : {})} />
  );
}
