import type { ReactNode } from "react";
import css from "./page.module.css";

/** A closed stall: nothing is sold here just now. */
function ClosedStall() {
  return (
    <svg width="112" height="92" viewBox="0 0 112 92" aria-hidden="true">
      <ellipse cx="56" cy="86" rx="48" ry="5" fill="var(--fg-accent)" opacity=".12" />
      <path d="M20 38h72v46H20z" fill="var(--fg-accent-soft)" />
      <path d="M28 46h56v38H28z" fill="var(--fg-accent)" opacity=".18" />
      <path d="M28 54h56M28 62h56M28 70h56M28 78h56" stroke="var(--fg-accent)" strokeWidth="2" opacity=".35" />
      <path
        d="M22 10h68l9 24a11 11 0 0 1-21.5 0 11 11 0 0 1-21.5 0 11 11 0 0 1-21.5 0A11 11 0 0 1 13 34z"
        fill="var(--fg-accent)"
      />
    </svg>
  );
}

type Props = {
  readonly title: string;
  readonly hint?: ReactNode;
  /** What to do next: buttons or links. */
  readonly next?: ReactNode;
};

/** A page that cannot show what was wanted: says so calmly and offers the next step. */
export function Notice({ title, hint, next }: Props) {
  return (
    <div className={css["notice"]} role="status">
      <ClosedStall />
      <h2>{title}</h2>
      {hint ? <p>{hint}</p> : null}
      {next ? <div className={css["next"]}>{next}</div> : null}
    </div>
  );
}
