import { formatCount, stageLooks, type Stage, stages, useLang, useWords, words } from "#parts";
import { placeWords } from "../shared/names.ts";
import css from "./movement.module.css";

const t = words({
  came: { zh: "进来", en: "Came in" },
  left: { zh: "离开", en: "Left" },
  hidden: { zh: "未显示", en: "hidden" },
});

type Change = { readonly stage: Stage; readonly in: number | null; readonly out: number | null };

function Bar({
  value,
  most,
  colour,
  side,
}: {
  value: number | null;
  most: number;
  colour: string;
  side: "in" | "out";
}) {
  const lang = useLang();
  const say = useWords(t);
  const share = value === null || most === 0 ? 0 : value / most;
  const sign = side === "in" ? "+" : "−";
  return (
    <span className={css["side"]} data-side={side}>
      <span className={css["bar"]} style={{ width: `${share * 100}%`, background: colour }} data-side={side} />
      <span className={css["figure"]}>
        {value === null ? say.hidden : value === 0 ? "0" : `${sign}${formatCount(value, lang)}`}
      </span>
    </span>
  );
}

/** Who came into each stage and who left it since the day before: bars to both sides of a middle line. */
export function Movement({ changes }: { readonly changes: readonly Change[] }) {
  const lang = useLang();
  const say = useWords(t);
  const most = Math.max(1, ...changes.flatMap((one) => [one.in ?? 0, one.out ?? 0]));
  return (
    <table className={css["table"]}>
      <thead>
        <tr>
          <th />
          <th scope="col" className={css["outHead"]}>
            {say.left}
          </th>
          <th scope="col">{say.came}</th>
        </tr>
      </thead>
      <tbody>
        {stages.map((stage) => {
          const change = changes.find((one) => one.stage === stage);
          return (
            <tr key={stage}>
              <th scope="row">{placeWords[stage][lang]}</th>
              <td>
                <Bar value={change?.out ?? null} most={most} colour="var(--fg-line)" side="out" />
              </td>
              <td>
                <Bar value={change?.in ?? null} most={most} colour={stageLooks[stage].fill} side="in" />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
