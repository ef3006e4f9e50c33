import { currentLang } from "#parts";
import { QueryClientProvider } from "@tanstack/react-query";
import { type AnyRouter, RouterProvider } from "@tanstack/react-router";
import { Spin } from "antd";
import { type ReactNode, StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { TellFailures } from "./failures.tsx";
import { FaultBoundary, NotFound, PageFault } from "./fault.tsx";
import { newQueryClient } from "./query.ts";
import { SessionGate } from "./session/gate.tsx";
import { forgetSession, type User } from "./session/session.tsx";
import { Look } from "./theme/theme.tsx";
import type { ConsoleName } from "./theme/tokens.ts";

function draw(name: ConsoleName, content: ReactNode): void {
  const place = document.getElementById("root");
  if (place === null) throw new Error("index.html has no #root");
  const client = newQueryClient(() => forgetSession(client));
  document.documentElement.lang = currentLang() === "zh" ? "zh-CN" : "en";
  createRoot(place).render(
    <StrictMode>
      <Look console={name}>
        <FaultBoundary>
          <QueryClientProvider client={client}>
            <TellFailures />
            {content}
          </QueryClientProvider>
        </FaultBoundary>
      </Look>
    </StrictMode>,
  );
}

/** What every console's router has in common; give it to `createRouter` beside `routeTree` and `basepath`. */
export const routerDefaults = {
  defaultPreload: "intent",
  defaultNotFoundComponent: NotFound,
  defaultErrorComponent: PageFault,
  defaultPendingComponent: () => <Spin style={{ display: "block", marginTop: 96 }} />,
  scrollRestoration: true,
} as const;

type ConsoleStart = {
  readonly console: ConsoleName;
  readonly roles: readonly User["role"][];
  readonly router: AnyRouter;
  /** Guests may look around (the shop). */
  readonly guests?: boolean;
};

/** Draws a console: theme, language, server state, sign-in, pages. */
export function startConsole({ console: name, roles, router, guests = false }: ConsoleStart): void {
  draw(
    name,
    <SessionGate console={name} roles={roles} guests={guests}>
      <RouterProvider router={router} />
    </SessionGate>,
  );
}

/** Draws pages that need no sign-in: the landing page and the kiosk screens. */
export function startOpen(name: ConsoleName, content: ReactNode): void {
  draw(name, content);
}
