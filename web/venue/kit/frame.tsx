import {
  BarcodeOutlined,
  CommentOutlined,
  DatabaseOutlined,
  DesktopOutlined,
  HomeOutlined,
  InboxOutlined,
} from "@ant-design/icons";
import { trade } from "#contract";
import { ConsoleFrame, type NavItem, useRead } from "#shell";
import { Badge, ConfigProvider } from "antd";

const countMax = 99;
const badge = (n: number) => (n > 0 ? <Badge count={n} overflowCount={countMax} size="small" /> : undefined);

/** The parts of the console, with what waits in each. */
function useNav(): readonly NavItem[] {
  const toPick = useRead(trade.routes.toPick, { query: { state: "open", limit: 100 } }, { refetch_ms: 30_000 }).data;
  return [
    { to: "/", label: { zh: "今日", en: "Today" }, icon: <HomeOutlined /> },
    { to: "/sell", label: { zh: "收银", en: "Sell" }, icon: <BarcodeOutlined /> },
    { to: "/orders", label: { zh: "订单", en: "Orders" }, icon: <InboxOutlined />, badge: badge(toPick?.items.length ?? 0) },
    { to: "/stock", label: { zh: "库存", en: "Stock" }, icon: <DatabaseOutlined /> },
    { to: "/clients", label: { zh: "顾客", en: "Clients" }, icon: <CommentOutlined /> },
    { to: "/screens", label: { zh: "云屏", en: "Screens" }, icon: <DesktopOutlined /> },
  ];
}

/** The console around its pages. Everything is large enough for a thumb. */
export function VenueFrame() {
  return (
    <ConfigProvider componentSize="large">
      <ConsoleFrame console="venue" nav={useNav()} />
    </ConfigProvider>
  );
}
