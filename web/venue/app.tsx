import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { routerDefaults } from "#shell";
import { VenueFrame } from "./kit/frame.tsx";

const root = createRootRoute({ component: VenueFrame });
const page = (path: string, component: ReturnType<typeof lazyRouteComponent>) =>
  createRoute({ getParentRoute: () => root, path, component });

const tree = root.addChildren([
  page(
    "/",
    lazyRouteComponent(() => import("./pages/home.tsx"), "Home"),
  ),
  page(
    "/sell",
    lazyRouteComponent(() => import("./pages/sell.tsx"), "Sell"),
  ),
  page(
    "/sell/receipts/$no",
    lazyRouteComponent(() => import("./pages/receipt.tsx"), "Receipt"),
  ),
  page(
    "/orders",
    lazyRouteComponent(() => import("./pages/orders.tsx"), "Orders"),
  ),
  page(
    "/orders/returns",
    lazyRouteComponent(() => import("./pages/returns.tsx"), "Returns"),
  ),
  page(
    "/orders/returns/$id",
    lazyRouteComponent(() => import("./pages/return-new.tsx"), "ReturnNew"),
  ),
  page(
    "/stock",
    lazyRouteComponent(() => import("./pages/stock.tsx"), "Stock"),
  ),
  page(
    "/stock/count",
    lazyRouteComponent(() => import("./pages/count.tsx"), "Count"),
  ),
  page(
    "/stock/inbound",
    lazyRouteComponent(() => import("./pages/inbound.tsx"), "Inbound"),
  ),
  page(
    "/stock/movements",
    lazyRouteComponent(() => import("./pages/movements.tsx"), "Movements"),
  ),
  page(
    "/clients/members",
    lazyRouteComponent(() => import("./pages/members.tsx"), "Members"),
  ),
  page(
    "/clients",
    lazyRouteComponent(() => import("./pages/appointments.tsx"), "Appointments"),
  ),
  page(
    "/clients/chats",
    lazyRouteComponent(() => import("./pages/chats.tsx"), "Chats"),
  ),
  page(
    "/clients/chats/$id",
    lazyRouteComponent(() => import("./pages/chats.tsx"), "Chats"),
  ),
  page(
    "/screens",
    lazyRouteComponent(() => import("./pages/screens.tsx"), "Screens"),
  ),
]);

export const router = createRouter({ routeTree: tree, basepath: "/venue", ...routerDefaults });
