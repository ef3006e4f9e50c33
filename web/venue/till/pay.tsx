import { BankOutlined, CreditCardOutlined, ExperimentOutlined } from "@ant-design/icons";
import { currencyDigits, FormFault, formatMoney, Money, useLang, useWords, words } from "#parts";
import { Alert, Button, Input, Modal, Segmented } from "antd";
import { useState } from "react";
import { changeOf, likelyCash, readAmount } from "./cash.ts";
import css from "./pay.module.css";
import { tenderName } from "./words.ts";

const t = words({
  title: { zh: "收款", en: "Take payment" },
  due: { zh: "应收", en: "To pay" },
  tender: { zh: "付款方式", en: "Tender" },
  given: { zh: "实收现金（不填为刚好）", en: "Cash taken (blank for exact)" },
  change: { zh: "找零", en: "Change" },
  wrong: { zh: "请输入金额，例如 100 或 99.50", en: "An amount such as 100 or 99.50" },
  few: { zh: (m: string) => `还差 ${m}`, en: (m: string) => `${m} is missing` },
  card: {
    zh: (m: string) => `请在刷卡机上收 ${m}，刷卡成功后再点“完成收款”。`,
    en: (m: string) => `Take ${m} on the card terminal; complete the sale once it says approved.`,
  },
  test: { zh: "测试支付不收真钱，只用于演示。", en: "The test tender takes no money; it is for demonstrations." },
  done: { zh: "完成收款", en: "Complete sale" },
  back: { zh: "返回修改", en: "Back" },
});

export type Tender = "cash" | "card" | "test";
type Props = {
  readonly due_minor: number;
  readonly currency: string;
  readonly busy: boolean;
  readonly error: unknown;
  readonly onClose: () => void;
  readonly onPay: (tender: Tender, given_minor: number | null) => void;
};

const tenders: readonly { readonly value: Tender; readonly icon: React.ReactNode }[] = [
  { value: "cash", icon: <BankOutlined /> },
  { value: "card", icon: <CreditCardOutlined /> },
  { value: "test", icon: <ExperimentOutlined /> },
];

type CashProps = {
  readonly due_minor: number;
  readonly currency: string;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly onEnter: () => void;
};
function Cash({ due_minor, currency, text, onText, onEnter }: CashProps) {
  const say = useWords(t);
  const lang = useLang();
  const digits = currencyDigits(currency);
  const given = text.trim() === "" ? null : readAmount(text, digits);
  const change = given === undefined ? undefined : changeOf(due_minor, given);
  const asText = (minor: number) => (minor / 10 ** digits).toFixed(digits);
  const money = (minor: number) => formatMoney(minor, currency, lang);
  return (
    <>
      <Input
        className={css["given"] ?? ""}
        value={text}
        autoFocus
        inputMode="decimal"
        autoComplete="off"
        maxLength={15}
        placeholder={say.given}
        aria-label={say.given}
        status={given === undefined ? "error" : ""}
        onChange={(event) => onText(event.target.value)}
        onPressEnter={onEnter}
      />
      <div className={css["likely"]}>
        {likelyCash(due_minor, digits).map((sum) => (
          <Button key={sum} onClick={() => onText(asText(sum))}>
            {money(sum)}
          </Button>
        ))}
      </div>
      <div className={css["change"]} aria-live="polite">
        {given === undefined ? (
          <span data-wrong="true">{say.wrong}</span>
        ) : change === undefined ? (
          <span data-wrong="true">{say.few(money(due_minor - (given ?? 0)))}</span>
        ) : (
          <>
            <span>{say.change}</span>
            <b>{money(change)}</b>
          </>
        )}
      </div>
    </>
  );
}

/** Takes the money: how, how much was given, what goes back. */
export function PayDialog({ due_minor, currency, busy, error, onClose, onPay }: Props) {
  const say = useWords(t);
  const lang = useLang();
  const [tender, setTender] = useState<Tender>("cash");
  const [text, setText] = useState("");
  const given = text.trim() === "" ? null : readAmount(text, currencyDigits(currency));
  const ready = tender !== "cash" || (given !== undefined && changeOf(due_minor, given) !== undefined);
  const pay = () => {
    if (ready && !busy) onPay(tender, tender === "cash" ? (given ?? null) : null);
  };
  return (
    <Modal
      open
      width={480}
      title={say.title}
      onCancel={onClose}
      onOk={pay}
      okText={say.done}
      cancelText={say.back}
      confirmLoading={busy}
      okButtonProps={{ disabled: !ready }}
      mask={{ closable: false }}
    >
      <FormFault error={error} />
      <div className={css["due"]}>
        <span>{say.due}</span>
        <b>
          <Money amount_minor={due_minor} currency={currency} />
        </b>
      </div>
      <Segmented<Tender>
        block
        size="large"
        aria-label={say.tender}
        value={tender}
        onChange={setTender}
        options={tenders.map(({ value, icon }) => ({ value, icon, label: tenderName(value) }))}
      />
      <div className={css["how"]}>
        {tender === "cash" ? (
          <Cash due_minor={due_minor} currency={currency} text={text} onText={setText} onEnter={pay} />
        ) : (
          <Alert
            type={tender === "card" ? "info" : "warning"}
            showIcon
            title={tender === "card" ? say.card(formatMoney(due_minor, currency, lang)) : say.test}
          />
        )}
      </div>
    </Modal>
  );
}
