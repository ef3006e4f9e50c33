import type { ReactNode } from "react";
import css from "./cells.module.css";

/** A cell of two lines: what matters, and what explains it. */
export function Lines({
  first,
  second,
  wide,
}: {
  readonly first: ReactNode;
  readonly second?: ReactNode;
  /** A text that may wrap. */ readonly wide?: boolean;
}) {
  return (
    <div className={wide ? css["wide"] : undefined}>
      {first}
      {second ? <small className={css["quiet"]}>{second}</small> : null}
    </div>
  );
}
