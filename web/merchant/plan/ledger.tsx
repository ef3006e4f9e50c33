import { plans } from "#contract";
import {
  currencyDigits,
  formatCount,
  formatDay,
  formatMoney,
  FormFault,
  Panel,
  useFieldFaults,
  useLang,
  useText,
  useWords,
  words,
} from "#parts";
import { useWrite } from "#shell";
import { Button, DatePicker, Form, Input, InputNumber, Modal, Progress, Select } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import { useState } from "react";
import { AmountField, Row } from "../marketing/fields.tsx";
import css from "./plan.module.css";
import { promiseWords, sideWords } from "./words.ts";

const t = words({
  title: { zh: "谁给了什么？", en: "Who gives what?" },
  sub: {
    zh: "一方给的就是另一方得的；给没给，凭证据。",
    en: "What one side gives the other gets; whether it was given is shown by evidence.",
  },
  gives: { zh: (side: string) => `${side}给出`, en: (side: string) => `${side} gives` },
  due: { zh: (day: string) => `${day} 前`, en: (day: string) => `by ${day}` },
  delivered: {
    zh: (n: string, of: string, m: string, ofM: string) => `已给 ${n} / ${of}，价值 ${m} / ${ofM}`,
    en: (n: string, of: string, m: string, ofM: string) => `${n} of ${of} given, worth ${m} of ${ofM}`,
  },
  note: { zh: "记一笔交付", en: "Note a delivery" },
  quantity: { zh: "数量", en: "Quantity" },
  amount: { zh: "价值", en: "Worth" },
  day: { zh: "日期", en: "Day" },
  kind: { zh: "证据类型", en: "Evidence" },
  ref: { zh: "证据（单号、活动、链接）", en: "Reference (number, campaign, link)" },
  remark: { zh: "说明", en: "Note" },
  save: { zh: "记下", en: "Note it" },
  cancel: { zh: "取消", en: "Cancel" },
  needed: { zh: "请填写", en: "Please fill in" },
  campaign: { zh: "活动", en: "Campaign" },
  order: { zh: "订单", en: "Order" },
  placement: { zh: "资源位", en: "Placement" },
  document: { zh: "文件", en: "Document" },
  other: { zh: "其他", en: "Other" },
  none: { zh: "没有约定", en: "Nothing promised" },
});
const evidenceKinds = ["campaign", "order", "placement", "document", "other"] as const;
type Fields = {
  readonly quantity: number;
  readonly amount: number;
  readonly day: Dayjs;
  readonly kind: (typeof evidenceKinds)[number];
  readonly ref: string;
  readonly note?: string;
};

function DeliveryFields() {
  const say = useWords(t);
  return (
    <>
      <Row>
        <Form.Item name="quantity" label={say.quantity} rules={[{ required: true, message: say.needed }]}>
          <InputNumber min={0} max={1_000_000_000} precision={0} style={{ width: "100%" }} />
        </Form.Item>
        <AmountField name="amount" label={say.amount} min={0} />
        <Form.Item name="day" label={say.day} rules={[{ required: true, message: say.needed }]}>
          <DatePicker allowClear={false} style={{ width: "100%" }} />
        </Form.Item>
      </Row>
      <Row>
        <Form.Item name="kind" label={say.kind}>
          <Select options={evidenceKinds.map((value) => ({ value, label: say[value] }))} />
        </Form.Item>
        <Form.Item name="ref" label={say.ref} rules={[{ required: true, whitespace: true, message: say.needed }]}>
          <Input maxLength={300} />
        </Form.Item>
      </Row>
      <Form.Item name="note" label={say.remark}>
        <Input maxLength={500} />
      </Form.Item>
    </>
  );
}

function Delivery({
  plan,
  line,
  onClose,
}: {
  readonly plan: plans.Plan;
  readonly line: plans.LedgerLine;
  readonly onClose: () => void;
}) {
  const say = useWords(t);
  const unit = 10 ** currencyDigits(plan.currency);
  const [form] = Form.useForm<Fields>();
  const write = useWrite(plans.routes.deliver, { refresh: [plans.routes.get], quiet: true, onDone: onClose });
  useFieldFaults(form, write.error);
  const send = ({ quantity, amount, day, kind, ref, note }: Fields) =>
    write.mutate({
      params: { id: plan.id },
      body: {
        promise: line.id,
        quantity,
        amount_minor: Math.round(amount * unit),
        day: day.format("YYYY-MM-DD"),
        evidence: { kind, ref },
        note: note ?? "",
      },
    });
  const start = {
    quantity: Math.max(0, line.quantity - line.delivered_quantity),
    amount: Math.max(0, line.amount_minor - line.delivered_minor) / unit,
    day: dayjs(),
    kind: "document",
  };
  return (
    <Modal
      open
      title={say.note}
      okText={say.save}
      cancelText={say.cancel}
      onCancel={onClose}
      onOk={() => form.submit()}
      confirmLoading={write.isPending}
    >
      <p className={css["quiet"]}>{line.text}</p>
      <FormFault error={write.error} />
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={start}
        onFinish={send}
        style={{ marginTop: 16 }}
      >
        <DeliveryFields />
      </Form>
    </Modal>
  );
}

function Line({
  plan,
  line,
  onNote,
}: {
  readonly plan: plans.Plan;
  readonly line: plans.LedgerLine;
  readonly onNote?: () => void;
}) {
  const say = useWords(t);
  const lang = useLang();
  const text = useText();
  const money = (n: number) => formatMoney(n, plan.currency, lang, { short: true });
  const count = (n: number) => formatCount(n, lang);
  const share =
    line.amount_minor > 0
      ? line.delivered_minor / line.amount_minor
      : line.quantity > 0
        ? line.delivered_quantity / line.quantity
        : 0;
  return (
    <li>
      <div className={css["promiseHead"]}>
        <span>
          {line.text}
          <br />
          <small>
            {text(promiseWords[line.kind])} · {say.due(formatDay(line.due, lang))}
          </small>
        </span>
        {onNote ? (
          <Button size="small" onClick={onNote}>
            {say.note}
          </Button>
        ) : null}
      </div>
      <Progress size="small" percent={Math.min(100, Math.round(share * 100))} aria-label={line.text} />
      <small>
        {say.delivered(
          count(line.delivered_quantity),
          count(line.quantity),
          money(line.delivered_minor),
          money(line.amount_minor),
        )}
      </small>
      {line.deliveries.slice(0, 3).map((one) => (
        <div key={one.id}>
          <small>
            {formatDay(one.day, lang)} · {say[one.evidence.kind]} {one.evidence.ref}
            {one.note ? ` · ${one.note}` : ""}
          </small>
        </div>
      ))}
    </li>
  );
}

/** The give-and-get ledger: what each side promised, and what it has delivered with evidence. */
export function Ledger({ plan, lines }: { readonly plan: plans.Plan; readonly lines: readonly plans.LedgerLine[] }) {
  const say = useWords(t);
  const text = useText();
  const [noting, setNoting] = useState<plans.LedgerLine>();
  return (
    <Panel title={say.title} sub={say.sub}>
      <div className={css["sides"]}>
        {plans.sides.map((side) => {
          const own = lines.filter((line) => line.side === side);
          return (
            <section key={side}>
              <h3>{say.gives(text(sideWords[side]))}</h3>
              {own.length === 0 ? <p className={css["quiet"]}>{say.none}</p> : null}
              <ul className={css["promises"]}>
                {own.map((line) => (
                  <Line
                    key={line.id}
                    plan={plan}
                    line={line}
                    {...(side === "brand" ? { onNote: () => setNoting(line) } : {})}
                  />
                ))}
              </ul>
            </section>
          );
        })}
      </div>
      {noting ? <Delivery plan={plan} line={noting} onClose={() => setNoting(undefined)} /> : null}
    </Panel>
  );
}
