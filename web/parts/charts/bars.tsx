import { useMemo } from "react";
import { formatCount } from "../lang/format.ts";
import { useLang } from "../lang/lang.ts";
import { useWords, words } from "../lang/words.ts";
import { type BarData, barOption, type BarShape, type BarWords } from "./bar-option.ts";
import { Chart } from "./chart.tsx";
import { useChartLook } from "./look.ts";
import { useSteady, useSteadyFunction } from "./steady.ts";

const t = words({ name: { zh: "名称", en: "Name" } });

type Props = BarShape & {
  readonly data: BarData;
  readonly label: string;
  readonly value?: (n: number) => string;
  readonly tick?: (n: number) => string;
  readonly height_px?: number;
  /** Called with the position of the pressed name. */
  readonly onPick?: (index: number) => void;
};

/** Bars side by side, stacked, or lying. */
export function BarChart({ data: given, label, value, tick, height_px, onPick, lying, stacked, figures }: Props) {
  const lang = useLang();
  const say = useWords(t);
  const look = useChartLook();
  const data = useSteady(given);
  const steadyValue = useSteadyFunction(value ?? ((n: number) => formatCount(n, lang)));
  const steadyTick = useSteadyFunction(tick ?? ((n: number) => formatCount(n, lang, { short: true })));
  const said = useMemo<BarWords>(
    () => ({
      value: steadyValue,
      tick: steadyTick,
    }),
    [steadyValue, steadyTick],
  );
  const option = useMemo(
    () => barOption(data, { lying: lying ?? false, stacked: stacked ?? false, figures: figures ?? false }, said, look),
    [data, lying, stacked, figures, said, look],
  );
  const rows = data.names.map((name, i) => ({
    key: `${i} ${name}`,
    cells: [
      name,
      ...data.series.map((series) => {
        const n = series.values[i];
        return n === null || n === undefined ? "–" : said.value(n);
      }),
    ],
    onPick: onPick ? () => onPick(i) : undefined,
  }));
  const tall = lying ? Math.max(160, data.names.length * 34 + 40) : 280;
  return (
    <Chart
      option={option}
      label={label}
      table={{ head: [say.name, ...data.series.map((series) => series.name)], rows }}
      height_px={height_px ?? tall}
      onPick={onPick ? ({ dataIndex }) => onPick(dataIndex) : undefined}
    />
  );
}
