import { trade } from "#contract";
import {
  ConfirmButton,
  formatDay,
  formatTime,
  Money,
  Steps,
  Timeline,
  ToneTag,
  useLang,
  useText,
  useWords,
  Wait,
  words,
} from "#parts";
import { useRead, useUser, useWrite } from "#shell";
import { Link } from "@tanstack/react-router";
import { Drawer } from "antd";
import { OrderLines } from "./order-lines.tsx";
import { useMerchants } from "./own.ts";
import { Parcels } from "./parcels.tsx";
import { orderReads } from "./reads.ts";
import css from "./trade.module.css";
import {
  actorWord,
  eventTone,
  eventWord,
  kindWords,
  orderStateTones,
  orderStateWords,
  returnStateTones,
  returnStateWords,
} from "./words.ts";

const t = words({
  title: { zh: (no: string) => `订单 ${no}`, en: (no: string) => `Order ${no}` },
  loading: { zh: "订单", en: "Order" },
  placed: { zh: "下单", en: "Ordered" },
  paid: { zh: "付款", en: "Paid" },
  sent: { zh: "发货", en: "Sent" },
  there: { zh: "送达", en: "Delivered" },
  ready: { zh: "备好", en: "Ready" },
  collected: { zh: "取走", en: "Collected" },
  lines: { zh: "商品", en: "Goods" },
  parcels: { zh: "交付", en: "Fulfilment" },
  address: { zh: "收货人", en: "Recipient" },
  story: { zh: "经过", en: "What happened" },
  returns: { zh: "退货", en: "Returns" },
  reviews: { zh: "评价", en: "Reviews" },
  stars: { zh: (n: number) => `${n} 星`, en: (n: number) => `${n} stars` },
  by: { zh: (who: string) => `由${who}`, en: (who: string) => `by ${who}` },
  cancel: { zh: "取消订单", en: "Cancel the order" },
  cancelAsk: { zh: "取消这个订单？", en: "Cancel this order?" },
  cancelNote: {
    zh: "已付的钱会原路退回。商家原因的取消计入体验分的「商家取消率」。",
    en: "What was paid is refunded. Cancelling as the merchant counts in the merchant cancel rate of the experience score.",
  },
  notOwn: { zh: "由其他商家销售，只能查看。", en: "Sold by another merchant; you can look only." },
});

function Progress({ one }: { readonly one: trade.OrderDetail }) {
  const say = useWords(t);
  const lang = useLang();
  const { zone } = useUser().platform;
  const collected = one.kind === "collect";
  const moments = [
    ["placed", one.placed_at],
    ["paid", one.paid_at],
    [collected ? "ready" : "sent", one.dispatched_at],
    [collected ? "collected" : "there", one.delivered_at],
  ] as const;
  const done = moments.findIndex(([, at]) => at === null);
  return (
    <Steps
      current={done === -1 ? moments.length : done}
      steps={moments.map(([key, at]) => ({
        key,
        title: say[key],
        ...(at === null ? {} : { detail: formatTime(at, zone, lang) }),
      }))}
    />
  );
}

function Story({ one }: { readonly one: trade.OrderDetail }) {
  const say = useWords(t);
  const text = useText();
  const { zone } = useUser().platform;
  return (
    <Timeline
      items={one.timeline.toReversed().map((event, i) => ({
        key: `${event.at} ${event.name} ${i}`,
        at: event.at,
        zone,
        title: text(eventWord(event.name)),
        detail: [say.by(text(actorWord(event.by))), event.note].filter(Boolean).join(" · "),
        tone: eventTone(event.name),
      }))}
    />
  );
}

function After({ one }: { readonly one: trade.OrderDetail }) {
  const say = useWords(t);
  const text = useText();
  const lang = useLang();
  return (
    <>
      {one.returns.length > 0 ? <h3>{say.returns}</h3> : null}
      {one.returns.map((back) => (
        <p key={back.id} className={css["note"]}>
          <ToneTag tone={returnStateTones[back.state]}>{text(returnStateWords[back.state])}</ToneTag>{" "}
          <Money amount_minor={back.refund_minor} currency={back.currency} /> · <Link to="/returns">{back.reason}</Link>
        </p>
      ))}
      {one.reviews.length > 0 ? <h3>{say.reviews}</h3> : null}
      {one.reviews.map((review) => (
        <p key={review.id} className={css["note"]}>
          <b>{say.stars(review.stars)}</b> {review.text} <small>{formatDay(review.at, lang)}</small>
        </p>
      ))}
    </>
  );
}

function Content({ one, own }: { readonly one: trade.OrderDetail; readonly own: boolean }) {
  const say = useWords(t);
  return (
    <div className={css["detail"]}>
      {one.state === "cancelled" || one.state === "expired" ? null : <Progress one={one} />}
      <h3>{say.lines}</h3>
      <OrderLines one={one} />
      <h3>{say.parcels}</h3>
      {own ? null : <p className={css["note"]}>{say.notOwn}</p>}
      <Parcels one={one} own={own} />
      {one.address ? (
        <>
          <h3>{say.address}</h3>
          <p className={css["note"]}>
            {one.address.name} {one.address.phone}
            <br />
            {[one.address.region, one.address.city, one.address.line].filter(Boolean).join(" ")}
          </p>
        </>
      ) : null}
      <After one={one} />
      <h3>{say.story}</h3>
      <Story one={one} />
    </div>
  );
}

/** One order beside the list: its steps, goods, parcels, story, and what its own merchant can do. */
export function OrderDrawer({ id, onClose }: { readonly id: string | undefined; readonly onClose: () => void }) {
  const say = useWords(t);
  const text = useText();
  const { isOwn } = useMerchants();
  const read = useRead(trade.routes.order, { params: { id: id ?? "" } }, { enabled: id !== undefined });
  const cancel = useWrite(trade.routes.cancel, { refresh: orderReads, quiet: true });
  const one = id === undefined ? undefined : read.data;
  const own = one !== undefined && isOwn(one.merchant);
  return (
    <Drawer
      open={id !== undefined}
      onClose={onClose}
      size={640}
      title={
        one ? (
          <>
            {say.title(one.no)} <ToneTag tone={orderStateTones[one.state]}>{text(orderStateWords[one.state])}</ToneTag>{" "}
            <ToneTag>{text(kindWords[one.kind])}</ToneTag>
          </>
        ) : (
          say.loading
        )
      }
      extra={
        own && one.state === "paid" ? (
          <ConfirmButton
            danger
            askReason
            title={say.cancelAsk}
            detail={say.cancelNote}
            verb={say.cancel}
            onConfirm={(reason) => cancel.mutateAsync({ params: { id: one.id }, body: { reason } })}
          >
            {say.cancel}
          </ConfirmButton>
        ) : null
      }
    >
      <Wait reads={read}>{() => (one ? <Content one={one} own={own} /> : null)}</Wait>
    </Drawer>
  );
}
