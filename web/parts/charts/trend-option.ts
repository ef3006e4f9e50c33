import type { EChartsCoreOption } from "echarts/core";
import { type ChartLook, frameOf, safe } from "./look.ts";

export type TrendSeries = {
  readonly name: string;
  /** One value per day; `null` leaves a gap. */
  readonly values: readonly (number | null)[];
  /** `line` unless said; `dashed` for a forecast or a target. */
  readonly shape?: "line" | "area" | "bar" | "dashed";
  readonly colour?: string;
};
export type TrendData = {
  /** Calendar days `YYYY-MM-DD` (or any label, such as an hour), in order. */
  readonly days: readonly string[];
  readonly series: readonly TrendSeries[];
  /** Moments worth naming: the start of a campaign, a rule coming into force. */
  readonly marks?: readonly { readonly day: string; readonly name: string }[];
};
export type TrendWords = {
  /** A value for the reader, for example money or a share. */
  readonly value: (n: number) => string;
  /** A short value for the axis. */
  readonly tick: (n: number) => string;
  readonly day: (day: string) => string;
};

type TooltipRow = {
  readonly seriesName: string;
  readonly value: unknown;
  readonly marker: unknown;
  readonly axisValue: string;
};

const asRows = (told: unknown): readonly TooltipRow[] => (Array.isArray(told) ? (told as readonly TooltipRow[]) : []);

/** What the tooltip says about one day: every series that has a value. */
export function trendTip(told: unknown, words: TrendWords): string {
  const rows = asRows(told);
  const head = rows[0] ? safe(words.day(rows[0].axisValue)) : "";
  const lines = rows
    .filter((row) => typeof row.value === "number")
    .map((row) => `${String(row.marker)}${safe(row.seriesName)} <b>${safe(words.value(Number(row.value)))}</b>`);
  return [head, ...lines].join("<br/>");
}

function seriesOption(series: TrendSeries, colour: string, data: TrendData, look: ChartLook, first: boolean) {
  const bar = series.shape === "bar";
  const marks = first ? (data.marks ?? []) : [];
  return {
    name: series.name,
    type: bar ? ("bar" as const) : ("line" as const),
    data: [...series.values],
    color: colour,
    symbol: "circle",
    symbolSize: 6,
    showSymbol: data.days.length <= 14,
    smooth: 0.15,
    connectNulls: false,
    ...(bar
      ? { barMaxWidth: 22, itemStyle: { borderRadius: [4, 4, 0, 0] } }
      : { lineStyle: { width: 2.25, type: series.shape === "dashed" ? ("dashed" as const) : ("solid" as const) } }),
    ...(series.shape === "area" ? { areaStyle: { color: colour, opacity: 0.1 } } : {}),
    ...(marks.length > 0
      ? {
          markLine: {
            symbol: "none",
            silent: true,
            lineStyle: { color: look.muted, type: "dotted" as const },
            label: { color: look.muted, fontFamily: look.font, formatter: "{b}", position: "end" as const, rotate: 0 },
            data: marks.map((mark) => ({ name: mark.name, xAxis: mark.day })),
          },
        }
      : {}),
  };
}

/** Prepares a trend: pure, from data and look to what ECharts draws. */
export function trendOption(data: TrendData, words: TrendWords, look: ChartLook): EChartsCoreOption {
  const frame = frameOf(look);
  const several = data.series.length > 1;
  const hasBar = data.series.some((series) => series.shape === "bar");
  return {
    textStyle: frame.textStyle,
    grid: { ...frame.grid, top: (several ? 40 : 28) + (data.marks?.length ? 16 : 0) },
    ...(several ? { legend: { ...frame.legend, left: 0 } } : {}),
    xAxis: {
      ...frame.categoryAxis,
      data: [...data.days],
      boundaryGap: hasBar,
      axisLabel: { ...frame.categoryAxis.axisLabel, formatter: words.day, hideOverlap: true },
    },
    yAxis: { ...frame.valueAxis, splitNumber: 4, axisLabel: { ...frame.valueAxis.axisLabel, formatter: words.tick } },
    tooltip: { ...frame.tooltip, trigger: "axis", formatter: (told: unknown) => trendTip(told, words) },
    series: data.series.map((series, i) =>
      seriesOption(series, series.colour ?? look.series[i % look.series.length] ?? look.text, data, look, i === 0),
    ),
    animationDuration: 400,
  };
}
