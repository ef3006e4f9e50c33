import { trade } from "#contract";
import {
  type Column,
  DataTable,
  DayRangePicker,
  formatDay,
  formatMoney,
  formatTime,
  Money,
  Page,
  Panel,
  ToneTag,
  TrendChart,
  useLang,
  useText,
  useWords,
  words,
} from "#parts";
import { useList, useUser } from "#shell";
import { Button, Input } from "antd";
import { addDays } from "../shared/days.ts";
import { Lines } from "../shared/cells.tsx";
import { type Change, Choice, useFilter } from "../shared/filter.tsx";
import { useNow, usePlatformDays } from "../shared/use-days.ts";
import { OrderDrawer } from "./order-drawer.tsx";
import { byDay } from "./order-sums.ts";
import { useMerchants } from "./own.ts";
import { kindWords, orderStateTones, orderStateWords } from "./words.ts";

const t = words({
  title: { zh: "订单进行得怎么样？", en: "How do the orders go?" },
  sub: {
    zh: "只显示本品牌的订单行；自营商家的订单可以发货和取消。",
    en: "Only lines of the own brand; orders of own merchants can be sent and cancelled.",
  },
  sales: { zh: "每天卖了多少？", en: "How much was sold each day?" },
  salesSub: {
    zh: (n: number) => `按下面列出的 ${n} 单计算，不含取消与超时未付`,
    en: (n: number) => `From the ${n} orders listed below, without those cancelled or not paid`,
  },
  paid: { zh: "实付金额", en: "Amount paid" },
  search: { zh: "订单号", en: "Order number" },
  state: { zh: "状态", en: "State" },
  kind: { zh: "交付方式", en: "Way" },
  merchant: { zh: "商家", en: "Merchant" },
  clear: { zh: "清除筛选", en: "Clear filters" },
  none: { zh: "没有符合条件的订单", en: "No orders match" },
  noneHint: { zh: "放宽时间或清除筛选再看看。", en: "Widen the period or clear the filters." },
  no: { zh: "订单", en: "Order" },
  goods: { zh: "商品", en: "Goods" },
  pieces: { zh: (n: number) => `共 ${n} 件`, en: (n: number) => (n === 1 ? "1 piece" : `${n} pieces`) },
  promise: { zh: "承诺", en: "Promise" },
  late: { zh: "已超时", en: "late" },
  amount: { zh: "实付", en: "Paid" },
});
type Filter = {
  readonly state: trade.OrderState;
  readonly kind: trade.FulfilmentKind;
  readonly merchant: number;
  readonly from: string;
  readonly to: string;
  readonly q: string;
  readonly order: string;
};

const piecesOf = (one: trade.Order): number => one.lines.reduce((sum, line) => sum + line.quantity, 0);

function useColumns(): readonly Column<trade.Order>[] {
  const say = useWords(t);
  const lang = useLang();
  const text = useText();
  const { zone } = useUser().platform;
  const now = useNow();
  const late = (one: trade.Order) => one.state === "paid" && Date.parse(one.promised_dispatch_at) < now;
  const goods = (one: trade.Order) =>
    one.lines
      .slice(0, 2)
      .map((line) => text(line.title))
      .join(lang === "zh" ? "、" : ", ") + (one.lines.length > 2 ? " …" : "");
  return [
    {
      key: "no",
      title: say.no,
      csv: (one) => one.no,
      render: (one) => <Lines first={<b>{one.no}</b>} second={formatTime(one.placed_at, zone, lang)} />,
    },
    {
      key: "goods",
      title: say.goods,
      csv: (one) => one.lines.map((line) => `${line.sku_code}×${line.quantity}`).join(" "),
      render: (one) => <Lines wide first={goods(one)} second={say.pieces(piecesOf(one))} />,
    },
    {
      key: "merchant",
      title: say.merchant,
      csv: (one) => text(one.merchant_name),
      render: (one) => <Lines first={text(one.merchant_name)} second={text(kindWords[one.kind])} />,
    },
    {
      key: "state",
      title: say.state,
      csv: (one) => one.state,
      render: (one) => <ToneTag tone={orderStateTones[one.state]}>{text(orderStateWords[one.state])}</ToneTag>,
    },
    {
      key: "promise",
      title: say.promise,
      csv: (one) => one.promised_day,
      render: (one) => (
        <>
          {formatDay(one.promised_day, lang, { short: true })}{" "}
          {late(one) ? <ToneTag tone="bad">{say.late}</ToneTag> : null}
        </>
      ),
    },
    {
      key: "amount",
      title: say.amount,
      figure: true,
      csv: (one) => one.pay_minor / 100,
      render: (one) => <Money amount_minor={one.pay_minor} currency={one.currency} />,
    },
  ];
}

const nothing: Change<Filter> = {
  q: undefined,
  state: undefined,
  kind: undefined,
  merchant: undefined,
  from: undefined,
  to: undefined,
};

function Filters({
  filter,
  show,
}: {
  readonly filter: Partial<Filter>;
  readonly show: (next: Change<Filter>) => void;
}) {
  const say = useWords(t);
  const text = useText();
  const { today } = usePlatformDays();
  const { all } = useMerchants();
  const used = Object.keys(filter).some((key) => key !== "order");
  return (
    <>
      <Input.Search
        allowClear
        placeholder={say.search}
        aria-label={say.search}
        defaultValue={filter.q ?? ""}
        style={{ width: 200 }}
        onSearch={(q) => show({ q })}
      />
      <Choice
        label={say.state}
        value={filter.state}
        onChange={(state) => show({ state })}
        options={trade.orderStates.map((one) => ({ value: one, label: text(orderStateWords[one]) }))}
      />
      <Choice
        label={say.kind}
        value={filter.kind}
        onChange={(kind) => show({ kind })}
        options={trade.fulfilmentKinds.map((one) => ({ value: one, label: text(kindWords[one]) }))}
      />
      <Choice
        label={say.merchant}
        width_px={200}
        value={filter.merchant}
        onChange={(merchant) => show({ merchant })}
        options={all.map((one) => ({ value: one.id, label: text(one.name) }))}
      />
      <DayRangePicker
        value={{ from: filter.from ?? addDays(today, -29), to: filter.to ?? today }}
        lastDay={today}
        onChange={show}
      />
      {used ? <Button onClick={() => show(nothing)}>{say.clear}</Button> : null}
    </>
  );
}

/** Orders of the brand's goods, with their days, and one of them opened beside the list. */
export function Orders() {
  const say = useWords(t);
  const lang = useLang();
  const columns = useColumns();
  const { currency } = useUser().platform;
  const { today, zone } = usePlatformDays();
  const [filter, show] = useFilter<Filter>("/orders");
  const { order, ...asked } = filter;
  const span = { from: asked.from ?? addDays(today, -29), to: asked.to ?? today };
  const list = useList(trade.routes.orders, { query: { limit: 100, ...asked, ...span } });
  // The newest come first: while older pages are not loaded, the picture begins with the oldest order that is here.
  const days = byDay(list.rows, zone, list.hasMore ? { to: span.to } : span);
  return (
    <Page
      title={say.title}
      sub={say.sub}
      filters={<Filters filter={filter} show={show} />}
      reads={list}
      isEmpty={list.rows.length === 0}
      empty={{ title: say.none, hint: say.noneHint }}
    >
      <Panel title={say.sales} sub={say.salesSub(list.rows.length)}>
        <TrendChart
          height_px={220}
          label={say.sales}
          data={{
            days: days.map((one) => one.day),
            series: [{ name: say.paid, values: days.map((one) => one.pay_minor), shape: "bar" }],
          }}
          value={(n) => formatMoney(n, currency, lang)}
          tick={(n) => formatMoney(n, currency, lang, { short: true })}
          onPick={(day) => show({ from: day, to: day })}
        />
      </Panel>
      <Panel flush>
        <DataTable
          list={list}
          rowKey={(one) => one.id}
          exportName="orders"
          columns={columns}
          onOpen={(one) => show({ order: one.id })}
        />
      </Panel>
      <OrderDrawer id={order} onClose={() => show({ order: undefined })} />
    </Page>
  );
}
