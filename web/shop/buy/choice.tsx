import type { ReactNode } from "react";
import css from "./buy.module.css";

type Props<T extends string | number> = {
  /** What is being chosen, for screen readers. */
  readonly label: string;
  readonly name: string;
  readonly value: T | undefined;
  readonly onChange: (value: T) => void;
  readonly options: readonly {
    readonly value: T;
    readonly title: ReactNode;
    readonly note?: ReactNode;
    readonly side?: ReactNode;
    readonly disabled?: boolean;
  }[];
};

/** One of several, each as a row with room for a note and a figure; works by keyboard as radio buttons do. */
export function Choices<T extends string | number>({ label, name, value, onChange, options }: Props<T>) {
  return (
    <div role="radiogroup" aria-label={label} className={css["choices"]}>
      {options.map((one) => (
        <label key={one.value} className={css["choice"]}>
          <input
            type="radio"
            name={name}
            checked={one.value === value}
            disabled={one.disabled === true}
            onChange={() => onChange(one.value)}
          />
          <span className={css["choiceText"]}>
            <span>{one.title}</span>
            {one.note ? <small>{one.note}</small> : null}
          </span>
          {one.side ? <span className={css["choiceSide"]}>{one.side}</span> : null}
        </label>
      ))}
    </div>
  );
}
