import {
  BulbOutlined,
  CommentOutlined,
  GiftOutlined,
  LogoutOutlined,
  RightOutlined,
  SafetyOutlined,
  SolutionOutlined,
} from "@ant-design/icons";
import { parties } from "#contract";
import { FormFault, Notice, Page, Panel, QrCode, useText, useWords, words } from "#parts";
import { LangSwitch, ModeSwitch, SignInButton, useRead, useSession, useWrite } from "#shell";
import { Link } from "@tanstack/react-router";
import { Button, Input } from "antd";
import { type ReactNode, useState } from "react";
import { usable } from "../buy/benefits.ts";
import { useOffered } from "../buy/offered.ts";
import css from "../me/me.module.css";
import look from "./pages.module.css";

const t = words({
  title: { zh: "我的", en: "Me" },
  hello: { zh: (name: string) => `${name}，您好`, en: (name: string) => `Hello, ${name}` },
  guest: { zh: "您还没有登录", en: "You are not signed in" },
  guestHint: {
    zh: "登录后，订单、优惠券和会员码在哪台设备上都能用。",
    en: "Sign in and your orders, coupons and member code are with you on every device.",
  },
  card: { zh: "会员码", en: "Member code" },
  cardHint: {
    zh: "结账时给店员扫一下，线上线下是同一个您。",
    en: "Show it at the till: you are the same person online and in store.",
  },
  no: { zh: (no: string) => `会员号 ${no}`, en: (no: string) => `Member number ${no}` },
  orders: { zh: "我的订单", en: "Your orders" },
  coupons: { zh: "优惠券", en: "Coupons" },
  ready: { zh: (n: number) => `${n} 张可用`, en: (n: number) => `${n} ready to use` },
  guide: { zh: "导购与预约", en: "Guides and appointments" },
  surveys: { zh: "新品征集", en: "Have a say" },
  known: { zh: "关于我的数据", en: "What is known about me" },
  knownHint: {
    zh: "看看知道些什么，决定谁能用，随时带走或删除",
    en: "See it, decide who may use it, take it away or erase it",
  },
  settings: { zh: "设置", en: "Settings" },
  name: { zh: "怎么称呼您", en: "Your name" },
  save: { zh: "保存", en: "Save" },
  language: { zh: "语言", en: "Language" },
  display: { zh: "深色显示", en: "Dark display" },
  out: { zh: "退出登录", en: "Sign out" },
  you: { zh: "客人", en: "Guest" },
  guestAccount: {
    zh: "这是一个游客账号，只在这台设备上有效。",
    en: "This is a guest account; it lives on this device only.",
  },
});

function Row({
  to,
  icon,
  title,
  note,
}: {
  readonly to: string;
  readonly icon: ReactNode;
  readonly title: string;
  readonly note?: string;
}) {
  return (
    <Link to={to} className={css["row"] ?? ""}>
      <span className={css["rowIcon"]}>{icon}</span>
      <span className={css["rowText"]}>
        {title}
        {note ? <small>{note}</small> : null}
      </span>
      <RightOutlined aria-hidden />
    </Link>
  );
}

function MemberCard() {
  const say = useWords(t);
  const pick = useText();
  const { user } = useSession();
  const { data } = useRead(parties.routes.me, {}, { stale_ms: 60_000 });
  if (user === undefined || data === undefined) return null;
  return (
    <section className={css["card"]} aria-label={say.card}>
      <div>
        <h2>{pick(user.platform.name)}</h2>
        <strong>{data.name || say.you}</strong>
        <span className="fg-figure">{say.no(data.member_no)}</span>
        <span>{[data.phone, data.email].filter(Boolean).join(" · ")}</span>
        <p>{data.guest ? say.guestAccount : say.cardHint}</p>
      </div>
      <QrCode text={data.member_no} label={`${say.card} ${data.member_no}`} size_px={148} />
    </section>
  );
}

function NameForm({ now }: { readonly now: string }) {
  const say = useWords(t);
  const [name, setName] = useState(now);
  const save = useWrite(parties.routes.changeMe, { quiet: true, refresh: [parties.routes.me, parties.routes.session] });
  return (
    <form
      className={css["setting"]}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({ body: { name: name.trim() } });
      }}
    >
      <label htmlFor="my-name">{say.name}</label>
      <span className={look["row"]}>
        <Input
          id="my-name"
          value={name}
          maxLength={100}
          autoComplete="nickname"
          style={{ width: 168 }}
          onChange={(event) => setName(event.target.value)}
        />
        <Button htmlType="submit" disabled={name.trim() === "" || name.trim() === now} loading={save.isPending}>
          {say.save}
        </Button>
      </span>
      <FormFault error={save.error} />
    </form>
  );
}

function Settings() {
  const say = useWords(t);
  const { user, signOut } = useSession();
  const { data } = useRead(parties.routes.me, {}, { stale_ms: 60_000, enabled: user !== undefined });
  return (
    <Panel title={say.settings}>
      {data ? <NameForm key={data.name} now={data.name} /> : null}
      <div className={css["setting"]}>
        <span>{say.language}</span>
        <LangSwitch wide />
      </div>
      <div className={css["setting"]}>
        <span>{say.display}</span>
        <ModeSwitch />
      </div>
      {user === undefined ? null : (
        <Button icon={<LogoutOutlined aria-hidden />} className={css["out"] ?? ""} onClick={() => void signOut()}>
          {say.out}
        </Button>
      )}
    </Panel>
  );
}

/** One's own page: member code, ways to everything that is one's own, settings. */
export function Me() {
  const say = useWords(t);
  const { user } = useSession();
  const own = usable(useOffered().data).length;
  return (
    <Page narrow title={user?.name ? say.hello(user.name) : say.title}>
      {user === undefined ? (
        <Panel>
          <Notice title={say.guest} hint={say.guestHint} next={<SignInButton />} />
        </Panel>
      ) : (
        <MemberCard />
      )}
      <nav className={css["rows"]} aria-label={say.title}>
        <Row to="/orders" icon={<SolutionOutlined />} title={say.orders} />
        <Row to="/coupons" icon={<GiftOutlined />} title={say.coupons} {...(own > 0 ? { note: say.ready(own) } : {})} />
        <Row to="/guide" icon={<CommentOutlined />} title={say.guide} />
        <Row to="/surveys" icon={<BulbOutlined />} title={say.surveys} />
        {user === undefined ? null : (
          <Row to="/me/data" icon={<SafetyOutlined />} title={say.known} note={say.knownHint} />
        )}
      </nav>
      <Settings />
    </Page>
  );
}
