import { trade } from "#contract";
import {
  BarChart,
  type Column,
  ConfirmButton,
  DataTable,
  formatMoney,
  formatTime,
  Money,
  Page,
  Panel,
  ToneTag,
  useLang,
  useText,
  useWords,
  words,
} from "#parts";
import { useList, useUser, useWrite } from "#shell";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { Radio, Segmented } from "antd";
import { useState } from "react";
import { Lines } from "../shared/cells.tsx";
import { useMerchants } from "./own.ts";
import { orderReads } from "./reads.ts";
import css from "./trade.module.css";
import { inspectionWords, returnStateTones, returnStateWords } from "./words.ts";

const t = words({
  title: { zh: "哪些货退回来，为什么？", en: "What comes back, and why?" },
  sub: { zh: "退款按每件当时的实付精确退回。", en: "Refunds are exactly what the pieces paid." },
  all: { zh: "全部", en: "All" },
  state: { zh: "状态", en: "State" },
  none: { zh: "没有退货", en: "Nothing comes back" },
  noneHint: { zh: "有人申请退货时会出现在这里。", en: "Requests appear here." },
  why: { zh: "为质量退，还是别的原因？", en: "For quality, or for other reasons?" },
  whySub: { zh: "按下面列出的退货计算的金额", en: "Amounts of the returns listed below" },
  quality: { zh: "质量或与描述不符", en: "Faulty or not as described" },
  other: { zh: "其他原因", en: "Other reasons" },
  amount: { zh: "退款金额", en: "Refund" },
  order: { zh: "订单", en: "Order" },
  goods: { zh: "商品", en: "Goods" },
  reason: { zh: "原因", en: "Reason" },
  deeds: { zh: "处理", en: "Decide" },
  receive: { zh: "收到货", en: "Received" },
  receiveAsk: { zh: "货收到了，状况如何？", en: "The goods are back. How are they?" },
  receiveNote: { zh: "确认后立即退款。", en: "The refund follows at once." },
  refund: { zh: "直接退款", en: "Refund" },
  refundAsk: { zh: "不退货，直接退款？", en: "Refund without goods coming back?" },
  refuse: { zh: "拒绝", en: "Refuse" },
  refuseAsk: { zh: "拒绝这次退货？", en: "Refuse this return?" },
  refuseNote: {
    zh: "理由会给买家看；买家可以找平台申诉。",
    en: "The buyer sees the reason and may turn to the platform.",
  },
  onlyRefund: { zh: "仅退款", en: "refund only" },
});
type State = trade.ReturnCase["state"];

function Deeds({ one }: { readonly one: trade.ReturnCase }) {
  const say = useWords(t);
  const text = useText();
  const [result, setResult] = useState<trade.InspectionResult>("quarantined");
  const options = { refresh: orderReads, quiet: true };
  const receive = useWrite(trade.routes.receiveReturn, options);
  const refund = useWrite(trade.routes.refundOnly, options);
  const refuse = useWrite(trade.routes.refuseReturn, options);
  const params = { id: one.id };
  if (one.state !== "requested") return null;
  const choice = (
    <Radio.Group
      value={result}
      onChange={(event) => setResult(event.target.value as trade.InspectionResult)}
      options={trade.inspectionResults.map((value) => ({ value, label: text(inspectionWords[value]) }))}
    />
  );
  return (
    <span className={css["deeds"]}>
      {one.kind === "return_refund" ? (
        <ConfirmButton
          button={{ size: "small", type: "primary" }}
          title={say.receiveAsk}
          detail={
            <>
              {choice}
              <p>{say.receiveNote}</p>
            </>
          }
          verb={say.receive}
          onConfirm={() => receive.mutateAsync({ params, body: { result } })}
        >
          {say.receive}
        </ConfirmButton>
      ) : (
        <ConfirmButton
          button={{ size: "small", type: "primary" }}
          title={say.refundAsk}
          verb={say.refund}
          onConfirm={() => refund.mutateAsync({ params, body: {} })}
        >
          {say.refund}
        </ConfirmButton>
      )}
      <ConfirmButton
        button={{ size: "small" }}
        askReason
        danger
        title={say.refuseAsk}
        detail={say.refuseNote}
        verb={say.refuse}
        onConfirm={(reason) => refuse.mutateAsync({ params, body: { reason } })}
      >
        {say.refuse}
      </ConfirmButton>
    </span>
  );
}

const goodsCode = (one: trade.ReturnCase): string =>
  one.lines.map((line) => `${line.sku_code}×${line.quantity}`).join(" ");

function useColumns(): readonly Column<trade.ReturnCase>[] {
  const say = useWords(t);
  const lang = useLang();
  const text = useText();
  const { zone } = useUser().platform;
  const goods = (one: trade.ReturnCase) =>
    one.lines.map((line) => `${text(line.title)} × ${line.quantity}`).join(lang === "zh" ? "、" : ", ");
  const because = (one: trade.ReturnCase) =>
    [one.quality ? say.quality : say.other, one.kind === "refund_only" ? say.onlyRefund : "", one.refusal ?? ""]
      .filter(Boolean)
      .join(" · ");
  return [
    {
      key: "order",
      title: say.order,
      csv: (one) => one.order_no,
      render: (one) => (
        <Lines
          first={
            <Link to="/orders" search={{ order: one.order }}>
              {one.order_no}
            </Link>
          }
          second={formatTime(one.requested_at, zone, lang)}
        />
      ),
    },
    {
      key: "goods",
      title: say.goods,
      csv: goodsCode,
      render: (one) => <Lines wide first={goods(one)} />,
    },
    {
      key: "reason",
      title: say.reason,
      csv: (one) => one.reason,
      render: (one) => <Lines wide first={one.reason} second={because(one)} />,
    },
    {
      key: "state",
      title: say.state,
      csv: (one) => one.state,
      render: (one) => <ToneTag tone={returnStateTones[one.state]}>{text(returnStateWords[one.state])}</ToneTag>,
    },
    {
      key: "amount",
      title: say.amount,
      figure: true,
      csv: (one) => one.refund_minor / 100,
      render: (one) => <Money amount_minor={one.refund_minor} currency={one.currency} />,
    },
  ];
}

/** Returns of the brand's goods; those of own merchants are decided here. */
export function Returns() {
  const say = useWords(t);
  const lang = useLang();
  const text = useText();
  const navigate = useNavigate();
  const told = useColumns();
  const { isOwn } = useMerchants();
  const deeds: Column<trade.ReturnCase> = {
    key: "deeds",
    title: say.deeds,
    render: (one) => (isOwn(one.merchant) ? <Deeds one={one} /> : null),
  };
  const { currency } = useUser().platform;
  const { state }: { readonly state?: State } = useSearch({ strict: false });
  const list = useList(trade.routes.returns, { query: { limit: 100, ...(state ? { state } : {}) } });
  const sumOf = (quality: boolean) =>
    list.rows.filter((one) => one.quality === quality).reduce((sum, one) => sum + one.refund_minor, 0);
  const filter = (
    <Segmented<State | "all">
      aria-label={say.state}
      value={state ?? "all"}
      onChange={(next) =>
        void navigate({ to: "/returns", search: next === "all" ? {} : { state: next }, replace: true })
      }
      options={[
        { value: "all" as const, label: say.all },
        ...trade.returnStates.map((one) => ({ value: one, label: text(returnStateWords[one]) })),
      ]}
    />
  );
  return (
    <Page
      title={say.title}
      sub={say.sub}
      filters={filter}
      reads={list}
      isEmpty={list.rows.length === 0}
      empty={{ title: say.none, hint: say.noneHint }}
    >
      <Panel title={say.why} sub={say.whySub}>
        <BarChart
          lying
          figures
          label={say.why}
          data={{
            names: [say.quality, say.other],
            series: [{ name: say.amount, values: [sumOf(true), sumOf(false)] }],
          }}
          value={(n) => formatMoney(n, currency, lang)}
          tick={(n) => formatMoney(n, currency, lang, { short: true })}
        />
      </Panel>
      <Panel flush>
        <DataTable list={list} rowKey={(one) => one.id} exportName="returns" columns={[...told, deeds]} />
      </Panel>
    </Page>
  );
}
