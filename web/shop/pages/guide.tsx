import { CommentOutlined } from "@ant-design/icons";
import { guide } from "#contract";
import {
  ConfirmButton,
  EmptyState,
  formatAgo,
  formatTime,
  Page,
  Panel,
  QrCode,
  ToneTag,
  type Tone,
  useLang,
  useText,
  useWords,
  words,
} from "#parts";
import { SignInButton, useConfig, useList, useSession, useWrite } from "#shell";
import { Link } from "@tanstack/react-router";
import { Badge, Button } from "antd";
import { useState } from "react";
import css from "../guide/guide.module.css";
import look from "./pages.module.css";

const t = words({
  title: { zh: "导购与预约", en: "Guides and appointments" },
  sub: { zh: "挑不准的，问懂的人；在线聊，或约好到店。", en: "Not sure? Ask somebody who knows, online or in store." },
  find: { zh: "找一家门店", en: "Find a store" },
  visits: { zh: "我的预约", en: "Your appointments" },
  talks: { zh: "我的对话", en: "Your conversations" },
  noVisits: { zh: "还没有预约", en: "No appointments yet" },
  noTalks: { zh: "还没有对话", en: "No conversations yet" },
  noTalksHint: {
    zh: "在商品页点「问导购」，就能带着商品聊。",
    en: "Press “Ask a guide” on a product and talk about it.",
  },
  guest: { zh: "登录后查看您的预约和对话", en: "Sign in to see your appointments and conversations" },
  guestHint: {
    zh: "没有账号也能问导购：在商品页点「问导购」。",
    en: "You can ask without an account too: press “Ask a guide” on a product.",
  },
  code: { zh: (c: string) => `到店出示 ${c}`, en: (c: string) => `Show ${c} at the store` },
  with: { zh: (n: string) => `导购 ${n}`, en: (n: string) => `with ${n}` },
  cancel: { zh: "取消预约", en: "Cancel" },
  cancelAsk: { zh: "要取消这次预约吗？", en: "Cancel this appointment?" },
  keep: { zh: "取消后，这个时段会让给别人。", en: "The half hour is then free for somebody else." },
  booked: { zh: "已预约", en: "Booked" },
  attended: { zh: "已到店", en: "Attended" },
  missed: { zh: "没有到店", en: "Missed" },
  cancelled: { zh: "已取消", en: "Cancelled" },
  waiting: { zh: (n: number) => `排在第 ${n} 位`, en: (n: number) => `number ${n} in the queue` },
  wait: { zh: "等待导购", en: "Waiting for a guide" },
  open: { zh: "进行中", en: "Open" },
  closed: { zh: "已结束", en: "Ended" },
  more: { zh: "更早的", en: "Earlier ones" },
});

const tones: Readonly<Record<guide.Appointment["state"], Tone>> = {
  booked: "accent",
  attended: "good",
  missed: "warn",
  cancelled: "plain",
};

type VisitProps = {
  readonly visit: guide.Appointment;
  /** When the list was read, epoch milliseconds. */
  readonly now: number;
};
function Visit({ visit, now }: VisitProps) {
  const say = useWords(t);
  const pick = useText();
  const lang = useLang();
  const zone = useConfig()?.platform.zone;
  const cancel = useWrite(guide.routes.cancel, {
    quiet: true,
    refresh: [guide.routes.myAppointments, guide.routes.slots],
  });
  const ahead = visit.state === "booked" && Date.parse(visit.from) > now;
  return (
    <li className={css["visit"]}>
      {ahead ? <QrCode text={visit.code} label={say.code(visit.code)} size_px={88} /> : null}
      <div className={css["visitText"]}>
        <span className={look["row"]}>
          <strong>{formatTime(visit.from, zone, lang)}</strong>
          <ToneTag tone={tones[visit.state]}>{say[visit.state]}</ToneTag>
        </span>
        <span>{pick(visit.venue_name)}</span>
        <span className={look["quiet"]}>
          {[visit.topic, visit.guide ? say.with(visit.guide.name) : "", ahead ? say.code(visit.code) : ""]
            .filter(Boolean)
            .join(" · ")}
        </span>
      </div>
      {ahead ? (
        <ConfirmButton
          title={say.cancelAsk}
          detail={say.keep}
          verb={say.cancel}
          button={{ size: "small" }}
          onConfirm={() => cancel.mutateAsync({ params: { id: visit.id } })}
        >
          {say.cancel}
        </ConfirmButton>
      ) : null}
    </li>
  );
}

function Talk({ talk }: { readonly talk: guide.Conversation }) {
  const say = useWords(t);
  const lang = useLang();
  const state =
    talk.state === "waiting"
      ? talk.place_in_queue === null
        ? say.wait
        : say.waiting(talk.place_in_queue)
      : (talk.guide?.name ?? say[talk.state]);
  return (
    <li>
      <Link to={`/guide/chat/${talk.id}`} className={css["talk"] ?? ""}>
        <Badge count={talk.unread} size="small">
          <span className={css["face"]}>
            <CommentOutlined aria-hidden />
          </span>
        </Badge>
        <span className={css["visitText"]}>
          <span className={look["spread"]}>
            <strong>{state}</strong>
            <time className={look["quiet"]} dateTime={talk.last_at}>
              {formatAgo(talk.last_at, lang)}
            </time>
          </span>
          <span className={css["last"]}>{talk.last_text || talk.topic}</span>
        </span>
      </Link>
    </li>
  );
}

function Mine() {
  const say = useWords(t);
  const [now] = useState(() => Date.now());
  const visits = useList(guide.routes.myAppointments, { query: { limit: 20 } }, { refetch_ms: 30_000 });
  const talks = useList(guide.routes.myChats, { query: { limit: 20 } }, { refetch_ms: 10_000 });
  const find = (
    <Link to="/stores">
      <Button>{say.find}</Button>
    </Link>
  );
  return (
    <Page title={say.title} sub={say.sub} actions={find} reads={[visits, talks]}>
      {() => (
        <div className={css["two"]}>
          <Panel title={say.visits}>
            {visits.rows.length === 0 ? <EmptyState title={say.noVisits} next={find} /> : null}
            <ul className={css["list"]}>
              {visits.rows.map((visit) => (
                <Visit key={visit.id} visit={visit} now={now} />
              ))}
            </ul>
            {visits.hasMore ? <Button onClick={visits.more}>{say.more}</Button> : null}
          </Panel>
          <Panel title={say.talks}>
            {talks.rows.length === 0 ? <EmptyState title={say.noTalks} hint={say.noTalksHint} /> : null}
            <ul className={css["list"]}>
              {talks.rows.map((talk) => (
                <Talk key={talk.id} talk={talk} />
              ))}
            </ul>
            {talks.hasMore ? <Button onClick={talks.more}>{say.more}</Button> : null}
          </Panel>
        </div>
      )}
    </Page>
  );
}

/** One's own appointments and conversations. */
export function Guide() {
  const say = useWords(t);
  const { user } = useSession();
  if (user !== undefined) return <Mine />;
  const next = (
    <>
      <SignInButton />{" "}
      <Link to="/stores">
        <Button>{say.find}</Button>
      </Link>
    </>
  );
  return (
    <Page title={say.title} sub={say.sub}>
      <EmptyState title={say.guest} hint={say.guestHint} next={next} />
    </Page>
  );
}
