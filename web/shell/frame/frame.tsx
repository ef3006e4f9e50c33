import { useSyncExternalStore, type ReactNode } from "react";
import { WifiOutlined } from "@ant-design/icons";
import { useWords, words } from "#parts";
import { Outlet } from "@tanstack/react-router";
import type { ConsoleName } from "../theme/tokens.ts";
import { BarFrame } from "./bars.tsx";
import css from "./frame.module.css";
import type { NavItem } from "./nav.ts";
import { SideFrame } from "./side.tsx";

const t = words({
  skip: { zh: "跳到正文", en: "Skip to content" },
  offline: { zh: "当前离线，看到的可能不是最新内容。", en: "You are offline. What you see may not be the latest." },
});

function watchOnline(tell: () => void): () => void {
  addEventListener("online", tell);
  addEventListener("offline", tell);
  return () => {
    removeEventListener("online", tell);
    removeEventListener("offline", tell);
  };
}

/** Whether the device has a network at all. */
export const useOnline = (): boolean => useSyncExternalStore(watchOnline, () => navigator.onLine);

/** A quiet line at the top while the device has no network. */
export function OfflineNote() {
  const say = useWords(t);
  if (useOnline()) return null;
  return (
    <div role="status" className={css["offline"]}>
      <WifiOutlined aria-hidden /> {say.offline}
    </div>
  );
}

type Props = {
  readonly console: ConsoleName;
  readonly nav: readonly NavItem[];
  /** Drawn instead of the router's outlet, if given. */
  readonly children?: ReactNode;
  /** A piece in the middle of the top bar (venue and shop only). */
  readonly middle?: ReactNode;
};

/** The layout of a console: side navigation for desks, bars for tablet and phone. */
export function ConsoleFrame({ console: name, nav, children = <Outlet />, middle }: Props) {
  const say = useWords(t);
  const Frame = name === "venue" || name === "shop" ? BarFrame : SideFrame;
  return (
    <>
      <a className={css["skip"]} href="#main">
        {say.skip}
      </a>
      <OfflineNote />
      <Frame console={name} items={nav} {...(middle === undefined ? {} : { middle })}>
        {children}
      </Frame>
    </>
  );
}
