import { MenuOutlined } from "@ant-design/icons";
import { useText, useWords, words } from "#parts";
import { Link } from "@tanstack/react-router";
import { Button, Drawer } from "antd";
import { type ReactNode, useState } from "react";
import type { ConsoleName } from "../theme/tokens.ts";
import { Brand } from "./brand.tsx";
import css from "./frame.module.css";
import { activeItem, grouped, type NavItem, usePathname } from "./nav.ts";
import { LangSwitch, ModeSwitch, UserMenu } from "./user-menu.tsx";

const t = words({
  nav: { zh: "主导航", en: "Main navigation" },
  open: { zh: "打开导航", en: "Open navigation" },
});

function NavList({ items, onGo }: { readonly items: readonly NavItem[]; readonly onGo?: () => void }) {
  const pick = useText();
  const say = useWords(t);
  const active = activeItem(items, usePathname());
  return (
    <nav className={css["navList"]} aria-label={say.nav}>
      {grouped(items).map((group) => (
        <section key={group.name?.en ?? ""}>
          {group.name ? <h2 className={css["groupName"]}>{pick(group.name)}</h2> : null}
          <ul>
            {group.items.map((item) => (
              <li key={item.to}>
                <Link
                  to={item.to}
                  className={css["navLink"] ?? ""}
                  {...(onGo ? { onClick: onGo } : {})}
                  {...(item === active ? { "aria-current": "page" as const } : {})}
                >
                  <span className={css["navIcon"]}>{item.icon}</span>
                  <span className={css["navLabel"]}>{pick(item.label)}</span>
                  {item.badge}
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </nav>
  );
}

type Props = { readonly console: ConsoleName; readonly items: readonly NavItem[]; readonly children: ReactNode };

/** Left navigation at a desk; a drawer behind a button on a narrow window. */
export function SideFrame({ console: name, items, children }: Props) {
  const [open, setOpen] = useState(false);
  const say = useWords(t);
  return (
    <div className={css["side"]}>
      <aside className={css["sideBar"]}>
        <div className={css["sideHead"]}>
          <Brand console={name} />
        </div>
        <NavList items={items} />
        <div className={css["sideFoot"]}>
          <UserMenu wide />
          <span className={css["tools"]}>
            <LangSwitch />
            <ModeSwitch />
          </span>
        </div>
      </aside>
      <header className={css["narrowHead"]}>
        <Button type="text" icon={<MenuOutlined />} aria-label={say.open} onClick={() => setOpen(true)} />
        <Brand console={name} />
        <span className={css["spring"]} />
        <LangSwitch />
        <UserMenu />
      </header>
      <Drawer open={open} onClose={() => setOpen(false)} placement="left" size={280} title={<Brand console={name} />}>
        <NavList items={items} onGo={() => setOpen(false)} />
      </Drawer>
      <main className={css["sideMain"]} id="main">
        {children}
      </main>
    </div>
  );
}
