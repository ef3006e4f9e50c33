import { service } from "#contract";
import {
  BarChart,
  DataTable,
  formatCount,
  formatRatio,
  Page,
  Panel,
  TrendChart,
  useLang,
  useText,
  useWords,
  words,
} from "#parts";
import { useList, useRead, useWrite } from "#shell";
import { Button, Drawer, Segmented } from "antd";
import { useState } from "react";

const { routes } = service;
const t = words({
  title: { zh: "谁在好好服务消费者？", en: "Who serves consumers best?" },
  sub: {
    zh: "体验分 1 到 5，同行水平为 3；每个指标都能打开到订单。",
    en: "Scores of 1 to 5, peers stand at 3; every metric opens to its orders.",
  },
  compute: { zh: "立即计算", en: "Compute now" },
  scores: { zh: "体验分", en: "Experience scores" },
  merchant: { zh: "商家", en: "Merchant" },
  score: { zh: "分数", en: "Score" },
  low: { zh: "下限", en: "Lower bound" },
  orders: { zh: "订单", en: "Orders" },
  none: { zh: "还没有体验分", en: "No scores yet" },
  noneHint: { zh: "有订单后点“立即计算”。", en: "Compute them once there are orders." },
  best: { zh: "最高与最低", en: "Highest and lowest" },
  history: { zh: "走势", en: "Day by day" },
  metric: { zh: "指标", en: "Metric" },
  rate: { zh: "平滑", en: "Smoothed" },
  raw: { zh: "原始", en: "Raw" },
  interval: { zh: "90% 区间", en: "90 % interval" },
  peers: { zh: "同行", en: "Peers" },
  evidence: { zh: "背后的订单", en: "The orders behind it" },
  order: { zh: "订单", en: "Order" },
  day: { zh: "日期", en: "Day" },
  promised: { zh: "承诺", en: "Promised" },
  actual: { zh: "实际", en: "Actual" },
  reason: { zh: "说明", en: "Reason" },
});

/** Scores of all merchants; one opens to its metrics, a metric to its orders. */
export function Service() {
  const say = useWords(t);
  const text = useText();
  const scores = useRead(routes.scores, { query: { limit: 500 } });
  const compute = useWrite(routes.compute, { refresh: [routes.scores] });
  const [open, setOpen] = useState<service.MerchantScore>();
  const rows = scores.data?.items ?? [];
  const button = (
    <Button onClick={() => compute.mutate({ body: {} })} loading={compute.isPending}>
      {say.compute}
    </Button>
  );
  return (
    <Page
      title={say.title}
      sub={say.sub}
      reads={scores}
      actions={button}
      isEmpty={rows.length === 0}
      empty={{ title: say.none, hint: say.noneHint }}
    >
      <Best rows={rows} />
      <All rows={rows} onOpen={setOpen} />
      <Drawer
        open={open !== undefined}
        onClose={() => setOpen(undefined)}
        size="large"
        title={open ? text(open.name) : ""}
      >
        {open ? <Merchant score={open} /> : null}
      </Drawer>
    </Page>
  );
}

type Rows = { readonly rows: readonly service.MerchantScore[] };
function Best({ rows }: Rows) {
  const say = useWords(t);
  const text = useText();
  const ends = rows.length <= 16 ? rows : [...rows.slice(0, 8), ...rows.slice(-8)];
  const values = ends.map((s) => Math.round(s.score * 100) / 100);
  return (
    <Panel title={say.best}>
      <BarChart
        lying
        figures
        label={say.best}
        height_px={60 + ends.length * 24}
        value={(n) => n.toFixed(2)}
        tick={(n) => n.toFixed(0)}
        data={{ names: ends.map((s) => text(s.name)), series: [{ name: say.score, values }] }}
      />
    </Panel>
  );
}
function All({ rows, onOpen }: Rows & { readonly onOpen: (score: service.MerchantScore) => void }) {
  const say = useWords(t);
  const lang = useLang();
  const text = useText();
  return (
    <Panel title={say.scores} flush>
      <DataTable
        rows={rows}
        rowKey={(s) => String(s.merchant)}
        onOpen={onOpen}
        exportName="scores"
        columns={[
          { key: "merchant", title: say.merchant, render: (s) => text(s.name), csv: (s) => text(s.name) },
          {
            key: "score",
            title: say.score,
            figure: true,
            render: (s) => <b>{s.score.toFixed(2)}</b>,
            csv: (s) => s.score,
          },
          { key: "low", title: say.low, figure: true, render: (s) => s.score_low.toFixed(2), csv: (s) => s.score_low },
          {
            key: "orders",
            title: say.orders,
            figure: true,
            render: (s) => formatCount(s.orders, lang),
            csv: (s) => s.orders,
          },
        ]}
      />
    </Panel>
  );
}

function Merchant({ score }: { readonly score: service.MerchantScore }) {
  const say = useWords(t);
  const lang = useLang();
  const text = useText();
  const catalogue = useRead(routes.catalogue);
  const history = useRead(routes.history, { params: { merchant: score.merchant } });
  const [metric, setMetric] = useState<service.MetricId>("ldr");
  const name = (id: service.MetricId) =>
    text(catalogue.data?.items.find((m) => m.id === id)?.name ?? { zh: id, en: id });
  const days = history.data?.items ?? [];
  return (
    <>
      {days.length > 1 ? (
        <Panel title={say.history}>
          <TrendChart
            label={say.history}
            height_px={200}
            value={(n) => n.toFixed(2)}
            data={{ days: days.map((d) => d.as_of), series: [{ name: say.score, values: days.map((d) => d.score) }] }}
          />
        </Panel>
      ) : null}
      <Panel flush>
        <DataTable
          small
          rows={score.metrics}
          rowKey={(m) => m.metric}
          onOpen={(m) => setMetric(m.metric)}
          columns={[
            { key: "metric", title: say.metric, render: (m) => name(m.metric) },
            { key: "rate", title: say.rate, figure: true, render: (m) => formatRatio(m.smoothed_ratio, lang) },
            {
              key: "raw",
              title: say.raw,
              figure: true,
              render: (m) => (m.raw_ratio === null ? "–" : formatRatio(m.raw_ratio, lang)),
            },
            {
              key: "interval",
              title: say.interval,
              figure: true,
              render: (m) => `${formatRatio(m.low_ratio, lang)} – ${formatRatio(m.high_ratio, lang)}`,
            },
            { key: "peers", title: say.peers, figure: true, render: (m) => formatRatio(m.peer_ratio, lang) },
            { key: "orders", title: say.orders, figure: true, render: (m) => formatCount(m.orders, lang) },
          ]}
        />
      </Panel>
      <Panel title={say.evidence} flush>
        <Segmented<service.MetricId>
          value={metric}
          onChange={setMetric}
          options={score.metrics.map((m) => ({ value: m.metric, label: name(m.metric) }))}
        />
        <Evidence merchant={score.merchant} metric={metric} />
      </Panel>
    </>
  );
}
function Evidence({ merchant, metric }: { readonly merchant: number; readonly metric: service.MetricId }) {
  const say = useWords(t);
  const text = useText();
  const list = useList(routes.evidence, { params: { merchant, metric }, query: { limit: 20 } });
  return (
    <DataTable
      small
      list={list}
      rowKey={(e) => e.order}
      columns={[
        { key: "order", title: say.order, render: (e) => <code>{e.order.slice(0, 18)}</code> },
        { key: "day", title: say.day, render: (e) => e.day },
        { key: "promised", title: say.promised, render: (e) => e.promised?.slice(0, 16).replace("T", " ") ?? "–" },
        { key: "actual", title: say.actual, render: (e) => e.actual?.slice(0, 16).replace("T", " ") ?? "–" },
        { key: "reason", title: say.reason, render: (e) => text(e.reason) },
      ]}
    />
  );
}
