import { trade } from "#contract";
import { FormFault, useText, useWords, words } from "#parts";
import { useWrite } from "#shell";
import { App, Button, Input, Modal } from "antd";
import { useState } from "react";
import css from "./order.module.css";
import { StarInput } from "./star-input.tsx";

const t = words({
  open: { zh: "评价", en: "Review" },
  title: { zh: "用着怎么样？", en: "How is it?" },
  send: { zh: "发布评价", en: "Publish" },
  cancel: { zh: "再想想", en: "Not now" },
  stars: { zh: "打几颗星", en: "Stars" },
  words: { zh: "想说的话（可不填）", en: "Your words (if you like)" },
  thanks: { zh: "谢谢，您的评价已发布", en: "Thank you, your review is published" },
  once: { zh: "评价发布后不能修改。", en: "A review cannot be changed afterwards." },
});

/** Lines of an order that its buyer has not reviewed yet. */
export const unreviewed = (order: trade.OrderDetail): trade.OrderLine[] =>
  order.reviews.some((r) => r.line === null && order.lines.length === 1)
    ? []
    : order.lines.filter((l) => !order.reviews.some((r) => r.line === l.line));

/** Stars and words for one line of a delivered order, once. */
export function ReviewForm({ order, line }: { readonly order: trade.OrderDetail; readonly line: trade.OrderLine }) {
  const say = useWords(t);
  const pick = useText();
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const [stars, setStars] = useState(0);
  const [text, setText] = useState("");
  const give = useWrite(trade.routes.giveReview, {
    quiet: true,
    refresh: [trade.routes.myOrder, trade.routes.reviews],
    onDone: () => {
      setOpen(false);
      void message.success(say.thanks);
    },
  });
  return (
    <>
      <Button size="small" aria-label={`${say.open}: ${pick(line.title)}`} onClick={() => setOpen(true)}>
        {say.open}
      </Button>
      <Modal
        open={open}
        title={say.title}
        width={460}
        okText={say.send}
        cancelText={say.cancel}
        confirmLoading={give.isPending}
        okButtonProps={{ disabled: stars === 0 }}
        onCancel={() => setOpen(false)}
        onOk={() =>
          give.mutate({ params: { id: order.id }, body: { line: line.line, stars, text: text.trim().slice(0, 2000) } })
        }
      >
        <FormFault error={give.error} />
        <p>{pick(line.title)}</p>
        <StarInput label={say.stars} value={stars} onChange={setStars} />
        <label className={css["field"]}>
          <span>{say.words}</span>
          <Input.TextArea
            rows={4}
            maxLength={2000}
            showCount
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </label>
        <p className={css["quiet"]}>{say.once}</p>
      </Modal>
    </>
  );
}
