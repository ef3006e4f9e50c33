import {
  BarcodeOutlined,
  CommentOutlined,
  DatabaseOutlined,
  DesktopOutlined,
  HomeOutlined,
  InboxOutlined,
} from "@ant-design/icons";
import { guide, trade } from "#contract";
import { useText } from "#parts";
import { ConsoleFrame, type NavItem, useRead } from "#shell";
import { ConfigProvider } from "antd";
import css from "./kit.module.css";
import { usePlace } from "./place.ts";
import { useKeepPresent } from "./presence.ts";

/** How many wait, as a small figure at the icon. */
const badge = (n: number) => (n > 0 ? <span className={css["badge"]}>{n > 99 ? "99+" : n}</span> : undefined);

/** The parts of the console, with what waits in each. */
function useNav(): readonly NavItem[] {
  const toPick = useRead(trade.routes.toPick, { query: { state: "open", limit: 100 } }, { refetch_ms: 30_000 }).data;
  const chats = useRead(guide.routes.chats, {}, { refetch_ms: 15_000 }).data;
  const waiting = chats?.items.filter((one) => one.state === "waiting" || (one.mine && one.unread > 0)).length ?? 0;
  return [
    { to: "/", label: { zh: "今日", en: "Today" }, icon: <HomeOutlined /> },
    { to: "/sell", label: { zh: "收银", en: "Sell" }, icon: <BarcodeOutlined /> },
    {
      to: "/orders",
      label: { zh: "订单", en: "Orders" },
      icon: <InboxOutlined />,
      badge: badge(toPick?.items.length ?? 0),
    },
    { to: "/stock", label: { zh: "库存", en: "Stock" }, icon: <DatabaseOutlined /> },
    { to: "/clients", label: { zh: "顾客", en: "Clients" }, icon: <CommentOutlined />, badge: badge(waiting) },
    { to: "/screens", label: { zh: "云屏", en: "Screens" }, icon: <DesktopOutlined /> },
  ];
}

/** The console around its pages. Everything is large enough for a thumb. */
export function VenueFrame() {
  const pick = useText();
  const place = usePlace();
  useKeepPresent();
  return (
    <ConfigProvider componentSize="large">
      <ConsoleFrame console="venue" nav={useNav()} middle={<span className={css["here"]}>{pick(place.name)}</span>} />
    </ConfigProvider>
  );
}
