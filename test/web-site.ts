import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import {
  buildServer,
  type Clock,
  closeKernel,
  createLog,
  loadConfig,
  type Module,
  openKernel,
  ready,
  systemClock,
} from "#kernel";
import { afterAll, beforeAll, inject } from "vitest";
import { buildWeb } from "../tools/build-web.ts";
import { findChromium } from "./browser.ts";

/** A real server with the built consoles, and a real browser in front of it. */
export type Site = {
  readonly url: string;
  /** A new visitor's page; what went wrong in it is kept in `complaints`. */
  visit(options?: { width?: number; lang?: "zh" | "en"; mode?: "light" | "dark" }): Promise<Visit>;
};
export type Visit = { readonly page: Page; readonly context: BrowserContext; readonly complaints: string[] };

const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"];

/** What a page may not complain of: its own faults and the policy. A refused call (401, 404) is no fault of the page. */
function listen(page: Page): string[] {
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    const text = message.text();
    if (message.type() === "error" && !text.startsWith("Failed to load resource")) complaints.push(text);
    if (message.type() === "warning" && text.includes("antd")) complaints.push(text);
  });
  return complaints;
}

async function startServer(modules: readonly Module[], platform: string, web: string, clock: Clock) {
  const home = mkdtempSync(path.join(os.tmpdir(), "fg-site-"));
  const config = loadConfig({
    FAIRGROUND_HOME: home,
    FAIRGROUND_PLATFORM: platform,
    CHECK_REPLIES: "on",
    PORT: "0",
    LOG_LEVEL: "error",
    FAIRGROUND_SECRET: "0".repeat(64),
  });
  const log = createLog(config.LOG_LEVEL);
  await openKernel({ config, log }, inject("engines"), modules, { work: false, clock });
  const authenticate = modules.find((m) => m.authenticate)?.authenticate;
  if (!authenticate) throw new Error("no module signs in");
  const endpoints = modules.flatMap((m) => m.endpoints ?? []);
  const app = await buildServer({ config, log, endpoints, authenticate, ready, web });
  const url = await app.listen({ host: "127.0.0.1", port: 0 });
  const stop = async () => {
    await app.close();
    await closeKernel(modules);
    rmSync(home, { recursive: true, force: true });
  };
  return { url, stop };
}

/** Starts both for one test file; `platform` is the code that visitors mean when they name none; `clock` is the server's. */
export function site(modules: readonly Module[], platform: string, clock: Clock = systemClock): Site {
  const outDir = mkdtempSync(path.join(os.tmpdir(), "fg-web-"));
  let server: Awaited<ReturnType<typeof startServer>> | undefined;
  let browser: Browser | undefined;
  beforeAll(async () => {
    await buildWeb({ log: () => undefined, outDir, force: true });
    server = await startServer(modules, platform, outDir, clock);
    browser = await chromium.launch({ executablePath: findChromium(), args: flags });
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    rmSync(outDir, { recursive: true, force: true });
  });
  const url = () => {
    if (!server) throw new Error("the site is not up yet; use it inside a test");
    return server.url;
  };
  return {
    get url() {
      return url();
    },
    async visit({ width = 1440, lang = "en", mode = "light" } = {}) {
      if (!browser) throw new Error("the browser is not up yet; use it inside a test");
      const context = await browser.newContext({
        baseURL: url(),
        viewport: { width, height: width < 640 ? 844 : 900 },
        reducedMotion: "reduce",
      });
      await context.addInitScript(`localStorage.fg_lang ??= "${lang}"; localStorage.fg_mode ??= "${mode}";`);
      const page = await context.newPage();
      return { page, context, complaints: listen(page) };
    },
  };
}
