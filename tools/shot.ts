import { parseArgs } from "node:util";
import { chromium, type Page } from "playwright-core";
import { findChromium } from "../test/browser.ts";

/** Flags under which Debian's chromium draws quietly: no network of its own, no GPU. */
const flags = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const patience_ms = 30_000;

const usage = `Takes a picture of a page, signed in.
  node bin/run.js tools/shot.ts --console merchant --path /merchant --width 1440 --lang zh --out /tmp/x.png
  --base http://127.0.0.1:PORT   the running server (default http://127.0.0.1:8080)
  --console NAME                 sign in with the first demo account of that console
  --login X --password Y         or with this account (--platform CODE if the server names none)
  --width 1440 --height 900      window; --full for the entire page
  --lang zh|en  --mode light|dark
  --click "text or selector"     press something before the picture (may be repeated)
  --scroll 800                   look further down
  --wait 500                     let things settle, milliseconds
Prints what the browser's console complained about; exit code 1 if a page error was seen.`;

const { values: args } = parseArgs({
  options: {
    base: { type: "string", default: "http://127.0.0.1:8080" },
    console: { type: "string" },
    path: { type: "string", default: "/" },
    width: { type: "string", default: "1440" },
    height: { type: "string" },
    lang: { type: "string", default: "zh" },
    mode: { type: "string", default: "light" },
    login: { type: "string" },
    password: { type: "string" },
    platform: { type: "string" },
    out: { type: "string" },
    full: { type: "boolean", default: false },
    click: { type: "string", multiple: true, default: [] },
    scroll: { type: "string", default: "0" },
    wait: { type: "string", default: "600" },
    help: { type: "boolean", default: false },
  },
});

type SignIn = { console: string; login: string; password: string };

/** The account to use: the one given, or the console's first demo account. */
async function account(): Promise<{ platform: string; login: string; password: string } | undefined> {
  if (args.console === undefined && args.login === undefined) return undefined;
  const reply = await fetch(`${args.base}/v1/config`);
  const config = (await reply.json()) as { platform?: string | { code: string }; sign_ins?: SignIn[] };
  const platform =
    args.platform ?? (typeof config.platform === "string" ? config.platform : config.platform?.code) ?? "";
  if (args.login !== undefined) return { platform, login: args.login, password: args.password ?? "" };
  const found = config.sign_ins?.find((one) => one.console === args.console);
  if (found === undefined) throw new Error(`${args.base} offers no demo account for ${args.console}`);
  return { platform, login: found.login, password: found.password };
}

/** Signs in by the API inside the browser's own cookie jar. */
async function signIn(page: Page): Promise<void> {
  const who = await account();
  if (who === undefined) return;
  const reply = await page.request.post(`${args.base}/v1/session`, { data: who });
  if (!reply.ok()) throw new Error(`Sign-in as ${who.login} was refused: ${reply.status()} ${await reply.text()}`);
}

function watch(page: Page): { errors: number } {
  const seen = { errors: 0 };
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning")
      process.stdout.write(`[${message.type()}] ${message.text()}\n`);
  });
  page.on("pageerror", (error) => {
    seen.errors += 1;
    process.stdout.write(`[page error] ${error.stack ?? error.message}\n`);
  });
  return seen;
}

async function press(page: Page, what: string): Promise<void> {
  const bySelector = /^[#.[]|^css=/.test(what);
  const target = bySelector ? page.locator(what) : page.getByText(what, { exact: false });
  await target.first().click();
  await page.waitForTimeout(300);
}

async function shoot(out: string): Promise<number> {
  const browser = await chromium.launch({ executablePath: findChromium(), args: flags });
  try {
    const width = Number(args.width);
    const height = Number(args.height ?? (width < 640 ? 844 : 900));
    const context = await browser.newContext({
      viewport: { width, height },
      deviceScaleFactor: width < 640 ? 2 : 1,
      hasTouch: width < 640,
      locale: args.lang === "zh" ? "zh-CN" : "en-GB",
    });
    await context.addInitScript(
      `localStorage.setItem("fg_lang", ${JSON.stringify(args.lang)}); localStorage.setItem("fg_mode", ${JSON.stringify(args.mode)})`,
    );
    const page = await context.newPage();
    page.setDefaultTimeout(patience_ms);
    const seen = watch(page);
    await signIn(page);
    await page.goto(args.base + args.path, { waitUntil: "networkidle" });
    for (const what of args.click) await press(page, what);
    await page.evaluate(`scrollTo(0, ${Number(args.scroll)})`);
    await page.waitForTimeout(Number(args.wait));
    await page.screenshot({ path: out, fullPage: args.full });
    const wide = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
    if (Number(wide) > 0) process.stdout.write(`[layout] the page is ${wide} px wider than the window\n`);
    return seen.errors;
  } finally {
    await browser.close();
  }
}

if (args.help || args.out === undefined) process.stdout.write(`${usage}\n`);
else {
  const errors = await shoot(args.out);
  process.stdout.write(`${args.out}\n`);
  process.exitCode = errors > 0 ? 1 : 0;
}
