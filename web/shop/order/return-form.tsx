import { trade } from "#contract";
import { FormFault, Money, useText, useWords, words } from "#parts";
import { useWrite } from "#shell";
import { Button, Checkbox, Input, InputNumber, Modal } from "antd";
import { useState } from "react";
import { Choices } from "../buy/choice.tsx";
import css from "./order.module.css";

const t = words({
  open: { zh: "申请退货", en: "Return" },
  title: { zh: "要退哪些？", en: "What do you want to return?" },
  send: { zh: "提交申请", en: "Ask for the return" },
  cancel: { zh: "再想想", en: "Not now" },
  reason: { zh: "为什么退？", en: "Why?" },
  reasonHint: { zh: "说说原因，商家会看到", en: "Tell the merchant what is wrong" },
  quality: { zh: "商品有质量问题，或与描述不符", en: "It is faulty, or not as described" },
  how: { zh: "怎么退", en: "How" },
  back: { zh: "退货退款", en: "Send it back" },
  backHint: { zh: "货退回来，检查后退款", en: "You are refunded once it is back and looked at" },
  only: { zh: "仅退款", en: "Refund only" },
  onlyHint: { zh: "没收到，或不需要寄回", en: "It never came, or need not come back" },
  pieces: { zh: (name: string) => `「${name}」退几件`, en: (name: string) => `Pieces of ${name} to return` },
  can: { zh: (n: number) => `最多退 ${n} 件`, en: (n: number) => `up to ${n}` },
  refund: { zh: "最多退回", en: "Refund at most" },
});

type Kind = "return_refund" | "refund_only";

/** Pieces of a line that can still be asked back: not returned, and in no open return. */
export function returnable(order: trade.OrderDetail): ReadonlyMap<number, number> {
  const open = order.returns.filter((r) => r.state === "requested").flatMap((r) => r.lines);
  return new Map(
    order.lines.flatMap((l) => {
      const asked = open.filter((o) => o.line === l.line).reduce((sum, o) => sum + o.quantity, 0);
      const left = l.quantity - l.returned_quantity - asked;
      return left > 0 ? [[l.line, left] as const] : [];
    }),
  );
}

/** Asks to return an order, whole or by line and piece. */
export function ReturnForm({ order }: { readonly order: trade.OrderDetail }) {
  const say = useWords(t);
  const pick = useText();
  const can = returnable(order);
  const [open, setOpen] = useState(false);
  const [pieces, setPieces] = useState<ReadonlyMap<number, number>>(can);
  const [reason, setReason] = useState("");
  const [quality, setQuality] = useState(false);
  const [kind, setKind] = useState<Kind>("return_refund");
  const ask = useWrite(trade.routes.askReturn, {
    quiet: true,
    refresh: [trade.routes.myOrder, trade.routes.myOrders],
    onDone: () => setOpen(false),
  });
  const lines = [...pieces].filter(([, quantity]) => quantity > 0).map(([line, quantity]) => ({ line, quantity }));
  const back = order.lines.reduce((sum, l) => sum + Math.floor((l.pay_minor * (pieces.get(l.line) ?? 0)) / l.quantity), 0);
  if (can.size === 0) return null;
  const start = () => {
    setPieces(can);
    setOpen(true);
  };
  return (
    <>
      <Button onClick={start}>{say.open}</Button>
      <Modal
        open={open}
        title={say.title}
        width={520}
        okText={say.send}
        cancelText={say.cancel}
        confirmLoading={ask.isPending}
        okButtonProps={{ disabled: lines.length === 0 || reason.trim() === "" }}
        onCancel={() => setOpen(false)}
        onOk={() => ask.mutate({ params: { id: order.id }, body: { lines, reason: reason.trim(), quality, kind } })}
      >
        <FormFault error={ask.error} />
        {order.lines.map((l) => {
          const most = can.get(l.line) ?? 0;
          return most === 0 ? null : (
            <div key={l.line} className={css["formRow"]}>
              <span className={css["lineText"]}>
                {pick(l.title)}
                <small>{say.can(most)}</small>
              </span>
              <InputNumber
                mode="spinner"
                min={0}
                max={most}
                value={pieces.get(l.line) ?? 0}
                aria-label={say.pieces(pick(l.title))}
                onChange={(n) => setPieces(new Map(pieces).set(l.line, n ?? 0))}
              />
            </div>
          );
        })}
        <div className={css["field"]}>
          <Choices<Kind>
            label={say.how}
            name="return-kind"
            value={kind}
            onChange={setKind}
            options={[
              { value: "return_refund", title: say.back, note: say.backHint },
              { value: "refund_only", title: say.only, note: say.onlyHint },
            ]}
          />
        </div>
        <label className={css["field"]}>
          <span>{say.reason}</span>
          <Input.TextArea
            rows={3}
            maxLength={300}
            showCount
            placeholder={say.reasonHint}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </label>
        <div className={css["field"]}>
          <Checkbox checked={quality} onChange={(event) => setQuality(event.target.checked)}>
            {say.quality}
          </Checkbox>
        </div>
        <p className={css["quiet"]}>
          {say.refund} <Money amount_minor={back} currency={order.currency} />
        </p>
      </Modal>
    </>
  );
}
