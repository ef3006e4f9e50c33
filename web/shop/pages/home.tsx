import { CommentOutlined, ExperimentOutlined, GiftOutlined, IdcardOutlined, ShopOutlined } from "@ant-design/icons";
import { traffic } from "#contract";
import { ProblemError, useText, useWords, Wait, words } from "#parts";
import { useRead, useSession } from "#shell";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Banners } from "../browse/banner.tsx";
import css from "../browse/browse.module.css";
import { CategoryChips } from "../browse/chips.tsx";
import { ItemGrid } from "../browse/item.tsx";
import { SearchBox } from "../browse/search-box.tsx";
import { useOffered } from "../buy/offered.ts";
import { ClaimTicket, ownsAll } from "../buy/ticket.tsx";
import tickets from "../buy/ticket.module.css";
import { visitorId } from "../kept/visitor.ts";
import look from "./pages.module.css";

const t = words({
  title: { zh: "今天想要点什么？", en: "What would you like today?" },
  hello: { zh: (name: string) => `${name}，今天想要点什么？`, en: (name: string) => `What would you like, ${name}?` },
  coupons: { zh: "优惠券", en: "Coupons" },
  code: { zh: "会员码", en: "Member code" },
  guide: { zh: "问导购", en: "Ask a guide" },
  stores: { zh: "附近门店", en: "Stores" },
  surveys: { zh: "新品征集", en: "Have a say" },
  claim: { zh: "先领券，再逛", en: "Claim first, then shop" },
  more: { zh: "全部", en: "See all" },
  forYou: { zh: "大家都在买", en: "What people buy" },
  none: { zh: "货架还空着", en: "The shelves are still empty" },
  noneHint: { zh: "商家上架后，这里就会热闹起来。", en: "Products appear here as soon as merchants offer some." },
});

function Quick({ to, icon, children }: { readonly to: string; readonly icon: ReactNode; readonly children: string }) {
  return (
    <Link to={to}>
      <span className={css["quickIcon"]}>{icon}</span>
      {children}
    </Link>
  );
}

function QuickRow() {
  const say = useWords(t);
  return (
    <div className={css["quick"]}>
      <Quick to="/coupons" icon={<GiftOutlined />}>
        {say.coupons}
      </Quick>
      <Quick to="/me" icon={<IdcardOutlined />}>
        {say.code}
      </Quick>
      <Quick to="/guide" icon={<CommentOutlined />}>
        {say.guide}
      </Quick>
      <Quick to="/stores" icon={<ShopOutlined />}>
        {say.stores}
      </Quick>
      <Quick to="/surveys" icon={<ExperimentOutlined />}>
        {say.surveys}
      </Quick>
    </div>
  );
}

function ClaimRow() {
  const say = useWords(t);
  const { data } = useOffered();
  const open = (data?.offered ?? []).filter((b) => !ownsAll(b, data?.own ?? []));
  if (data === undefined || open.length === 0) return null;
  return (
    <section>
      <header className={css["sectionHead"]}>
        <h2>{say.claim}</h2>
        <Link to="/coupons">{say.more}</Link>
      </header>
      <div className={tickets["row"]}>
        {open.slice(0, 8).map((b) => (
          <ClaimTicket key={b.id} benefit={b} own={data.own} />
        ))}
      </div>
    </section>
  );
}

const limit = 30;
const look_again_ms = 120_000;

/** What the home place shows now; a platform without that place still has a ranked list to show. */
function useHome() {
  const feed = useRead(
    traffic.routes.feed,
    { params: { place: "home" }, query: { limit, anonymous_id: visitorId() } },
    { stale_ms: look_again_ms },
  );
  const without = feed.error instanceof ProblemError && feed.error.status === 404;
  const ranked = useRead(
    traffic.routes.search,
    { query: { limit, anonymous_id: visitorId() } },
    { stale_ms: look_again_ms, enabled: without },
  );
  return without
    ? { ...ranked, data: ranked.data && { ...ranked.data, contents: [] as const } }
    : { ...feed, data: feed.data };
}

/** The first page: what is on, what can be claimed, what people buy. */
export function Home() {
  const say = useWords(t);
  const pick = useText();
  const { user } = useSession();
  const home = useHome();
  const title = user?.name ? say.hello(user.name) : say.title;
  return (
    <article className={look["page"]}>
      <title>{`${user ? pick(user.platform.name) : say.title} · Fairground`}</title>
      <header className={look["homeHead"]}>
        <h1>{title}</h1>
        <SearchBox />
      </header>
      <Wait reads={home} isEmpty={home.data?.items.length === 0} empty={{ title: say.none, hint: say.noneHint }}>
        {() => (
          <>
            <Banners contents={home.data?.contents ?? []} />
            <QuickRow />
            <ClaimRow />
            <section>
              <header className={css["sectionHead"]}>
                <h2>{say.forYou}</h2>
              </header>
              <div className={look["stack"]}>
                <CategoryChips />
                <ItemGrid items={home.data?.items ?? []} served={home.data?.served ?? ""} />
              </div>
            </section>
          </>
        )}
      </Wait>
    </article>
  );
}
