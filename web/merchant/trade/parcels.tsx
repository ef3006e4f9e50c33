import { trade } from "#contract";
import {
  ConfirmButton,
  FormFault,
  formatTime,
  ToneTag,
  useFieldFaults,
  useLang,
  useText,
  useWords,
  words,
} from "#parts";
import { useUser, useWrite } from "#shell";
import { AutoComplete, Button, Form, Input } from "antd";
import { orderReads } from "./reads.ts";
import css from "./trade.module.css";
import { fulfilmentStateWords, kindWords } from "./words.ts";

const t = words({
  carrier: { zh: "承运商", en: "Carrier" },
  tracking: { zh: "运单号", en: "Tracking number" },
  ship: { zh: "发货", en: "Send" },
  ready: { zh: "已备好", en: "Ready to collect" },
  delivered: { zh: "确认送达", en: "Mark as delivered" },
  deliveredAsk: { zh: "承运商已送到买家手里？", en: "Did the carrier hand it to the buyer?" },
  needed: { zh: "请填写", en: "Please fill in" },
  promise: { zh: (at: string) => `承诺 ${at} 前发出`, en: (at: string) => `promised to leave by ${at}` },
  sentAt: { zh: (at: string) => `${at} 发出`, en: (at: string) => `left ${at}` },
  thereAt: { zh: (at: string) => `${at} 送达`, en: (at: string) => `arrived ${at}` },
  pieces: { zh: (n: number) => `${n} 件`, en: (n: number) => (n === 1 ? "1 piece" : `${n} pieces`) },
});
const carriers = ["顺丰速运", "中通快递", "圆通速递", "京东物流", "EMS"];
type Fields = { readonly carrier: string; readonly tracking: string };

function ShipForm({ parcel }: { readonly parcel: trade.Fulfilment }) {
  const say = useWords(t);
  const [form] = Form.useForm<Fields>();
  const ship = useWrite(trade.routes.ship, { refresh: orderReads, quiet: true });
  useFieldFaults(form, ship.error);
  const rules = [{ required: true, whitespace: true, message: say.needed }];
  return (
    <>
      <FormFault error={ship.error} />
      <Form<Fields>
        form={form}
        layout="inline"
        requiredMark={false}
        className={css["ship"] ?? ""}
        onFinish={(body) => ship.mutate({ params: { id: parcel.id }, body })}
      >
        <Form.Item name="carrier" rules={rules}>
          <AutoComplete
            aria-label={say.carrier}
            placeholder={say.carrier}
            style={{ width: 150 }}
            options={carriers.map((value) => ({ value }))}
          />
        </Form.Item>
        <Form.Item name="tracking" rules={rules}>
          <Input aria-label={say.tracking} placeholder={say.tracking} maxLength={100} style={{ width: 200 }} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={ship.isPending}>
          {say.ship}
        </Button>
      </Form>
    </>
  );
}

function Deed({ parcel }: { readonly parcel: trade.Fulfilment }) {
  const say = useWords(t);
  const ready = useWrite(trade.routes.ready, { refresh: orderReads });
  const delivered = useWrite(trade.routes.delivered, { refresh: orderReads, quiet: true });
  const ask = { params: { id: parcel.id }, body: {} };
  if (parcel.state === "open" && parcel.kind === "deliver") return <ShipForm parcel={parcel} />;
  if (parcel.state === "open" && parcel.kind === "collect") {
    return (
      <Button type="primary" loading={ready.isPending} onClick={() => ready.mutate(ask)}>
        {say.ready}
      </Button>
    );
  }
  if (parcel.state === "shipped") {
    return (
      <ConfirmButton title={say.deliveredAsk} verb={say.delivered} onConfirm={() => delivered.mutateAsync(ask)}>
        {say.delivered}
      </ConfirmButton>
    );
  }
  return null;
}

/** Parcels and pick-ups of an order, each with the next deed for its own merchant. */
export function Parcels({ one, own }: { readonly one: trade.OrderDetail; readonly own: boolean }) {
  const say = useWords(t);
  const lang = useLang();
  const text = useText();
  const { zone } = useUser().platform;
  const when = (parcel: trade.Fulfilment) => {
    const at = (instant: string) => formatTime(instant, zone, lang);
    if (parcel.delivered_at) return say.thereAt(at(parcel.delivered_at));
    if (parcel.dispatched_at) return say.sentAt(at(parcel.dispatched_at));
    return say.promise(at(parcel.promised_dispatch_at));
  };
  return (
    <ul className={css["parcels"]}>
      {one.fulfilments.map((parcel) => (
        <li key={parcel.id}>
          <div>
            <b>{text(parcel.venue_name)}</b> · {text(kindWords[parcel.kind])} ·{" "}
            {say.pieces(parcel.lines.reduce((sum, line) => sum + line.quantity, 0))}{" "}
            <ToneTag tone={parcel.state === "delivered" ? "good" : parcel.state === "open" ? "warn" : "plain"}>
              {text(fulfilmentStateWords[parcel.state])}
            </ToneTag>
            <small className={css["quiet"]}>
              {when(parcel)}
              {parcel.carrier ? ` · ${parcel.carrier} ${parcel.tracking ?? ""}` : ""}
            </small>
          </div>
          {own ? <Deed parcel={parcel} /> : null}
        </li>
      ))}
    </ul>
  );
}
