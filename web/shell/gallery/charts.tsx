import { BarChart, formatMoney, Grid, Panel, SankeyChart, stages, TrendChart, useLang, useWords } from "#parts";
import { App } from "antd";
import { t, wave } from "./gallery-words.ts";

const days = Array.from({ length: 30 }, (_, i) => `2025-10-${String(i + 1).padStart(2, "0")}`);

function Flow() {
  const say = useWords(t);
  const { message } = App.useApp();
  const column = (n: 0 | 1) => stages.map((stage) => ({ id: `${stage}${n}`, name: stage, column: n, stage }));
  const nodes = [
    { id: "new", name: say.fresh, column: 0 },
    ...column(0),
    ...column(1),
    { id: "gone", name: say.gone, column: 1 },
  ];
  const links = [
    { from: "new", to: "A1", value: 220_000 },
    { from: "new", to: "P1", value: 9_000 },
    { from: "A0", to: "A1", value: 700_000 },
    { from: "A0", to: "I1", value: 120_000 },
    { from: "A0", to: "gone", value: 210_000 },
    { from: "I0", to: "I1", value: 260_000 },
    { from: "I0", to: "P1", value: 42_000 },
    { from: "I0", to: "A1", value: 60_000 },
    { from: "P0", to: "P1", value: 60_000 },
    { from: "P0", to: "L1", value: 14_000 },
    { from: "L0", to: "L1", value: 26_000 },
  ];
  return (
    <SankeyChart
      data={{ nodes, links }}
      label={say.flow}
      onPickLink={(l) => void message.info(`${l.from} → ${l.to}`)}
      onPickNode={(n) => void message.info(n.name)}
    />
  );
}

/** The ECharts pictures. */
export function Charts() {
  const say = useWords(t);
  const lang = useLang();
  const { message } = App.useApp();
  const money = (n: number) => formatMoney(n, "CNY", lang, { short: true });
  const trend = {
    days,
    series: [
      { name: say.online, values: wave(30, 2_400_000, 500_000), shape: "area" as const },
      { name: say.store, values: wave(30, 1_500_000, -300_000) },
      { name: say.plan, values: days.map((_, i) => 2_000_000 + i * 20_000), shape: "dashed" as const },
    ],
    marks: [{ day: "2025-10-20", name: say.campaign }],
  };
  const bars = {
    names: ["西湖旗舰店", "Riverside", "Harbour pop-up", "母婴室 03", "Corner shop 118"],
    series: [{ name: say.sales, values: [912_000, 640_000, 388_000, 201_000, 96_500] }],
  };
  return (
    <>
      <Panel title={say.trend}>
        <TrendChart data={trend} label={say.trend} value={(n) => formatMoney(n, "CNY", lang)} tick={money} />
      </Panel>
      <Grid min_px={420}>
        <Panel title={say.venues}>
          <BarChart
            data={bars}
            label={say.venues}
            lying
            figures
            value={money}
            tick={money}
            onPick={(i) => void message.info(bars.names[i])}
          />
        </Panel>
        <Panel title={say.flow}>
          <Flow />
        </Panel>
      </Grid>
    </>
  );
}
