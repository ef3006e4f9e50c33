import { createRootRoute, createRoute, createRouter, RouterProvider } from "@tanstack/react-router";
import { routerDefaults, startOpen } from "#shell";
import { Screen } from "./kiosk/screen.tsx";

const root = createRootRoute();
const screen = createRoute({ getParentRoute: () => root, path: "/$code", component: Screen });
const router = createRouter({ routeTree: root.addChildren([screen]), basepath: "/screen", ...routerDefaults });

/** Draws the kiosk screen named in the address: `/screen/CODE`. */
export function startScreen(): void {
  startOpen("screen", <RouterProvider router={router} />);
}
