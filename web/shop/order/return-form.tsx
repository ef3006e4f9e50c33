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

type Draft = {
  readonly pieces: ReadonlyMap<number, number>;
  readonly reason: string;
  readonly quality: boolean;
  readonly kind: Kind;
};
type Change = (change: Partial<Draft>) => void;
type PartProps = { readonly order: trade.OrderDetail; readonly draft: Draft; readonly onChange: Change };

function PiecesPart({ order, draft, onChange }: PartProps) {
  const say = useWords(t);
  const pick = useText();
  const can = returnable(order);
  return order.lines.map((l) => {
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
          value={draft.pieces.get(l.line) ?? 0}
          aria-label={say.pieces(pick(l.title))}
          onChange={(n) => onChange({ pieces: new Map(draft.pieces).set(l.line, n ?? 0) })}
        />
      </div>
    );
  });
}

function ReasonPart({ draft, onChange }: Omit<PartProps, "order">) {
  const say = useWords(t);
  return (
    <>
      <div className={css["field"]}>
        <Choices<Kind>
          label={say.how}
          name="return-kind"
          value={draft.kind}
          onChange={(kind) => onChange({ kind })}
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
          value={draft.reason}
          onChange={(event) => onChange({ reason: event.target.value })}
        />
      </label>
      <div className={css["field"]}>
        <Checkbox checked={draft.quality} onChange={(event) => onChange({ quality: event.target.checked })}>
          {say.quality}
        </Checkbox>
      </div>
    </>
  );
}

/** At most what the chosen pieces paid; the server says the exact sum when the return is opened. */
const refundOf = (order: trade.OrderDetail, pieces: Draft["pieces"]): number =>
  order.lines.reduce((sum, l) => sum + Math.floor((l.pay_minor * (pieces.get(l.line) ?? 0)) / l.quantity), 0);

/** Asks to return an order, whole or by line and piece. */
export function ReturnForm({ order }: { readonly order: trade.OrderDetail }) {
  const say = useWords(t);
  const can = returnable(order);
  const [draft, setDraft] = useState<Draft>();
  const ask = useWrite(trade.routes.askReturn, {
    quiet: true,
    refresh: [trade.routes.myOrder, trade.routes.myOrders],
    onDone: () => setDraft(undefined),
  });
  if (can.size === 0) return null;
  const { pieces = new Map<number, number>(), reason = "", ...rest } = draft ?? {};
  const lines = [...pieces].filter(([, quantity]) => quantity > 0).map(([line, quantity]) => ({ line, quantity }));
  const change: Change = (more) => setDraft((now) => (now ? { ...now, ...more } : now));
  return (
    <>
      <Button onClick={() => setDraft({ pieces: can, reason: "", quality: false, kind: "return_refund" })}>
        {say.open}
      </Button>
      <Modal
        open={draft !== undefined}
        title={say.title}
        width={520}
        okText={say.send}
        cancelText={say.cancel}
        confirmLoading={ask.isPending}
        okButtonProps={{ disabled: lines.length === 0 || reason.trim() === "" }}
        onCancel={() => setDraft(undefined)}
        onOk={() => ask.mutate({ params: { id: order.id }, body: { ...rest, lines, reason: reason.trim() } })}
      >
        <FormFault error={ask.error} />
        {draft ? (
          <>
            <PiecesPart order={order} draft={draft} onChange={change} />
            <ReasonPart draft={draft} onChange={change} />
            <p className={css["quiet"]}>
              {say.refund} <Money amount_minor={refundOf(order, pieces)} currency={order.currency} />
            </p>
          </>
        ) : null}
      </Modal>
    </>
  );
}
