import type { EChartsCoreOption } from "echarts/core";
import { type ChartLook, frameOf, safe } from "./look.ts";

export type BarData = {
  readonly names: readonly string[];
  readonly series: readonly {
    readonly name: string;
    readonly values: readonly (number | null)[];
    readonly colour?: string;
  }[];
};
export type BarShape = {
  /** Names on the left, bars to the right; better for long names. */
  readonly lying?: boolean;
  readonly stacked?: boolean;
  /** Draw the value at the end of each bar. */
  readonly figures?: boolean;
};
export type BarWords = { readonly value: (n: number) => string; readonly tick: (n: number) => string };

type TooltipRow = {
  readonly seriesName: string;
  readonly name: string;
  readonly value: unknown;
  readonly marker: unknown;
};

function tip(told: unknown, words: BarWords): string {
  const rows = Array.isArray(told) ? (told as readonly TooltipRow[]) : [];
  const lines = rows
    .filter((row) => typeof row.value === "number")
    .map((row) => `${String(row.marker)}${safe(row.seriesName)} <b>${safe(words.value(Number(row.value)))}</b>`);
  return [safe(rows[0]?.name ?? ""), ...lines].join("<br/>");
}

/** Prepares bars: pure, from data and look to what ECharts draws. */
export function barOption(data: BarData, shape: BarShape, words: BarWords, look: ChartLook): EChartsCoreOption {
  const frame = frameOf(look);
  const several = data.series.length > 1;
  const names = {
    ...frame.categoryAxis,
    data: [...data.names],
    axisLabel: {
      ...frame.categoryAxis.axisLabel,
      width: shape.lying ? 132 : 96,
      overflow: "truncate" as const,
      interval: shape.lying ? 0 : ("auto" as const),
    },
  };
  const values = {
    ...frame.valueAxis,
    splitNumber: 4,
    axisLabel: { ...frame.valueAxis.axisLabel, formatter: words.tick },
  };
  const radius = shape.stacked ? 0 : shape.lying ? [0, 4, 4, 0] : [4, 4, 0, 0];
  return {
    textStyle: frame.textStyle,
    grid: { ...frame.grid, top: several ? 40 : 28, right: shape.figures && shape.lying ? 72 : 12 },
    ...(several ? { legend: { ...frame.legend, left: 0 } } : {}),
    // ECharts counts lying bars from below; the first name belongs on top.
    ...(shape.lying ? { xAxis: values, yAxis: { ...names, inverse: true } } : { xAxis: names, yAxis: values }),
    tooltip: {
      ...frame.tooltip,
      trigger: "axis",
      axisPointer: { type: "shadow" },
      formatter: (told: unknown) => tip(told, words),
    },
    series: data.series.map((series, i) => ({
      name: series.name,
      type: "bar" as const,
      data: [...series.values],
      color: series.colour ?? look.series[i % look.series.length] ?? look.text,
      barMaxWidth: 26,
      itemStyle: { borderRadius: radius },
      ...(shape.stacked ? { stack: "all" } : {}),
      ...(shape.figures
        ? {
            label: {
              show: true,
              position: shape.lying ? ("right" as const) : ("top" as const),
              color: look.text,
              fontFamily: look.font,
              formatter: (told: { value: unknown }) => (typeof told.value === "number" ? words.value(told.value) : ""),
            },
          }
        : {}),
    })),
    animationDuration: 400,
  };
}
