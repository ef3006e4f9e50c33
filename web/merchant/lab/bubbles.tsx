import type { lab } from "#contract";
import { formatCount, useLang, useWords, words } from "#parts";
import { placeLabels, placeSpots } from "./bubble-shape.ts";
import css from "./lab.module.css";

const t = words({
  wanted: { zh: "供不应求 →", en: "more wanted than served →" },
  growing: { zh: "↑ 增长快", en: "↑ growing" },
  spot: {
    zh: (term: string, n: string) => `${term}，搜索 ${n} 次`,
    en: (term: string, n: string) => `${term}, ${n} searches`,
  },
});
const board = { width: 1000, height: 380, edge: 44 };

/** Terms on a board: to the right what supply does not meet, upwards what grows, larger what more people look for. */
export function Bubbles({
  items,
  label,
  onPick,
}: {
  readonly items: readonly lab.Opportunity[];
  readonly label: string;
  readonly onPick: (term: string) => void;
}) {
  const say = useWords(t);
  const lang = useLang();
  const { placed, zero } = placeSpots(
    items.map((one) => ({ x: one.gap, y: one.growth, size: one.searches })),
    board,
  );
  const labels = placeLabels(
    placed,
    items.map((one) => one.term),
    board,
  );
  return (
    <div className={css["board"]}>
      <svg viewBox={`0 0 ${board.width} ${board.height}`} role="group" aria-label={label}>
        <line x1={zero.left} x2={zero.left} y1="8" y2={board.height - 8} className={css["axis"]} />
        <line x1="8" x2={board.width - 8} y1={zero.top} y2={zero.top} className={css["axis"]} />
        <text x={board.width - 8} y={zero.top - 6} textAnchor="end" className={css["note"]}>
          {say.wanted}
        </text>
        <text x={zero.left + 6} y="18" className={css["note"]}>
          {say.growing}
        </text>
        {items.map((one, i) => {
          const place = placed[i];
          if (!place) return null;
          const told = labels[i];
          const open = () => onPick(one.term);
          return (
            <g
              key={one.term}
              role="button"
              tabIndex={0}
              aria-label={say.spot(one.term, formatCount(one.searches, lang))}
              className={css["spot"]}
              data-sure={one.beyond_chance}
              onClick={open}
              onKeyDown={(event) => event.key === "Enter" && open()}
            >
              <circle cx={place.left} cy={place.top} r={place.radius} />
              {told ? (
                <text x={told.left} y={told.top} textAnchor={told.anchor}>
                  {one.term}
                </text>
              ) : null}
            </g>
          );
        })}
      </svg>
    </div>
  );
}
