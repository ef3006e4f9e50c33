import { useWords, words } from "../lang/words.ts";
import { type Stage, stageLooks, type Tone } from "../look.ts";
import css from "./tags.module.css";

/** The four stages in words. */
export const stageWords = words({
  A: { zh: "认知", en: "Awareness" },
  I: { zh: "兴趣", en: "Interest" },
  P: { zh: "购买", en: "Purchase" },
  L: { zh: "忠诚", en: "Loyalty" },
});

/** A stage of AIPL by letter, word and colour; never by colour alone. */
export function StageTag({ stage, short }: { readonly stage: Stage; readonly short?: boolean }) {
  const say = useWords(stageWords);
  const look = stageLooks[stage];
  return (
    <span className={css["tag"]} style={{ background: look.soft, color: look.ink }} title={say[stage]}>
      <b>{stage}</b>
      {short ? null : ` ${say[stage]}`}
    </span>
  );
}

/** A state in a word, coloured by how it feels. */
export function ToneTag({ tone = "plain", children }: { readonly tone?: Tone; readonly children: React.ReactNode }) {
  return (
    <span className={css["tag"]} data-tone={tone}>
      {children}
    </span>
  );
}
