import { useMemo } from "react";
import { formatCount, formatDay } from "../lang/format.ts";
import { useLang } from "../lang/lang.ts";
import { useWords, words } from "../lang/words.ts";
import { Chart, type ChartTable } from "./chart.tsx";
import { useChartLook } from "./look.ts";
import { useSteady, useSteadyFunction } from "./steady.ts";
import { type TrendData, trendOption, type TrendWords } from "./trend-option.ts";

const t = words({ day: { zh: "日期", en: "Day" } });

type Props = {
  readonly data: TrendData;
  /** What the picture shows, for screen readers. */
  readonly label: string;
  readonly value?: (n: number) => string;
  readonly tick?: (n: number) => string;
  readonly height_px?: number;
  readonly onPick?: (day: string) => void;
};

const isDay = (label: string) => /^\d{4}-\d{2}-\d{2}/.test(label);

function tableOf(data: TrendData, said: TrendWords, dayWord: string, onPick?: (day: string) => void): ChartTable {
  return {
    head: [dayWord, ...data.series.map((series) => series.name)],
    rows: data.days.map((day, i) => ({
      key: day,
      cells: [
        said.day(day),
        ...data.series.map((series) => {
          const n = series.values[i];
          return n === null || n === undefined ? "–" : said.value(n);
        }),
      ],
      onPick: onPick ? () => onPick(day) : undefined,
    })),
  };
}

/** How something went, day by day: lines, areas or bars, with moments marked. */
export function TrendChart({ data: given, label, value, tick, height_px, onPick }: Props) {
  const lang = useLang();
  const say = useWords(t);
  const look = useChartLook();
  const data = useSteady(given);
  const steadyValue = useSteadyFunction(value ?? ((n: number) => formatCount(n, lang)));
  const steadyTick = useSteadyFunction(tick ?? ((n: number) => formatCount(n, lang, { short: true })));
  const said = useMemo<TrendWords>(
    () => ({
      value: steadyValue,
      tick: steadyTick,
      day: (day) => (isDay(day) ? formatDay(day, lang, { short: true }) : day),
    }),
    [steadyValue, steadyTick, lang],
  );
  const option = useMemo(() => trendOption(data, said, look), [data, said, look]);
  const table = tableOf(data, said, say.day, onPick);
  return (
    <Chart
      option={option}
      label={label}
      table={table}
      {...(height_px === undefined ? {} : { height_px })}
      onPick={onPick ? ({ dataIndex }) => onPick(data.days[dataIndex] ?? "") : undefined}
    />
  );
}
