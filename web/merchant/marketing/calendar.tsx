import type { marketing } from "#contract";
import { formatDay, useLang, useText, useWords, words } from "#parts";
import { Link } from "@tanstack/react-router";
import { useNow } from "../shared/use-days.ts";
import css from "./calendar.module.css";
import { boardOf, placeOn, ticksOf } from "./calendar-shape.ts";
import { stateWords } from "./words.ts";

const t = words({
  today: { zh: "今天", en: "Today" },
  bar: {
    zh: (name: string, state: string, from: string, until: string) => `${name}，${state}，${from}到${until}`,
    en: (name: string, state: string, from: string, until: string) => `${name}, ${state}, ${from} to ${until}`,
  },
});
const rowsMax = 12;

/** Campaigns along the days, with today marked; each bar opens its campaign. */
export function Calendar({
  campaigns,
  label,
}: {
  readonly campaigns: readonly marketing.Campaign[];
  readonly label: string;
}) {
  const say = useWords(t);
  const lang = useLang();
  const text = useText();
  const now = useNow();
  const rows = campaigns.filter((one) => one.state !== "cancelled").slice(0, rowsMax);
  const board = boardOf(rows, now);
  const percent = (ratio: number) => `${ratio * 100}%`;
  const today = (now - board.from_ms) / (board.until_ms - board.from_ms);
  return (
    <div className={css["board"]} role="group" aria-label={label}>
      <div className={css["lines"]} aria-hidden>
        {ticksOf(board).map((tick) => (
          <span key={tick.day} style={{ left: percent(tick.left_ratio) }}>
            <small>{formatDay(tick.day, lang, { short: true })}</small>
          </span>
        ))}
        <span className={css["now"]} style={{ left: percent(today) }}>
          <small>{say.today}</small>
        </span>
      </div>
      <ul>
        {rows.map((one) => {
          const place = placeOn(board, one);
          const name = text(one.name);
          const day = (instant: string) => formatDay(instant, lang);
          return (
            <li key={one.id}>
              {place ? (
                <Link
                  to="/campaigns/$id"
                  params={{ id: one.id }}
                  data-state={one.state}
                  aria-label={say.bar(name, text(stateWords[one.state]), day(one.from), day(one.until))}
                  style={{ left: percent(place.left_ratio), width: percent(place.width_ratio) }}
                >
                  <span data-late={place.left_ratio > 0.65}>{name}</span>
                </Link>
              ) : null}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
