import { ClockCircleOutlined } from "@ant-design/icons";
import { useLang, useWords, words } from "#parts";
import { useSyncExternalStore } from "react";
import css from "./kit.module.css";
import { durationText, urgencyOf } from "./time.ts";

const t = words({
  left: { zh: (d: string) => `还剩 ${d}`, en: (d: string) => `${d} left` },
  late: { zh: (d: string) => `超时 ${d}`, en: (d: string) => `${d} late` },
  ago: { zh: (d: string) => `已等 ${d}`, en: (d: string) => `waiting ${d}` },
});

/** One pulse for all clocks of the console: every quarter of a minute. */
const pulse_ms = 15_000;
let now_ms = Date.now();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function beat(): void {
  now_ms = Date.now();
  for (const tell of listeners) tell();
}
function subscribe(tell: () => void): () => void {
  listeners.add(tell);
  timer ??= setInterval(beat, pulse_ms);
  return () => {
    listeners.delete(tell);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}
const readNow = (): number => {
  if (timer === undefined) now_ms = Date.now();
  return now_ms;
};
/** The moment now in epoch milliseconds, renewed every quarter of a minute. */
export const useNow = (): number => useSyncExternalStore(subscribe, readNow);

/** How long until a promise, or how late; red when late, amber when near. */
export function Clock({ until }: { readonly until: string }) {
  const say = useWords(t);
  const lang = useLang();
  const now = useNow();
  const at = Date.parse(until);
  const urgency = urgencyOf(at, now);
  const length = durationText(at - now, lang);
  return (
    <span className={css["clock"]} data-urgency={urgency}>
      <ClockCircleOutlined aria-hidden /> {urgency === "late" ? say.late(length) : say.left(length)}
    </span>
  );
}

/** How long something has been waiting; amber after `patience_ms`, red after twice that. */
export function Waiting({ since, patience_ms }: { readonly since: string; readonly patience_ms?: number }) {
  const say = useWords(t);
  const lang = useLang();
  const waited = Math.max(0, useNow() - Date.parse(since));
  const limit = patience_ms ?? Number.POSITIVE_INFINITY;
  const urgency = waited > limit * 2 ? "late" : waited > limit ? "soon" : "calm";
  return (
    <span className={css["clock"]} data-urgency={urgency}>
      <ClockCircleOutlined aria-hidden /> {say.ago(durationText(waited, lang))}
    </span>
  );
}
