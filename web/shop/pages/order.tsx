import { trade } from "#contract";
import {
  ConfirmButton,
  formatDay,
  Money,
  Page,
  Panel,
  Timeline,
  ToneTag,
  useLang,
  useText,
  useWords,
  words,
} from "#parts";
import { useConfig, useRead, useWrite } from "#shell";
import { Link, useParams } from "@tanstack/react-router";
import { Button } from "antd";
import { PriceProof } from "../buy/proof.tsx";
import css from "../order/order.module.css";
import { OrderLineRow, PickUpCode, StateTag } from "../order/parts.tsx";
import { ReturnForm } from "../order/return-form.tsx";
import { ReviewForm, unreviewed } from "../order/review-form.tsx";
import { eventText, eventTone, noteOf, returnWords, shownState } from "../order/words.ts";
import { Stars } from "../product/reviews.tsx";

type Detail = trade.OrderDetail;

const t = words({
  title: { zh: (no: string) => `订单 ${no}`, en: (no: string) => `Order ${no}` },
  loading: { zh: "订单", en: "Order" },
  back: { zh: "全部订单", en: "All orders" },
  pay: { zh: "去付款", en: "Pay" },
  cancel: { zh: "取消订单", en: "Cancel the order" },
  cancelAsk: { zh: "要取消这个订单吗？", en: "Cancel this order?" },
  cancelHint: { zh: "已付的钱会原路退回。", en: "What was paid goes back the way it came." },
  goods: { zh: "商品", en: "Goods" },
  price: { zh: "金额", en: "Price" },
  refunded: { zh: "已退", en: "Refunded" },
  parcel: {
    zh: (n: number, of: number) => (of > 1 ? `包裹 ${n}` : "配送"),
    en: (n: number, of: number) => (of > 1 ? `Parcel ${n}` : "Delivery"),
  },
  pickUp: { zh: "自提", en: "Pick-up" },
  from: { zh: "发货门店", en: "Sent from" },
  at: { zh: "门店", en: "Store" },
  carrier: { zh: "快递", en: "Carrier" },
  tracking: { zh: "单号", en: "Tracking number" },
  promised: { zh: "预计", en: "Promised" },
  to: { zh: "送到", en: "To" },
  happened: { zh: "一路走来", en: "What happened" },
  returns: { zh: "退货", en: "Returns" },
  sendTo: { zh: (v: string) => `请把商品带到或寄到 ${v}`, en: (v: string) => `Bring or send the goods to ${v}` },
  reviews: { zh: "您的评价", en: "Your reviews" },
});

function Parcel({
  order,
  parcel,
  at,
}: {
  readonly order: Detail;
  readonly parcel: trade.Fulfilment;
  readonly at: number;
}) {
  const say = useWords(t);
  const pick = useText();
  const lang = useLang();
  const collect = parcel.kind !== "deliver";
  const { address } = order;
  return (
    <Panel title={collect ? say.pickUp : say.parcel(at + 1, order.fulfilments.length)}>
      <dl className={css["pairs"]}>
        <div>
          <dt>{collect ? say.at : say.from}</dt>
          <dd>{pick(parcel.venue_name)}</dd>
        </div>
        {parcel.tracking === null ? null : (
          <>
            <div>
              <dt>{say.carrier}</dt>
              <dd>{parcel.carrier}</dd>
            </div>
            <div>
              <dt>{say.tracking}</dt>
              <dd className="fg-figure">{parcel.tracking}</dd>
            </div>
          </>
        )}
        {parcel.delivered_at === null && parcel.state !== "cancelled" ? (
          <div>
            <dt>{say.promised}</dt>
            <dd>{formatDay(parcel.promised_day, lang)}</dd>
          </div>
        ) : null}
        {collect || address === null ? null : (
          <div>
            <dt>{say.to}</dt>
            <dd>
              {address.name} {address.phone}
              <br />
              {[address.region, address.city, address.line].filter(Boolean).join(" ")}
            </dd>
          </div>
        )}
      </dl>
    </Panel>
  );
}

function Returns({ order }: { readonly order: Detail }) {
  const say = useWords(t);
  const names = useWords(returnWords);
  const pick = useText();
  if (order.returns.length === 0) return null;
  const venueOf = (id: number | null) => order.fulfilments.find((f) => f.venue === id)?.venue_name;
  return (
    <Panel title={say.returns}>
      {order.returns.map((one) => {
        const venue = venueOf(one.venue);
        return (
          <div key={one.id} className={css["field"]}>
            <span className={css["cardHead"]}>
              <span>{one.lines.map((l) => `${pick(l.title)} × ${l.quantity}`).join("，")}</span>
              <ToneTag tone={one.state === "refunded" ? "good" : one.state === "refused" ? "bad" : "warn"}>
                {names[one.state]}
              </ToneTag>
            </span>
            <span className={css["cardHead"]}>
              <span className={css["quiet"]}>{one.refusal ?? one.reason}</span>
              <Money amount_minor={one.refund_minor} currency={one.currency} />
            </span>
            {one.state === "requested" && one.kind === "return_refund" && venue ? (
              <span className={css["quiet"]}>{say.sendTo(pick(venue))}</span>
            ) : null}
          </div>
        );
      })}
    </Panel>
  );
}

function Actions({ order }: { readonly order: Detail }) {
  const say = useWords(t);
  const cancel = useWrite(trade.routes.cancelMine, {
    quiet: true,
    refresh: [trade.routes.myOrder, trade.routes.myOrders],
  });
  const shipped = order.fulfilments.some((f) => f.state === "shipped" || f.state === "delivered");
  const stoppable = (order.state === "placed" || order.state === "paid" || shownState(order) === "ready") && !shipped;
  return (
    <div className={css["actions"]}>
      {order.state === "placed" ? (
        <Link to={`/pay/${order.parent}`}>
          <Button type="primary">{say.pay}</Button>
        </Link>
      ) : null}
      {order.state === "dispatched" || order.state === "delivered" ? <ReturnForm order={order} /> : null}
      {stoppable ? (
        <ConfirmButton
          danger
          askReason
          title={say.cancelAsk}
          detail={say.cancelHint}
          verb={say.cancel}
          onConfirm={(reason) =>
            cancel.mutateAsync({ params: { id: order.id }, body: { reason: reason.slice(0, 300) } })
          }
        >
          {say.cancel}
        </ConfirmButton>
      ) : null}
    </div>
  );
}

function Goods({ order }: { readonly order: Detail }) {
  const say = useWords(t);
  const open = order.state === "delivered" ? unreviewed(order) : [];
  return (
    <Panel title={say.goods}>
      <ul className={css["lines"]}>
        {order.lines.map((line) => (
          <OrderLineRow
            key={line.line}
            // A cancelled order's pieces never left, so none came back.
            line={order.state === "cancelled" ? { ...line, returned_quantity: 0 } : line}
            currency={order.currency}
            action={open.includes(line) ? <ReviewForm order={order} line={line} /> : null}
          />
        ))}
      </ul>
    </Panel>
  );
}

function Reviewed({ order }: { readonly order: Detail }) {
  const say = useWords(t);
  if (order.reviews.length === 0) return null;
  return (
    <Panel title={say.reviews}>
      {order.reviews.map((one) => (
        <div key={one.id} className={css["field"]}>
          <Stars value={one.stars} />
          {one.text === "" ? null : <span>{one.text}</span>}
        </div>
      ))}
    </Panel>
  );
}

function Story({ order }: { readonly order: Detail }) {
  const say = useWords(t);
  const lang = useLang();
  const zone = useConfig()?.platform.zone;
  const items = order.timeline.toReversed().map((event, i) => {
    const note = noteOf(event);
    return {
      key: `${event.at} ${i}`,
      at: event.at,
      title: eventText(event.name, lang),
      tone: eventTone(event.name),
      ...(zone === undefined ? {} : { zone }),
      ...(note === undefined ? {} : { detail: note }),
    };
  });
  return (
    <Panel title={say.happened}>
      <Timeline items={items} />
    </Panel>
  );
}

function Body({ order }: { readonly order: Detail }) {
  const say = useWords(t);
  const waiting = order.fulfilments.filter((f) => f.pick_up_code !== undefined);
  return (
    <div className={css["split"]}>
      <div className={css["stack"]}>
        {waiting.map((parcel) => (
          <PickUpCode key={parcel.id} parcel={parcel} />
        ))}
        <Goods order={order} />
        <Returns order={order} />
        <Reviewed order={order} />
        {order.fulfilments.map((parcel, at) => (
          <Parcel key={parcel.id} order={order} parcel={parcel} at={at} />
        ))}
      </div>
      <div className={css["stack"]}>
        <Panel title={say.price}>
          <PriceProof proof={{ ...order, ...order.price }} paid={order.paid_at !== null} />
          {order.refunded_minor > 0 ? (
            <p className={css["quiet"]}>
              {say.refunded} <Money amount_minor={order.refunded_minor} currency={order.currency} />
            </p>
          ) : null}
        </Panel>
        <Story order={order} />
      </div>
    </div>
  );
}

/** One order: where it is, how to collect it, what it cost and why, what can be done now. */
export function Order() {
  const say = useWords(t);
  const { id } = useParams({ strict: false }) as { id: string };
  const read = useRead(trade.routes.myOrder, { params: { id } }, { refetch_ms: 15_000 });
  const order = read.data;
  return (
    <Page
      title={order ? say.title(order.no) : say.loading}
      sub={order ? <StateTag order={order} /> : undefined}
      back={<Link to="/orders">{say.back}</Link>}
      actions={order ? <Actions order={order} /> : undefined}
      reads={read}
    >
      {() => (order ? <Body order={order} /> : null)}
    </Page>
  );
}
