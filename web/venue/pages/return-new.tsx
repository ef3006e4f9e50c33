import { trade } from "#contract";
import {
  formatMoney,
  formatTime,
  FormFault,
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
import { useRead, useWrite } from "#shell";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { App, AutoComplete, Button, InputNumber, Switch } from "antd";
import { useState } from "react";
import { usePlace } from "../kit/place.ts";
import css from "../orders/orders.module.css";
import { ResultChoice } from "../orders/receive.tsx";
import { refundOf, returnable } from "../orders/refund.ts";
import { eventName, orderWords } from "../orders/words.ts";

const t = words({
  title: { zh: "退哪几件、货怎么样？", en: "Which pieces come back, and how are they?" },
  back: { zh: "‹ 退货", en: "‹ Returns" },
  lines: { zh: "选择退回的件数", en: "Choose the pieces that come back" },
  left: { zh: (n: number) => `可退 ${n} 件`, en: (n: number) => `${n} can come back` },
  gone: { zh: "已全部退回", en: "all came back" },
  all: { zh: "全退", en: "All" },
  pieces: { zh: (name: string) => `退回件数：${name}`, en: (name: string) => `Pieces of ${name}` },
  why: { zh: "为什么退？", en: "Why?" },
  reason: { zh: "退货原因", en: "Reason" },
  quality: { zh: "质量问题（计入品质分）", en: "A quality fault (counts in the quality score)" },
  found: { zh: "验货结果", en: "Inspection" },
  refund: { zh: "应退", en: "Refund" },
  about: { zh: "约退", en: "About" },
  do: { zh: "收货并退款", en: "Take back and refund" },
  done: { zh: (m: string) => `已退 ${m}`, en: (m: string) => `${m} refunded` },
  not: { zh: "这一单还没有交付，不能在柜台退货", en: "This order was not handed over yet; nothing can come back" },
  past: { zh: "这一单的经过", en: "What happened to this order" },
});
const reasons = {
  zh: ["七天无理由", "尺码或颜色不合适", "商品破损", "与描述不符", "临近或超过保质期", "买重了"],
  en: [
    "Changed their mind",
    "Wrong size or colour",
    "Damaged",
    "Not as described",
    "Near or past its date",
    "Bought twice",
  ],
};
const handedOut: readonly trade.OrderState[] = ["dispatched", "delivered"];

type ChooseProps = {
  readonly order: trade.OrderDetail;
  readonly chosen: ReadonlyMap<number, number>;
  readonly onChange: (line: number, pieces: number) => void;
};
function ChooseLines({ order, chosen, onChange }: ChooseProps) {
  const say = useWords(t);
  const pick = useText();
  return returnable(order).map((line) => {
    const { left } = line;
    const name = pick(line.title);
    return (
      <div key={line.line} className={css["returnLine"]}>
        <InputNumber
          min={0}
          max={left}
          precision={0}
          mode="spinner"
          style={{ width: 140 }}
          value={chosen.get(line.line) ?? 0}
          disabled={left === 0}
          aria-label={say.pieces(name)}
          onChange={(n) => onChange(line.line, n ?? 0)}
        />
        <span>
          <b>{name}</b>
          <small>
            {line.sku_code} · <Money amount_minor={line.pay_minor} currency={order.currency} /> / {line.quantity} ·{" "}
            {left === 0 ? say.gone : say.left(left)}
          </small>
        </span>
        <Button type="text" disabled={left === 0} onClick={() => onChange(line.line, left)}>
          {say.all}
        </Button>
      </div>
    );
  });
}

type Reasons = {
  readonly reason: string;
  readonly quality: boolean;
  readonly result: trade.InspectionResult;
};
/** Why the goods come back, and what a look at them found. */
function Why({ why, onChange }: { readonly why: Reasons; readonly onChange: (next: Reasons) => void }) {
  const say = useWords(t);
  const lang = useLang();
  return (
    <>
      <AutoComplete
        style={{ width: "100%" }}
        value={why.reason}
        maxLength={300}
        placeholder={say.reason}
        aria-label={say.reason}
        options={reasons[lang].map((value) => ({ value }))}
        onChange={(reason) => onChange({ ...why, reason })}
      />
      <p>
        <label>
          <Switch size="medium" checked={why.quality} onChange={(quality) => onChange({ ...why, quality })} />{" "}
          {say.quality}
        </label>
      </p>
      <h3>{say.found}</h3>
      <ResultChoice value={why.result} onChange={(result) => onChange({ ...why, result })} />
    </>
  );
}

function Form({ order }: { readonly order: trade.OrderDetail }) {
  const say = useWords(t);
  const lang = useLang();
  const go = useNavigate();
  const { message } = App.useApp();
  const [chosen, setChosen] = useState<ReadonlyMap<number, number>>(new Map());
  const [why, setWhy] = useState<Reasons>({ reason: "", quality: false, result: "on_hand" });
  const { counterReturn, venueReturns, venueOrders, venueStock } = trade.routes;
  const write = useWrite(counterReturn, {
    refresh: [venueReturns, venueOrders, venueStock, trade.routes.order],
    quiet: true,
    onDone: (done) => {
      void message.success(say.done(formatMoney(done.refund_minor, done.currency, lang)));
      void go({ to: "/orders/returns" });
    },
  });
  const back = refundOf(returnable(order), chosen);
  const lines = [...chosen].flatMap(([line, quantity]) => (quantity > 0 ? [{ line, quantity }] : []));
  const send = () => write.mutate({ body: { order_no: order.no, lines, ...why, reason: why.reason.trim() } });
  return (
    <div className={css["detail"]}>
      <Panel title={say.lines}>
        <ChooseLines order={order} chosen={chosen} onChange={(line, n) => setChosen(new Map(chosen).set(line, n))} />
      </Panel>
      <Panel title={say.why}>
        <FormFault error={write.error} />
        <Why why={why} onChange={setWhy} />
        <div className={css["sum"]}>
          <span>{back.exact ? say.refund : say.about}</span>
          <b>
            <Money amount_minor={back.amount_minor} currency={order.currency} />
          </b>
        </div>
        <Button
          type="primary"
          block
          loading={write.isPending}
          disabled={lines.length === 0 || why.reason.trim() === ""}
          onClick={send}
        >
          {say.do}
        </Button>
      </Panel>
    </div>
  );
}

/** Taking goods back at the counter: pieces, reason, inspection, refund. */
export function ReturnNew() {
  const say = useWords(t);
  const said = useWords(orderWords);
  const lang = useLang();
  const { zone } = usePlace();
  const { id = "" } = useParams({ strict: false }) as { readonly id?: string };
  const read = useRead(trade.routes.order, { params: { id } }, { enabled: id !== "" });
  const order = read.data;
  return (
    <Page
      title={say.title}
      sub={order ? `${order.no} · ${formatTime(order.placed_at, zone, lang)}` : undefined}
      back={<Link to="/orders/returns">{say.back}</Link>}
      actions={order ? <ToneTag>{said[order.state]}</ToneTag> : null}
      reads={read}
      isEmpty={order !== undefined && !handedOut.includes(order.state)}
      empty={{ title: say.not }}
    >
      {() =>
        order ? (
          <>
            <Form order={order} />
            <Panel title={say.past}>
              <Timeline
                items={order.timeline.map((event, i) => ({
                  key: String(i),
                  at: event.at,
                  title: eventName(event.name),
                  ...(zone === undefined ? {} : { zone }),
                  ...(event.note === null ? {} : { detail: event.note }),
                }))}
              />
            </Panel>
          </>
        ) : null
      }
    </Page>
  );
}
