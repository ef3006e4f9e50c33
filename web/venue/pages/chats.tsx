import { guide } from "#contract";
import { EmptyState, errorText, Page, ToneTag, useLang, useWords, Wait, words } from "#parts";
import { useRead } from "#shell";
import { useNavigate, useParams } from "@tanstack/react-router";
import { Alert, App, Button, Segmented, Switch } from "antd";
import { useState } from "react";
import css from "../clients/talk.module.css";
import { ProfileDrawer } from "../clients/profile.tsx";
import { TalkPane } from "../clients/talk.tsx";
import { Waiting } from "../kit/clock.tsx";
import { useNarrow } from "../kit/narrow.ts";
import { useGuide, usePresence } from "../kit/presence.ts";
import { clientsSection, Item, Items, SectionTabs } from "../kit/section.tsx";

const t = words({
  title: { zh: "谁在等回复？", en: "Who waits for an answer?" },
  take: { zh: "接待咨询", en: "Taking chats" },
  on: { zh: "正在接待咨询", en: "Taking chats" },
  off: { zh: "暂停接待", en: "Not taking chats" },
  noProfile: { zh: "还没有导购资料", en: "No guide profile yet" },
  noProfileHint: { zh: "填写后顾客才能找到您、预约您。", en: "With one, clients can find and book you." },
  write: { zh: "填写导购资料", en: "Write my profile" },
  waiting: { zh: "等人接待", en: "Waits for a guide" },
  mine: { zh: "我的", en: "Mine" },
  colleague: { zh: (n: string) => `${n} 在接待`, en: (n: string) => `with ${n}` },
  closed: { zh: "已结束", en: "Closed" },
  active: { zh: "进行中", en: "Active" },
  list: { zh: "咨询列表", en: "Conversations" },
  none: { zh: "现在没有咨询", en: "No conversations now" },
  noneHint: {
    zh: "打开“接待咨询”，新的咨询会自动分配给您。",
    en: "While you take chats, new ones come to you by themselves.",
  },
  choose: { zh: "选一个咨询开始回复", en: "Choose a conversation to answer" },
  unread: { zh: (n: number) => `${n} 条未读`, en: (n: number) => `${n} unread` },
});
/** A first answer is promised within this time. */
const patience_ms = 60_000;

function stateOf(say: ReturnType<typeof useWords<typeof t>>, row: guide.VenueConversation) {
  if (row.state === "closed") return <ToneTag>{say.closed}</ToneTag>;
  if (row.state === "waiting") return <ToneTag tone="warn">{say.waiting}</ToneTag>;
  return row.mine ? (
    <ToneTag tone="accent">{say.mine}</ToneTag>
  ) : (
    <ToneTag>{say.colleague(row.guide?.name ?? "")}</ToneTag>
  );
}

type ListProps = { readonly rows: readonly guide.VenueConversation[]; readonly open: string };
function Conversations({ rows, open }: ListProps) {
  const say = useWords(t);
  const go = useNavigate();
  return (
    <Items label={say.list}>
      {rows.map((row) => (
        <Item
          key={row.id}
          title={
            <span className={css["talkName"]} data-open={row.id === open}>
              {row.name}
              {row.unread > 0 ? (
                <span className={css["unread"]}>
                  {row.unread}
                  <span className="fg-hidden">{say.unread(row.unread)}</span>
                </span>
              ) : null}
            </span>
          }
          meta={
            <>
              {stateOf(say, row)}
              {row.state === "waiting" ? <Waiting since={row.opened_at} patience_ms={patience_ms} /> : null}
              <span className={css["last"]}>{row.last_text || row.topic}</span>
            </>
          }
          onOpen={() => void go({ to: "/clients/chats/$id", params: { id: row.id } })}
        />
      ))}
    </Items>
  );
}

function PresenceSwitch({ onProfile }: { readonly onProfile: () => void }) {
  const say = useWords(t);
  const lang = useLang();
  const me = useGuide();
  const [on, setOn] = usePresence();
  const [busy, setBusy] = useState(false);
  const { message } = App.useApp();
  if (me === null) {
    return (
      <Button type="primary" onClick={onProfile}>
        {say.write}
      </Button>
    );
  }
  const turn = async (next: boolean) => {
    setBusy(true);
    await setOn(next).catch((error: unknown) => void message.error(errorText(error, lang)));
    setBusy(false);
  };
  return (
    <span className={css["presence"]}>
      <span>{on ? say.on : say.off}</span>
      <Switch
        checked={on}
        loading={busy}
        disabled={me === undefined}
        aria-label={say.take}
        onChange={(next) => void turn(next)}
      />
    </span>
  );
}

/** Conversations that wait and those in hand; the open one beside the list, or alone on a phone. */
export function Chats() {
  const say = useWords(t);
  const { id = "" } = useParams({ strict: false }) as { readonly id?: string };
  const [state, setState] = useState<"active" | "closed">("active");
  const [profile, setProfile] = useState(false);
  const me = useGuide();
  const read = useRead(guide.routes.chats, { query: { state } }, { refetch_ms: 5_000 });
  const rows = read.data?.items ?? [];
  // A phone that shows one conversation needs its height for it.
  const alone = useNarrow() && id !== "";
  return (
    <Page
      title={say.title}
      actions={alone ? null : <PresenceSwitch onProfile={() => setProfile(true)} />}
      filters={
        alone ? null : (
          <>
            <SectionTabs items={clientsSection} />
            <Segmented<"active" | "closed">
              aria-label={say.list}
              value={state}
              onChange={setState}
              options={(["active", "closed"] as const).map((value) => ({ value, label: say[value] }))}
            />
          </>
        )
      }
    >
      {me === null ? <Alert type="info" showIcon title={say.noProfile} description={say.noProfileHint} /> : null}
      <div className={css["talks"]} data-open={id !== ""}>
        <div className={css["talkList"]}>
          <Wait reads={read} isEmpty={rows.length === 0} empty={{ title: say.none, hint: say.noneHint }}>
            <Conversations rows={rows} open={id} />
          </Wait>
        </div>
        <div className={css["talk"]}>
          {id === "" ? <EmptyState title={say.choose} /> : <TalkPane key={id} id={id} />}
        </div>
      </div>
      <ProfileDrawer open={profile} onClose={() => setProfile(false)} />
    </Page>
  );
}
