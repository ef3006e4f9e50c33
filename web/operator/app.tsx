import {
  AuditOutlined,
  DashboardOutlined,
  KeyOutlined,
  LineChartOutlined,
  ShopOutlined,
  StarOutlined,
  TeamOutlined,
  UnorderedListOutlined,
} from "@ant-design/icons";
import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { ConsoleFrame, type NavItem, routerDefaults } from "#shell";

const nav: readonly NavItem[] = [
  { to: "/", label: { zh: "闭环", en: "The loop" }, icon: <DashboardOutlined /> },
  { to: "/parties", label: { zh: "品牌与场", en: "Brands and venues" }, icon: <ShopOutlined /> },
  { to: "/service", label: { zh: "体验分", en: "Service" }, icon: <StarOutlined /> },
  { to: "/rules", label: { zh: "规则与判定", en: "Rules and verdicts" }, icon: <AuditOutlined /> },
  { to: "/traffic", label: { zh: "流量反哺", en: "Traffic" }, icon: <LineChartOutlined /> },
  { to: "/identity", label: { zh: "同一个人", en: "One consumer" }, icon: <TeamOutlined /> },
  { to: "/log", label: { zh: "事实与审计", en: "Facts and audit" }, icon: <UnorderedListOutlined /> },
  { to: "/access", label: { zh: "权限与密钥", en: "Access and keys" }, icon: <KeyOutlined /> },
];

const root = createRootRoute({ component: () => <ConsoleFrame console="operator" nav={nav} /> });
const page = (path: string, component: ReturnType<typeof lazyRouteComponent>) =>
  createRoute({ getParentRoute: () => root, path, component });

const tree = root.addChildren([
  page(
    "/",
    lazyRouteComponent(() => import("./pages/home.tsx"), "Home"),
  ),
  page(
    "/parties",
    lazyRouteComponent(() => import("./pages/parties.tsx"), "Parties"),
  ),
  page(
    "/service",
    lazyRouteComponent(() => import("./pages/service.tsx"), "Service"),
  ),
  page(
    "/rules",
    lazyRouteComponent(() => import("./pages/rules.tsx"), "Rules"),
  ),
  page(
    "/rules/new",
    lazyRouteComponent(() => import("./pages/rule-new.tsx"), "RuleNew"),
  ),
  page(
    "/traffic",
    lazyRouteComponent(() => import("./pages/traffic.tsx"), "Traffic"),
  ),
  page(
    "/identity",
    lazyRouteComponent(() => import("./pages/identity.tsx"), "Identity"),
  ),
  page(
    "/log",
    lazyRouteComponent(() => import("./pages/log.tsx"), "Log"),
  ),
  page(
    "/access",
    lazyRouteComponent(() => import("./pages/access.tsx"), "Access"),
  ),
]);

export const router = createRouter({ routeTree: tree, basepath: "/operator", ...routerDefaults });
