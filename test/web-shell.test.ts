import { inTx, systemScope } from "#kernel";
import { module as parties, openPlatform } from "#parties";
import { unique } from "#testing";
import { beforeAll, expect, test } from "vitest";
import { lookFaults } from "./web-look.ts";
import { site } from "./web-site.ts";

const code = unique("web");
const password = "a-long-password";
const boss = `${code}-boss`;
const web = site([parties], code);

beforeAll(async () => {
  const platform = {
    code,
    name: { zh: "乐集", en: "Merry Fair" },
    currency: "CNY",
    zone: "Asia/Shanghai",
    demo: true,
    signIns: [{ console: "operator" as const, login: boss, password }],
    operator: { login: boss, password, name: "Wang Xiao'er" },
  };
  await inTx(systemScope, (tx) => openPlatform(tx, platform));
}, 60_000);

test("the front door shows the demo accounts and one click signs in", async () => {
  const { page, context, complaints } = await web.visit();
  await page.goto("/");
  await page.getByRole("listitem").filter({ hasText: boss }).getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(/\/operator\/?$/);
  await page.getByText("Wang Xiao'er").waitFor();
  await page.getByText("Merry Fair").first().waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});

test("a wrong password is told in the reader's language; the right one opens the page that was asked for", async () => {
  const { page, context, complaints } = await web.visit({ lang: "zh" });
  await page.goto("/operator/no/such/page");
  await page.getByLabel("账号").fill(boss);
  await page.getByLabel("密码").fill("not-the-password");
  await page.getByRole("button", { name: "登录", exact: true }).click();
  await page.getByRole("alert").waitFor();
  expect(await page.getByRole("alert").innerText()).toMatch(/\p{Script=Han}/u);
  await page.getByLabel("密码").fill(password);
  await page.getByRole("button", { name: "登录", exact: true }).click();
  await page.getByRole("heading", { name: "这里什么也没有" }).waitFor();
  await page.getByRole("link", { name: "回到首页" }).click();
  await page.waitForURL(/\/operator\/?$/);
  expect(complaints).toEqual([]);
  await context.close();
});

test("another console tells where one belongs; signing out ends the session on the server", async () => {
  const { page, context, complaints } = await web.visit();
  await page.goto("/operator");
  await page.getByRole("button", { name: "Wang Xiao'er" }).click();
  await page.getByRole("button", { name: "My account" }).waitFor();
  await page.goto("/merchant");
  await page.getByRole("heading", { name: "This account belongs elsewhere" }).waitFor();
  await page.getByRole("link", { name: "Go to my console" }).click();
  await page.waitForURL(/\/operator\/?$/);
  await page.getByRole("button", { name: "My account" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  const reply = await page.request.get("/v1/session");
  expect(reply.status()).toBe(401);
  expect(complaints).toEqual([]);
  await context.close();
});

test("a shopper opens an account on the phone and is told which field was wrong", async () => {
  const { page, context, complaints } = await web.visit({ width: 390 });
  await page.goto("/shop");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("button", { name: "No account yet? Create one" }).click();
  await page.getByLabel("Your name").fill("Chen");
  await page.getByLabel("Phone number or e-mail").fill("not a phone");
  await page.getByLabel("Choose a password").fill(password);
  await page.getByRole("button", { name: "Create the account" }).click();
  await page.locator("#login_help").waitFor();
  await page.getByLabel("Phone number or e-mail").fill(`${code}@example.com`);
  await page.getByRole("button", { name: "Create the account" }).click();
  await page.getByRole("button", { name: "My account" }).waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});

test("without a network the console says so and goes on", async () => {
  const { page, context } = await web.visit();
  await page.goto("/operator");
  await page.getByLabel("Login").waitFor();
  await page.getByRole("button", { name: "Wang Xiao'er" }).click();
  await page.getByRole("button", { name: "My account" }).waitFor();
  await context.setOffline(true);
  await page.getByRole("status").filter({ hasText: "You are offline" }).waitFor();
  await context.setOffline(false);
  await page.getByRole("status").filter({ hasText: "You are offline" }).waitFor({ state: "detached" });
  await context.close();
});

test("every script comes packed, from us, to be kept for ever; the page itself is asked for anew", async () => {
  const page = await fetch(`${web.url}/merchant/deep/link`);
  expect(page.headers.get("cache-control")).toBe("no-cache");
  const html = await page.text();
  const scripts = [...html.matchAll(/(?:src|href)="([^"]+\.js)"/g)].map(([, address = ""]) => address);
  expect(scripts.length).toBeGreaterThan(4);
  for (const address of scripts.filter((one) => one.startsWith("/assets/"))) {
    const reply = await fetch(web.url + address, { headers: { "accept-encoding": "br" } });
    const text = await reply.text();
    expect({ address, status: reply.status }).toEqual({ address, status: 200 });
    expect(reply.headers.get("cache-control")).toContain("immutable");
    if (text.length > 2_000) expect(reply.headers.get("content-encoding")).toBe("br");
  }
  expect(html).not.toMatch(/https?:\/\//);
});

test.each([
  [1440, "zh", "light"],
  [390, "en", "dark"],
] as const)("front door and sign-in at %i px, %s, %s can be read", async (width, lang, mode) => {
  const { page, context } = await web.visit({ width, lang, mode });
  for (const address of ["/", "/operator", "/operator/", "/merchant", "/venue", "/shop/"]) {
    await page.goto(address);
    await page.locator("h1").waitFor();
    expect({ address, ...(await page.evaluate(lookFaults)) }).toMatchObject({ address, faults: [] });
  }
  await context.close();
});
