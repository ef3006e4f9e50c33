import { lab } from "#contract";
import {
  type Column,
  DataTable,
  formatCount,
  formatDay,
  formatRatio,
  Lineage,
  Panel,
  ToneTag,
  TrendChart,
  useLang,
  useWords,
  Wait,
  words,
} from "#parts";
import { useRead } from "#shell";
import { Link } from "@tanstack/react-router";
import { Button, Drawer, Segmented } from "antd";
import { useState } from "react";
import { Bubbles } from "./bubbles.tsx";
import css from "./lab.module.css";

const t = words({
  picture: { zh: "哪里有机会？", en: "Where are the opportunities?" },
  pictureSub: {
    zh: (from: string, to: string, n: string, hidden: string) =>
      `${from} 至 ${to}，共 ${n} 次搜索；其中 ${hidden} 次是少见的词，不显示`,
    en: (from: string, to: string, n: string, hidden: string) =>
      `${from} to ${to}, ${n} searches; ${hidden} of them are rare words and not shown`,
  },
  days: { zh: "看多久", en: "Over" },
  of: { zh: (n: number) => `${n} 天`, en: (n: number) => `${n} days` },
  none: { zh: "还没有足够多的搜索", en: "Not enough searches yet" },
  noneHint: {
    zh: (n: number) => `一个词至少要有 ${n} 位访客搜过才会显示。`,
    en: (n: number) => `A term needs ${n} visitors before it is shown.`,
  },
  term: { zh: "人们搜的词", en: "What people look for" },
  visitors: { zh: "人数", en: "Visitors" },
  searches: { zh: "搜索", en: "Searches" },
  offers: { zh: "在售", en: "On offer" },
  unmet: { zh: "没有满足", en: "Unmet" },
  clicked: { zh: "点击", en: "Clicked" },
  bought: { zh: "购买", en: "Bought" },
  score: { zh: "机会分", en: "Score" },
  trend: { zh: "走势", en: "Trend" },
  sure: { zh: "不是偶然", en: "beyond chance" },
  how: {
    zh: "机会分 = 缺口、增长与未满足率各自标准化后相加。缺口是需求与供给各自比平均多少的对数之差。",
    en: "The score adds the gap, the growth and the unmet share, each standardised. The gap is the log of demand over its average less the log of supply over its.",
  },
  formula: { zh: "z(缺口) + z(增长) + z(未满足率)", en: "z(gap) + z(growth) + z(unmet)" },
  test: { zh: "为它做个概念测试", en: "Test a concept for it" },
  perDay: { zh: "每天多少次搜索？", en: "How many searches a day?" },
});

function Spark({ values }: { readonly values: readonly number[] }) {
  const most = Math.max(1, ...values);
  const points = values
    .map((n, i) => `${(i / Math.max(1, values.length - 1)) * 100},${26 - (n / most) * 24}`)
    .join(" ");
  return (
    <svg className={css["spark"]} viewBox="0 0 100 28" preserveAspectRatio="none" aria-hidden>
      <polyline points={points} />
    </svg>
  );
}

function useColumns(): readonly Column<lab.Opportunity>[] {
  const say = useWords(t);
  const lang = useLang();
  const count = (n: number) => formatCount(n, lang);
  const figure = (key: "visitors" | "searches" | "offers"): Column<lab.Opportunity> => ({
    key,
    title: say[key],
    figure: true,
    csv: (one) => one[key],
    render: (one) => count(one[key]),
  });
  const share = (key: string, title: string, read: (one: lab.Opportunity) => number): Column<lab.Opportunity> => ({
    key,
    title,
    figure: true,
    csv: read,
    render: (one) => formatRatio(read(one), lang),
  });
  return [
    {
      key: "term",
      title: say.term,
      csv: (one) => one.term,
      render: (one) => (
        <>
          <b>{one.term}</b> {one.beyond_chance ? <ToneTag tone="accent">{say.sure}</ToneTag> : null}
        </>
      ),
    },
    figure("visitors"),
    figure("searches"),
    figure("offers"),
    share("unmet", say.unmet, (one) => one.unmet_ratio),
    share("bought", say.bought, (one) => one.bought_ratio),
    { key: "trend", title: say.trend, render: (one) => <Spark values={one.per_day.map((day) => day.searches)} /> },
    {
      key: "score",
      title: (
        <>
          {say.score} <Lineage info={{ definition: say.how, formula: say.formula }} />
        </>
      ),
      csvTitle: say.score,
      figure: true,
      csv: (one) => one.score,
      render: (one) => <b>{one.score.toFixed(1)}</b>,
    },
  ];
}

function TermDrawer({ one, onClose }: { readonly one: lab.Opportunity | undefined; readonly onClose: () => void }) {
  const say = useWords(t);
  const lang = useLang();
  return (
    <Drawer open={one !== undefined} onClose={onClose} size={560} title={one?.term}>
      {one ? (
        <>
          <TrendChart
            height_px={220}
            label={say.perDay}
            data={{
              days: one.per_day.map((day) => day.day),
              series: [{ name: say.searches, values: one.per_day.map((day) => day.searches), shape: "bar" }],
            }}
            value={(n) => formatCount(n, lang)}
          />
          <p className={css["quiet"]}>
            {say.visitors} {formatCount(one.visitors, lang)} · {say.offers} {formatCount(one.offers, lang)} ·{" "}
            {say.unmet} {formatRatio(one.unmet_ratio, lang)} · {say.clicked} {formatRatio(one.clicked_ratio, lang)} ·{" "}
            {say.bought} {formatRatio(one.bought_ratio, lang)}
          </p>
          <Link to="/lab/new" search={{ term: one.term }}>
            <Button type="primary" tabIndex={-1} style={{ marginTop: 16 }}>
              {say.test}
            </Button>
          </Link>
        </>
      ) : null}
    </Drawer>
  );
}

/** What people search for and do not find; a term becomes a concept test. */
export function Opportunities() {
  const say = useWords(t);
  const lang = useLang();
  const columns = useColumns();
  const [days, setDays] = useState(28);
  const [opened, setOpened] = useState<string>();
  const read = useRead(lab.routes.opportunities, { query: { days, limit: 50 } });
  const items = read.data?.items ?? [];
  const told = read.data;
  const picker = (
    <Segmented
      aria-label={say.days}
      value={days}
      onChange={setDays}
      options={[7, 28, 90].map((n) => ({ value: n, label: say.of(n) }))}
    />
  );
  const day = (d: string) => formatDay(d, lang, { short: true });
  return (
    <Wait
      reads={read}
      isEmpty={items.length === 0}
      empty={{ title: say.none, hint: say.noneHint(told?.least_visitors ?? 50), next: picker }}
    >
      <div style={{ display: "flex", flexDirection: "column", gap: 24 }}>
        <Panel
          title={say.picture}
          sub={
            told
              ? say.pictureSub(
                  day(told.from),
                  day(told.to),
                  formatCount(told.searches, lang),
                  formatCount(told.hidden_searches, lang),
                )
              : undefined
          }
          actions={picker}
        >
          <Bubbles items={items.slice(0, 24)} label={say.picture} onPick={setOpened} />
        </Panel>
        <Panel flush>
          <DataTable
            rows={items}
            rowKey={(one) => one.term}
            exportName="opportunities"
            columns={columns}
            onOpen={(one) => setOpened(one.term)}
          />
        </Panel>
      </div>
      <TermDrawer one={items.find((one) => one.term === opened)} onClose={() => setOpened(undefined)} />
    </Wait>
  );
}
