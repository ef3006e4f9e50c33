import { supply, trade } from "#contract";
import {
  ConfirmButton,
  FormFault,
  formatCount,
  formatDay,
  Money,
  Steps,
  ToneTag,
  useFieldFaults,
  useLang,
  useText,
  useWords,
  Wait,
  words,
} from "#parts";
import { useRead, useWrite } from "#shell";
import { Button, Checkbox, DatePicker, Drawer, Form, Input, InputNumber } from "antd";
import type { Dayjs } from "dayjs";
import css from "../trade/trade.module.css";
import { purchaseTones, purchaseWords } from "./words.ts";

const t = words({
  title: { zh: (no: string) => `采购单 ${no}`, en: (no: string) => `Purchase order ${no}` },
  loading: { zh: "采购单", en: "Purchase order" },
  draft: { zh: "起草", en: "Drafted" },
  approved: { zh: "批准", en: "Approved" },
  placed: { zh: "下单", en: "Placed" },
  received: { zh: "收货", en: "Received" },
  approve: { zh: "批准", en: "Approve" },
  place: { zh: "下单给供应商", en: "Place with the supplier" },
  placeAsk: { zh: "发给供应商？", en: "Send it to the supplier?" },
  placeNote: { zh: "下单后这些件数算作在途。", en: "From then on its pieces count as coming." },
  cancel: { zh: "取消采购单", en: "Cancel the order" },
  cancelAsk: { zh: "取消这张采购单？", en: "Cancel this order?" },
  to: { zh: (from: string, to: string) => `${from} → ${to}`, en: (from: string, to: string) => `${from} → ${to}` },
  expected: { zh: (day: string) => `预计 ${day} 到货`, en: (day: string) => `expected ${day}` },
  lines: { zh: "商品", en: "Goods" },
  arrived: {
    zh: (n: string, of: string) => `已到 ${n} / ${of}`,
    en: (n: string, of: string) => `${n} of ${of} arrived`,
  },
  broken: { zh: (n: string) => `损坏 ${n}`, en: (n: string) => `${n} damaged` },
  receipt: { zh: "到货登记", en: "What arrived" },
  sound: { zh: "完好", en: "Sound" },
  damaged: { zh: "损坏", en: "Damaged" },
  lot: { zh: "批次", en: "Lot" },
  expires: { zh: "到期日", en: "Expires" },
  last: { zh: "不会再到货了，少的就此结案", en: "Nothing more comes; close it short" },
  book: { zh: "登记到货", en: "Book the receipt" },
});
type Line = supply.PurchaseOrder["lines"][number];
type Arrived = {
  readonly line: number;
  readonly quantity: number | null;
  readonly damaged: number | null;
  readonly lot?: string;
  readonly expires?: Dayjs | null;
};
type Fields = { readonly lines: readonly Arrived[]; readonly last: boolean };
const reads = [supply.routes.purchaseOrder, supply.routes.purchaseOrders, supply.routes.proposals, trade.routes.stock];

function ReceiptLine({ line, at }: { readonly line: Line; readonly at: number }) {
  const say = useWords(t);
  const text = useText();
  const name = text(line.title);
  return (
    <div style={{ marginBottom: 16 }}>
      <div style={{ marginBottom: 6 }}>{name}</div>
      <Form.Item name={[at, "line"]} hidden>
        <InputNumber />
      </Form.Item>
      <div className={css["receipt"]}>
        <Form.Item name={[at, "quantity"]} noStyle>
          <InputNumber
            min={0}
            max={1_000_000}
            precision={0}
            prefix={say.sound}
            aria-label={`${name}: ${say.sound}`}
            style={{ width: "100%" }}
          />
        </Form.Item>
        <Form.Item name={[at, "damaged"]} noStyle>
          <InputNumber
            min={0}
            max={1_000_000}
            precision={0}
            prefix={say.damaged}
            aria-label={`${name}: ${say.damaged}`}
            style={{ width: "100%" }}
          />
        </Form.Item>
        <Form.Item name={[at, "lot"]} noStyle>
          <Input maxLength={64} placeholder={say.lot} aria-label={`${name}: ${say.lot}`} />
        </Form.Item>
        <Form.Item name={[at, "expires"]} noStyle>
          <DatePicker placeholder={say.expires} aria-label={`${name}: ${say.expires}`} style={{ width: "100%" }} />
        </Form.Item>
      </div>
    </div>
  );
}

function Receipt({ one }: { readonly one: supply.PurchaseOrder }) {
  const say = useWords(t);
  const [form] = Form.useForm<Fields>();
  const write = useWrite(supply.routes.receiveOrder, { refresh: reads, quiet: true });
  useFieldFaults(form, write.error);
  const start = one.lines.map((line) => ({
    line: line.line,
    quantity: Math.max(0, line.quantity - line.received - line.damaged),
    damaged: 0,
  }));
  const send = ({ lines, last }: Fields) =>
    write.mutate({
      params: { id: one.id },
      body: {
        last,
        lines: lines.map((line) => ({
          line: line.line,
          quantity: line.quantity ?? 0,
          damaged: line.damaged ?? 0,
          ...(line.lot ? { lot: line.lot } : {}),
          ...(line.expires ? { expires_on: line.expires.format("YYYY-MM-DD") } : {}),
        })),
      },
    });
  return (
    <Form<Fields>
      key={one.state + one.lines.map((line) => line.received).join()}
      form={form}
      requiredMark={false}
      initialValues={{ lines: start, last: false }}
      onFinish={send}
    >
      <FormFault error={write.error} />
      <Form.List name="lines">
        {(fields) =>
          fields.map((field) =>
            one.lines[field.name] ? (
              <ReceiptLine key={field.key} at={field.name} line={one.lines[field.name] as Line} />
            ) : null,
          )
        }
      </Form.List>
      <Form.Item name="last" valuePropName="checked">
        <Checkbox>{say.last}</Checkbox>
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={write.isPending}>
        {say.book}
      </Button>
    </Form>
  );
}

function Deeds({ one }: { readonly one: supply.PurchaseOrder }) {
  const say = useWords(t);
  const options = { refresh: reads, quiet: true };
  const approve = useWrite(supply.routes.approveOrder, { refresh: reads });
  const place = useWrite(supply.routes.placeOrder, options);
  const cancel = useWrite(supply.routes.cancelOrder, options);
  const ask = { params: { id: one.id }, body: {} };
  const open = one.state === "draft" || one.state === "approved" || one.state === "placed";
  return (
    <span style={{ display: "inline-flex", gap: 8 }}>
      {open ? (
        <ConfirmButton danger title={say.cancelAsk} verb={say.cancel} onConfirm={() => cancel.mutateAsync(ask)}>
          {say.cancel}
        </ConfirmButton>
      ) : null}
      {one.state === "draft" ? (
        <Button type="primary" loading={approve.isPending} onClick={() => approve.mutate(ask)}>
          {say.approve}
        </Button>
      ) : null}
      {one.state === "approved" ? (
        <ConfirmButton
          button={{ type: "primary" }}
          title={say.placeAsk}
          detail={say.placeNote}
          verb={say.place}
          onConfirm={() => place.mutateAsync(ask)}
        >
          {say.place}
        </ConfirmButton>
      ) : null}
    </span>
  );
}

function Content({ one }: { readonly one: supply.PurchaseOrder }) {
  const say = useWords(t);
  const text = useText();
  const lang = useLang();
  const count = (n: number) => formatCount(n, lang);
  const step = { draft: 1, approved: 2, placed: 3, part_received: 3, received: 4, closed_short: 4, cancelled: 0 }[
    one.state
  ];
  return (
    <div className={css["detail"]}>
      {one.state === "cancelled" ? null : (
        <Steps
          current={step}
          steps={(["draft", "approved", "placed", "received"] as const).map((key) => ({ key, title: say[key] }))}
        />
      )}
      <p className={css["note"]} style={{ marginTop: 16 }}>
        {say.to(text(one.supplier_name), text(one.venue_name))}
        {one.expected_on ? ` · ${say.expected(formatDay(one.expected_on, lang))}` : ""} ·{" "}
        <Money amount_minor={one.cost_minor} currency={one.currency} />
        {one.note ? ` · ${one.note}` : ""}
      </p>
      <h3>{say.lines}</h3>
      <ul className={css["lines"]}>
        {one.lines.map((line) => (
          <li key={line.line}>
            <span className={css["lineText"]}>
              {text(line.title)}
              <small>
                {line.sku_code} · {say.arrived(count(line.received), count(line.quantity))}
                {line.damaged > 0 ? ` · ${say.broken(count(line.damaged))}` : ""}
              </small>
            </span>
            <b>{count(line.quantity)}</b>
          </li>
        ))}
      </ul>
      {one.state === "placed" || one.state === "part_received" ? (
        <>
          <h3>{say.receipt}</h3>
          <Receipt one={one} />
        </>
      ) : null}
    </div>
  );
}

/** One purchase order beside the list, with its next deed and the receipt of what arrived. */
export function PurchaseDrawer({ id, onClose }: { readonly id: string | undefined; readonly onClose: () => void }) {
  const say = useWords(t);
  const text = useText();
  const read = useRead(supply.routes.purchaseOrder, { params: { id: id ?? "" } }, { enabled: id !== undefined });
  const one = id === undefined ? undefined : read.data;
  return (
    <Drawer
      open={id !== undefined}
      onClose={onClose}
      size={640}
      title={
        one ? (
          <>
            {say.title(one.no)} <ToneTag tone={purchaseTones[one.state]}>{text(purchaseWords[one.state])}</ToneTag>
          </>
        ) : (
          say.loading
        )
      }
      extra={one ? <Deeds one={one} /> : null}
    >
      <Wait reads={read}>{() => (one ? <Content one={one} /> : null)}</Wait>
    </Drawer>
  );
}
