import { supply, trade } from "#contract";
import { FormFault, useText, useWords, words } from "#parts";
import { useWrite } from "#shell";
import { App, Checkbox, DatePicker, Input, InputNumber, Modal } from "antd";
import dayjs from "dayjs";
import { type ReactNode, useState } from "react";
import css from "./stock.module.css";

const t = words({
  title: { zh: (no: string) => `${no} 到了多少？`, en: (no: string) => `How much of ${no} arrived?` },
  transfer: { zh: (v: string) => `从 ${v} 来的货到了多少？`, en: (v: string) => `How much from ${v} arrived?` },
  sound: { zh: "完好", en: "Sound" },
  broken: { zh: "破损", en: "Damaged" },
  lot: { zh: "批次", en: "Lot" },
  expires: { zh: "到期日", en: "Expires" },
  open: { zh: (n: number) => `还差 ${n} 件`, en: (n: number) => `${n} still to come` },
  sent: { zh: (n: number) => `发来 ${n} 件`, en: (n: number) => `${n} were sent` },
  last: { zh: "这是最后一批，不足的不再等", en: "This is the last delivery; what is missing is not waited for" },
  book: { zh: "登记收货", en: "Book the receipt" },
  back: { zh: "取消", en: "Cancel" },
  done: { zh: "已入库", en: "Booked into stock" },
});

type LineIn = {
  readonly quantity: number;
  readonly damaged: number;
  readonly lot: string;
  readonly expires_on?: string;
};
const openOf = (l: supply.PurchaseOrder["lines"][number]) => Math.max(0, l.quantity - l.received - l.damaged);

/** The lines of which anything arrived, as they are sent. */
const arrivedOf = (order: supply.PurchaseOrder, lines: readonly LineIn[]) =>
  order.lines.flatMap(({ line }, i) => {
    const one = lines[i];
    if (one === undefined || (one.quantity === 0 && one.damaged === 0)) return [];
    const { lot, ...rest } = one;
    return [{ line, ...rest, ...(lot.trim() === "" ? {} : { lot: lot.trim() }) }];
  });

function Field({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <label>
      <span>{label}</span>
      {children}
    </label>
  );
}

type FieldsProps = { readonly line: LineIn; readonly onChange: (next: LineIn) => void };
function LineFields({ line, onChange }: FieldsProps) {
  const say = useWords(t);
  const count = { min: 0, max: 1_000_000, precision: 0 } as const;
  return (
    <div className={css["fields"]}>
      <Field label={say.sound}>
        <InputNumber {...count} value={line.quantity} onChange={(n) => onChange({ ...line, quantity: n ?? 0 })} />
      </Field>
      <Field label={say.broken}>
        <InputNumber {...count} value={line.damaged} onChange={(n) => onChange({ ...line, damaged: n ?? 0 })} />
      </Field>
      <Field label={say.lot}>
        <Input value={line.lot} maxLength={64} onChange={(event) => onChange({ ...line, lot: event.target.value })} />
      </Field>
      <Field label={say.expires}>
        <DatePicker
          value={line.expires_on === undefined ? null : dayjs(line.expires_on)}
          minDate={dayjs()}
          onChange={(day) => {
            const { expires_on: _, ...rest } = line;
            onChange(day ? { ...rest, expires_on: day.format("YYYY-MM-DD") } : rest);
          }}
        />
      </Field>
    </div>
  );
}

/** Books what arrived of a purchase order: sound and broken pieces, lot and date. */
export function ReceivePurchase({
  order,
  onClose,
}: {
  readonly order: supply.PurchaseOrder;
  readonly onClose: () => void;
}) {
  const say = useWords(t);
  const pick = useText();
  const { message } = App.useApp();
  const [lines, setLines] = useState<readonly LineIn[]>(() =>
    order.lines.map((l) => ({ quantity: openOf(l), damaged: 0, lot: "" })),
  );
  const [last, setLast] = useState(false);
  const write = useWrite(supply.routes.receiveOrder, {
    refresh: [supply.routes.purchaseOrders, trade.routes.venueStock, trade.routes.movements],
    quiet: true,
    onDone: () => {
      void message.success(say.done);
      onClose();
    },
  });
  const arrived = arrivedOf(order, lines);
  return (
    <Modal
      open
      width={620}
      title={say.title(order.no)}
      okText={say.book}
      cancelText={say.back}
      okButtonProps={{ disabled: arrived.length === 0 }}
      confirmLoading={write.isPending}
      onOk={() => write.mutate({ params: { id: order.id }, body: { lines: arrived, last } })}
      onCancel={onClose}
    >
      <FormFault error={write.error} />
      <div className={css["receive"]}>
        {order.lines.map((l, i) => (
          <div key={l.line} className={css["receiveLine"]}>
            <b>{pick(l.title)}</b>
            <small>
              {l.sku_code} · {say.open(openOf(l))}
            </small>
            <LineFields
              line={lines[i] ?? { quantity: 0, damaged: 0, lot: "" }}
              onChange={(next) => setLines(lines.map((one, at) => (at === i ? next : one)))}
            />
          </div>
        ))}
      </div>
      <Checkbox checked={last} onChange={(event) => setLast(event.target.checked)}>
        {say.last}
      </Checkbox>
    </Modal>
  );
}

/** Books what arrived of a transfer from another venue; missing pieces are told to the sender. */
export function ReceiveTransfer({
  transfer,
  onClose,
}: {
  readonly transfer: supply.Transfer;
  readonly onClose: () => void;
}) {
  const say = useWords(t);
  const pick = useText();
  const { message } = App.useApp();
  const [counts, setCounts] = useState<readonly number[]>(() => transfer.lines.map((l) => l.quantity - l.received));
  const write = useWrite(supply.routes.receiveTransfer, {
    refresh: [supply.routes.transfers, trade.routes.venueStock, trade.routes.movements],
    quiet: true,
    onDone: () => {
      void message.success(say.done);
      onClose();
    },
  });
  const lines = transfer.lines.map((l, i) => ({ sku: l.sku, lot: l.lot, quantity: counts[i] ?? 0 }));
  return (
    <Modal
      open
      width={520}
      title={say.transfer(pick(transfer.from_name))}
      okText={say.book}
      cancelText={say.back}
      confirmLoading={write.isPending}
      onOk={() => write.mutate({ params: { id: transfer.id }, body: { lines } })}
      onCancel={onClose}
    >
      <FormFault error={write.error} />
      <div className={css["receive"]}>
        {transfer.lines.map((l, i) => (
          <div key={`${l.sku}.${l.lot}`} className={css["receiveLine"]}>
            <b>{pick(l.title)}</b>
            <small>
              {l.sku_code} · {say.sent(l.quantity)}
            </small>
            <div className={css["fields"]}>
              <Field label={say.sound}>
                <InputNumber
                  min={0}
                  max={l.quantity}
                  precision={0}
                  value={counts[i] ?? 0}
                  onChange={(n) => setCounts(counts.map((one, at) => (at === i ? (n ?? 0) : one)))}
                />
              </Field>
            </div>
          </div>
        ))}
      </div>
    </Modal>
  );
}
