import type { ReactNode } from "react";
import { formatAgo, formatTime } from "../lang/format.ts";
import { useLang } from "../lang/lang.ts";
import type { Tone } from "../look.ts";
import css from "./timeline.module.css";

export type TimelineItem = {
  readonly key: string;
  /** Instant, UTC ISO-8601. */
  readonly at: string;
  /** IANA zone of the place where it happened. */
  readonly zone?: string;
  readonly title: ReactNode;
  readonly detail?: ReactNode;
  readonly tone?: Tone;
};

/** What happened, newest first or as given: each with its moment on the wall of its place. */
export function Timeline({ items }: { readonly items: readonly TimelineItem[] }) {
  const lang = useLang();
  return (
    <ol className={css["list"]}>
      {items.map((item) => (
        <li key={item.key} data-tone={item.tone ?? "plain"}>
          <div className={css["head"]}>
            <span className={css["title"]}>{item.title}</span>
            <time dateTime={item.at} title={formatAgo(item.at, lang)}>
              {formatTime(item.at, item.zone, lang)}
            </time>
          </div>
          {item.detail ? <div className={css["detail"]}>{item.detail}</div> : null}
        </li>
      ))}
    </ol>
  );
}
