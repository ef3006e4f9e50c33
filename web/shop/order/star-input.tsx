import { StarFilled, StarOutlined } from "@ant-design/icons";
import { useWords, words } from "#parts";
import css from "./order.module.css";

const t = words({
  1: { zh: "1 星，很不满意", en: "1 star, very poor" },
  2: { zh: "2 星，不太满意", en: "2 stars, poor" },
  3: { zh: "3 星，一般", en: "3 stars, fair" },
  4: { zh: "4 星，满意", en: "4 stars, good" },
  5: { zh: "5 星，非常满意", en: "5 stars, very good" },
});

const all = [1, 2, 3, 4, 5] as const;

type Props = { readonly label: string; readonly value: number; readonly onChange: (stars: number) => void };

/** One to five stars, each with its meaning; works by keyboard as radio buttons do. */
export function StarInput({ label, value, onChange }: Props) {
  const say = useWords(t);
  const meaning = all.find((n) => n === value);
  return (
    <fieldset className={css["starInput"]}>
      <legend>{label}</legend>
      <span>
        {all.map((n) => (
          <label key={n} data-full={n <= value}>
            <input type="radio" name="stars" checked={n === value} aria-label={say[n]} onChange={() => onChange(n)} />
            {n <= value ? <StarFilled aria-hidden /> : <StarOutlined aria-hidden />}
          </label>
        ))}
      </span>
      <small aria-hidden="true">{meaning === undefined ? "" : say[meaning]}</small>
    </fieldset>
  );
}
