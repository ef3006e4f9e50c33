import { createReadStream, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import qrcode from "qrcode";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildWeb } from "../tools/build-web.ts";
import { findChromium } from "./browser.ts";
import { lookFaults } from "./web-look.ts";

const outDir = mkdtempSync(path.join(os.tmpdir(), "fairground-gallery-"));
const kinds: Readonly<Record<string, string>> = {
  ".wasm": "application/wasm",
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
};
const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"];
let server: Server;
let browser: Browser;
let base = "";

beforeAll(async () => {
  await buildWeb({ log: () => undefined, outDir, force: true, gallery: true });
  server = createServer((request, reply) => {
    const wanted = request.url === "/gallery" ? "shell/gallery/index.html" : `.${request.url ?? ""}`;
    const file = path.join(outDir, wanted);
    if (!file.startsWith(outDir) || !existsSync(file)) return void reply.writeHead(404).end();
    // The policy under which the server serves the consoles.
    reply.writeHead(200, {
      "content-type": kinds[path.extname(file)] ?? "application/octet-stream",
      "content-security-policy":
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; object-src 'none'",
    });
    createReadStream(file).pipe(reply);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await chromium.launch({
    executablePath: findChromium(),
    args: flags,
  });
}, 300_000);
afterAll(async () => {
  await browser?.close();
  server?.close();
  rmSync(outDir, { recursive: true, force: true });
});

async function openGallery(width: number, lang: string, mode: string): Promise<{ page: Page; complaints: string[] }> {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    reducedMotion: "reduce",
    acceptDownloads: true,
  });
  await context.addInitScript(
    `localStorage.setItem("fg_lang", "${lang}"); localStorage.setItem("fg_mode", "${mode}");`,
  );
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  await page.goto(`${base}/gallery`);
  await page.locator("figure svg").nth(2).waitFor();
  return { page, complaints };
}

test.each([
  [1440, "zh", "light"],
  [1440, "en", "dark"],
  [390, "zh", "dark"],
  [390, "en", "light"],
])("every piece at %i px, %s, %s: readable, named, inside the window, no complaint", async (width, lang, mode) => {
  const { page, complaints } = await openGallery(width, lang, mode);
  const seen = await page.evaluate(lookFaults);
  expect(seen.texts).toBeGreaterThan(100);
  expect(seen.faults).toEqual([]);
  expect(complaints).toEqual([]);
  await page.context().close();
});

test("a chart says the same as a table, by keyboard, and a press on a row means what a press on the picture means", async () => {
  const { page } = await openGallery(1440, "en", "light");
  const flow = page.locator("figure").nth(2);
  await flow.getByRole("button", { name: "Show as table" }).press("Enter");
  await flow.getByRole("row", { name: "New A 220,000" }).getByRole("button").press("Enter");
  await page.getByText("new → A1").waitFor();
  await flow.getByRole("button", { name: "Show as picture" }).press("Enter");
  await flow.getByRole("img", { name: "Flow over 30 days" }).waitFor();
  await page.context().close();
});

test("a scan is heard wherever the focus is, and an export is a file that spreadsheets read", async () => {
  const { page } = await openGallery(1440, "en", "light");
  await page.locator("h1").click();
  await page.keyboard.type("6901234567892", { delay: 5 });
  await page.keyboard.press("Enter");
  await page.getByText("6901234567892").waitFor();
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Export" }).click(),
  ]);
  expect(file.suggestedFilename()).toBe("orders.csv");
  await page.context().close();
});

test("the language changes everywhere at once and is remembered", async () => {
  const { page } = await openGallery(1440, "zh", "light");
  await page.getByRole("button", { name: "Switch to English" }).click();
  await page.getByRole("heading", { name: "How do the pieces look?" }).waitFor();
  expect(await page.evaluate(() => [document.documentElement.lang, localStorage.getItem("fg_lang")])).toEqual([
    "en",
    "en",
  ]);
  await page.getByText("Campaign starts").waitFor();
  await page.context().close();
});

test("a deed with a reason cannot be done without one", async () => {
  const { page } = await openGallery(390, "en", "light");
  await page.getByRole("button", { name: "Publish the rule" }).click();
  const dialog = page.getByRole("dialog");
  const verb = dialog.getByRole("button", { name: "Publish the rule" });
  expect(await verb.isDisabled()).toBe(true);
  await dialog.getByLabel("Reason").fill("the notice is over");
  await verb.click();
  await dialog.waitFor({ state: "hidden" });
  await page.context().close();
});

/** A film of one picture, for the browser's pretended camera (YUV4MPEG2): a QR code in the middle of 640 by 480. */
function filmOf(text: string): Buffer {
  const [width, height, dot] = [640, 480, 8];
  const { modules } = qrcode.create(text, { errorCorrectionLevel: "M" });
  const light = Buffer.alloc(width * height, 235);
  const [left, top] = [(width - modules.size * dot) >> 1, (height - modules.size * dot) >> 1];
  for (let y = 0; y < modules.size * dot; y += 1) {
    for (let x = 0; x < modules.size * dot; x += 1) {
      if (modules.get(Math.floor(y / dot), Math.floor(x / dot))) light[(top + y) * width + left + x] = 16;
    }
  }
  const frame = Buffer.concat([Buffer.from("FRAME\n"), light, Buffer.alloc((width * height) / 2, 128)]);
  return Buffer.concat([Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`), frame, frame]);
}

test("the camera reads a code with the scanner that we serve ourselves", async () => {
  const film = path.join(outDir, "code.y4m");
  writeFileSync(film, filmOf("https://id.example.com/01/06901234567892"));
  const pretended = [
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
    `--use-file-for-fake-video-capture=${film}`,
  ];
  const seeing = await chromium.launch({ executablePath: findChromium(), args: [...flags, ...pretended] });
  try {
    const page = await seeing.newPage({ locale: "en-GB", permissions: ["camera"] });
    const strangers: string[] = [];
    page.on("request", (request) => {
      if (!request.url().startsWith(base) && !request.url().startsWith("blob:")) strangers.push(request.url());
    });
    await page.goto(`${base}/gallery`);
    await page.getByRole("button", { name: "Scan with the camera" }).click();
    await page.getByText("https://id.example.com/01/06901234567892").waitFor();
    expect(strangers).toEqual([]);
  } finally {
    await seeing.close();
  }
});
