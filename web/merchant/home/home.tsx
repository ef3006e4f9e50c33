import { databank, lab, marketing, rules, service, supply, trade } from "#contract";
import {
  AiplBar,
  formatMoney,
  formatRatio,
  Grid,
  Page,
  Panel,
  type Stage,
  StatCard,
  TrendChart,
  useLang,
  useText,
  useWords,
  Wait,
  words,
} from "#parts";
import { useList, useRead, useUser } from "#shell";
import { Link, useNavigate } from "@tanstack/react-router";
import { useNow, usePlatformDays } from "../shared/use-days.ts";
import { byHour } from "../trade/order-sums.ts";
import { trafficChange } from "../service/clauses.ts";
import css from "./home.module.css";

const t = words({
  title: { zh: "今天生意怎么样？", en: "How is business today?" },
  sold: { zh: "今天卖了", en: "Sold today" },
  orders: { zh: (n: string) => `${n} 单`, en: (n: string) => `${n} orders` },
  score: { zh: "体验分", en: "Experience score" },
  lower: { zh: (n: string) => `激励按下限 ${n} 算`, en: (n: string) => `rewards use ${n}` },
  running: { zh: "进行中的活动", en: "Campaigns running" },
  verdict: { zh: "最近的判定", en: "Newest verdict" },
  traffic: { zh: (r: string) => `流量 ${r}`, en: (r: string) => `${r} traffic` },
  none: { zh: "还没有", en: "None yet" },
  todo: { zh: "今天先做什么？", en: "What comes first?" },
  calm: { zh: "没有等着您处理的事。", en: "Nothing waits for you." },
  send: {
    zh: (n: string) => `${n} 个订单待发货`,
    en: (n: string) => (n === "1" ? "1 order to send" : `${n} orders to send`),
  },
  decide: {
    zh: (n: string) => `${n} 个退货待处理`,
    en: (n: string) => (n === "1" ? "1 return to decide" : `${n} returns to decide`),
  },
  low: {
    zh: (n: string) => `${n} 个库存快卖完`,
    en: (n: string) => (n === "1" ? "1 stock row is low" : `${n} stock rows are low`),
  },
  order: {
    zh: (n: string) => `${n} 条补货建议`,
    en: (n: string) => (n === "1" ? "1 replenishment proposal" : `${n} replenishment proposals`),
  },
  drafts: {
    zh: (n: string) => `${n} 个活动还是草稿`,
    en: (n: string) => (n === "1" ? "1 campaign is a draft" : `${n} campaigns are drafts`),
  },
  tests: {
    zh: (n: string) => `${n} 个概念测试进行中`,
    en: (n: string) => (n === "1" ? "1 concept test is open" : `${n} concept tests are open`),
  },
  sales: { zh: "今天每个钟头卖了多少？", en: "How much was sold each hour?" },
  paid: { zh: "实付金额", en: "Amount paid" },
  consumers: { zh: "消费者资产", en: "Consumer assets" },
  more: { zh: "看资产", en: "See the assets" },
  partly: { zh: "按最近 200 单计算", en: "From the newest 200 orders" },
});
const lowAt = 10;
type Listed = { readonly rows: readonly unknown[]; readonly hasMore: boolean };
const countOf = ({ rows, hasMore }: Listed): string => (hasMore ? `${rows.length}+` : String(rows.length));

function ToDo() {
  const say = useWords(t);
  const send = useList(trade.routes.orders, { query: { state: "paid", limit: 100 } });
  const decide = useList(trade.routes.returns, { query: { state: "requested", limit: 100 } });
  const low = useList(trade.routes.stock, { query: { at_most: lowAt, limit: 100 } });
  const order = useList(supply.routes.proposals, { query: { limit: 100 } });
  const drafts = useList(marketing.routes.campaigns, { query: { state: "draft", limit: 50 } });
  const surveys = useList(lab.routes.surveys, { query: { limit: 50 } });
  const open = { rows: surveys.rows.filter((one) => one.state === "open"), hasMore: false };
  const lines = [
    { key: "send", list: send, text: say.send, to: "/orders", search: { state: "paid" } },
    { key: "decide", list: decide, text: say.decide, to: "/returns", search: { state: "requested" } },
    { key: "low", list: low, text: say.low, to: "/stock", search: { low: true } },
    { key: "order", list: order, text: say.order, to: "/supply", search: {} },
    { key: "drafts", list: drafts, text: say.drafts, to: "/campaigns", search: { state: "draft" } },
    { key: "tests", list: open, text: say.tests, to: "/lab", search: { tab: "surveys" } },
  ].filter((line) => line.list.rows.length > 0);
  return (
    <Panel title={say.todo}>
      <Wait reads={[send, decide, low, order, drafts, surveys]}>
        {lines.length === 0 ? <p className={css["calm"]}>{say.calm}</p> : null}
        <ul className={css["todo"]}>
          {lines.map((line) => (
            <li key={line.key}>
              <Link to={line.to} search={line.search}>
                {line.text(countOf(line.list))}
                <span aria-hidden>→</span>
              </Link>
            </li>
          ))}
        </ul>
      </Wait>
    </Panel>
  );
}

function Assets({ day }: { readonly day: string }) {
  const say = useWords(t);
  const read = useRead(databank.routes.aipl, { query: { as_of: day } });
  const countIn = (stage: Stage) => read.data?.stages.find((one) => one.stage === stage)?.people ?? null;
  return (
    <Panel title={say.consumers} actions={<Link to="/consumers">{say.more}</Link>}>
      <Wait reads={read}>
        <AiplBar counts={{ A: countIn("A"), I: countIn("I"), P: countIn("P"), L: countIn("L") }} />
      </Wait>
    </Panel>
  );
}

function Cards({ sold_minor, orders }: { readonly sold_minor: number; readonly orders: string }) {
  const say = useWords(t);
  const lang = useLang();
  const text = useText();
  const navigate = useNavigate();
  const { currency } = useUser().platform;
  const scores = useRead(service.routes.scores);
  const running = useList(marketing.routes.campaigns, { query: { state: "running", limit: 50 } });
  const verdicts = useList(rules.routes.verdicts, { query: { limit: 1 } });
  const score = scores.data?.items[0];
  const verdict = verdicts.rows[0];
  const effect = (theta: number | null) => {
    const change = theta === null ? 0 : trafficChange(theta);
    return say.traffic(`${change > 0 ? "+" : ""}${formatRatio(change, lang)}`);
  };
  return (
    <Grid min_px={160}>
      <StatCard
        label={say.sold}
        value={formatMoney(sold_minor, currency, lang)}
        note={say.orders(orders)}
        onOpen={() => void navigate({ to: "/orders" })}
      />
      <StatCard
        label={say.score}
        value={score ? score.score.toFixed(2) : "–"}
        note={score ? say.lower(score.score_low.toFixed(2)) : say.none}
        onOpen={() => void navigate({ to: "/service" })}
      />
      <StatCard label={say.running} value={countOf(running)} onOpen={() => void navigate({ to: "/campaigns" })} />
      <StatCard
        label={say.verdict}
        value={verdict ? effect(verdict.theta) : "–"}
        note={verdict ? text(verdict.title) : say.none}
        onOpen={() => void navigate({ to: "/service" })}
      />
    </Grid>
  );
}

/** The first page: what was sold, what waits, and who the consumers are. */
export function Home() {
  const say = useWords(t);
  const lang = useLang();
  const pick = useText();
  const user = useUser();
  const now = useNow();
  const { today, yesterday, zone } = usePlatformDays();
  const list = useList(trade.routes.orders, { query: { from: today, to: today, limit: 200 } }, { refetch_ms: 30_000 });
  const hours = byHour(list.rows, zone, now);
  const sold_minor = hours.reduce((sum, one) => sum + one.pay_minor, 0);
  const { currency } = user.platform;
  return (
    <Page
      title={say.title}
      sub={`${pick(user.brand?.name ?? user.platform.name)} · ${pick(user.platform.name)}`}
      reads={list}
    >
      <Cards sold_minor={sold_minor} orders={countOf(list)} />
      <Grid min_px={420}>
        <Panel title={say.sales} sub={list.hasMore ? say.partly : undefined}>
          <TrendChart
            height_px={240}
            label={say.sales}
            data={{
              days: hours.map((one) => one.hour),
              series: [{ name: say.paid, values: hours.map((one) => one.pay_minor), shape: "bar" }],
            }}
            value={(n) => formatMoney(n, currency, lang)}
            tick={(n) => formatMoney(n, currency, lang, { short: true })}
          />
        </Panel>
        <ToDo />
      </Grid>
      <Assets day={yesterday} />
    </Page>
  );
}
