import type { databank } from "#contract";
import { formatCount, useLang, useText, useWords, words } from "#parts";
import { placeWords } from "../shared/names.ts";
import css from "./flow.module.css";
import { moveOf, placesInOrder, shareOfRow } from "./flow-shape.ts";

const t = words({
  caption: { zh: "行是开始那天，列是结束那天", en: "Rows are the first day, columns the second" },
  from: { zh: "从 \\ 到", en: "From \\ to" },
  hidden: { zh: "未显示", en: "hidden" },
  hiddenFull: {
    zh: "人数太少，或会暴露人数太少的格子，因此不显示",
    en: "Too few people, or it would give away a cell with too few",
  },
  keep: {
    zh: (from: string, to: string, n: string) => `把「${from} → ${to}」的 ${n} 人存成人群`,
    en: (from: string, to: string, n: string) => `Save ${n} people, ${from} to ${to}, as audience`,
  },
  total: { zh: "合计", en: "Total" },
});

type Cell = { readonly from: databank.Place; readonly to: databank.Place; readonly people: number | null };
type Props = { readonly cells: readonly Cell[]; readonly onPick: (cell: Cell) => void };

function CellView({
  cell,
  share,
  onPick,
}: {
  readonly cell: Cell | undefined;
  readonly share: number;
  readonly onPick: Props["onPick"];
}) {
  const say = useWords(t);
  const text = useText();
  const lang = useLang();
  if (cell === undefined) return <td className={css["void"]}>–</td>;
  if (cell.people === null) {
    return (
      <td>
        <span className={css["few"]} title={say.hiddenFull}>
          {say.hidden}
        </span>
      </td>
    );
  }
  const n = formatCount(cell.people, lang);
  if (cell.people === 0) return <td className={css["void"]}>0</td>;
  return (
    <td data-move={moveOf(cell.from, cell.to)} style={{ "--share": share } as React.CSSProperties}>
      <button
        type="button"
        aria-label={say.keep(text(placeWords[cell.from]), text(placeWords[cell.to]), n)}
        onClick={() => onPick(cell)}
      >
        {n}
      </button>
    </td>
  );
}

/** Who was where on one day, and where they are on the other, as figures; every figure can be kept as an audience. */
export function FlowMatrix({ cells, onPick }: Props) {
  const say = useWords(t);
  const lang = useLang();
  const text = useText();
  const find = (from: databank.Place, to: databank.Place) => cells.find((one) => one.from === from && one.to === to);
  const totalOf = (from: databank.Place) => {
    const row = cells.filter((one) => one.from === from);
    return row.some((one) => one.people === null) ? null : row.reduce((sum, one) => sum + (one.people ?? 0), 0);
  };
  return (
    <div className={css["matrixBox"]}>
      <table className={css["matrix"]}>
        <caption>{say.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{say.from}</th>
            {placesInOrder.map((to) => (
              <th key={to} scope="col">
                {text(placeWords[to])}
              </th>
            ))}
            <th scope="col">{say.total}</th>
          </tr>
        </thead>
        <tbody>
          {placesInOrder.map((from) => {
            const total = totalOf(from);
            return (
              <tr key={from}>
                <th scope="row">{text(placeWords[from])}</th>
                {placesInOrder.map((to) => {
                  const cell = find(from, to);
                  return <CellView key={to} cell={cell} share={cell ? shareOfRow(cells, cell) : 0} onPick={onPick} />;
                })}
                <td className={css["total"]}>{total === null ? "–" : formatCount(total, lang)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
