import { trade } from "#contract";
import {
  FormFault,
  formatCount,
  Timeline,
  type TimelineItem,
  useFieldFaults,
  useLang,
  useText,
  useWords,
  Wait,
  words,
} from "#parts";
import { useList, useUser, useWrite } from "#shell";
import { Button, Drawer, Form, Input, InputNumber, Segmented } from "antd";
import { useState } from "react";
import { useMerchants } from "./own.ts";
import css from "./trade.module.css";

const t = words({
  receive: { zh: "收货入库", en: "Receive" },
  count: { zh: "改在手数", en: "Set on hand" },
  safety: { zh: "改安全库存", en: "Set safety" },
  inspect: { zh: "质检", en: "Inspect" },
  deed: { zh: "要做什么", en: "What to do" },
  quantity: { zh: "件数", en: "Pieces" },
  lot: { zh: "批次（可不填）", en: "Lot (optional)" },
  to: { zh: "改为", en: "New figure" },
  note: { zh: "说明", en: "Note" },
  sound: { zh: "完好，上架", en: "Sound, back on sale" },
  damaged: { zh: "损坏", en: "Damaged" },
  save: { zh: "确认", en: "Book it" },
  needed: { zh: "请填写", en: "Please fill in" },
  moves: { zh: "库存流水", en: "Movements" },
  none: { zh: "还没有流水", en: "No movement yet" },
  notOwn: { zh: "由其他商家持有，只能查看。", en: "Kept by another merchant; you can look only." },
  receiveMove: { zh: "收货", en: "Received" },
  sale: { zh: "线上销售", en: "Sold online" },
  pos_sale: { zh: "柜台销售", en: "Sold at a till" },
  return_in: { zh: "退货入库", en: "Came back" },
  transfer_out: { zh: "调出", en: "Sent to another venue" },
  transfer_in: { zh: "调入", en: "Came from another venue" },
  count_adjust: { zh: "盘点调整", en: "Counted" },
  correction: { zh: "更正", en: "Corrected" },
  damage: { zh: "损坏", en: "Damaged" },
  quality_pass: { zh: "质检合格", en: "Passed inspection" },
  quality_fail: { zh: "质检不合格", en: "Failed inspection" },
  moved: { zh: (n: string) => `在手 ${n}`, en: (n: string) => `on hand ${n}` },
});
type Deed = "receive" | "on_hand" | "safety" | "inspect";
type Values = {
  readonly quantity?: number;
  readonly to?: number;
  readonly lot?: string;
  readonly note?: string;
  readonly result?: "on_hand" | "damaged";
};

/** The three ways to book on a row, each by its own route. */
function useBooking(row: trade.StockRow, deed: Deed) {
  const options = { refresh: [trade.routes.stock, trade.routes.movements], quiet: true };
  const receive = useWrite(trade.routes.receive, options);
  const adjust = useWrite(trade.routes.adjust, options);
  const inspect = useWrite(trade.routes.inspect, options);
  const where = {
    sku: row.sku,
    merchant: row.merchant,
    venue: row.venue,
    ...(row.lot_code === null ? {} : { lot: row.lot_code }),
  };
  const book = ({ quantity = 0, to = 0, lot, note, result = "on_hand" }: Values) => {
    const told = note ? { note } : {};
    if (deed === "receive")
      return receive.mutateAsync({ body: { lines: [{ ...where, quantity, ...(lot ? { lot } : {}) }], ...told } });
    if (deed === "inspect") return inspect.mutateAsync({ body: { ...where, quantity, result, ...told } });
    return adjust.mutateAsync({ body: { ...where, what: deed, expected: row[deed], to, ...told } });
  };
  return {
    book,
    error: receive.error ?? adjust.error ?? inspect.error,
    busy: receive.isPending || adjust.isPending || inspect.isPending,
  };
}

function Fields({ deed, row }: { readonly deed: Deed; readonly row: trade.StockRow }) {
  const say = useWords(t);
  const rules = [{ required: true, message: say.needed }];
  const figure = deed === "receive" || deed === "inspect";
  return (
    <>
      <div className={css["pair"]}>
        {figure ? (
          <Form.Item name="quantity" label={say.quantity} rules={rules}>
            <InputNumber
              min={1}
              max={deed === "inspect" ? row.quarantined : 1_000_000}
              precision={0}
              style={{ width: "100%" }}
            />
          </Form.Item>
        ) : (
          <Form.Item name="to" label={say.to} rules={rules}>
            <InputNumber min={0} max={100_000_000} precision={0} style={{ width: "100%" }} />
          </Form.Item>
        )}
        {deed === "receive" ? (
          <Form.Item name="lot" label={say.lot}>
            <Input maxLength={64} />
          </Form.Item>
        ) : null}
      </div>
      {deed === "inspect" ? (
        <Form.Item name="result">
          <Segmented
            options={[
              { value: "on_hand", label: say.sound },
              { value: "damaged", label: say.damaged },
            ]}
          />
        </Form.Item>
      ) : null}
      <Form.Item name="note" label={say.note}>
        <Input maxLength={300} />
      </Form.Item>
    </>
  );
}

function Booking({ row, onDone }: { readonly row: trade.StockRow; readonly onDone: () => void }) {
  const say = useWords(t);
  const [deed, setDeed] = useState<Deed>("receive");
  const [form] = Form.useForm<Values>();
  const { book, error, busy } = useBooking(row, deed);
  useFieldFaults(form, error);
  const deeds: readonly Deed[] =
    row.quarantined > 0 ? ["receive", "on_hand", "safety", "inspect"] : ["receive", "on_hand", "safety"];
  const names = { receive: say.receive, on_hand: say.count, safety: say.safety, inspect: say.inspect };
  const send = (fields: Values) => void book(fields).then(onDone, () => undefined);
  return (
    <>
      <Segmented<Deed>
        aria-label={say.deed}
        value={deed}
        onChange={setDeed}
        options={deeds.map((one) => ({ value: one, label: names[one] }))}
        style={{ marginBottom: 16 }}
      />
      <FormFault error={error} />
      <Form<Values>
        key={deed}
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={send}
        initialValues={{ result: "on_hand", to: deed === "safety" ? row.safety : row.on_hand }}
      >
        <Fields deed={deed} row={row} />
        <Button type="primary" htmlType="submit" loading={busy}>
          {say.save}
        </Button>
      </Form>
    </>
  );
}

function Movements({ row }: { readonly row: trade.StockRow }) {
  const say = useWords(t);
  const lang = useLang();
  const { zone } = useUser().platform;
  const list = useList(trade.routes.movements, { query: { sku: row.sku, venue: row.venue, limit: 50 } });
  const nameOf = (cause: trade.MovementCause) => (cause === "receive" ? say.receiveMove : say[cause]);
  const signed = (n: number) => (n > 0 ? `+${formatCount(n, lang)}` : formatCount(n, lang));
  const own = list.rows.filter((one) => one.merchant === row.merchant && one.lot === row.lot);
  const items = own.map<TimelineItem>((one) => ({
    key: one.id,
    at: one.at,
    zone,
    title: nameOf(one.cause),
    detail: [say.moved(signed(one.on_hand)), one.note].filter(Boolean).join(" · "),
    tone: one.on_hand > 0 ? "good" : one.on_hand < 0 ? "accent" : "plain",
  }));
  return (
    <Wait reads={list} isEmpty={items.length === 0} empty={{ title: say.none }}>
      <Timeline items={items} />
    </Wait>
  );
}

/** One stock row beside the list: what can be booked on it, and everything that moved it. */
export function StockDrawer({
  row,
  onClose,
}: {
  readonly row: trade.StockRow | undefined;
  readonly onClose: () => void;
}) {
  const say = useWords(t);
  const text = useText();
  const { isOwn } = useMerchants();
  return (
    <Drawer open={row !== undefined} onClose={onClose} size={560} title={row ? text(row.title) : ""} destroyOnHidden>
      {row ? (
        <div className={css["detail"]}>
          <p className={css["note"]}>
            {row.sku_code} · {text(row.venue_name)} · {text(row.merchant_name)}
          </p>
          {isOwn(row.merchant) ? <Booking row={row} onDone={onClose} /> : <p className={css["note"]}>{say.notOwn}</p>}
          <h3>{say.moves}</h3>
          <Movements row={row} />
        </div>
      ) : null}
    </Drawer>
  );
}
