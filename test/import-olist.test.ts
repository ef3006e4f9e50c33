import { beforeAll, describe, expect, test } from "vitest";
import type { Imported } from "./import-cli.ts";
import { asked, dataOf, fairground, homeWithEngines } from "./import-cli.ts";
import { absent, rowsOf } from "./reports-data.ts";

const home = homeWithEngines();
type Raw = Readonly<Record<string, string>>;
type Fact = {
  readonly name: string;
  readonly order: string;
  readonly merchant?: string;
  readonly amount_minor?: number;
  readonly lines: readonly { readonly amount_minor: number }[];
  readonly ids: readonly { readonly value: string }[];
};
const centavos = (text = ""): number => Math.round(Number(text) * 100);
const sum = (some: readonly number[]): number => some.reduce((a, b) => a + b, 0);

describe.skipIf(absent)("olist_sample by the command line (needs ../shared/data)", () => {
  const tables = new Map<string, Raw[]>();
  const table = (name: string): Raw[] => tables.get(name) ?? [];
  const importIt = () => asked<Imported>(home, "import", "olist_sample", dataOf("olist_sample"), "--platform", "o");
  let first: Imported;
  beforeAll(async () => {
    const files = ["orders", "order_items", "order_payments", "order_reviews", "customers", "sellers", "products"];
    const read = async (name: string, file: string) => {
      const rows: Raw[] = [];
      for await (const row of rowsOf("olist_sample", file)) rows.push(row);
      tables.set(name, rows);
    };
    for (const name of files) await read(name, `olist_${name}_dataset.csv.gz`);
    await read("words", "product_category_name_translation.csv");
    first = await importIt();
  }, 600_000);

  test("every record of eight tables is taken once", { timeout: 300_000 }, async () => {
    const n = sum([...tables.values()].map((t) => t.length));
    expect(n).toBe(8_135 + 8_365 + 8_924 + 8_225 + 8_135 + 1_610 + 5_460 + 71);
    expect(first).toEqual({ read: n, written: n, duplicates: 0, rejected: [] });
    expect(await importIt()).toEqual({ read: n, written: 0, duplicates: n, rejected: [] });
  });

  test("money is exact to the centavo, and people are people", { timeout: 300_000 }, async () => {
    const { out } = await fairground(home, "export", "facts", "--platform", "o");
    const facts: Fact[] = out.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line)]));
    const of = (name: string) => facts.filter((f) => f.name === name);
    const placed = of("order.placed");
    const goods = sum(placed.flatMap((f) => f.lines.map((l) => l.amount_minor)));
    expect(goods).toBe(109_326_435);
    expect(sum(placed.map((f) => f.amount_minor ?? 0)) - goods).toBe(17_228_839);
    const approved = new Set(table("orders").flatMap((o) => (o.order_approved_at === "" ? [] : [o.order_id])));
    const paid = table("order_payments").filter((p) => approved.has(p.order_id));
    expect(sum(of("order.paid").map((f) => f.amount_minor ?? 0))).toBe(sum(paid.map((p) => centavos(p.payment_value))));
    expect(new Set(placed.map((f) => f.ids[0]?.value)).size).toBe(8_016);
    expect(new Set(placed.map((f) => f.order)).size).toBe(8_135);
    const withItems = new Set(table("order_items").map((i) => `${i.order_id} ${i.seller_id}`));
    expect(placed).toHaveLength(withItems.size + 775);
  });

  test("orders, promises and reviews per seller and in total, as counted by hand", { timeout: 300_000 }, async () => {
    type Figures = Record<
      "orders" | "delivered" | "on_time_by_day" | "on_time_by_timestamp" | "dispatched" | "dispatched_on_time",
      number
    > & {
      reviews: Record<string, { reviews: number; mean_stars: number | null }>;
    };
    type Seller = Figures & { code: string; score: { on_time_ratio: number } | null };
    const { total, sellers } = await asked<{ total: Figures; sellers: Seller[] }>(
      home,
      "report",
      "service",
      "--platform",
      "o",
    );
    const latest = new Map<string, Raw>();
    for (const r of table("order_reviews"))
      if ((r.review_answer_timestamp ?? "") > (latest.get(r.order_id ?? "")?.review_answer_timestamp ?? ""))
        latest.set(r.order_id ?? "", r);
    const items = Map.groupBy(table("order_items"), (i) => i.order_id);
    const came = (o: Raw) => o.order_status === "delivered";
    const dated = (o: Raw) => came(o) && o.order_delivered_customer_date !== "";
    const byDay = (o: Raw) =>
      (o.order_delivered_customer_date ?? "").slice(0, 10) <= (o.order_estimated_delivery_date ?? "").slice(0, 10);
    const mean = (some: Raw[]) => {
      const stars = some.flatMap((o) => Number(latest.get(o.order_id ?? "")?.review_score ?? []));
      return { reviews: stars.length, mean_stars: stars.length === 0 ? null : sum(stars) / stars.length };
    };
    const byHand = (some: Raw[], limitOf: (o: Raw) => string | undefined) => {
      const sent = some.filter((o) => o.order_delivered_carrier_date !== "" && limitOf(o) !== undefined);
      return {
        orders: some.length,
        delivered: some.filter(came).length,
        on_time_by_day: some.filter((o) => dated(o) && byDay(o)).length,
        on_time_by_timestamp: some.filter(
          (o) => dated(o) && (o.order_delivered_customer_date ?? "") <= (o.order_estimated_delivery_date ?? ""),
        ).length,
        dispatched: sent.length,
        dispatched_on_time: sent.filter((o) => (o.order_delivered_carrier_date ?? "") <= (limitOf(o) ?? "")).length,
      };
    };
    const orders = table("orders");
    const limits = (o: Raw, seller?: string) =>
      (items.get(o.order_id ?? "") ?? [])
        .filter((i) => seller === undefined || i.seller_id === seller)
        .map((i) => i.shipping_limit_date ?? "")
        .sort()
        .at(-1);
    // the whole order is in time when each of its sellers was
    const earliest = (o: Raw) => (items.get(o.order_id ?? "") ?? []).map((i) => i.shipping_limit_date ?? "").sort()[0];
    expect(total).toMatchObject(byHand(orders, earliest));
    expect(total).toMatchObject({ orders: 8_135, delivered: 5_172 });
    expect(total.reviews.on_time).toEqual(mean(orders.filter((o) => dated(o) && byDay(o))));
    expect(total.reviews.late).toEqual(mean(orders.filter((o) => dated(o) && !byDay(o))));
    expect(total.reviews.not_delivered).toEqual(mean(orders.filter((o) => !came(o))));
    const own = Map.groupBy(
      [...items].flatMap(([order, some]) =>
        [...new Set(some.map((i) => i.seller_id ?? ""))].map((seller) => ({ order, seller })),
      ),
      (x) => x.seller,
    );
    const byId = new Map(orders.map((o) => [o.order_id, o]));
    expect(sellers).toHaveLength(own.size);
    for (const s of sellers) {
      const mine = (own.get(s.code) ?? []).map((x) => byId.get(x.order)).filter((o) => o !== undefined);
      expect(s, s.code).toMatchObject(byHand(mine, (o) => limits(o, s.code)));
    }
  });
});
