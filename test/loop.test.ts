import { drain } from "#facts";
import { unique } from "#testing";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { modules } from "../server/modules.ts";
import type { Market } from "./loop-market.ts";
import { openMarket, password, scores } from "./loop-market.ts";
import { site } from "./web-site.ts";

const code = unique("loop");
let ahead_ms = 0;
const clock = { now: () => new Date(Date.now() + ahead_ms) };
const web = site(modules, code, clock);

async function signIn(page: Page, path: string, login: string): Promise<void> {
  await page.goto(path);
  await page.getByLabel("Login").fill(login);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}
/** Merchants of the search results, best first. */
async function ranking(page: Page): Promise<string[]> {
  await page.goto("/shop/search?q=rose");
  await page.getByText("Rose cream").first().waitFor();
  const names = await page.getByText(/^(Slow|Good) Shop$/).allTextContents();
  return names;
}

test("one whole loop: slot, screen, order for pick-up, late hand-over, score, verdict, ranking, the operator's picture", async () => {
  const market: Market = await openMarket(web.url, code);
  const before = await scores(market);

  // A slot in the shop and a screen in the store show the same campaign.
  const shop = await web.visit({ width: 390 });
  await shop.page.goto("/shop");
  await shop.page.getByText("Rose season").first().waitFor();
  const screen = await web.visit({ width: 1080 });
  await screen.page.goto("/screen/screen-slow");
  await screen.page.getByText("Rose season").first().waitFor();

  // At equal service the order is that of the offers; the consumer buys from the slow shop and collects there.
  expect(await ranking(shop.page)).toEqual(["Slow Shop", "Good Shop"]);
  await shop.page.getByText("Rose cream").first().click();
  await shop.page.getByText("Pick up", { exact: true }).click();
  await shop.page.getByText("Slow Store").first().click();
  await shop.page.getByRole("button", { name: "Buy now" }).click();
  await shop.page.getByRole("button", { name: /Place the order/ }).click();
  await shop.page.getByText("It is approved").click();
  await shop.page.getByRole("button", { name: "Pay", exact: true }).click();
  await shop.page.getByText("Paid. Thank you!").waitFor();
  await shop.page.getByText("See the order").click();
  const pickUp =
    (await shop.page
      .getByText(/^\d{3} ?\d{3}$/)
      .first()
      .textContent()) ?? "";
  expect(pickUp).toMatch(/\d{3} ?\d{3}/);

  // Two days later the associate makes it ready and hands it over against the code.
  ahead_ms = 2 * 86_400_000;
  const venue = await web.visit({ width: 1024 });
  await signIn(venue.page, "/venue/orders", "loop-store");
  await venue.page.getByRole("button", { name: "Ready" }).first().click();
  await venue.page.getByRole("button", { name: "Hand over" }).first().click();
  await venue.page.getByRole("textbox", { name: "Pick-up code" }).fill(pickUp.replaceAll(" ", ""));
  await venue.page.getByRole("dialog").getByRole("button", { name: "Hand over" }).click();
  await venue.page.getByText("Handed over").first().waitFor();

  // The late order lowers the score.
  const after = await scores(market);
  expect(after.get(market.slow) ?? 5).toBeLessThan(before.get(market.slow) ?? 0);

  // The operator judges; the verdict gives its reason.
  const operator = await web.visit({ width: 1440 });
  await signIn(operator.page, "/operator/rules", "loop-operator");
  await operator.page.getByRole("button", { name: "Judge now" }).click();
  const verdict = operator.page.getByRole("row", { name: /Slow Shop.*Late dispatch costs traffic/ });
  await verdict.waitFor();
  await verdict.click();
  await operator.page
    .getByText(/late dispatch rate.*is over 0\.02/i)
    .first()
    .waitFor();

  // The ranking has turned.
  expect(await ranking(shop.page)).toEqual(["Good Shop", "Slow Shop"]);

  // The operator's picture shows it.
  await drain(modules);
  await operator.page.goto("/operator");
  const figure = async (arrow: string) => Number(await operator.page.locator(`[data-arrow="${arrow}"]`).textContent());
  await operator.page.locator('[data-arrow="orders"]').waitFor();
  expect(await figure("orders")).toBeGreaterThanOrEqual(1);
  expect(await figure("grants")).toBeGreaterThanOrEqual(2);
  expect(await figure("shown")).toBeGreaterThanOrEqual(1);
  for (const visit of [shop, screen, venue, operator]) expect(visit.complaints).toEqual([]);
}, 240_000);
