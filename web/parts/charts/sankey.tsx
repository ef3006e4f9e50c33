import { useMemo } from "react";
import { formatCount } from "../lang/format.ts";
import { useLang } from "../lang/lang.ts";
import { useWords, words } from "../lang/words.ts";
import { Chart, type Picked } from "./chart.tsx";
import { useChartLook } from "./look.ts";
import { type FlowData, type FlowLink, type FlowNode, sankeyOption } from "./sankey-option.ts";
import { useSteady, useSteadyFunction } from "./steady.ts";

const t = words({
  from: { zh: "从", en: "From" },
  to: { zh: "到", en: "To" },
  count: { zh: "人数", en: "Consumers" },
});

type Props = {
  readonly data: FlowData;
  readonly label: string;
  readonly value?: (n: number) => string;
  readonly height_px?: number;
  readonly onPickNode?: (node: FlowNode) => void;
  readonly onPickLink?: (link: FlowLink) => void;
};

/** The node or link that was pressed, found again in our own data. */
function pick({ dataType, data: told }: Picked, { data, onPickNode, onPickLink }: Props): void {
  const said = Object(told) as { name?: unknown; source?: unknown; target?: unknown };
  if (dataType === "edge") {
    const link = data.links.find((one) => one.from === said.source && one.to === said.target);
    if (link) onPickLink?.(link);
    return;
  }
  const node = data.nodes.find((one) => one.id === said.name);
  if (node) onPickNode?.(node);
}

/** How consumers moved between stages from one day to another; nodes and links can be pressed, and the table does the same by keyboard. */
export function SankeyChart(props: Props) {
  const { label, value, height_px = 360, onPickLink, onPickNode } = props;
  const lang = useLang();
  const say = useWords(t);
  const look = useChartLook();
  const data = useSteady(props.data);
  const said = useSteadyFunction(value ?? ((n: number) => formatCount(n, lang)));
  const option = useMemo(() => sankeyOption(data, said, look), [data, said, look]);
  const names = new Map(data.nodes.map((node) => [node.id, node.name]));
  const rows = data.links.map((link) => ({
    key: `${link.from} ${link.to}`,
    cells: [names.get(link.from) ?? link.from, names.get(link.to) ?? link.to, said(link.value)],
    onPick: onPickLink ? () => onPickLink(link) : undefined,
  }));
  return (
    <Chart
      option={option}
      label={label}
      height_px={height_px}
      table={{ head: [say.from, say.to, say.count], rows }}
      onPick={onPickLink || onPickNode ? (picked) => pick(picked, props) : undefined}
    />
  );
}
