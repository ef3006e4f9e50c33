import { PrinterOutlined } from "@ant-design/icons";
import { formatMoney, Notice, Page, useLang, useWords, words } from "#parts";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { Alert, Button, Segmented } from "antd";
import { createPortal } from "react-dom";
import { useKept } from "../kit/kept.ts";
import { useKeys } from "../kit/keys.ts";
import { usePlace } from "../kit/place.ts";
import { changeOf } from "../till/cash.ts";
import { ReceiptPaper } from "../till/paper.tsx";
import css from "../till/receipt.module.css";
import { keptReceipts, type KeptReceipt, noReceipts, type Paper, paperChoice, papers } from "../till/receipts.ts";
import { tenderName } from "../till/words.ts";

const t = words({
  title: { zh: "收好了，还要小票吗？", en: "Paid. Is a receipt wanted?" },
  paid: { zh: (how: string) => `实付（${how}）`, en: (how: string) => `Paid (${how})` },
  change: { zh: "找零", en: "Change" },
  next: { zh: "开下一单", en: "Next sale" },
  print: { zh: "打印小票", en: "Print receipt" },
  paper: { zh: "纸宽", en: "Paper" },
  back: { zh: "‹ 收银", en: "‹ Till" },
  differs: {
    zh: (told: string, paid: string) => `收款瞬间价格有变：屏幕上是 ${told}，实际入账 ${paid}，请按入账金额结清。`,
    en: (told: string, paid: string) =>
      `The price changed in that moment: shown ${told}, booked ${paid}. Settle the booked sum.`,
  },
  none: { zh: "这台设备上没有这张小票", en: "This device does not have this receipt" },
  noneHint: {
    zh: "本机只保留最近 20 张。可在“订单 › 退货”里按订单号查到这笔销售。",
    en: "A device keeps the last 20. The sale itself is found by its number under Orders › Returns.",
  },
});

function Told({ kept }: { readonly kept: KeptReceipt }) {
  const say = useWords(t);
  const lang = useLang();
  const { receipt } = kept;
  const money = (minor: number) => formatMoney(minor, receipt.currency, lang);
  const change = changeOf(receipt.pay_minor, kept.given_minor);
  return (
    <>
      {kept.told_minor === receipt.pay_minor ? null : (
        <Alert type="warning" showIcon title={say.differs(money(kept.told_minor), money(receipt.pay_minor))} />
      )}
      <div className={css["big"]}>
        <p>{say.paid(tenderName(receipt.tender))}</p>
        <b>{money(receipt.pay_minor)}</b>
      </div>
      {receipt.tender === "cash" && change !== undefined ? (
        <div className={css["big"]}>
          <p>{say.change}</p>
          <b>{money(change)}</b>
        </div>
      ) : null}
    </>
  );
}

/** A finished sale: change to give, receipt to print, and on to the next one. */
export function Receipt() {
  const say = useWords(t);
  const place = usePlace();
  const go = useNavigate();
  const { no } = useParams({ strict: false }) as { readonly no?: string };
  const [receipts] = useKept(`${place.keep}receipts`, keptReceipts, noReceipts);
  const [paper, setPaper] = useKept(`${place.keep}paper`, paperChoice, 80);
  const next = () => void go({ to: "/sell" });
  useKeys({ F2: next });
  const kept = receipts.find((one) => one.receipt.receipt_no === no);
  const back = <Link to="/sell">{say.back}</Link>;
  if (kept === undefined) {
    return (
      <Page title={say.none} back={back}>
        <Notice title={say.none} hint={say.noneHint} next={<Button onClick={next}>{say.next}</Button>} />
      </Page>
    );
  }
  return (
    <Page title={say.title} sub={kept.receipt.receipt_no} back={back}>
      <div className={css["desk"]}>
        <div className={css["told"]}>
          <Told kept={kept} />
          <div className={css["tools"]}>
            <Button type="primary" autoFocus onClick={next}>
              {say.next}
            </Button>
            <Button icon={<PrinterOutlined />} style={{ minHeight: 56 }} onClick={() => print()}>
              {say.print}
            </Button>
            <Segmented<Paper>
              size="large"
              aria-label={say.paper}
              value={paper}
              onChange={setPaper}
              options={papers.map((value) => ({ value, label: `${value} mm` }))}
            />
          </div>
        </div>
        <div className={css["sheet"]}>
          <ReceiptPaper kept={kept} paper={paper} place={place} />
        </div>
      </div>
      {createPortal(
        <div className={css["print"]} aria-hidden="true">
          <ReceiptPaper kept={kept} paper={paper} place={place} />
        </div>,
        document.body,
      )}
    </Page>
  );
}
