import {
  AiplBar,
  BarChart,
  Explain,
  formatMoney,
  formatRatio,
  FunnelBar,
  Grid,
  Lineage,
  Money,
  Panel,
  SankeyChart,
  StageTag,
  stages,
  StatCard,
  ToneTag,
  TrendChart,
  useLang,
  useWords,
  words,
} from "#parts";
import { App } from "antd";
import { useMemo } from "react";

const t = words({
  sales: { zh: "成交金额", en: "Sales" },
  buyers: { zh: "购买人数", en: "Buyers" },
  efficiency: { zh: "拉新效率", en: "Acquisition efficiency" },
  stock: { zh: "缺货率", en: "Out-of-stock rate" },
  against: { zh: "较上周", en: "vs last week" },
  definition: {
    zh: "所选期间内付款订单的金额合计，退款已扣除。",
    en: "Sum of paid orders in the period, refunds taken off.",
  },
  assets: { zh: "消费者资产", en: "Consumer assets" },
  assetsSub: { zh: "截至昨日，平台全部场合计", en: "As of yesterday, all venues together" },
  steps: { zh: "从看到买", en: "From seeing to buying" },
  seen: { zh: "曝光", en: "Seen" },
  clicked: { zh: "点击", en: "Clicked" },
  carted: { zh: "加购", en: "In the cart" },
  bought: { zh: "付款", en: "Paid" },
  trend: { zh: "每日成交", en: "Daily sales" },
  online: { zh: "线上", en: "Online" },
  store: { zh: "门店", en: "Stores" },
  plan: { zh: "计划", en: "Plan" },
  campaign: { zh: "大促开始", en: "Campaign starts" },
  venues: { zh: "各场成交", en: "Sales by venue" },
  flow: { zh: "30 天流转", en: "Flow over 30 days" },
  fresh: { zh: "新进入", en: "New" },
  gone: { zh: "流失", en: "Left" },
  why: { zh: "为什么没有通过？", en: "Why did it not pass?" },
  score: { zh: "服务体验分", en: "Service score" },
  ship: { zh: "24 小时发货率", en: "Shipped within 24 hours" },
  refund: { zh: "退款处理时长", en: "Refund handling time" },
  hours: { zh: (n: number) => `${n} 小时`, en: (n: number) => `${n} h` },
  good: { zh: "已生效", en: "In force" },
  warn: { zh: "将过期", en: "Expiring" },
  bad: { zh: "已驳回", en: "Rejected" },
  plain: { zh: "草稿", en: "Draft" },
});

const wave = (n: number, base: number, swing: number) =>
  Array.from({ length: n }, (_, i) =>
    Math.round(base + swing * Math.sin(i / 3) + swing * 0.4 * Math.cos(i * 1.7) + i * swing * 0.04),
  );
const days = Array.from({ length: 30 }, (_, i) => `2025-10-${String(i + 1).padStart(2, "0")}`);

/** Cards, funnels, tags and explanations. */
export function Figures() {
  const say = useWords(t);
  const lineage = {
    definition: say.definition,
    formula: "Σ paid − Σ refunded",
    source: "order.paid, order.refunded",
    asOf: "2025-11-01T00:00:00Z",
    query: "SELECT sum(paid_minor) - sum(refunded_minor)\nFROM orders\nWHERE day BETWEEN {from} AND {to}",
  };
  return (
    <>
      <Grid min_px={230}>
        <StatCard
          label={say.sales}
          value={<Money amount_minor={128_934_560} currency="CNY" />}
          delta={{ ratio: 0.124, against: say.against }}
          spark={wave(14, 100, 20)}
          lineage={lineage}
        />
        <StatCard
          label={say.buyers}
          value="18,204"
          delta={{ ratio: -0.031, against: say.against }}
          spark={wave(14, 80, -20)}
          lineage={lineage}
        />
        <StatCard
          label={say.efficiency}
          value={formatRatio(0.236)}
          delta={{ ratio: 0, against: say.against }}
          note={<StageTag stage="I" />}
        />
        <StatCard
          label={say.stock}
          value={formatRatio(0.018)}
          delta={{ ratio: -0.2, against: say.against, good: "down" }}
          lineage={lineage}
        />
      </Grid>
      <Grid min_px={380}>
        <Panel title={say.assets} sub={say.assetsSub} actions={<Lineage info={lineage} />}>
          <AiplBar
            counts={{ A: 1_284_002, I: 420_118, P: 96_340, L: 31_208 }}
            notes={{ A: "+2.1%", L: "+0.8%" }}
            onPick={() => undefined}
          />
        </Panel>
        <Panel title={say.steps}>
          <FunnelBar
            steps={[
              { key: "s", label: say.seen, value: 820_000 },
              { key: "c", label: say.clicked, value: 96_000 },
              { key: "k", label: say.carted, value: 21_400 },
              { key: "b", label: say.bought, value: null },
            ]}
          />
        </Panel>
      </Grid>
      <Panel title={say.why} actions={<ToneTag tone="bad">{say.bad}</ToneTag>}>
        <Explain
          clauses={[
            {
              key: "1",
              label: say.score,
              passed: true,
              value: "4.72",
              required: "≥ 4.6",
              distance: "0.12",
              progress_ratio: 1,
            },
            {
              key: "2",
              label: say.ship,
              passed: false,
              value: formatRatio(0.913),
              required: `≥ ${formatRatio(0.95)}`,
              distance: formatRatio(0.037),
              progress_ratio: 0.913 / 0.95,
            },
            { key: "3", label: say.refund, passed: null, value: "–", required: `≤ ${say.hours(24)}` },
          ]}
        />
        <p style={{ display: "flex", gap: 8, flexWrap: "wrap", margin: "16px 0 0" }}>
          {stages.map((stage) => (
            <StageTag key={stage} stage={stage} />
          ))}
          <ToneTag tone="good">{say.good}</ToneTag>
          <ToneTag tone="warn">{say.warn}</ToneTag>
          <ToneTag tone="bad">{say.bad}</ToneTag>
          <ToneTag tone="accent">{say.plan}</ToneTag>
          <ToneTag>{say.plain}</ToneTag>
        </p>
      </Panel>
    </>
  );
}

/** The ECharts pictures. */
export function Charts() {
  const say = useWords(t);
  const lang = useLang();
  const { message } = App.useApp();
  const trend = useMemo(
    () => ({
      days,
      series: [
        { name: say.online, values: wave(30, 2_400_000, 500_000), shape: "area" as const },
        { name: say.store, values: wave(30, 1_500_000, -300_000) },
        { name: say.plan, values: days.map((_, i) => 2_000_000 + i * 20_000), shape: "dashed" as const },
      ],
      marks: [{ day: "2025-10-20", name: say.campaign }],
    }),
    [say],
  );
  const flow = useMemo(() => {
    const column = (n: 0 | 1) => stages.map((stage) => ({ id: `${stage}${n}`, name: stage, column: n, stage }));
    return {
      nodes: [
        { id: "new", name: say.fresh, column: 0 },
        ...column(0),
        ...column(1),
        { id: "gone", name: say.gone, column: 1 },
      ],
      links: [
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
      ],
    };
  }, [say]);
  const bars = useMemo(
    () => ({
      names: ["西湖旗舰店", "Riverside", "Harbour pop-up", "母婴室 03", "Corner shop 118"],
      series: [{ name: say.sales, values: [912_000, 640_000, 388_000, 201_000, 96_500] }],
    }),
    [say],
  );
  const money = (n: number) => formatMoney(n, "CNY", lang, { short: true });
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
          <SankeyChart
            data={flow}
            label={say.flow}
            onPickLink={(l) => void message.info(`${l.from} → ${l.to}`)}
            onPickNode={(n) => void message.info(n.name)}
          />
        </Panel>
      </Grid>
    </>
  );
}
