import type { marketing } from "#contract";
import { Page, Panel, ToneTag, useWords, words } from "#parts";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import type { ReactNode } from "react";
import { useOffered } from "../buy/offered.ts";
import css from "../buy/ticket.module.css";
import { ClaimTicket, ownsAll, Ticket } from "../buy/ticket.tsx";

const t = words({
  title: { zh: "优惠券", en: "Coupons" },
  sub: { zh: "领一次，网上和门店都能用。", en: "Claim once; use it online and in store." },
  open: { zh: "可以领的", en: "To claim" },
  auto: { zh: "不用领，自动生效", en: "No claiming needed" },
  own: { zh: "我的券包", en: "Yours" },
  past: { zh: "用过和过期的", en: "Used and expired" },
  claimed: { zh: "可用", en: "Ready" },
  used: { zh: "已使用", en: "Used" },
  expired: { zh: "已过期", en: "Expired" },
  code: { zh: (c: string) => `到店报券码 ${c}`, en: (c: string) => `In store, say ${c}` },
  none: { zh: "现在没有优惠券", en: "No coupons just now" },
  noneHint: { zh: "有活动时会在首页提醒您。", en: "The home page shows them as soon as there are some." },
  home: { zh: "回首页", en: "To the home page" },
});

function Tickets({ title, children }: { readonly title: string; readonly children: readonly ReactNode[] }) {
  if (children.length === 0) return null;
  return (
    <Panel title={title}>
      <div className={css["tickets"]}>{children}</div>
    </Panel>
  );
}

function Own({ coupons }: { readonly coupons: readonly marketing.Coupon[] }) {
  const say = useWords(t);
  return (
    <Tickets title={say.own}>
      {coupons.map((c) => (
        <Ticket
          key={c.id}
          benefit={c.benefit}
          foot={<p className="fg-figure">{say.code(c.code)}</p>}
          action={<ToneTag tone="good">{say.claimed}</ToneTag>}
        />
      ))}
    </Tickets>
  );
}

function Past({ coupons }: { readonly coupons: readonly marketing.Coupon[] }) {
  const say = useWords(t);
  return (
    <Tickets title={say.past}>
      {coupons.map((c) => (
        <Ticket
          key={c.id}
          benefit={c.benefit}
          dim
          action={<ToneTag>{c.state === "used" ? say.used : say.expired}</ToneTag>}
        />
      ))}
    </Tickets>
  );
}

/** Coupons: one's own, those to claim, and benefits that need none. */
export function Coupons() {
  const say = useWords(t);
  const read = useOffered();
  const { own = [], offered = [], automatic = [] } = read.data ?? {};
  const open = offered.filter((b) => !ownsAll(b, own));
  const home = (
    <Link to="/">
      <Button type="primary">{say.home}</Button>
    </Link>
  );
  return (
    <Page
      title={say.title}
      sub={say.sub}
      reads={read}
      isEmpty={own.length + open.length + automatic.length === 0}
      empty={{ title: say.none, hint: say.noneHint, next: home }}
    >
      <Own coupons={own.filter((c) => c.state === "claimed")} />
      <Tickets title={say.open}>
        {open.map((b) => (
          <ClaimTicket key={b.id} benefit={b} own={own} />
        ))}
      </Tickets>
      <Tickets title={say.auto}>
        {automatic.map((b) => (
          <Ticket key={b.id} benefit={b} />
        ))}
      </Tickets>
      <Past coupons={own.filter((c) => c.state !== "claimed")} />
    </Page>
  );
}
