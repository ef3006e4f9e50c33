import { theme } from "antd";
import { useMemo } from "react";
import { seriesColours, seriesColoursDark } from "../look.ts";

/** What a preparer must know about the page it draws on. */
export type ChartLook = {
  readonly text: string;
  readonly muted: string;
  readonly line: string;
  readonly surface: string;
  readonly font: string;
  readonly series: readonly string[];
};

/** The look of the page now, from the theme's tokens. */
export function useChartLook(): ChartLook {
  const { token } = theme.useToken();
  return useMemo(
    () => ({
      text: token.colorText,
      muted: token.colorTextSecondary,
      line: token.colorBorderSecondary,
      surface: token.colorBgContainer,
      font: token.fontFamily,
      // A dark page shows as a light text colour.
      series: [token.colorPrimary, ...(isLight(token.colorText) ? seriesColoursDark : seriesColours)],
    }),
    [token],
  );
}

const isLight = (hex: string): boolean => Number.parseInt(hex.slice(1, 3), 16) > 127;

/** Axes, grid and tooltip that every chart on axes shares. */
export function frameOf(look: ChartLook) {
  const label = { color: look.muted, fontFamily: look.font, fontSize: 12 };
  return {
    textStyle: { fontFamily: look.font, color: look.text },
    grid: {
      left: 4,
      right: 12,
      top: 16,
      bottom: 4,
      outerBoundsMode: "same" as const,
      outerBoundsContain: "axisLabel" as const,
    },
    valueAxis: {
      type: "value" as const,
      axisLabel: label,
      splitLine: { lineStyle: { color: look.line } },
      axisLine: { show: false },
      axisTick: { show: false },
    },
    categoryAxis: {
      type: "category" as const,
      axisLabel: label,
      axisLine: { lineStyle: { color: look.line } },
      axisTick: { show: false },
    },
    tooltip: {
      confine: true,
      backgroundColor: look.surface,
      borderColor: look.line,
      textStyle: { color: look.text, fontFamily: look.font, fontSize: 13 },
    },
    legend: {
      type: "scroll" as const,
      top: 0,
      right: 40,
      icon: "roundRect",
      itemWidth: 12,
      itemHeight: 8,
      textStyle: label,
    },
  };
}

/** Text from data inside a tooltip, which ECharts reads as HTML. */
export const safe = (text: string): string => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
