import { useText, useWords, words } from "#parts";
import { Link, useRouterState } from "@tanstack/react-router";
import type { ReactNode } from "react";
import css from "./kit.module.css";

const t = words({ within: { zh: "本页分区", en: "Within this section" } });

type Both = { readonly zh: string; readonly en: string };
export type SectionItem = { readonly to: string; readonly label: Both; readonly count?: number };

/** The pages of one part of the console, side by side under the title. */
export function SectionTabs({ items }: { readonly items: readonly SectionItem[] }) {
  const pick = useText();
  const say = useWords(t);
  const here = useRouterState({ select: (state) => state.location.pathname });
  const fits = (to: string) => here === to || here.startsWith(`${to}/`);
  const [active] = items.filter((item) => fits(item.to)).toSorted((a, b) => b.to.length - a.to.length);
  return (
    <nav className={css["section"]} aria-label={say.within}>
      {items.map((item) => (
        <Link
          key={item.to}
          to={item.to}
          activeOptions={{ exact: true }}
          {...(item === active ? { "aria-current": "page" as const } : {})}
        >
          {pick(item.label)}
          {item.count ? <span className={css["count"]}>{item.count}</span> : null}
        </Link>
      ))}
    </nav>
  );
}

export const ordersSection: readonly SectionItem[] = [
  { to: "/orders", label: { zh: "拣货与交付", en: "Pick & hand over" } },
  { to: "/orders/returns", label: { zh: "退货", en: "Returns" } },
];
export const stockSection: readonly SectionItem[] = [
  { to: "/stock", label: { zh: "本店库存", en: "On the shelf" } },
  { to: "/stock/count", label: { zh: "盘点", en: "Count" } },
  { to: "/stock/inbound", label: { zh: "收货", en: "Inbound" } },
  { to: "/stock/movements", label: { zh: "流水", en: "Movements" } },
];
export const clientsSection: readonly SectionItem[] = [
  { to: "/clients", label: { zh: "预约", en: "Appointments" } },
  { to: "/clients/chats", label: { zh: "咨询", en: "Chats" } },
  { to: "/clients/members", label: { zh: "会员", en: "Members" } },
];

type ItemProps = {
  readonly lead?: ReactNode;
  readonly title: ReactNode;
  readonly meta?: ReactNode;
  readonly children?: ReactNode;
  /** At the right: figures, tags, buttons. */
  readonly side?: ReactNode;
  /** Pressing the row does this; the title is then the button. */
  readonly onOpen?: () => void;
};

/** One row of a list that is read on a phone and a tablet alike. */
export function Item({ lead, title, meta, children, side, onOpen }: ItemProps) {
  return (
    <li className={css["item"]} data-open={onOpen !== undefined}>
      {lead ? <div className={css["lead"]}>{lead}</div> : null}
      <div className={css["main"]}>
        {onOpen ? (
          <button type="button" className={css["door"]} onClick={onOpen}>
            {title}
          </button>
        ) : (
          <div className={css["name"]}>{title}</div>
        )}
        {meta ? <div className={css["meta"]}>{meta}</div> : null}
        {children}
      </div>
      {side ? <div className={css["sideBox"]}>{side}</div> : null}
    </li>
  );
}

type ItemsProps = {
  readonly label: string;
  readonly children: ReactNode;
  /** Inside a panel that has an edge already. */
  readonly flat?: boolean;
};

/** The list around rows. */
export function Items({ label, children, flat = false }: ItemsProps) {
  return (
    <ul className={css["items"]} data-flat={flat} aria-label={label}>
      {children}
    </ul>
  );
}
