import { guide } from "#contract";
import { EmptyState, formatAgo, FormFault, ToneTag, useLang, useText, useWords, Wait, words } from "#parts";
import { useRead, useWrite } from "#shell";
import { HeartOutlined } from "@ant-design/icons";
import { Button, Drawer, Input } from "antd";
import { useState } from "react";
import { PickProduct } from "../kit/pick-product.tsx";
import { Item, Items } from "../kit/section.tsx";
import css from "./clients.module.css";

const t = words({
  title: { zh: "顾客卡片", en: "Client card" },
  member: { zh: (no: string) => `会员 ${no}`, en: (no: string) => `Member ${no}` },
  guest: { zh: "访客", en: "Guest" },
  news: { zh: "可发消息", en: "News: yes" },
  noNews: { zh: "不发消息", en: "News: no" },
  closed: { zh: "顾客没有同意个性化", en: "No consent to personalisation" },
  closedHint: {
    zh: "所以不显示、也不记录来访、心愿和备注。可在当面征得同意后，由顾客在“我的 › 隐私”里打开。",
    en: "So no visits, wishes or notes are shown or kept. The person may allow it under Me › Privacy.",
  },
  appointments: { zh: "预约", en: "Appointments" },
  attended: { zh: "到店", en: "Came" },
  chats: { zh: "咨询", en: "Chats" },
  wishes: { zh: "心愿", en: "Wishes" },
  notes: { zh: "备注", en: "Notes" },
  note: { zh: "记一条给同事看的备注", en: "A note for colleagues" },
  add: { zh: "添加", en: "Add" },
  wish: { zh: "加心愿", en: "Add a wish" },
  audit: { zh: "每次打开都会留下记录。", en: "Every look is on record." },
});
const { card, note } = guide.routes;

type PartProps = {
  readonly client: string;
  readonly data: NonNullable<guide.ClientCard["history"]>;
};

/** How often the person booked, came and asked. */
function Visits({ data }: Pick<PartProps, "data">) {
  const say = useWords(t);
  const visits = [
    [say.appointments, data.visits.appointments],
    [say.attended, data.visits.attended],
    [say.chats, data.visits.chats],
  ] as const;
  return (
    <dl className={css["visits"]}>
      {visits.map(([label, n]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{n}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What the person would like to have. */
function Wishes({ client, data }: PartProps) {
  const say = useWords(t);
  const lang = useLang();
  const pick = useText();
  const [picking, setPicking] = useState(false);
  const write = useWrite(note, { refresh: [card] });
  return (
    <section>
      <header className={css["sectionHead"]}>
        <h3>{say.wishes}</h3>
        <Button icon={<HeartOutlined />} onClick={() => setPicking(true)}>
          {say.wish}
        </Button>
      </header>
      {data.wishes.length > 0 ? (
        <Items label={say.wishes}>
          {data.wishes.map((w) => (
            <Item key={`${w.sku} ${w.at}`} title={pick(w.title)} meta={formatAgo(w.at, lang)} />
          ))}
        </Items>
      ) : null}
      {picking ? (
        <PickProduct
          onClose={() => setPicking(false)}
          onPick={(sku) => {
            setPicking(false);
            write.mutate({ params: { client }, body: { wish: sku.id } });
          }}
        />
      ) : null}
    </section>
  );
}

/** What colleagues should know. */
function Notes({ client, data }: PartProps) {
  const say = useWords(t);
  const lang = useLang();
  const [text, setText] = useState("");
  const write = useWrite(note, { refresh: [card], quiet: true, onDone: () => setText("") });
  return (
    <section>
      <h3>{say.notes}</h3>
      <FormFault error={write.error} />
      <div className={css["noteField"]}>
        <Input.TextArea
          value={text}
          rows={2}
          maxLength={500}
          placeholder={say.note}
          aria-label={say.note}
          onChange={(event) => setText(event.target.value)}
        />
        <Button
          disabled={text.trim() === ""}
          loading={write.isPending}
          onClick={() => write.mutate({ params: { client }, body: { text: text.trim() } })}
        >
          {say.add}
        </Button>
      </div>
      {data.notes.length > 0 ? (
        <Items label={say.notes}>
          {data.notes.map((n) => (
            <Item key={n.id} title={n.text} meta={`${n.by} · ${formatAgo(n.at, lang)}`} />
          ))}
        </Items>
      ) : null}
    </section>
  );
}

/** What the venue may know of the person behind an appointment or a conversation. */
export function ClientDrawer({ client, onClose }: { readonly client: string; readonly onClose: () => void }) {
  const say = useWords(t);
  const read = useRead(card, { params: { client } });
  const data = read.data;
  return (
    <Drawer open onClose={onClose} title={say.title} size={440}>
      <Wait reads={read}>
        {() =>
          data ? (
            <div className={css["client"]}>
              <div className={css["clientHead"]}>
                <b>{data.name}</b>
                <span>
                  <ToneTag tone="accent">{data.member ? say.member(data.member.member_no) : say.guest}</ToneTag>{" "}
                  <ToneTag tone={data.may.marketing ? "good" : "plain"}>
                    {data.may.marketing ? say.news : say.noNews}
                  </ToneTag>
                </span>
                <small>{say.audit}</small>
              </div>
              {data.history ? (
                <>
                  <Visits data={data.history} />
                  <Wishes client={client} data={data.history} />
                  <Notes client={client} data={data.history} />
                </>
              ) : (
                <EmptyState title={say.closed} hint={say.closedHint} />
              )}
            </div>
          ) : null
        }
      </Wait>
    </Drawer>
  );
}
