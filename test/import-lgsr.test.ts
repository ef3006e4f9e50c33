import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Imported } from "./import-cli.ts";
import { asked, dataOf, homeWithEngines } from "./import-cli.ts";
import { absent, rowsOf } from "./reports-data.ts";

const home = homeWithEngines();
const weeks = 6;

// the whole set is read by `npm run anchors`: a tenth of it shows the same here
describe.skipIf(absent)("lgsr_5k, six of its 94 weeks, by the command line (needs ../shared/data)", () => {
  type Basket = {
    readonly card: string;
    readonly week: string;
    readonly store: string;
    spend: number;
    quantity: number;
  };
  const baskets = new Map<string, Basket>();
  const formats = new Map<string, string>();
  let lines = 0;
  const part = mkdtempSync(path.join(tmpdir(), "fairground-lgsr-"));
  afterAll(() => rmSync(part, { recursive: true, force: true }));
  const importIt = () => asked<Imported>(home, "import", "lgsr_5k", part, "--platform", "l");
  let first: Imported;

  beforeAll(async () => {
    const files = readdirSync(dataOf("lgsr_5k"))
      .filter((f) => f.startsWith("transactions_"))
      .sort()
      .slice(30, 30 + weeks);
    for (const file of files) {
      cpSync(path.join(dataOf("lgsr_5k"), file), path.join(part, file));
      for await (const r of rowsOf("lgsr_5k", file)) {
        lines += 1;
        const id = r.BASKET_ID ?? "";
        const basket = baskets.get(id) ?? {
          card: r.CUST_CODE ?? "",
          week: r.SHOP_WEEK ?? "",
          store: r.STORE_CODE ?? "",
          spend: 0,
          quantity: 0,
        };
        baskets.set(id, basket);
        basket.spend += Math.round(Number(r.SPEND) * 100);
        basket.quantity += Number(r.QUANTITY);
        formats.set(r.STORE_CODE ?? "", r.STORE_FORMAT ?? "");
      }
    }
    first = await importIt();
  }, 600_000);

  test("every line is taken, and again none", { timeout: 300_000 }, async () => {
    expect(lines).toBeGreaterThan(100_000);
    expect(first).toEqual({ read: lines, written: lines, duplicates: 0, rejected: [] });
    expect(await importIt()).toEqual({ read: lines, written: 0, duplicates: lines, rejected: [] });
  });
  test("spend, baskets, weeks, formats and people as counted by hand", { timeout: 300_000 }, async () => {
    const all = [...baskets.values()];
    const figures = (some: readonly Basket[]) => ({
      spend_minor: some.reduce((s, b) => s + b.spend, 0),
      baskets: some.length,
    });
    const people = (some: readonly Basket[]) =>
      Map.groupBy(
        some.filter((b) => b.card !== ""),
        (b) => b.card,
      );
    const formatOf = (b: Basket) => formats.get(b.store) ?? "";
    const got = await asked<object>(home, "report", "stores", "--platform", "l");
    expect(got).toMatchObject({
      ...figures(all),
      currency: "GBP",
      quantity: all.reduce((s, b) => s + b.quantity, 0),
      anonymous: figures(all.filter((b) => b.card === "")),
      known_customers: people(all).size,
      multi_format_customers: [...people(all).values()].filter((own) => new Set(own.map(formatOf)).size >= 2).length,
      weeks: [...Map.groupBy(all, (b) => b.week)].sort().map(([week, some]) => ({ week, ...figures(some) })),
      formats: [...Map.groupBy(all, formatOf)].sort().map(([format, some]) => ({
        format,
        ...figures(some),
        known_customers: people(some).size,
      })),
    });
  });
});
