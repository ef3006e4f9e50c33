import { BarChart, LineChart, SankeyChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from "echarts/components";
import { init, use as register } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";

// Only what our charts draw is registered, so the rest of ECharts stays out of the bundle. This file is loaded on demand.
register([
  BarChart,
  LineChart,
  SankeyChart,
  GridComponent,
  TooltipComponent,
  LegendComponent,
  MarkLineComponent,
  AriaComponent,
  SVGRenderer,
]);

/** Puts an empty chart into an element. */
export const newChart = (place: HTMLElement) => init(place, null, { renderer: "svg" });
