import { identity } from "#contract";
import { EmptyState, formatCount, formatDay, Page, Panel, ToneTag, useLang, useWords, words } from "#parts";
import { SignInButton, useRead, useSession, useWrite } from "#shell";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { BrandName } from "../browse/brand-name.tsx";
import { Consents } from "../me/consents.tsx";
import { Leave } from "../me/leave.tsx";
import css from "../me/me.module.css";

const t = words({
  title: { zh: "平台知道我什么？", en: "What is known about me?" },
  sub: { zh: "全部在这里，由您决定。", en: "All of it is here, and yours to decide." },
  back: { zh: "我的", en: "Me" },
  guest: { zh: "登录后才能查看", en: "Sign in to see it" },
  how: { zh: "怎么认出您", en: "How you are recognised" },
  howSub: { zh: "手机号和邮箱只以打码形式出现。", en: "Phone numbers and addresses only ever appear masked." },
  none: { zh: "还没有任何标识。", en: "Nothing yet." },
  verified: { zh: "已核验", en: "verified" },
  since: { zh: (d: string) => `自 ${d}`, en: (d: string) => `since ${d}` },
  clubs: { zh: "您是谁的会员", en: "Whose member you are" },
  noClub: {
    zh: "还不是会员。加入后，门店也能认出您并给会员待遇。",
    en: "Not a member yet. Members are recognised in store too.",
  },
  join: { zh: "加入平台会员", en: "Join the platform's club" },
  no: { zh: (no: string) => `会员号 ${no}`, en: (no: string) => `number ${no}` },
  holds: { zh: "谁手里有您的数据", en: "Who holds data about you" },
  rows: { zh: (n: string) => `${n} 条`, en: (n: string) => `${n} records` },
  member_no: { zh: "会员号", en: "Member number" },
  phone: { zh: "手机号", en: "Phone number" },
  email: { zh: "邮箱", en: "E-mail address" },
  platform_id: { zh: "平台账号", en: "Platform account" },
  loyalty_card: { zh: "会员卡", en: "Loyalty card" },
  receipt_no: { zh: "小票号", en: "Receipt number" },
  device_id: { zh: "设备", en: "Device" },
  anonymous_id: { zh: "浏览器", en: "Browser" },
  outer_user: { zh: "外部账号", en: "Account elsewhere" },
  facts: { zh: "发生过的事", en: "What happened" },
  identity: { zh: "身份与会员", en: "Identity and membership" },
  databank: { zh: "统计与分层", en: "Measures and stages" },
  audiences: { zh: "人群名单", en: "Audiences" },
  traffic: { zh: "浏览与点击", en: "What was shown and opened" },
  marketing: { zh: "优惠券与活动", en: "Coupons and campaigns" },
  trade: { zh: "订单与评价", en: "Orders and reviews" },
  guide: { zh: "导购与预约", en: "Guides and appointments" },
  lab: { zh: "新品征集的回答", en: "Survey answers" },
  service: { zh: "服务评分", en: "Service scores" },
  parties: { zh: "登录账号", en: "Sign-in account" },
});

type HolderName =
  "facts" | "identity" | "databank" | "audiences" | "traffic" | "marketing" | "trade" | "guide" | "lab" | "parties";
const isHolder = (name: string): name is HolderName => Object.hasOwn(t, name);

type Known = identity.Known;

function Identifiers({ known }: { readonly known: Known }) {
  const say = useWords(t);
  const lang = useLang();
  return (
    <Panel title={say.how} sub={say.howSub}>
      {known.identifiers.length === 0 ? <p>{say.none}</p> : null}
      <ul className={css["facts"]}>
        {known.identifiers.slice(0, 100).map((one) => (
          <li key={`${one.type} ${one.shown}`}>
            <span>
              {say[one.type]} <span className="fg-figure">{one.shown}</span>{" "}
              {one.verified ? <ToneTag tone="good">{say.verified}</ToneTag> : null}
            </span>
            <small>{say.since(formatDay(one.first_seen, lang))}</small>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Clubs({ known }: { readonly known: Known }) {
  const say = useWords(t);
  const lang = useLang();
  const join = useWrite(identity.routes.joinClub, { refresh: [identity.routes.known] });
  const inClub = known.memberships.some((m) => m.brand === 0);
  return (
    <Panel title={say.clubs}>
      {known.memberships.length === 0 ? <p>{say.noClub}</p> : null}
      <ul className={css["facts"]}>
        {known.memberships.slice(0, 100).map((m) => (
          <li key={`${m.brand} ${m.member_no}`}>
            <span>
              <BrandName brand={m.brand} /> <ToneTag tone="accent">{m.level}</ToneTag>
            </span>
            <small>
              {say.no(m.member_no)} · {say.since(formatDay(m.joined_at, lang))}
            </small>
          </li>
        ))}
      </ul>
      {inClub ? null : (
        <Button loading={join.isPending} onClick={() => join.mutate({ body: { brand: 0 } })}>
          {say.join}
        </Button>
      )}
    </Panel>
  );
}

function Holdings({ known }: { readonly known: Known }) {
  const say = useWords(t);
  const lang = useLang();
  return (
    <Panel title={say.holds}>
      <ul className={css["facts"]}>
        {known.holdings.map((h) => (
          <li key={h.holder}>
            <span>{isHolder(h.holder) ? say[h.holder] : h.holder}</span>
            <small>{say.rows(formatCount(h.rows, lang))}</small>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Known() {
  const say = useWords(t);
  const read = useRead(identity.routes.known);
  return (
    <Page narrow title={say.title} sub={say.sub} back={<Link to="/me">{say.back}</Link>} reads={read}>
      {() =>
        read.data ? (
          <>
            <Consents consents={read.data.consents} />
            <Identifiers known={read.data} />
            <Clubs known={read.data} />
            <Holdings known={read.data} />
            <Leave />
          </>
        ) : null
      }
    </Page>
  );
}

/** Everything that is known about the signed-in person, the consents, and the ways out. */
export function MyData() {
  const say = useWords(t);
  const { user } = useSession();
  if (user !== undefined) return <Known />;
  return (
    <Page narrow title={say.title}>
      <EmptyState title={say.guest} next={<SignInButton />} />
    </Page>
  );
}
