import { CheckOutlined, ClockCircleOutlined, CloseOutlined } from "@ant-design/icons";
import { trade } from "#contract";
import { errorText, Money, Page, Panel, useLang, useWords, words } from "#parts";
import { useList } from "#shell";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Alert, Button } from "antd";
import { useEffect, useState } from "react";
import { Choices } from "../buy/choice.tsx";
import css from "../checkout/checkout.module.css";
import { payWith } from "../checkout/place.ts";
import orderCss from "../order/order.module.css";
import { OrderCard, PickUpCode } from "../order/parts.tsx";

const t = words({
  title: { zh: "付款", en: "Payment" },
  done: { zh: "付好了，谢谢！", en: "Paid. Thank you!" },
  doneHint: { zh: "接下来的每一步都会记在订单里。", en: "Every step from here stands in your order." },
  closed: { zh: "这笔订单已经关闭", en: "This order is closed" },
  closedHint: {
    zh: "没有在规定时间内付款，或已取消。商品可以重新下单。",
    en: "It was not paid in time, or was cancelled. You can order again.",
  },
  left: { zh: (m: string) => `货给您留着，请在 ${m} 内付款`, en: (m: string) => `Kept for you: pay within ${m}` },
  late: { zh: "付款时间已过。", en: "The time to pay is over." },
  pay: { zh: "付款", en: "Pay" },
  how: { zh: "测试付款：选一种结果", en: "Test payment: choose what happens" },
  approve: { zh: "付款成功", en: "It is approved" },
  decline: { zh: "银行拒绝", en: "The bank declines" },
  later: { zh: "稍后才有结果", en: "The answer comes later" },
  laterHint: { zh: "像扫码后在手机上确认", en: "As when you confirm on another device" },
  testHint: { zh: "这里不会扣真钱。", en: "No money moves here." },
  declined: { zh: "付款没有成功", en: "The payment was declined" },
  declinedHint: {
    zh: "没有扣款，货还给您留着，可以再试一次。",
    en: "Nothing was taken; the goods are still kept. Try again.",
  },
  pending: { zh: "正在等支付结果", en: "Waiting for the answer" },
  pendingHint: { zh: "有结果就会更新，不用重复付款。", en: "This page changes when it comes; no need to pay again." },
  none: { zh: "没有找到这笔订单", en: "This order was not found" },
  orders: { zh: "看订单", en: "See the order" },
  more: { zh: "继续逛", en: "Keep shopping" },
});

type Outcome = "approve" | "decline" | "later";

/** Minutes and seconds until an instant; undefined once it is over. */
function useCountdown(until: string | null): string | undefined {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const left_s = until === null ? 0 : Math.floor((Date.parse(until) - now) / 1000);
  if (left_s <= 0) return undefined;
  return `${Math.floor(left_s / 60)}:${String(left_s % 60).padStart(2, "0")}`;
}

function Paid({ orders }: { readonly orders: readonly trade.Order[] }) {
  const say = useWords(t);
  const [first] = orders;
  return (
    <div className={css["stack"]}>
      <Panel>
        <div className={css["pay"]} role="status">
          <span className={css["mark"]} aria-hidden="true">
            <CheckOutlined />
          </span>
          <h2>{say.done}</h2>
          <p className={css["quiet"]}>{say.doneHint}</p>
          <div className={css["actions"]}>
            <Link to={orders.length === 1 && first ? `/orders/${first.id}` : "/orders"}>
              <Button type="primary">{say.orders}</Button>
            </Link>
            <Link to="/">
              <Button>{say.more}</Button>
            </Link>
          </div>
        </div>
      </Panel>
      {orders
        .flatMap((o) => o.fulfilments)
        .map((parcel) => (
          <PickUpCode key={parcel.id} parcel={parcel} />
        ))}
      <div className={orderCss["cards"]}>
        {orders.map((order) => (
          <OrderCard key={order.id} order={order} />
        ))}
      </div>
    </div>
  );
}

function Closed() {
  const say = useWords(t);
  return (
    <Panel>
      <div className={css["pay"]} role="status">
        <span className={css["mark"]} data-tone="warn" aria-hidden="true">
          <CloseOutlined />
        </span>
        <h2>{say.closed}</h2>
        <p className={css["quiet"]}>{say.closedHint}</p>
        <div className={css["actions"]}>
          <Link to="/cart">
            <Button type="primary">{say.more}</Button>
          </Link>
        </div>
      </div>
    </Panel>
  );
}

function Due({ parent, orders }: { readonly parent: string; readonly orders: readonly trade.Order[] }) {
  const say = useWords(t);
  const lang = useLang();
  const client = useQueryClient();
  const [outcome, setOutcome] = useState<Outcome>("approve");
  const left = useCountdown(orders[0]?.pay_before ?? null);
  const sum = orders.reduce((all, o) => all + o.pay_minor, 0);
  const pay = useMutation({
    mutationFn: () => payWith(parent, outcome),
    meta: { quiet: true },
    onSettled: () => client.invalidateQueries({ queryKey: [trade.routes.myOrders.path] }),
  });
  const state = pay.data?.payment.state;
  return (
    <Panel>
      <div className={css["stack"]}>
        <div className={css["pay"]}>
          <span className={css["sum"]}>
            <Money amount_minor={sum} currency={orders[0]?.currency ?? "CNY"} />
          </span>
          <span className={css["quiet"]} role="timer">
            <ClockCircleOutlined aria-hidden /> {left === undefined ? say.late : say.left(left)}
          </span>
        </div>
        {pay.error ? <Alert type="error" showIcon title={errorText(pay.error, lang)} /> : null}
        {state === "declined" ? (
          <Alert type="error" showIcon title={say.declined} description={say.declinedHint} />
        ) : null}
        {state === "pending" ? <Alert type="info" showIcon title={say.pending} description={say.pendingHint} /> : null}
        <Choices<Outcome>
          label={say.how}
          name="outcome"
          value={outcome}
          onChange={setOutcome}
          options={[
            { value: "approve", title: say.approve, note: say.testHint },
            { value: "decline", title: say.decline },
            { value: "later", title: say.later, note: say.laterHint },
          ]}
        />
        <Button
          type="primary"
          size="large"
          block
          loading={pay.isPending}
          disabled={left === undefined}
          onClick={() => pay.mutate()}
        >
          {say.pay}
        </Button>
      </div>
    </Panel>
  );
}

/** Pays what was ordered together: the sum, the time left, and what came of it. */
export function Pay() {
  const say = useWords(t);
  const { parent } = useParams({ strict: false }) as { parent: string };
  const list = useList(trade.routes.myOrders, { query: { limit: 50 } }, { refetch_ms: 3_000 });
  const orders = list.rows.filter((o) => o.parent === parent);
  const due = orders.filter((o) => o.state === "placed");
  const open = orders.some((o) => o.paid_at !== null);
  return (
    <Page
      narrow
      title={say.title}
      reads={list}
      isEmpty={orders.length === 0}
      empty={{ title: say.none, next: <Link to="/orders">{say.orders}</Link> }}
    >
      {() => (due.length > 0 ? <Due parent={parent} orders={due} /> : open ? <Paid orders={orders} /> : <Closed />)}
    </Page>
  );
}
