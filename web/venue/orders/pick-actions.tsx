import { trade } from "#contract";
import { errorText, FormFault, ProblemError, useFieldFaults, useLang, useWords, words } from "#parts";
import { useWrite } from "#shell";
import { Alert, App, AutoComplete, Button, Form, Input, Modal } from "antd";
import { useState } from "react";
import css from "./orders.module.css";

const { ready, ship, delivered, handOver, toPick, venueOrders } = trade.routes;
const refresh = [toPick, venueOrders];

const t = words({
  ready: { zh: "备好了", en: "Ready" },
  readyDone: { zh: "已备好，顾客可以来取", en: "Ready for the buyer" },
  ship: { zh: "发货", en: "Ship" },
  shipTitle: { zh: "交给哪家快递？", en: "Which carrier takes it?" },
  carrier: { zh: "快递公司", en: "Carrier" },
  tracking: { zh: "运单号（可扫码）", en: "Tracking number (scan it)" },
  shipped: { zh: "已发货", en: "Shipped" },
  delivered: { zh: "已签收", en: "Delivered" },
  deliveredDone: { zh: "已记为签收", en: "Noted as delivered" },
  hand: { zh: "核销取货", en: "Hand over" },
  handTitle: { zh: "顾客的取货码是多少？", en: "What is the buyer's pick-up code?" },
  handHint: { zh: "六位数字，在顾客手机的订单页上。", en: "Six digits on the buyer's order page." },
  code: { zh: "取货码", en: "Pick-up code" },
  handed: { zh: "已交付", en: "Handed over" },
  closed: {
    zh: "输错次数过多，这一单的取货已锁定，请 15 分钟后再试，或请店长核对顾客身份。",
    en: "Too many wrong codes: this pick-up is locked. Try again in 15 minutes, or let the manager check who it is.",
  },
  need: { zh: "请填写", en: "Please fill this in" },
  back: { zh: "取消", en: "Cancel" },
});

const carriers = {
  zh: ["顺丰速运", "京东物流", "中通快递", "圆通速递", "韵达快递", "店员自送"],
  en: ["SF Express", "JD Logistics", "ZTO", "YTO", "Yunda", "Own courier"],
};

type DialogProps = { readonly id: string; readonly onClose: () => void };

/** Gives a parcel to a carrier. */
function ShipDialog({ id, onClose }: DialogProps) {
  const say = useWords(t);
  const lang = useLang();
  const { message } = App.useApp();
  const [form] = Form.useForm<{ carrier: string; tracking: string }>();
  const write = useWrite(ship, {
    refresh,
    quiet: true,
    onDone: () => {
      void message.success(say.shipped);
      onClose();
    },
  });
  useFieldFaults(form, write.error);
  const needed = [{ required: true, whitespace: true, message: say.need }];
  return (
    <Modal
      open
      width={440}
      title={say.shipTitle}
      okText={say.ship}
      cancelText={say.back}
      confirmLoading={write.isPending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ carrier: carriers[lang][0] }}
        onFinish={(body) => write.mutate({ params: { id }, body })}
      >
        <FormFault error={write.error} />
        <Form.Item name="carrier" label={say.carrier} rules={needed}>
          <AutoComplete options={carriers[lang].map((value) => ({ value }))} maxLength={100} />
        </Form.Item>
        <Form.Item name="tracking" label={say.tracking} rules={needed}>
          <Input autoFocus autoComplete="off" maxLength={100} onPressEnter={form.submit} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

/** Gives goods to whoever shows the code. */
function HandOverDialog({ id, onClose }: DialogProps) {
  const say = useWords(t);
  const lang = useLang();
  const { message } = App.useApp();
  const [code, setCode] = useState("");
  const write = useWrite(handOver, {
    refresh,
    quiet: true,
    onDone: () => {
      void message.success(say.handed);
      onClose();
    },
  });
  const send = (typed: string) => {
    if (typed.length === 6 && !write.isPending)
      write.mutate({ params: { id }, body: { code: typed } }, { onError: () => setCode("") });
  };
  const { error } = write;
  const closed = error instanceof ProblemError && error.status === 429;
  return (
    <Modal
      open
      width={440}
      title={say.handTitle}
      okText={say.hand}
      cancelText={say.back}
      confirmLoading={write.isPending}
      okButtonProps={{ disabled: code.length !== 6 }}
      onOk={() => send(code)}
      onCancel={onClose}
    >
      {error ? (
        <Alert
          type="error"
          showIcon
          role="alert"
          title={closed ? say.closed : errorText(error, lang)}
          className={css["wrong"] ?? ""}
        />
      ) : null}
      <p className={css["hint"]}>{say.handHint}</p>
      <Input
        className={css["code"] ?? ""}
        value={code}
        autoFocus
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={6}
        aria-label={say.code}
        onChange={(event) => setCode(event.target.value.replaceAll(/\D/g, ""))}
        onPressEnter={() => send(code)}
      />
    </Modal>
  );
}

/** The next steps of a parcel or pick-up. */
export function PickActions({ row }: { readonly row: trade.ToPick }) {
  const say = useWords(t);
  const { message } = App.useApp();
  const [open, setOpen] = useState<"ship" | "hand">();
  const made = useWrite(ready, { refresh, onDone: () => void message.success(say.readyDone) });
  const arrived = useWrite(delivered, { refresh, onDone: () => void message.success(say.deliveredDone) });
  const id = row.id;
  const close = () => setOpen(undefined);
  return (
    <div className={css["acts"]}>
      {row.kind === "collect" && row.state === "open" ? (
        <Button type="primary" loading={made.isPending} onClick={() => made.mutate({ params: { id }, body: {} })}>
          {say.ready}
        </Button>
      ) : null}
      {row.kind === "collect" && (row.state === "open" || row.state === "ready") ? (
        <Button type={row.state === "ready" ? "primary" : "default"} onClick={() => setOpen("hand")}>
          {say.hand}
        </Button>
      ) : null}
      {row.kind === "deliver" && row.state === "open" ? (
        <Button type="primary" onClick={() => setOpen("ship")}>
          {say.ship}
        </Button>
      ) : null}
      {row.kind === "deliver" && row.state === "shipped" ? (
        <Button loading={arrived.isPending} onClick={() => arrived.mutate({ params: { id }, body: {} })}>
          {say.delivered}
        </Button>
      ) : null}
      {open === "ship" ? <ShipDialog id={id} onClose={close} /> : null}
      {open === "hand" ? <HandOverDialog id={id} onClose={close} /> : null}
    </div>
  );
}
