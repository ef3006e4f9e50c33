import {
  HomeOutlined,
  ReadOutlined,
  SafetyCertificateOutlined,
  InboxOutlined,
  TruckOutlined,
  NotificationOutlined,
  RollbackOutlined,
  ShoppingOutlined,
  TagsOutlined,
  SwapOutlined,
  TeamOutlined,
  UsergroupAddOutlined,
} from "@ant-design/icons";
import type { NavItem } from "#shell";

const service = { zh: "服务与规则", en: "Service and rules" };
const trade = { zh: "经营", en: "Trade" };
const marketing = { zh: "营销", en: "Marketing" };
const consumers = { zh: "消费者", en: "Consumers" };

/** Every page of the console that stands in the navigation. */
export const nav: readonly NavItem[] = [
  { to: "/", label: { zh: "今日", en: "Today" }, icon: <HomeOutlined /> },
  { to: "/consumers", label: { zh: "消费者资产", en: "Consumer assets" }, icon: <TeamOutlined />, group: consumers },
  { to: "/flow", label: { zh: "链路流转", en: "Flow" }, icon: <SwapOutlined />, group: consumers },
  { to: "/audiences", label: { zh: "人群", en: "Audiences" }, icon: <UsergroupAddOutlined />, group: consumers },
  { to: "/campaigns", label: { zh: "活动", en: "Campaigns" }, icon: <NotificationOutlined />, group: marketing },
  { to: "/benefits", label: { zh: "优惠权益", en: "Benefits" }, icon: <TagsOutlined />, group: marketing },
  { to: "/orders", label: { zh: "订单", en: "Orders" }, icon: <ShoppingOutlined />, group: trade },
  { to: "/returns", label: { zh: "退货", en: "Returns" }, icon: <RollbackOutlined />, group: trade },
  { to: "/stock", label: { zh: "库存", en: "Stock" }, icon: <InboxOutlined />, group: trade },
  { to: "/supply", label: { zh: "补货", en: "Replenishment" }, icon: <TruckOutlined />, group: trade },
  {
    to: "/service",
    label: { zh: "服务与流量", en: "Service and traffic" },
    icon: <SafetyCertificateOutlined />,
    group: service,
  },
  { to: "/rules", label: { zh: "规则", en: "Rules" }, icon: <ReadOutlined />, group: service },
];
