import { guide, marketing, trade } from "#contract";
import { formatCount, formatDay, Money, Page, Panel, StatCard, useLang, useText, useWords, words } from "#parts";
import { useRead } from "#shell";
import { useNavigate } from "@tanstack/react-router";
import { Button } from "antd";
import { useNow } from "../kit/clock.tsx";
import { type PlaceHere, usePlace } from "../kit/place.ts";
import { dayAt } from "../kit/time.ts";
import { PromiseStrip } from "../today/promise-strip.tsx";
import { TaskList } from "../today/task-list.tsx";
import { promisesByHour, tasksOf } from "../today/tasks.ts";
import css from "../today/today.module.css";

const t = words({
  title: { zh: "现在需要我做什么？", en: "What needs me now?" },
  sell: { zh: "去收银", en: "Open the till" },
  promises: { zh: "接下来 12 小时，多少单要准时？", en: "How many orders must be on time in the next 12 hours?" },
  sales: { zh: "今日柜台销售", en: "Sold at the till today" },
  orders: { zh: (n: string) => `${n} 单`, en: (n: string) => `${n} sales` },
  atLeast: { zh: (n: string) => `最近 ${n} 单的合计`, en: (n: string) => `sum of the last ${n} sales` },
  pick: { zh: "待拣", en: "To pick" },
  late: { zh: (n: string) => `${n} 单已超时`, en: (n: string) => `${n} late` },
  onTime: { zh: "都还来得及", en: "all still on time" },
  ready: { zh: "待取", en: "Ready to hand over" },
  low: { zh: "快卖完", en: "Running low" },
  lowNote: { zh: "可卖不超过 5 件", en: "5 pieces or fewer" },
});
const limit = 200;
const often = { refetch_ms: 20_000 };

/** Takings of the till today; with more sales than one page holds, those of the last page. */
function Sales({ place }: { readonly place: PlaceHere }) {
  const say = useWords(t);
  const lang = useLang();
  const from = dayAt(place.zone, useNow());
  const data = useRead(trade.routes.venueOrders, { query: { from, kind: "handover", limit } }, often).data;
  const sold = (data?.items ?? []).filter((o) => o.venue === place.id && o.state !== "cancelled");
  const sum = sold.reduce((n, o) => n + o.pay_minor - o.refunded_minor, 0);
  const count = formatCount(sold.length, lang);
  return (
    <StatCard
      label={say.sales}
      value={<Money amount_minor={sum} currency={place.currency} short />}
      note={data?.next === undefined ? say.orders(count) : say.atLeast(count)}
    />
  );
}

function Stats({
  rows,
  late,
  place,
}: {
  rows: readonly trade.ToPick[];
  readonly late: number;
  readonly place: PlaceHere;
}) {
  const say = useWords(t);
  const lang = useLang();
  const go = useNavigate();
  const low = useRead(trade.routes.venueStock, { query: { at_most: 5, limit } }, { refetch_ms: 120_000 }).data;
  const count = (state: string) => formatCount(rows.filter((row) => row.state === state).length, lang);
  return (
    <div className={css["stats"]}>
      <Sales place={place} />
      <StatCard
        label={say.pick}
        value={count("open")}
        note={late > 0 ? say.late(formatCount(late, lang)) : say.onTime}
        onOpen={() => void go({ to: "/orders", search: { state: "open" } })}
      />
      <StatCard
        label={say.ready}
        value={count("ready")}
        onOpen={() => void go({ to: "/orders", search: { state: "ready" } })}
      />
      <StatCard
        label={say.low}
        value={low ? `${formatCount(low.items.length, lang)}${low.next === undefined ? "" : "+"}` : "–"}
        note={say.lowNote}
        onOpen={() => void go({ to: "/stock", search: { show: "low" } })}
      />
    </div>
  );
}

/** The first page of the console: what to do now, with its clocks. */
export function Home() {
  const say = useWords(t);
  const lang = useLang();
  const pick = useText();
  const go = useNavigate();
  const place = usePlace();
  const now = useNow();
  const toPick = useRead(trade.routes.toPick, { query: { limit } }, often);
  const returns =
    useRead(trade.routes.venueReturns, { query: { state: "requested", limit: 50 } }, often).data?.items ?? [];
  const screens = useRead(marketing.routes.screens, {}, { refetch_ms: 60_000 }).data?.items ?? [];
  const chats = useRead(guide.routes.chats, {}, often).data?.items ?? [];
  const appointments = useRead(guide.routes.venueAppointments, {}, often).data?.items ?? [];
  const rows = toPick.data?.items ?? [];
  const own = screens.filter((s) => s.venue === place.id).map((s) => ({ ...s, name: pick(s.name) }));
  const tasks = tasksOf({ toPick: rows, chats, appointments, returns, screens: own }, now);
  const { late, hours } = promisesByHour(rows, now, 12);
  return (
    <Page
      title={say.title}
      sub={`${pick(place.name)} · ${formatDay(dayAt(place.zone, now), lang)}`}
      actions={
        <Button type="primary" onClick={() => void go({ to: "/sell" })}>
          {say.sell}
        </Button>
      }
      reads={toPick}
    >
      <div className={css["top"]}>
        <Panel title={say.promises}>
          <PromiseStrip late={late} hours={hours} zone={place.zone} />
        </Panel>
        <Stats rows={rows} late={late.parcels + late.pickUps} place={place} />
      </div>
      <TaskList tasks={tasks} />
    </Page>
  );
}
