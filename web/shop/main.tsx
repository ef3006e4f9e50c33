import { startConsole } from "#shell";

// The kiosk screens of a venue share the shop's page; each has its own routes, loaded when needed.
if (/^\/screen(\/|$)/.test(location.pathname)) {
  const { startScreen } = await import("./screen.tsx");
  startScreen();
} else {
  const { router } = await import("./app.tsx");
  startConsole({ console: "shop", roles: ["consumer"], router, guests: true });
}
