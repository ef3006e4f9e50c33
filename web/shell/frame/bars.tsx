import { useText, useWords, words } from "#parts";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { ConsoleName } from "../theme/tokens.ts";
import { Brand } from "./brand.tsx";
import css from "./frame.module.css";
import { activeItem, type NavItem, usePathname } from "./nav.ts";
import { LangSwitch, ModeSwitch, UserMenu } from "./user-menu.tsx";

const t = words({ nav: { zh: "主导航", en: "Main navigation" } });

type Props = {
  readonly console: ConsoleName;
  readonly items: readonly NavItem[];
  readonly children: ReactNode;
  /** A piece in the middle of the top bar, for example the shop's search. */
  readonly middle?: ReactNode;
};

function Tabs({ items, place }: { readonly items: readonly NavItem[]; readonly place: "top" | "bottom" }) {
  const pick = useText();
  const say = useWords(t);
  const active = activeItem(items, usePathname());
  return (
    <nav className={place === "top" ? css["topTabs"] : css["bottomTabs"]} aria-label={say.nav}>
      {items.map((item) => (
        <Link
          key={item.to}
          to={item.to}
          className={(place === "top" ? css["topTab"] : css["bottomTab"]) ?? ""}
          {...(item === active ? { "aria-current": "page" as const } : {})}
        >
          <span className={css["tabIcon"]}>
            {item.icon}
            {item.badge ? <span className={css["tabBadge"]}>{item.badge}</span> : null}
          </span>
          <span>{pick(item.label)}</span>
        </Link>
      ))}
    </nav>
  );
}

/** Navigation in the top bar on a tablet or desk, as a tab bar at the thumb on a phone. */
export function BarFrame({ console: name, items, children, middle }: Props) {
  return (
    <div className={css["bars"]} data-frame={name}>
      <header className={css["topBar"]}>
        <Brand console={name} plain={name === "shop"} />
        <Tabs items={items} place="top" />
        <span className={css["spring"]}>{middle}</span>
        <span className={css["tools"]}>
          <LangSwitch />
          <span className={css["wideOnly"]}>
            <ModeSwitch />
          </span>
        </span>
        <UserMenu />
      </header>
      <main className={css["barMain"]} id="main">
        {children}
      </main>
      <Tabs items={items} place="bottom" />
    </div>
  );
}
