import type { identity } from "#contract";
import { BarcodeField, EmptyState, errorText, Page, ProblemError, useLang, useWords, words } from "#parts";
import { Alert, Button, Spin } from "antd";
import { useState } from "react";
import css from "../clients/clients.module.css";
import { JoinForm } from "../clients/join.tsx";
import { MemberCardView } from "../clients/member-card.tsx";
import { clientsSection, SectionTabs } from "../kit/section.tsx";
import { readMember } from "../till/scan.ts";
import { findMember } from "../till/use-till.ts";

const t = words({
  title: { zh: "这位顾客是会员吗？", en: "Is this person a member?" },
  sub: {
    zh: "每次查找都会留下记录；只看得到顾客允许的内容。",
    en: "Every look-up is on record, and shows only what the person allowed.",
  },
  find: {
    zh: "扫会员码，或输入手机号、会员号、卡号",
    en: "Scan the member's code, or type a phone, member or card number",
  },
  none: { zh: (v: string) => `没有找到 ${v}`, en: (v: string) => `Nobody was found for ${v}` },
  noneHint: { zh: "号码没错的话，可以在这里办理入会。", en: "If the number is right, the person can join here." },
  start: { zh: "请顾客出示会员码", en: "Ask for the member's code" },
  startHint: {
    zh: "会员码在商城的“我的”页；没有手机时，报手机号或会员号也可以。",
    en: "It stands on the Me page of the shop. A phone or member number works as well.",
  },
  joined: { zh: "入会成功", en: "Welcome to the club" },
  new: { zh: "办理入会", en: "New member" },
});

type Seen =
  | { readonly kind: "card"; readonly card: identity.MemberCard; readonly fresh: boolean }
  | { readonly kind: "none"; readonly asked: string }
  | { readonly kind: "failed"; readonly error: unknown };

/** Members: find one, show the card, let somebody join. */
export function Members() {
  const say = useWords(t);
  const lang = useLang();
  const [seen, setSeen] = useState<Seen>();
  const [joining, setJoining] = useState(false);
  const [busy, setBusy] = useState(false);
  const look = async (text: string) => {
    setBusy(true);
    setJoining(false);
    const ask = readMember(text);
    try {
      setSeen({ kind: "card", card: await findMember(ask), fresh: false });
    } catch (error) {
      const refused = error instanceof ProblemError && [400, 404, 422].includes(error.status);
      setSeen(refused ? { kind: "none", asked: ask.value } : { kind: "failed", error });
    }
    setBusy(false);
  };
  const phone = seen?.kind === "none" && /^\+?\d{6,15}$/.test(seen.asked) ? seen.asked : "";
  const showJoin = joining || seen?.kind === "none";
  return (
    <Page
      title={say.title}
      sub={say.sub}
      narrow
      actions={showJoin ? null : <Button onClick={() => setJoining(true)}>{say.new}</Button>}
      filters={
        <>
          <SectionTabs items={clientsSection} />
          <div className={css["find"]}>
            <BarcodeField camera autoFocus placeholder={say.find} onCode={(code) => void look(code)} />
          </div>
        </>
      }
    >
      {busy ? <Spin /> : null}
      {seen?.kind === "failed" ? <Alert type="error" showIcon title={errorText(seen.error, lang)} /> : null}
      {seen?.kind === "none" ? (
        <Alert type="warning" showIcon title={say.none(seen.asked)} description={say.noneHint} />
      ) : null}
      {seen?.kind === "card" && !showJoin ? (
        <>
          {seen.fresh ? <Alert type="success" showIcon title={say.joined} /> : null}
          <MemberCardView card={seen.card} />
        </>
      ) : null}
      {seen === undefined && !showJoin && !busy ? <EmptyState title={say.start} hint={say.startHint} /> : null}
      {showJoin ? (
        <JoinForm
          key={phone}
          phone={phone}
          onJoined={(card) => {
            setJoining(false);
            setSeen({ kind: "card", card, fresh: true });
          }}
        />
      ) : null}
    </Page>
  );
}
