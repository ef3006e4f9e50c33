import { guide } from "#contract";
import {
  ChatBox,
  type ChatMessage,
  ConfirmButton,
  Money,
  Page,
  Panel,
  ProductPicture,
  useText,
  useWords,
  words,
} from "#parts";
import { useWrite } from "#shell";
import { useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { sayIn, type Talk, useTalk } from "../guide/chat.ts";
import css from "../guide/guide.module.css";

const t = words({
  title: { zh: "和导购聊聊", en: "Talk to a guide" },
  with: { zh: (n: string) => `和${n}聊聊`, en: (n: string) => `Talking to ${n}` },
  back: { zh: "导购与预约", en: "Guides and appointments" },
  you: { zh: "我", en: "Me" },
  guide: { zh: "导购", en: "Guide" },
  platform: { zh: "平台", en: "Platform" },
  queue: {
    zh: (n: number) => `前面还有 ${n} 位，导购马上就来`,
    en: (n: number) => (n === 0 ? "You are next" : `${n} before you; a guide comes soon`),
  },
  waiting: { zh: "正在找有空的导购", en: "Looking for a guide who is free" },
  closed: { zh: "对话已结束", en: "The conversation has ended" },
  open: { zh: "导购在线", en: "The guide is here" },
  end: { zh: "结束对话", en: "End" },
  endAsk: { zh: "要结束这次对话吗？", en: "End this conversation?" },
  empty: { zh: "还没有消息", en: "No messages yet" },
});

function Card({ card }: { readonly card: NonNullable<guide.ChatMessage["card"]> }) {
  const pick = useText();
  return (
    <Link to={`/p/${card.sku}`} className={css["subject"] ?? ""}>
      <span className={css["subjectPicture"]} aria-hidden="true">
        <ProductPicture code={card.sku_code} category={card.title.en} name={pick(card.title)} />
      </span>
      <span className={css["visitText"]}>
        <strong>{pick(card.title)}</strong>
        {card.amount_minor !== null && card.currency !== null ? (
          <Money amount_minor={card.amount_minor} currency={card.currency} />
        ) : null}
      </span>
    </Link>
  );
}

function useShown(talk: Talk | undefined): ChatMessage[] {
  const say = useWords(t);
  return (talk?.messages ?? []).map((m) => ({
    key: String(m.seq),
    mine: m.from === "consumer",
    who:
      m.from === "consumer"
        ? say.you
        : m.from === "guide"
          ? (talk?.conversation.guide?.name ?? say.guide)
          : say.platform,
    at: m.at,
    body: (
      <>
        {m.text}
        {m.card ? <Card card={m.card} /> : null}
      </>
    ),
  }));
}

/** A conversation with a guide; it follows by itself. */
export function Chat() {
  const say = useWords(t);
  const client = useQueryClient();
  const { id } = useParams({ strict: false }) as { id: string };
  const talk = useTalk(id);
  const shown = useShown(talk.data);
  const end = useWrite(guide.routes.closeChat, {
    quiet: true,
    refresh: [guide.routes.readChat, guide.routes.myChats],
  });
  const about = talk.data?.conversation;
  const place = about?.place_in_queue ?? null;
  const state =
    about === undefined
      ? undefined
      : about.state === "waiting"
        ? place === null
          ? say.waiting
          : say.queue(place - 1)
        : about.state === "closed"
          ? say.closed
          : say.open;
  const closed = about?.state === "closed";
  return (
    <Page
      narrow
      title={about?.guide ? say.with(about.guide.name) : say.title}
      sub={state ? <span role="status">{state}</span> : undefined}
      back={<Link to="/guide">{say.back}</Link>}
      actions={
        about && !closed ? (
          <ConfirmButton title={say.endAsk} verb={say.end} onConfirm={() => end.mutateAsync({ params: { id } })}>
            {say.end}
          </ConfirmButton>
        ) : undefined
      }
      reads={talk}
    >
      <Panel>
        <ChatBox
          messages={shown}
          empty={say.empty}
          height_px={Math.max(320, Math.min(560, innerHeight - 330))}
          {...(closed ? {} : { onSend: (text: string) => sayIn(client, id, text) })}
        />
      </Panel>
    </Page>
  );
}
