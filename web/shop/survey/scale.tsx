import css from "./survey.module.css";

type Props = {
  readonly name: string;
  readonly label: string;
  /** What 1 and 5 mean. */
  readonly low: string;
  readonly high: string;
  readonly value: number | undefined;
  readonly onChange: (value: number) => void;
};

/** A scale from 1 to 5 with its ends in words. */
export function Scale({ name, label, low, high, value, onChange }: Props) {
  return (
    <fieldset className={css["scale"]}>
      <legend>{label}</legend>
      <div className={css["steps"]}>
        {[1, 2, 3, 4, 5].map((n) => (
          <label key={n}>
            <input
              type="radio"
              name={name}
              checked={value === n}
              aria-label={n === 1 ? `1, ${low}` : n === 5 ? `5, ${high}` : String(n)}
              onChange={() => onChange(n)}
            />
            <span aria-hidden="true">{n}</span>
          </label>
        ))}
      </div>
      <div className={css["ends"]} aria-hidden="true">
        <span>{low}</span>
        <span>{high}</span>
      </div>
    </fieldset>
  );
}
