import { trade } from "#contract";
import { FormFault, useText, useWords, words } from "#parts";
import { useWrite } from "#shell";
import { App, Button, Modal, Radio } from "antd";
import { useState } from "react";
import css from "./orders.module.css";
import { orderWords } from "./words.ts";

const t = words({
  receive: { zh: "收货验货", en: "Receive" },
  title: { zh: "退回的货怎么样？", en: "How are the goods that came back?" },
  done: { zh: "收货并退款", en: "Receive and refund" },
  back: { zh: "取消", en: "Cancel" },
  refunded: { zh: "已收货，退款已发起", en: "Received; the refund is on its way" },
  result: { zh: "验货结果", en: "Inspection" },
});

type ResultProps = {
  readonly value: trade.InspectionResult;
  readonly onChange: (value: trade.InspectionResult) => void;
};
/** What an inspection found. */
export function ResultChoice({ value, onChange }: ResultProps) {
  const say = useWords(t);
  const said = useWords(orderWords);
  return (
    <Radio.Group
      className={css["results"] ?? ""}
      aria-label={say.result}
      value={value}
      onChange={(event) => onChange(event.target.value as trade.InspectionResult)}
      options={trade.inspectionResults.map((one) => ({ value: one, label: said[one] }))}
    />
  );
}

/** Takes in a return that a buyer asked for: looks at the goods, books them, refunds. */
export function ReceiveButton({ row }: { readonly row: trade.ReturnCase }) {
  const say = useWords(t);
  const pick = useText();
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const [result, setResult] = useState<trade.InspectionResult>("quarantined");
  const { receiveReturn, venueReturns, venueStock } = trade.routes;
  const write = useWrite(receiveReturn, {
    refresh: [venueReturns, venueStock],
    quiet: true,
    onDone: () => {
      void message.success(say.refunded);
      setOpen(false);
    },
  });
  return (
    <>
      <Button onClick={() => setOpen(true)}>{say.receive}</Button>
      <Modal
        open={open}
        width={440}
        title={say.title}
        okText={say.done}
        cancelText={say.back}
        confirmLoading={write.isPending}
        onOk={() => write.mutate({ params: { id: row.id }, body: { result } })}
        onCancel={() => setOpen(false)}
      >
        <FormFault error={write.error} />
        <p className={css["hint"]}>{row.lines.map((l) => `${pick(l.title)} × ${l.quantity}`).join("、")}</p>
        <ResultChoice value={result} onChange={setResult} />
      </Modal>
    </>
  );
}
