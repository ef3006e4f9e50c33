import { Button, Progress } from "antd";
import { formatCount } from "../lang/format.ts";
import { useLang } from "../lang/lang.ts";
import { useWords, words } from "../lang/words.ts";
import css from "./work.module.css";

const t = words({
  cancel: { zh: "取消", en: "Cancel" },
  of: {
    zh: (done: string, total: string) => `${done} / ${total}`,
    en: (done: string, total: string) => `${done} of ${total}`,
  },
});

type Props = {
  /** What is being done. */
  readonly title: string;
  readonly done: number;
  /** Unknown while the work is still being counted. */
  readonly total?: number;
  readonly failed?: boolean;
  readonly onCancel?: () => void;
};

/** Long work on its way: how far it is, and the way to stop it. */
export function WorkProgress({ title, done, total, failed, onCancel }: Props) {
  const say = useWords(t);
  const lang = useLang();
  const percent = total ? Math.min(100, Math.round((done / total) * 100)) : 0;
  return (
    <div className={css["work"]}>
      <div className={css["head"]}>
        <span>{title}</span>
        <span className={css["count"]}>
          {total ? say.of(formatCount(done, lang), formatCount(total, lang)) : formatCount(done, lang)}
        </span>
        {onCancel && percent < 100 && !failed ? (
          <Button size="small" onClick={onCancel}>
            {say.cancel}
          </Button>
        ) : null}
      </div>
      <Progress
        percent={percent}
        showInfo={false}
        status={failed ? "exception" : percent === 100 ? "success" : "active"}
        aria-label={title}
      />
    </div>
  );
}

type StepsProps = {
  readonly steps: readonly { readonly key: string; readonly title: string; readonly detail?: string }[];
  /** Position of the step being done; the number of steps when all are done. */
  readonly current: number;
};

/** The steps of one undertaking, in order: done, doing, to come. */
export function Steps({ steps, current }: StepsProps) {
  return (
    <ol className={css["steps"]}>
      {steps.map((step, i) => {
        const state = i < current ? "done" : i === current ? "doing" : "ahead";
        return (
          <li key={step.key} data-state={state} {...(state === "doing" ? { "aria-current": "step" as const } : {})}>
            <span className={css["dot"]}>{state === "done" ? "✓" : i + 1}</span>
            <span className={css["step"]}>
              <b>{step.title}</b>
              {step.detail ? <small>{step.detail}</small> : null}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
