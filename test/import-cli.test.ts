import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, describe, expect, test } from "vitest";
import type { Imported } from "./import-cli.ts";
import { asked, fairground, homeWithEngines, launch, left, ownHome } from "./import-cli.ts";

const files = mkdtempSync(path.join(tmpdir(), "fairground-files-"));
afterAll(() => rmSync(files, { recursive: true, force: true }));
/** A small log of the Tmall form in a folder of its own. */
function log(name: string, rows: readonly string[], header = "user_id,brand_id,type,visit_datetime"): string {
  const folder = path.join(files, name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, "t_alibaba_data_x.csv"), `${[header, ...rows].join("\n")}\n`);
  return folder;
}
const importOf = (folder: string, platform: string) =>
  ["import", "tmall2014_brand", folder, "--platform", platform, "--year", "2014"] as const;
const long = { timeout: 240_000 };

describe("on a data folder where nothing runs", () => {
  const home = ownHome();

  test("starts the engines itself, keeps standard output for the result, and leaves no process", long, async () => {
    const folder = log("good", ["1,10,0,6-4", "1,10,0,6-5", "2,10,1,6-5", "2,11,9,6-5", "3,10,2,6-6"]);
    const done = await fairground(home, ...importOf(folder, "t"), "--json");
    expect(done.code, done.err).toBe(0);
    expect(done.out).toBe(
      `${JSON.stringify({
        read: 5,
        written: 4,
        duplicates: 0,
        rejected: [{ file: "t_alibaba_data_x.csv", line: 5, reason: 'type: "9" is not one of 0, 1, 2, 3' }],
      })}\n`,
    );
    expect(done.err).toContain("Opened platform t (CNY, Asia/Shanghai)");
    expect(left(home)).toEqual([]);
    const stages = await fairground(home, "report", "aipl", "--platform", "t", "--as-of", "2014-06-06", "--json");
    expect(stages.out).toBe(
      `${JSON.stringify({ as_of: "2014-06-06", model: "A=15,I=15,P=912,L=365:2", stages: { A: 0, I: 2, P: 1, L: 0 } })}\n`,
    );
    expect(left(home)).toEqual([]);
  });

  test.each(["SIGINT", "SIGTERM"] as const)(
    "%s in the middle ends it without orphans, and the next one goes on",
    long,
    async (signal) => {
      const rows = Array.from({ length: 60_000 }, (_, i) => `${i % 997},${i % 89},0,6-${1 + (i % 30)}`);
      const folder = log("many", rows);
      const { child, text, done } = launch(home, [...importOf(folder, signal), "--json"]);
      const until = Date.now() + 120_000;
      while (!text.err.includes("Opened platform") && Date.now() < until) await sleep(20);
      child.kill(signal);
      const { code, out } = await done;
      expect([code, out]).toEqual([signal === "SIGINT" ? 130 : 143, ""]);
      expect(left(home)).toEqual([]);
      const again = await asked<Imported>(home, ...importOf(folder, signal));
      expect(again.read).toBe(60_000);
      expect(again.written + again.duplicates).toBe(60_000);
      expect(again.written).toBeGreaterThan(0);
      expect(await asked<Imported>(home, ...importOf(folder, signal))).toMatchObject({
        written: 0,
        duplicates: 60_000,
      });
    },
  );
});

describe("beside engines that run", () => {
  const home = homeWithEngines();
  const refused = async (...args: string[]) => {
    const { code, out, err } = await fairground(home, ...args);
    expect([code, out], err).toEqual([2, ""]);
    return err;
  };

  test("bad input is told in a sentence, with exit code 2 and nothing on standard output", long, async () => {
    const folder = log("small", ["1,10,0,6-4"]);
    await asked(home, ...importOf(folder, "p"));
    const aipl = ["report", "aipl", "--platform", "p", "--as-of"] as const;
    expect(await refused("frob")).toContain('There is no command "frob"');
    expect(await refused("report", "nothing", "--platform", "p")).toContain("There are: aipl, flow, service, stores");
    expect(await refused("report", "aipl", "--platform", "p")).toContain("--as-of is missing");
    expect(await refused(...aipl, "2014-02-30")).toContain("--as-of 2014-02-30 is not a calendar day");
    expect(await refused(...aipl, "2014-06-04", "--colour", "red")).toContain("--colour");
    expect(await refused("report", "stores", "--platform", "p", "--brand", "10")).toContain("takes no --brand");
    expect(await refused("report", "aipl", "--platform", "q", "--as-of", "2014-06-04")).toContain(
      'no platform "q". There are: p.',
    );
    expect(await refused(...aipl, "2014-06-04", "--brand", "11")).toContain('no brand with the code "11"');
    expect(await refused(...aipl, "2014-06-04", "--model", "A=15,Z=3")).toContain('"Z=3" is not of the form');
    const flow = ["report", "flow", "--platform", "p"];
    expect(await refused(...flow, "--from", "2014-06-05", "--to", "2014-06-04")).toContain("lies before");
  });
  test("an import that cannot be is told before anything is written", long, async () => {
    const folder = log("small", ["1,10,0,6-4"]);
    const year = ["--year", "2014"];
    expect(await refused("import", "tmall", folder, "--platform", "n")).toContain(
      'no data set "tmall". There are: tmall2014_brand',
    );
    expect(await refused("import", "tmall2014_brand", folder, "--platform", "n")).toContain("--year is missing");
    expect(await refused("import", "tmall2014_brand", folder, ...year)).toContain("--platform is missing");
    expect(await refused(...importOf(path.join(files, "nowhere"), "n"))).toContain("is not there");
    expect(await refused("import", "lgsr_5k", folder, "--platform", "n")).toContain(
      "no file like transactions_200607.csv.gz",
    );
    const wrong = log("wrong", ["1,10,0"], "user_id,brand_id,type");
    const done = await fairground(home, ...importOf(wrong, "n"), "--json");
    expect(done.code).toBe(2);
    expect(JSON.parse(done.out)).toMatchObject({ read: 0, written: 0, rejected: [{ line: 1 }] });
    const future = await fairground(
      home,
      "import",
      "tmall2014_brand",
      folder,
      "--platform",
      "n",
      "--year",
      "2099",
      "--json",
    );
    expect(future.code).toBe(2);
    expect(JSON.parse(future.out).rejected).toEqual([
      { file: "t_alibaba_data_x.csv", line: 2, reason: "2099-06-04 lies in the future" },
    ]);
    const { items } = await asked<{ items: { code: string }[] }>(home, "platforms");
    expect(items.map((p) => p.code)).not.toContain("n");
    const elsewhere = log("elsewhere", ["x"], "a,b");
    writeFileSync(path.join(elsewhere, "transactions_200607.csv"), "SHOP_WEEK\n");
    await asked(home, ...importOf(folder, "cny"));
    expect(await refused("import", "lgsr_5k", elsewhere, "--platform", "cny", "--currency", "GBP")).toContain(
      "The currency of platform cny is CNY",
    );
  });
  test("an export is one fact per line, with parties by their codes", long, async () => {
    await asked(home, ...importOf(log("round", ["1,10,0,6-4", "1,10,1,6-4"]), "from"));
    const { out, code } = await fairground(home, "export", "facts", "--platform", "from");
    expect(code).toBe(0);
    expect(
      out
        .trim()
        .split("\n")
        .map((l) => JSON.parse(l)),
    ).toMatchObject([
      { id: "tmall:t_alibaba_data_x:2", name: "click", brand: "10", ids: [{ type: "platform_id", value: "tmall:1" }] },
      { id: "tmall:t_alibaba_data_x:3", name: "purchase", brand: "10" },
    ]);
  });
  test("doctor shows every setting, hides what is secret, and finds both engines", long, async () => {
    const secret = { FAIRGROUND_SECRET: "s".repeat(40) };
    const { out, code, err } = await launch(home, ["doctor", "--json"], secret).done;
    expect(code, err).toBe(0);
    expect(out).not.toContain("ssss");
    const { settings, checks } = JSON.parse(out);
    expect(settings).toContainEqual(
      expect.objectContaining({ name: "FAIRGROUND_HOME", value: home, from: "environment" }),
    );
    expect(settings).toContainEqual(expect.objectContaining({ name: "PORT", value: "8080", from: "default" }));
    for (const name of ["node", "PostgreSQL", "ClickHouse", "data folder"])
      expect(checks).toContainEqual(expect.objectContaining({ name, state: "ok" }));
    const bad = await launch(home, ["doctor"], { PORT: "many" }).done;
    expect([bad.code, bad.out.includes("PORT=many")]).toEqual([2, true]);
  });
  test("help and OpenAPI go to standard output", long, async () => {
    const { out, code } = await fairground(home, "openapi");
    expect([code, JSON.parse(out).openapi]).toEqual([0, "3.1.0"]);
    const commands = (await fairground(home, "--help")).out.match(/^ {2}[a-z]+(?= )/gm)?.map((c) => c.trim()) ?? [];
    expect(commands).toHaveLength(7);
    const page = path.resolve(import.meta.dirname, "../docs/cli.md");
    expect(existsSync(page)).toBe(true);
    for (const c of commands) expect(readFileSync(page, "utf8")).toContain(`fairground ${c}`);
  });
});
