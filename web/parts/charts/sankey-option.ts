import type { EChartsCoreOption } from "echarts/core";
import { type Stage, stageLooks } from "../look.ts";
import { type ChartLook, frameOf, safe } from "./look.ts";

export type FlowNode = {
  readonly id: string;
  readonly name: string;
  /** Column from the left, for example 0 = the first day, 1 = the second. */
  readonly column: number;
  readonly stage?: Stage;
};
export type FlowLink = { readonly from: string; readonly to: string; readonly value: number };
export type FlowData = { readonly nodes: readonly FlowNode[]; readonly links: readonly FlowLink[] };

/** Colour of a node: its stage's, or the quiet one for those outside the stages (newcomers, leavers). */
const colourOf = (node: FlowNode, look: ChartLook) => (node.stage ? stageLooks[node.stage].fill : look.muted);

type Told = {
  readonly dataType?: string;
  readonly name: string;
  readonly value: number;
  readonly data: { source?: string; target?: string };
};

/** Prepares a flow: pure. Links of value 0 are left out, because ECharts would still draw a hair for them. */
export function sankeyOption(data: FlowData, value: (n: number) => string, look: ChartLook): EChartsCoreOption {
  const frame = frameOf(look);
  const names = new Map(data.nodes.map((node) => [node.id, node.name]));
  const nameOf = (id: string | undefined) => names.get(id ?? "") ?? "";
  const last = Math.max(0, ...data.nodes.map((node) => node.column));
  const tipOf = (told: Told) =>
    told.dataType === "edge"
      ? `${safe(nameOf(told.data.source))} → ${safe(nameOf(told.data.target))}<br/><b>${safe(value(told.value))}</b>`
      : `${safe(nameOf(told.name))}<br/><b>${safe(value(told.value))}</b>`;
  return {
    textStyle: frame.textStyle,
    tooltip: { ...frame.tooltip, trigger: "item", formatter: tipOf },
    series: [
      {
        type: "sankey",
        left: 4,
        right: 4,
        top: 28,
        bottom: 8,
        nodeWidth: 14,
        nodeGap: 18,
        // The order of the stages is the meaning of the picture; the engine must not shuffle it.
        layoutIterations: 0,
        emphasis: { focus: "adjacency" },
        lineStyle: { color: "source", opacity: 0.28, curveness: 0.5 },
        data: data.nodes.map((node) => ({
          name: node.id,
          depth: node.column,
          itemStyle: { color: colourOf(node, look), borderWidth: 0 },
          label: {
            position: node.column === last ? "left" : "right",
            color: look.text,
            fontFamily: look.font,
            formatter: (told: { name: string; value: number }) => `${nameOf(told.name)}  ${value(told.value)}`,
          },
        })),
        links: data.links
          .filter((link) => link.value > 0)
          .map((link) => ({ source: link.from, target: link.to, value: link.value })),
        animationDuration: 500,
      },
    ],
  };
}
