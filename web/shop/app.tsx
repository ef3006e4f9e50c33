import { HomeOutlined, SearchOutlined, ShoppingCartOutlined, SolutionOutlined, UserOutlined } from "@ant-design/icons";
import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { Badge } from "antd";
import { ConsoleFrame, type NavItem, routerDefaults } from "#shell";
import { cart } from "./kept/cart.ts";

function CartCount() {
  const pieces = cart.use().reduce((sum, line) => sum + line.quantity, 0);
  return pieces === 0 ? null : <Badge count={pieces} size="small" overflowCount={99} />;
}

const nav: readonly NavItem[] = [
  { to: "/", label: { zh: "首页", en: "Home" }, icon: <HomeOutlined /> },
  { to: "/search", label: { zh: "找货", en: "Find" }, icon: <SearchOutlined /> },
  { to: "/cart", label: { zh: "购物车", en: "Cart" }, icon: <ShoppingCartOutlined />, badge: <CartCount /> },
  { to: "/orders", label: { zh: "订单", en: "Orders" }, icon: <SolutionOutlined /> },
  { to: "/me", label: { zh: "我的", en: "Me" }, icon: <UserOutlined /> },
];

const root = createRootRoute({ component: () => <ConsoleFrame console="shop" nav={nav} /> });
const page = (path: string, component: ReturnType<typeof lazyRouteComponent>) =>
  createRoute({ getParentRoute: () => root, path, component });

const tree = root.addChildren([
  page(
    "/",
    lazyRouteComponent(() => import("./pages/home.tsx"), "Home"),
  ),
  page(
    "/search",
    lazyRouteComponent(() => import("./pages/search.tsx"), "Search"),
  ),
  page(
    "/p/$sku",
    lazyRouteComponent(() => import("./pages/product.tsx"), "Product"),
  ),
  page(
    "/cart",
    lazyRouteComponent(() => import("./pages/cart.tsx"), "Cart"),
  ),
  page(
    "/checkout",
    lazyRouteComponent(() => import("./pages/checkout.tsx"), "Checkout"),
  ),
  page(
    "/pay/$parent",
    lazyRouteComponent(() => import("./pages/pay.tsx"), "Pay"),
  ),
  page(
    "/orders",
    lazyRouteComponent(() => import("./pages/orders.tsx"), "Orders"),
  ),
  page(
    "/orders/$id",
    lazyRouteComponent(() => import("./pages/order.tsx"), "Order"),
  ),
  page(
    "/coupons",
    lazyRouteComponent(() => import("./pages/coupons.tsx"), "Coupons"),
  ),
  page(
    "/scan",
    lazyRouteComponent(() => import("./pages/scan.tsx"), "Scan"),
  ),
  page(
    "/stores",
    lazyRouteComponent(() => import("./pages/stores.tsx"), "Stores"),
  ),
  page(
    "/me",
    lazyRouteComponent(() => import("./pages/me.tsx"), "Me"),
  ),
  page(
    "/me/data",
    lazyRouteComponent(() => import("./pages/my-data.tsx"), "MyData"),
  ),
  page(
    "/guide",
    lazyRouteComponent(() => import("./pages/guide.tsx"), "Guide"),
  ),
  page(
    "/guide/ask",
    lazyRouteComponent(() => import("./pages/ask.tsx"), "Ask"),
  ),
  page(
    "/guide/chat/$id",
    lazyRouteComponent(() => import("./pages/chat.tsx"), "Chat"),
  ),
  page(
    "/guide/book/$venue",
    lazyRouteComponent(() => import("./pages/book.tsx"), "Book"),
  ),
  page(
    "/surveys",
    lazyRouteComponent(() => import("./pages/surveys.tsx"), "Surveys"),
  ),
  page(
    "/surveys/$id",
    lazyRouteComponent(() => import("./pages/survey.tsx"), "Survey"),
  ),
]);

export const router = createRouter({ routeTree: tree, basepath: "/shop", ...routerDefaults });
