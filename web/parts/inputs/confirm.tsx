import { App, Button, type ButtonProps, Input, Modal } from "antd";
import { type ReactNode, useState } from "react";
import { useLang } from "../lang/lang.ts";
import { useWords, words } from "../lang/words.ts";
import { errorText } from "../problem.ts";
import css from "./inputs.module.css";

const t = words({
  cancel: { zh: "再想想", en: "Not now" },
  reason: { zh: "原因", en: "Reason" },
});

type Props = {
  readonly children: ReactNode;
  /** The question: "Publish this rule?" */
  readonly title: string;
  /** What will happen, and whether it can be undone. */
  readonly detail?: ReactNode;
  /** The deed as a verb on the button; the children if they are text. */
  readonly verb?: string;
  /** A reason must be written; it is handed to `onConfirm`. */
  readonly askReason?: boolean;
  readonly danger?: boolean;
  readonly onConfirm: (reason: string) => unknown;
  readonly button?: Omit<ButtonProps, "onClick" | "danger" | "children">;
};

/** A button for a deed worth a second look: says what will happen, may ask for a reason, and stays open if the server refuses. */
export function ConfirmButton({ children, title, detail, verb, askReason, danger = false, onConfirm, button }: Props) {
  const say = useWords(t);
  const lang = useLang();
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [reason, setReason] = useState("");
  const run = async () => {
    setBusy(true);
    try {
      await onConfirm(reason.trim());
      setOpen(false);
      setReason("");
    } catch (error) {
      const content = errorText(error, lang);
      void message.error({ content, key: content });
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button danger={danger} {...button} onClick={() => setOpen(true)}>
        {children}
      </Button>
      <Modal
        open={open}
        title={title}
        width={460}
        styles={{ header: { paddingInlineEnd: 28 } }}
        onCancel={() => setOpen(false)}
        onOk={() => void run()}
        okText={verb ?? (typeof children === "string" ? children : title)}
        cancelText={say.cancel}
        confirmLoading={busy}
        okButtonProps={{ danger, disabled: askReason === true && reason.trim() === "" }}
      >
        {detail ? <div className={css["detail"]}>{detail}</div> : null}
        {askReason ? (
          <label className={css["reason"]}>
            <span>{say.reason}</span>
            <Input.TextArea
              rows={3}
              maxLength={500}
              showCount
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          </label>
        ) : null}
      </Modal>
    </>
  );
}
