import { BarcodeField, Money, Page, useWords, words } from "#parts";
import { useOnline } from "#shell";
import { useNavigate } from "@tanstack/react-router";
import { Alert, Badge, Button, type InputRef, Spin } from "antd";
import { type Ref, useRef, useState } from "react";
import { useKept } from "../kit/kept.ts";
import { useKeys } from "../kit/keys.ts";
import { type PlaceHere, usePlace } from "../kit/place.ts";
import { useGuide } from "../kit/presence.ts";
import { LastReceipts, ParkedDrawer } from "../till/aside.tsx";
import { Benefits, CouponBox, MemberBox, QuoteFault } from "../till/buyer.tsx";
import { Lines } from "../till/lines.tsx";
import { PayDialog } from "../till/pay.tsx";
import { keptReceipts, noReceipts } from "../till/receipts.ts";
import { isEmpty, piecesOf } from "../till/sale.ts";
import css from "../till/till.module.css";
import { TroubleNote } from "../till/troubles.tsx";
import { type QuoteState, useQuote } from "../till/use-quote.ts";
import { type Sell, unsure, useSell } from "../till/use-sell.ts";
import { type Till, useTill } from "../till/use-till.ts";

const t = words({
  title: { zh: "这一单卖什么？", en: "What goes into this sale?" },
  scan: { zh: "扫商品、会员码或券码，回车确认", en: "Scan goods, a member or a coupon, then Enter" },
  park: { zh: "挂单", en: "Park" },
  clear: { zh: "清空", en: "Clear" },
  parked: { zh: "已挂单", en: "Parked" },
  empty: { zh: "扫第一件商品开始", en: "Scan the first article to begin" },
  emptyHint: {
    zh: "扫码枪、摄像头、手输条码、货号或商品名都可以。",
    en: "A scanner, the camera, or a typed barcode, SKU code or name: all of them work.",
  },
  keys: { zh: "F2 扫码 · F4 会员 · F8 收款 · F9 挂单", en: "F2 scan · F4 member · F8 pay · F9 park" },
  offline: {
    zh: "离线中：可以继续扫码入单或挂单，核价与收款需等网络恢复。本单已存在本机，不会丢失。",
    en: "Offline: go on scanning or park the sale. Prices and payment wait for the network; the sale is kept on this device.",
  },
  listed: { zh: "原价合计", en: "Listed" },
  off: { zh: "优惠", en: "Benefits" },
  pay: { zh: "应收", en: "To pay" },
  take: { zh: "收款", en: "Take payment" },
  pieces: { zh: (n: number) => `共 ${n} 件`, en: (n: number) => (n === 1 ? "1 piece" : `${n} pieces`) },
  pricing: { zh: "核价中", en: "Pricing" },
  unsure: { zh: "上次提交没有收到答复", en: "The last submission has no answer" },
  unsureHint: {
    zh: "这一单可能已经入账。点“重试确认”：同一单不会收两次。",
    en: "This sale may have been booked. Send it again: the same sale is never booked twice.",
  },
  again: { zh: "重试确认", en: "Send again" },
});

/** The sum of the basket and the way to the payment; at the thumb on a phone. */
function Totals({
  till,
  state,
  onPay,
}: {
  readonly till: Till;
  readonly state: QuoteState;
  readonly onPay: () => void;
}) {
  const say = useWords(t);
  const online = useOnline();
  const { currency } = usePlace();
  const { quote, fresh } = state;
  const money = (minor: number) => <Money amount_minor={minor} currency={quote?.currency ?? currency} />;
  return (
    <div className={css["totals"]}>
      {quote && quote.discount_minor > 0 ? (
        <dl className={css["parts"]}>
          <dt>{say.listed}</dt>
          <dd>{money(quote.listed_minor)}</dd>
          <dt>{say.off}</dt>
          <dd>−{money(quote.discount_minor)}</dd>
        </dl>
      ) : null}
      <div className={css["payRow"]}>
        <span className={css["paySum"]} aria-live="polite">
          <small>
            {say.pay} · {say.pieces(piecesOf(till.sale))}
          </small>
          <b>{quote ? money(quote.pay_minor) : "–"}</b>
        </span>
        <Button type="primary" disabled={!fresh || !online || till.sale.sent !== null} onClick={onPay}>
          {!fresh && !state.error && till.sale.lines.length > 0 && online ? say.pricing : say.take}
        </Button>
      </div>
    </div>
  );
}

/** A sale that was sent and never answered: the same request goes again, nothing else. */
function Unsure({ till, sell }: { readonly till: Till; readonly sell: Sell }) {
  const say = useWords(t);
  const { sale } = till;
  const { sent } = sale;
  if (sent === null || sell.isPending) return null;
  return (
    <Alert
      type="warning"
      showIcon
      title={say.unsure}
      description={say.unsureHint}
      action={
        <Button type="primary" onClick={() => sell.mutate({ sale, sent })}>
          {say.again}
        </Button>
      }
    />
  );
}

function Empty({ place }: { readonly place: PlaceHere }) {
  const say = useWords(t);
  const [receipts] = useKept(`${place.keep}receipts`, keptReceipts, noReceipts);
  return (
    <>
      <div className={css["empty"]}>
        <svg width="120" height="84" viewBox="0 0 120 84" aria-hidden="true">
          <rect x="14" y="12" width="92" height="56" rx="8" fill="var(--fg-accent-soft)" />
          <path
            d="M28 24v32M36 24v32M42 24v32M54 24v32M60 24v32M70 24v32M76 24v32M86 24v32M92 24v32"
            stroke="var(--fg-accent)"
            strokeWidth="4"
          />
          <path d="M6 40h108" stroke="var(--fg-bad)" strokeWidth="2" />
        </svg>
        <h2>{say.empty}</h2>
        <p>{say.emptyHint}</p>
        <p className={css["keys"]}>{say.keys}</p>
      </div>
      <LastReceipts receipts={receipts} />
    </>
  );
}

/** Head of the till: what is parked, and what can be done with the sale in hand. */
function Actions({ till, onParked }: { readonly till: Till; readonly onParked: () => void }) {
  const say = useWords(t);
  const { sale, parked } = till;
  const idle = isEmpty(sale) || sale.sent !== null;
  return (
    <>
      <Badge count={parked.length} size="small">
        <Button onClick={onParked}>{say.parked}</Button>
      </Badge>
      <Button disabled={idle || sale.lines.length === 0} onClick={till.parkNow}>
        {say.park}
      </Button>
      <Button disabled={idle} onClick={till.restart}>
        {say.clear}
      </Button>
    </>
  );
}

type GoodsProps = {
  readonly till: Till;
  readonly state: QuoteState;
  readonly sell: Sell;
  readonly scanField: Ref<InputRef>;
};
/** The left of the till: the scan, what was wrong with it, and the goods of the sale. */
function Goods({ till, state, sell, scanField }: GoodsProps) {
  const say = useWords(t);
  const online = useOnline();
  const place = usePlace();
  const { sale } = till;
  return (
    <div className={css["left"]}>
      <BarcodeField
        camera
        autoFocus
        disabled={sale.sent !== null}
        inputRef={scanField}
        placeholder={say.scan}
        onCode={(code) => void till.scan(code)}
      />
      {online ? null : <Alert type="warning" showIcon title={say.offline} />}
      <Unsure till={till} sell={sell} />
      <TroubleNote till={till} />
      <QuoteFault state={state} />
      <Spin spinning={till.asking} size="small">
        {sale.lines.length === 0 ? (
          <Empty place={place} />
        ) : (
          <Lines till={till} state={state} currency={state.quote?.currency ?? place.currency} />
        )}
      </Spin>
    </div>
  );
}

/** The till: scan, recognise, price with its proof, take the money. */
export function Sell() {
  const say = useWords(t);
  const place = usePlace();
  const go = useNavigate();
  const till = useTill();
  const state = useQuote(till.sale);
  const online = useOnline();
  const me = useGuide();
  const [shown, setShown] = useState<"pay" | "parked">();
  const scanField = useRef<InputRef>(null);
  const memberField = useRef<InputRef>(null);
  const sell = useSell(till, (no) => void go({ to: "/sell/receipts/$no", params: { no } }));
  const { sale } = till;
  const canPay = state.fresh && online && sale.sent === null;
  const openPay = () => {
    sell.reset();
    if (canPay) setShown("pay");
  };
  useKeys({
    F2: () => scanField.current?.focus(),
    F4: () => memberField.current?.focus(),
    F8: openPay,
    F9: till.parkNow,
  });
  const currency = state.quote?.currency ?? place.currency;
  return (
    <Page title={say.title} actions={<Actions till={till} onParked={() => setShown("parked")} />}>
      <div className={css["till"]}>
        <Goods till={till} state={state} sell={sell} scanField={scanField} />
        <div className={css["right"]}>
          <MemberBox till={till} inputRef={memberField} />
          <CouponBox till={till} state={state} />
          {state.quote ? <Benefits quote={state.quote} currency={currency} /> : null}
          <Totals till={till} state={state} onPay={openPay} />
        </div>
      </div>
      <ParkedDrawer
        till={till}
        open={shown === "parked"}
        onClose={() => setShown(undefined)}
        onGone={() => scanField.current?.focus()}
      />
      {shown === "pay" && state.quote ? (
        <PayDialog
          due_minor={sale.sent?.pay_minor ?? state.quote.pay_minor}
          currency={currency}
          busy={sell.isPending}
          error={sell.error}
          onClose={() => setShown(undefined)}
          onPay={(tender, given_minor) => {
            const sent = { tender, given_minor, pay_minor: state.quote?.pay_minor ?? 0, associate: me?.code ?? null };
            sell.mutate({ sale, sent }, { onError: (error) => unsure(error) && setShown(undefined) });
          }}
        />
      ) : null}
    </Page>
  );
}
