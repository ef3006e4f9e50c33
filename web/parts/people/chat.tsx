import { SendOutlined } from "@ant-design/icons";
import { App, Button, Input } from "antd";
import { type ReactNode, useLayoutEffect, useRef, useState } from "react";
import { formatTime } from "../lang/format.ts";
import { useLang } from "../lang/lang.ts";
import { useWords, words } from "../lang/words.ts";
import { errorText } from "../problem.ts";
import css from "./chat.module.css";

const t = words({
  write: { zh: "说点什么", en: "Write something" },
  send: { zh: "发送", en: "Send" },
  talk: { zh: "对话", en: "Conversation" },
});

export type ChatMessage = {
  readonly key: string;
  readonly mine: boolean;
  readonly who: string;
  /** Instant, UTC ISO-8601. */
  readonly at: string;
  /** Text, or any piece such as a product card. */
  readonly body: ReactNode;
};

type Props = {
  readonly messages: readonly ChatMessage[];
  /** Without it the conversation can only be read. */
  readonly onSend?: (text: string) => unknown;
  /** Left of the field: attach a product, open a camera. */
  readonly tools?: ReactNode;
  readonly empty?: ReactNode;
  readonly height_px?: number;
};

function Composer({ onSend, tools }: { readonly onSend: (text: string) => unknown; readonly tools?: ReactNode }) {
  const say = useWords(t);
  const lang = useLang();
  const { message } = App.useApp();
  const [text, setText] = useState("");
  const [busy, setBusy] = useState(false);
  const send = async () => {
    const clean = text.trim();
    if (clean === "" || busy) return;
    setBusy(true);
    try {
      await onSend(clean);
      setText("");
    } catch (error) {
      const content = errorText(error, lang);
      void message.error({ content, key: content });
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className={css["composer"]}>
      {tools}
      <Input.TextArea
        value={text}
        maxLength={1000}
        autoSize={{ minRows: 1, maxRows: 5 }}
        placeholder={say.write}
        aria-label={say.write}
        onChange={(event) => setText(event.target.value)}
        onPressEnter={(event) => {
          // Enter also ends the choosing of a Chinese word; only a plain Enter sends.
          if (event.shiftKey || event.nativeEvent.isComposing) return;
          event.preventDefault();
          void send();
        }}
      />
      <Button
        type="primary"
        icon={<SendOutlined />}
        aria-label={say.send}
        loading={busy}
        disabled={text.trim() === ""}
        onClick={() => void send()}
      />
    </div>
  );
}

/** A conversation: messages of both sides, newest at the bottom, and a field to answer. */
export function ChatBox({ messages, onSend, tools, empty, height_px = 420 }: Props) {
  const say = useWords(t);
  const lang = useLang();
  const end = useRef<HTMLDivElement>(null);
  const newest = messages.at(-1)?.key;
  useLayoutEffect(() => {
    const box = end.current?.parentElement;
    if (box) box.scrollTop = box.scrollHeight;
  }, [newest]);
  return (
    <div className={css["box"]} style={{ height: height_px }}>
      <div className={css["messages"]} role="log" aria-label={say.talk} tabIndex={0}>
        {messages.length === 0 ? <div className={css["empty"]}>{empty}</div> : null}
        {messages.map((one) => (
          <div key={one.key} className={css["message"]} data-mine={one.mine}>
            <span className={css["meta"]}>
              {one.who} · <time dateTime={one.at}>{formatTime(one.at, undefined, lang)}</time>
            </span>
            <div className={css["bubble"]}>{one.body}</div>
          </div>
        ))}
        <div ref={end} />
      </div>
      {onSend ? <Composer onSend={onSend} tools={tools} /> : null}
    </div>
  );
}
