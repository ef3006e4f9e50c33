import { ShopOutlined } from "@ant-design/icons";
import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { ConsoleFrame, type NavItem, routerDefaults } from "#shell";

const nav: readonly NavItem[] = [{ to: "/", label: { zh: "今日", en: "Today" }, icon: <ShopOutlined /> }];

const root = createRootRoute({ component: () => <ConsoleFrame console="venue" nav={nav} /> });
const page = (path: string, component: ReturnType<typeof lazyRouteComponent>) =>
  createRoute({ getParentRoute: () => root, path, component });

const tree = root.addChildren([
  page(
    "/",
    lazyRouteComponent(() => import("./pages/home.tsx"), "Home"),
  ),
]);

export const router = createRouter({ routeTree: tree, basepath: "/venue", ...routerDefaults });
