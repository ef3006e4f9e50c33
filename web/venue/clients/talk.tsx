import { guide, type Bilingual } from "#contract";
import { ChatBox, type ChatMessage, ConfirmButton, Money, useText, useWords, Wait, words } from "#parts";
import { useWrite } from "#shell";
import { GiftOutlined, IdcardOutlined, LeftOutlined } from "@ant-design/icons";
import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import { GoodsPicture } from "../kit/goods.tsx";
import { useNarrow } from "../kit/narrow.ts";
import { PickProduct } from "../kit/pick-product.tsx";
import { ClientDrawer } from "./client-drawer.tsx";
import css from "./talk.module.css";
import { talkKey, useChat } from "./use-chat.ts";

const t = words({
  back: { zh: "返回列表", en: "Back to the list" },
  me: { zh: "我", en: "Me" },
  colleague: { zh: "同事", en: "Colleague" },
  system: { zh: "系统", en: "System" },
  send: { zh: "推荐商品", en: "Send a product" },
  take: { zh: "我来接待", en: "Take it" },
  over: { zh: "接手", en: "Take over" },
  overDetail: {
    zh: "这段咨询会转到您名下，由您继续回复。",
    en: "The conversation becomes yours; you answer from here.",
  },
  end: { zh: "结束", en: "End" },
  endTitle: { zh: "结束这段咨询？", en: "End this conversation?" },
  endDetail: { zh: "顾客之后仍可再次发起。", en: "The client can always start a new one." },
  card: { zh: "顾客卡片", en: "Client card" },
  closed: { zh: "这段咨询已结束", en: "This conversation has ended" },
  empty: { zh: "还没有消息", en: "No messages yet" },
});

function Card({ card }: { readonly card: NonNullable<guide.ChatMessage["card"]> }) {
  const pick = useText();
  const title: Bilingual = card.title;
  return (
    <div className={css["sent"]}>
      <div className={css["sentPicture"]}>
        <GoodsPicture sku={card.sku} code={card.sku_code} title={title} />
      </div>
      <span>
        <b>{pick(title)}</b>
        {card.amount_minor !== null && card.currency !== null ? (
          <Money amount_minor={card.amount_minor} currency={card.currency} />
        ) : null}
      </span>
    </div>
  );
}

type HeadProps = { readonly talk: guide.VenueConversation; readonly onCard: () => void; readonly onChange: () => void };
function Head({ talk, onCard, onChange }: HeadProps) {
  const say = useWords(t);
  const { take, endChat, chats } = guide.routes;
  const options = { refresh: [chats], onDone: onChange };
  const taking = useWrite(take, options);
  const ending = useWrite(endChat, options);
  const params = { id: talk.id };
  return (
    <header className={css["talkHead"]}>
      <Link to="/clients/chats" className={css["talkBack"] ?? ""} aria-label={say.back}>
        <LeftOutlined />
      </Link>
      <div>
        <b>{talk.name}</b>
        <small>{talk.topic}</small>
      </div>
      <Button icon={<IdcardOutlined />} aria-label={say.card} onClick={onCard} />
      {talk.state === "waiting" ? (
        <Button type="primary" loading={taking.isPending} onClick={() => taking.mutate({ params })}>
          {say.take}
        </Button>
      ) : null}
      {talk.state === "open" && !talk.mine ? (
        <ConfirmButton title={say.over} detail={say.overDetail} onConfirm={() => taking.mutateAsync({ params })}>
          {say.over}
        </ConfirmButton>
      ) : null}
      {talk.state === "open" && talk.mine ? (
        <ConfirmButton
          title={say.endTitle}
          detail={say.endDetail}
          verb={say.end}
          onConfirm={() => ending.mutateAsync({ params })}
        >
          {say.end}
        </ConfirmButton>
      ) : null}
    </header>
  );
}

/** One conversation: its messages, the answer, product cards, and the person's card. */
export function TalkPane({ id }: { readonly id: string }) {
  const say = useWords(t);
  const client = useQueryClient();
  const read = useChat(id);
  const [picking, setPicking] = useState(false);
  const [card, setCard] = useState(false);
  const narrow = useNarrow();
  const again = () => void client.invalidateQueries({ queryKey: talkKey(id) });
  const answer = useWrite(guide.routes.reply, { refresh: [guide.routes.chats], quiet: true, onDone: again });
  const talk = read.data?.conversation;
  const who = (from: guide.ChatMessage["from"]) => {
    if (from === "consumer") return talk?.name ?? "";
    return from === "system" ? say.system : talk?.mine === false ? (talk.guide?.name ?? say.colleague) : say.me;
  };
  const messages: ChatMessage[] = (read.data?.messages ?? []).map((one) => ({
    key: String(one.seq),
    mine: one.from === "guide",
    who: who(one.from),
    at: one.at,
    body: (
      <>
        {one.text}
        {one.card ? <Card card={one.card} /> : null}
      </>
    ),
  }));
  return (
    <Wait reads={read}>
      {() =>
        talk ? (
          <>
            <Head talk={talk} onCard={() => setCard(true)} onChange={again} />
            <ChatBox
              messages={messages}
              height_px={narrow ? Math.max(320, innerHeight - 268) : 560}
              empty={say.empty}
              {...(talk.state === "closed"
                ? {}
                : { onSend: (text: string) => answer.mutateAsync({ params: { id }, body: { text } }) })}
              tools={<Button icon={<GiftOutlined />} aria-label={say.send} onClick={() => setPicking(true)} />}
            />
            {talk.state === "closed" ? <p className={css["ended"]}>{say.closed}</p> : null}
            {card ? <ClientDrawer client={id} onClose={() => setCard(false)} /> : null}
            {picking ? (
              <PickProduct
                onClose={() => setPicking(false)}
                onPick={(sku) => {
                  setPicking(false);
                  answer.mutate({ params: { id }, body: { text: "", sku: sku.id } });
                }}
              />
            ) : null}
          </>
        ) : null
      }
    </Wait>
  );
}
