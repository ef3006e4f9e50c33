import { beforeAll, describe, expect, test } from "vitest";
import type { Imported } from "./import-cli.ts";
import { asked, dataOf, homeWithEngines } from "./import-cli.ts";
import { absent, rowsOf } from "./reports-data.ts";

const home = homeWithEngines();
type Stages = Record<"A" | "I" | "P" | "L", number>;
type Windows = Partial<Stages>;

describe.skipIf(absent)("tmall2014_brand by the command line (needs ../shared/data)", () => {
  type Row = { readonly user: string; readonly brand: string; readonly type: string; readonly day: string };
  const rows: Row[] = [];
  const importIt = () =>
    asked<Imported>(home, "import", "tmall2014_brand", dataOf("tmall2014_brand"), "--platform", "t", "--year", "2014");
  let first: Imported;
  beforeAll(async () => {
    for await (const r of rowsOf("tmall2014_brand", "t_alibaba_data_to_07-15.csv.gz")) {
      const [month = "", date = ""] = (r.visit_datetime ?? "").split("-");
      const day = `2014-${month.padStart(2, "0")}-${date.padStart(2, "0")}`;
      rows.push({ user: r.user_id ?? "", brand: r.brand_id ?? "", type: r.type ?? "", day });
    }
    first = await importIt();
  }, 600_000);

  /** By hand from the rows: the stage of each (person, brand) on a day. Windows in days; none is all days. */
  function staged(asOf: string, w: Windows, brand?: string): Map<string, keyof Stages> {
    const start = (n: number) => new Date(Date.parse(asOf) - (n - 1) * 86_400_000).toISOString().slice(0, 10);
    const pairs = new Map<string, { clicks: Set<string>; interest: boolean; p: boolean; l: Set<string>; a: boolean }>();
    for (const { user, brand: b, type, day } of rows) {
      if (day > asOf || (brand !== undefined && b !== brand)) continue;
      const within = (n: number | undefined) => n === undefined || day >= start(n);
      const key = `${user}/${b}`;
      const one = pairs.get(key) ?? { clicks: new Set(), interest: false, p: false, l: new Set(), a: false };
      pairs.set(key, one);
      if (type === "0" && within(w.A)) one.a = true;
      if (type === "0" && within(w.I)) one.clicks.add(day);
      if ((type === "2" || type === "3") && within(w.I)) one.interest = true;
      if (type === "1" && within(w.P)) one.p = true;
      if (type === "1" && within(w.L)) one.l.add(day);
    }
    const result = new Map<string, keyof Stages>();
    for (const [key, one] of pairs) {
      if (one.l.size >= 2) result.set(key, "L");
      else if (one.p) result.set(key, "P");
      else if (one.interest || one.clicks.size >= 2) result.set(key, "I");
      else if (one.a) result.set(key, "A");
    }
    return result;
  }
  function counted(of: ReadonlyMap<string, keyof Stages>): Stages {
    const n = { A: 0, I: 0, P: 0, L: 0 };
    for (const s of of.values()) n[s] += 1;
    return n;
  }
  const usual = { A: 15, I: 15, P: 912, L: 365 };

  test("every row is an event, and a second import changes nothing", { timeout: 300_000 }, async () => {
    expect(first).toEqual({ read: 131_720, written: 131_720, duplicates: 0, rejected: [] });
    const events = Map.groupBy(rows, (r) => r.type);
    expect(["0", "1", "2", "3"].map((t) => events.get(t)?.length)).toEqual([125_865, 4_971, 804, 80]);
    expect(await importIt()).toEqual({ read: 131_720, written: 0, duplicates: 131_720, rejected: [] });
    const { items } = await asked<{ items: { code: string; brands: number }[] }>(home, "platforms");
    expect(items).toMatchObject([{ code: "t", currency: "CNY", zone: "Asia/Shanghai", brands: 7_842 }]);
  });
  const aipl = (...more: string[]) =>
    asked<{ model: string; stages: Stages }>(home, "report", "aipl", "--platform", "t", ...more);
  test("the stages of days and brands, as counted by hand", { timeout: 300_000 }, async () => {
    for (const day of ["2014-04-15", "2014-06-15", "2014-07-15"])
      expect(await aipl("--as-of", day)).toEqual({
        as_of: day,
        model: "A=15,I=15,P=912,L=365:2",
        stages: counted(staged(day, usual)),
      });
    const busiest = [...Map.groupBy(rows, (r) => r.brand)].sort(([, a], [, b]) => b.length - a.length).slice(0, 1);
    for (const [brand] of [...busiest, ["7868"] as const])
      expect((await aipl("--as-of", "2014-07-15", "--brand", brand)).stages).toEqual(
        counted(staged("2014-07-15", usual, brand)),
      );
  });
  test("other windows, and none", { timeout: 300_000 }, async () => {
    const own = await aipl("--as-of", "2014-07-15", "--model", "A=7,I=30,P=30,L=60:2");
    expect(own).toMatchObject({ model: "A=7,I=30,P=30,L=60:2" });
    expect(own.stages).toEqual(counted(staged("2014-07-15", { A: 7, I: 30, P: 30, L: 60 })));
    expect((await aipl("--as-of", "2014-07-15", "--model", "all")).stages).toEqual(counted(staged("2014-07-15", {})));
  });
  test.each([[], ["--brand", "7868"]])(
    "the flow between two days %j, cell by cell",
    { timeout: 300_000 },
    async (...of) => {
      const brand = of[1];
      const [from, to] = [staged("2014-06-15", usual, brand), staged("2014-07-15", usual, brand)];
      const matrix: Record<string, Record<string, number>> = {};
      for (const a of ["A", "I", "P", "L", "none"]) matrix[a] = { A: 0, I: 0, P: 0, L: 0, none: 0 };
      for (const key of new Set([...from.keys(), ...to.keys()])) {
        const row = matrix[from.get(key) ?? "none"] ?? {};
        const column = to.get(key) ?? "none";
        row[column] = (row[column] ?? 0) + 1;
      }
      const days = ["--from", "2014-06-15", "--to", "2014-07-15"];
      const got = await asked(home, "report", "flow", "--platform", "t", ...days, ...of);
      expect(got).toEqual({ from: "2014-06-15", to: "2014-07-15", matrix });
    },
  );
});
