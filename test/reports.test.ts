import { flowBetween, module as databank, putModel, report, stagesAt } from "#databank";
import { module as facts } from "#facts";
import { module as identity } from "#identity";
import { inTx, platformScope } from "#kernel";
import { module as parties, registerParties } from "#parties";
import { testServer } from "#testing";
import { beforeAll, describe, expect, test } from "vitest";
import { absent, openTest, rowsOf, sender } from "./reports-data.ts";

testServer([parties, facts, identity, databank]);

describe.skipIf(absent)("tmall2014_brand (needs ../shared/data)", () => {
  type Row = { user: number; brand: number; type: number; day: string };
  const rows: Row[] = [];
  let platform = 0;
  const brands = new Map<number, number>();
  const model = {
    stages: {
      A: [{ behaviours: ["click" as const], window_days: 15 }],
      I: [
        { behaviours: ["click" as const], min_distinct_days: 2, window_days: 15 },
        { behaviours: ["favourite" as const, "add_to_cart" as const], window_days: 15 },
      ],
      P: [{ behaviours: ["purchase" as const], window_days: 912 }],
      L: [{ behaviours: ["purchase" as const], min_distinct_days: 2, window_days: 365 }],
    },
  };
  const names = ["click", "purchase", "favourite", "add_to_cart"];

  beforeAll(async () => {
    platform = await openTest("CNY", "Asia/Shanghai");
    const scope = platformScope(platform);
    const file = "t_alibaba_data_to_07-15.csv.gz";
    for await (const r of rowsOf("tmall2014_brand", file)) {
      const [month = "", date = ""] = (r.visit_datetime ?? "").split("-");
      rows.push({
        user: Number(r.user_id),
        brand: Number(r.brand_id),
        type: Number(r.type),
        day: `2014-${month.padStart(2, "0")}-${date.padStart(2, "0")}`,
      });
    }
    const codes = [...new Set(rows.map((r) => r.brand))].sort((a, b) => a - b);
    await inTx(scope, async (tx) => {
      const made = await registerParties(tx, { brands: codes.map((c) => ({ code: String(c), name: String(c) })) });
      for (const c of codes) brands.set(c, made.brands.get(String(c)) ?? 0);
      await putModel(tx, { valid_from: "1970-01-01", model, author: "test" });
    });
    const to = sender(platform);
    for (const [line, r] of rows.entries())
      await to.add({
        id: `${file}:${line}`,
        name: names[r.type],
        at: `${r.day}T04:00:00Z`,
        brand: brands.get(r.brand),
        ids: [{ type: "platform_id", value: `tmall:${r.user}`, verified: true }],
      });
    await to.end();
  }, 600_000);

  /** A third way, that knows neither bitmaps nor SQL: people and brands in a table of days. */
  function staged(asOf: string, windows: Record<string, number>, brand?: number): Map<string, string> {
    const start = (n: number) => new Date(Date.parse(asOf) - (n - 1) * 86_400_000).toISOString().slice(0, 10);
    const inside = (day: string, n = Number.POSITIVE_INFINITY) =>
      day <= asOf && (n === Number.POSITIVE_INFINITY || day >= start(n));
    const pairs = new Map<string, Row[]>();
    for (const r of rows) {
      if (brand !== undefined && r.brand !== brand) continue;
      const key = `${r.user}/${r.brand}`;
      const known = pairs.get(key);
      if (known) known.push(r);
      else pairs.set(key, [r]);
    }
    const result = new Map<string, string>();
    for (const [key, own] of pairs) {
      const days = (types: number[], n: number | undefined) =>
        new Set(own.filter((r) => types.includes(r.type) && inside(r.day, n)).map((r) => r.day)).size;
      if (days([1], windows.L) >= 2) result.set(key, "L");
      else if (days([1], windows.P) >= 1) result.set(key, "P");
      else if (days([0], windows.I) >= 2 || days([2, 3], windows.I) >= 1) result.set(key, "I");
      else if (days([0], windows.A) >= 1) result.set(key, "A");
    }
    return result;
  }
  const count = (map: Map<string, string>) => {
    const n = { A: 0, I: 0, P: 0, L: 0 };
    for (const s of map.values()) n[s as keyof typeof n] += 1;
    return n;
  };
  const usual = { A: 15, I: 15, P: 912, L: 365 };
  const days = [
    "2014-04-15",
    "2014-05-01",
    "2014-05-31",
    "2014-06-15",
    "2014-07-01",
    "2014-07-15",
    "2014-07-29",
    "2014-07-30",
  ];

  test("all rows were read", () => {
    expect(rows).toHaveLength(131_720);
    expect(brands.size).toBe(7842);
  });
  test.each(days)("the stages on %s: from the daily sets, from the raw events and by hand", async (asOf) => {
    const scope = platformScope(platform);
    const want = count(staged(asOf, usual));
    expect((await report(scope, "aipl", { as_of: asOf })).stages).toEqual(want);
    expect((await stagesAt(scope, { asOf, source: "raw" })).stages).toEqual(want);
    const one = await report(scope, "aipl", { as_of: asOf, brand: brands.get(7868) });
    expect(one.stages).toEqual(count(staged(asOf, usual, 7868)));
  });
  test("without windows, and with others", async () => {
    const scope = platformScope(platform);
    const all = await report(scope, "aipl", { as_of: "2014-07-15", model: "all" });
    expect(all).toMatchObject({ as_of: "2014-07-15", stages: count(staged("2014-07-15", {})) });
    const week = await report(scope, "aipl", { as_of: "2014-07-15", model: "A=7,I=7,P=30,L=60:2" });
    expect(week.model).toBe("A=7,I=7,P=30,L=60:2");
    expect(week.stages).toEqual(count(staged("2014-07-15", { A: 7, I: 7, P: 30, L: 60 })));
  });
  test("the flow between two days, cell by cell", async () => {
    const scope = platformScope(platform);
    for (const brand of [undefined, 7868]) {
      const [from, to] = [staged("2014-06-15", usual, brand), staged("2014-07-15", usual, brand)];
      const want: Record<string, Record<string, number>> = {};
      for (const a of ["A", "I", "P", "L", "none"]) want[a] = { A: 0, I: 0, P: 0, L: 0, none: 0 };
      for (const key of new Set([...from.keys(), ...to.keys()])) {
        const row = want[from.get(key) ?? "none"];
        const column = to.get(key) ?? "none";
        if (row) row[column] = (row[column] ?? 0) + 1;
      }
      const asked = {
        from: "2014-06-15",
        to: "2014-07-15",
        brand: brand === undefined ? undefined : brands.get(brand),
      };
      expect((await report(scope, "flow", asked)).matrix).toEqual(want);
      expect((await flowBetween(scope, { ...asked, source: "raw" })).matrix).toEqual(want);
    }
  });
});
