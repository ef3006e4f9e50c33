import {
  AppstoreOutlined,
  BulbOutlined,
  FileProtectOutlined,
  HomeOutlined,
  InboxOutlined,
  NotificationOutlined,
  ReadOutlined,
  RollbackOutlined,
  SafetyCertificateOutlined,
  ShoppingOutlined,
  SwapOutlined,
  TagsOutlined,
  TeamOutlined,
  TruckOutlined,
  UsergroupAddOutlined,
} from "@ant-design/icons";
import type { NavItem } from "#shell";

const consumers = { zh: "消费者与营销", en: "Consumers and marketing" };
const trade = { zh: "经营", en: "Trade" };
const together = { zh: "与平台", en: "With the platform" };

/** Every page of the console that stands in the navigation. */
export const nav: readonly NavItem[] = [
  { to: "/", label: { zh: "今日", en: "Today" }, icon: <HomeOutlined /> },
  { to: "/consumers", label: { zh: "消费者资产", en: "Consumer assets" }, icon: <TeamOutlined />, group: consumers },
  { to: "/flow", label: { zh: "链路流转", en: "Flow" }, icon: <SwapOutlined />, group: consumers },
  { to: "/audiences", label: { zh: "人群", en: "Audiences" }, icon: <UsergroupAddOutlined />, group: consumers },
  { to: "/campaigns", label: { zh: "活动", en: "Campaigns" }, icon: <NotificationOutlined />, group: consumers },
  { to: "/benefits", label: { zh: "优惠权益", en: "Benefits" }, icon: <TagsOutlined />, group: consumers },
  { to: "/orders", label: { zh: "订单", en: "Orders" }, icon: <ShoppingOutlined />, group: trade },
  { to: "/returns", label: { zh: "退货", en: "Returns" }, icon: <RollbackOutlined />, group: trade },
  { to: "/stock", label: { zh: "库存", en: "Stock" }, icon: <InboxOutlined />, group: trade },
  { to: "/supply", label: { zh: "补货", en: "Replenishment" }, icon: <TruckOutlined />, group: trade },
  { to: "/products", label: { zh: "商品", en: "Products" }, icon: <AppstoreOutlined />, group: trade },
  {
    to: "/service",
    label: { zh: "服务与流量", en: "Service and traffic" },
    icon: <SafetyCertificateOutlined />,
    group: together,
  },
  { to: "/rules", label: { zh: "规则", en: "Rules" }, icon: <ReadOutlined />, group: together },
  { to: "/lab", label: { zh: "新品创新", en: "Innovation" }, icon: <BulbOutlined />, group: together },
  { to: "/plan", label: { zh: "联合商业计划", en: "Joint plan" }, icon: <FileProtectOutlined />, group: together },
];
