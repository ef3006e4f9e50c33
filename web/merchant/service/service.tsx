import { service } from "#contract";
import {
  BarChart,
  formatCount,
  formatDay,
  Grid,
  Page,
  Panel,
  TrendChart,
  useLang,
  useText,
  useWords,
  words,
} from "#parts";
import { useRead } from "#shell";
import { Link } from "@tanstack/react-router";
import { Select } from "antd";
import { useState } from "react";
import { useFilter } from "../shared/filter.tsx";
import { Evidence } from "./evidence.tsx";
import { MetricRow } from "./metric-row.tsx";
import css from "./service.module.css";
import { Traffic } from "./traffic.tsx";
import { Verdicts } from "./verdicts.tsx";

const t = words({
  title: { zh: "我们服务得多好，又换来什么？", en: "How well do we serve, and what follows?" },
  sub: {
    zh: (day: string, orders: string) => `体验分 ${day}，近 90 天 ${orders} 单`,
    en: (day: string, orders: string) => `Scores of ${day}, ${orders} orders in 90 days`,
  },
  merchant: { zh: "商家", en: "Merchant" },
  rules: { zh: "看现行规则", en: "See the rules" },
  none: { zh: "还没有体验分", en: "No score yet" },
  noneHint: { zh: "有了订单，第二天就会算出来。", en: "It is computed the night after there are orders." },
  score: { zh: "体验分", en: "Experience score" },
  low: { zh: (n: string) => `激励按下限 ${n} 算`, en: (n: string) => `rewards use the lower bound ${n}` },
  scale: {
    zh: (n: string) => `1 到 5 分，3 分与同行相当；现在 ${n}`,
    en: (n: string) => `From 1 to 5, 3 is like the peers; now ${n}`,
  },
  peers: { zh: "同行", en: "peers" },
  change: { zh: "什么让分数变了？", en: "What moved the score?" },
  points: { zh: "分", en: "Points" },
  earlier: { zh: "此前的变化", en: "Earlier change" },
  same: { zh: "与上次相比没有变化。", en: "Unchanged since the last one." },
  trend: { zh: "分数怎么走的？", en: "How did it go?" },
  metrics: { zh: "每个指标站在哪里？", en: "Where does each metric stand?" },
  metricsSub: {
    zh: "圆点是估计的真实水平，浅条是 90% 的可能范围。打开订单，看是哪几单。",
    en: "The dot is the estimated true level, the pale bar its 90% range. Open the orders to see which ones.",
  },
  own: { zh: "我们", en: "Us" },
});

function Score({ one }: { readonly one: service.MerchantScore }) {
  const say = useWords(t);
  const at = (score: number) => `${((score - 1) / 4) * 100}%`;
  const shown = one.score.toFixed(2);
  return (
    <Panel title={say.score}>
      <div className={css["score"]}>
        <b>{shown}</b>
        <span className={css["quiet"]}>{say.low(one.score_low.toFixed(2))}</span>
      </div>
      <div className={css["scale"]} role="img" aria-label={say.scale(shown)}>
        <u style={{ left: at(one.score_low) }} />
        <i style={{ left: at(one.score) }} />
        <small style={{ left: 0 }}>1</small>
        <small style={{ left: "50%" }}>3 {say.peers}</small>
        <small style={{ left: "100%" }}>5</small>
      </div>
    </Panel>
  );
}

function Change({
  one,
  nameOf,
}: {
  readonly one: service.MerchantScore;
  readonly nameOf: (id: service.MetricId) => string;
}) {
  const say = useWords(t);
  const parts = one.change.filter((part) => Math.abs(part.points) >= 0.0005);
  return (
    <Panel title={say.change}>
      {parts.length === 0 ? (
        <p className={css["quiet"]}>{say.same}</p>
      ) : (
        <BarChart
          lying
          figures
          label={say.change}
          data={{
            names: parts.map((part) => (part.metric === "earlier" ? say.earlier : nameOf(part.metric))),
            series: [{ name: say.points, values: parts.map((part) => Math.round(part.points * 1000) / 1000) }],
          }}
          value={(n) => `${n > 0 ? "+" : ""}${n.toFixed(3)}`}
          tick={(n) => n.toFixed(2)}
        />
      )}
    </Panel>
  );
}

function History({ merchant }: { readonly merchant: number }) {
  const say = useWords(t);
  const read = useRead(service.routes.history, { params: { merchant }, query: { days: 90 } });
  const days = [...(read.data?.items ?? [])].sort((a, b) => a.as_of.localeCompare(b.as_of));
  if (days.length < 2) return null;
  return (
    <Panel title={say.trend}>
      <TrendChart
        height_px={240}
        label={say.trend}
        data={{
          days: days.map((one) => one.as_of),
          series: [{ name: say.score, values: days.map((one) => Math.round(one.score * 100) / 100), shape: "area" }],
        }}
        value={(n) => n.toFixed(2)}
        tick={(n) => n.toFixed(1)}
      />
    </Panel>
  );
}

function Merchant({
  one,
  definitions,
}: {
  readonly one: service.MerchantScore;
  readonly definitions: readonly service.MetricDefinition[];
}) {
  const say = useWords(t);
  const text = useText();
  const [opened, setOpened] = useState<service.MetricId>();
  const define = (id: service.MetricId) => definitions.find((d) => d.id === id);
  const nameOf = (id: service.MetricId) => text(define(id)?.name ?? { zh: id, en: id });
  return (
    <>
      <Grid min_px={380}>
        <Score one={one} />
        <Change one={one} nameOf={nameOf} />
      </Grid>
      <History merchant={one.merchant} />
      <Panel title={say.metrics} sub={say.metricsSub}>
        <p className={css["legend"]}>
          <span data-kind="own">{say.own}</span>
          <span data-kind="peer">{say.peers}</span>
        </p>
        <ul className={css["metrics"]}>
          {one.metrics.map((value) => {
            const definition = define(value.metric);
            return definition ? (
              <MetricRow
                key={value.metric}
                value={value}
                definition={definition}
                onOpen={() => setOpened(value.metric)}
              />
            ) : null;
          })}
        </ul>
      </Panel>
      <Verdicts merchant={one.merchant} />
      <Traffic merchant={one.merchant} />
      {opened ? (
        <Evidence merchant={one.merchant} metric={opened} name={nameOf(opened)} onClose={() => setOpened(undefined)} />
      ) : null}
    </>
  );
}

/** Service of own merchants: score, metrics down to their orders, verdicts with appeal, and the traffic that follows. */
export function Service() {
  const say = useWords(t);
  const lang = useLang();
  const text = useText();
  const [{ merchant }, show] = useFilter<{ readonly merchant: number }>("/service");
  const scores = useRead(service.routes.scores);
  const catalogue = useRead(service.routes.catalogue);
  const items = scores.data?.items ?? [];
  const one = items.find((item) => item.merchant === merchant) ?? items[0];
  return (
    <Page
      title={say.title}
      sub={one ? say.sub(formatDay(one.as_of, lang), formatCount(one.orders, lang)) : undefined}
      actions={<Link to="/rules">{say.rules}</Link>}
      filters={
        items.length > 1 ? (
          <Select
            aria-label={say.merchant}
            value={one?.merchant ?? null}
            style={{ minWidth: 240 }}
            onChange={(next) => show({ merchant: next ?? undefined })}
            options={items.map((item) => ({ value: item.merchant, label: text(item.name) }))}
          />
        ) : undefined
      }
      reads={[scores, catalogue]}
      isEmpty={items.length === 0}
      empty={{ title: say.none, hint: say.noneHint }}
    >
      {() => (one ? <Merchant key={one.merchant} one={one} definitions={catalogue.data?.items ?? []} /> : null)}
    </Page>
  );
}
