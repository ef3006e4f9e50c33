import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { dependencyFaults, isFree, ownDependencyFaults } from "../tools/licences.ts";
import { pageFaults } from "../tools/pages.ts";
import { paths, root, sources } from "../tools/sources.ts";
import { disagreements, excess, findings, limits, missingParts } from "../tools/tidy.ts";

const all = sources();
const read = (name: string): string => readFileSync(path.join(root, name), "utf8");

describe("limits", () => {
  test("it looked", () => expect(all.length).toBeGreaterThan(200));

  test("excesses are exactly the allowed ones", () => {
    const wrong = disagreements(excess(all), JSON.parse(read("tools/allowances.json")));
    expect(wrong).toEqual([]);
  });

  test("pages name files and commands that exist", () => {
    const { scripts } = JSON.parse(read("package.json"));
    const { count, faults } = pageFaults(all, paths(), Object.keys(scripts));
    expect(faults).toEqual([]);
    expect(count).toBeGreaterThan(20);
  });

  test("every module has its face and its page", () => expect(missingParts(paths())).toEqual([]));
});

const lines = (n: number, line = "export {};"): string => Array.from({ length: n }, () => `${line}\n`).join("");
const names = (n: number): string => Array.from({ length: n }, (_, at) => `export const a${at} = ${at};\n`).join("");
const inTrade = "server/modules/trade/store.ts";
const migration = "server/modules/trade/migrations/0001_orders.sql";

/** Limit, path, a text over it, and by how much. */
const bad: [limit: string, path: string, text: string, amount: number][] = [
  ["lines per file", "server/kernel/big.ts", lines(303), 3],
  ["lines per page", "CONTRIBUTING.md", lines(152, "word"), 2],
  ["lines per page", "docs/decisions/0009-x.md", lines(71, "word"), 1],
  ["names on a face", "server/modules/trade/index.ts", names(14), 2],
  ["names on a face", "server/modules/trade/index.ts", 'export * from "./place.ts";', 1],
  ["switched-off rules", inTrade, "// oxlint-disable-next-line eqeqeq\nexport const a = 1;", 1],
  ["switched-off rules", inTrade, "/* @ts-ignore */ export const a = 1; // @ts-nocheck", 2],
  ["use of any", inTrade, "export const a = (b: any): any => b;", 2],
  ["cast chains", inTrade, "export const a = 1 as unknown as string;", 1],
  ["unfinished words", inTrade, "// TODO later\nexport const a = 1;", 1],
  ["unfinished words", "web/shop/page.tsx", 'export const a = "Coming soon";', 1],
  ["unfinished words", "docs/overview.md", "The forecast is a stub. 敬请期待", 2],
  ["sleeping tests", "quant/bass.test.ts", 'test.only("a", () => {});\ndescribe.skip("b", () => {});', 2],
  [
    "paths of one machine",
    "docs/overview.md",
    `See ${["", "work", "shared"].join("/")} and ${["", "root", "x"].join("/")}.`,
    2,
  ],
  ["paths of one machine", inTrade, 'export const a = "/home/someone/data";', 1],
  ["tables of another module", inTrade, 'export const a = "select 1 from identity.consumer";', 1],
  ["tables of another module", inTrade, "export const a = sql`update ${b} set c = 1; delete from  facts.event`;", 1],
  ["tables of another module", inTrade, 'export const a = tx.as<T>().selectFrom("identity.consumer as c");', 1],
  ["tables of another module", inTrade, 'export const a = q.leftJoin("parties.brand", "b", "c").selectAll();', 1],
  ["tables of another module", inTrade, 'type T = Owned<"identity", { consumer: { id: string } }>;', 1],
  ["tables of another module", inTrade, 'export const a = "select 1 from kernel.job";', 1],
  ["tables of another module", migration, "ALTER TABLE trade.a ADD FOREIGN KEY (b)\n REFERENCES parties.brand (b);", 1],
  ["unprotected tables", migration, "CREATE TABLE trade.a (id int);\nCREATE TABLE IF NOT EXISTS trade.b (id int);", 2],
  ["unprotected tables", migration, "create table trade.a (id int); -- select kernel.protect('trade.a');", 1],
];
const good: [limit: string, path: string, text: string][] = [
  ["lines per file", "server/kernel/big.ts", lines(300)],
  ["lines per file", "docs/openapi.json", lines(3000, "{}")],
  ["names on a face", "server/modules/trade/index.ts", names(12)],
  ["names on a face", "server/kernel/index.ts", names(14)],
  ["switched-off rules", inTrade, 'export const a = "oxlint-disable";'],
  ["use of any", inTrade, 'export const any = "any"; // any'],
  ["unfinished words", inTrade, "// a stubborn todo list\nexport const a = 1;"],
  ["sleeping tests", "quant/bass.test.ts", 'test.skipIf(!present)("a", () => {});'],
  ["paths of one machine", "docs/overview.md", "GET /v1/work/items and https://example.org/home/page; network/root/"],
  ["tables of another module", inTrade, 'export const a = append(tx, "identity.merged"); // from identity.consumer'],
  ["tables of another module", inTrade, 'export const a = "select kernel.platform() from trade.orders"; // x'],
  ["tables of another module", "server/modules/trade/store.test.ts", 'export const a = "from identity.consumer";'],
  ["unprotected tables", migration, "CREATE TABLE trade.a (id int);\nSELECT kernel.protect('trade.a', 'true');"],
  ["unprotected tables", migration, "CREATE TABLE trade.p PARTITION OF trade.a FOR VALUES IN (1);"],
  [
    "unprotected tables",
    "server/modules/facts/migrations/0001_log.ch.sql",
    "CREATE TABLE event (id UInt64) ENGINE = Log;",
  ],
];

describe("canaries", () => {
  test.each(bad)("%s sees %s", (limit, file, text, amount) => {
    expect(excess([{ path: file, text }])[limit]).toEqual({ [file]: amount });
  });

  test.each(good)("%s leaves %s alone", (limit, file, text) => {
    expect(findings([{ path: file, text }]).filter((f) => f.limit === limit)).toEqual([]);
  });

  test("every limit has one", () => expect(new Set(bad.map(([limit]) => limit))).toEqual(new Set(Object.keys(limits))));

  test("the line is told", () => {
    const found = findings([{ path: inTrade, text: 'export const a = 1;\nconst b = "from identity.consumer";' }]);
    expect(found).toMatchObject([{ limit: "tables of another module", line: 2 }]);
  });

  test("the ratchet holds both ways", () => {
    const found = { "use of any": { "a.ts": 2 } };
    expect(disagreements(found, { "use of any": { "a.ts": 2 } })).toEqual([]);
    expect(disagreements(found, {})).toHaveLength(1);
    expect(disagreements(found, { "use of any": { "a.ts": 1 } })).toHaveLength(1);
    expect(disagreements({}, found)).toHaveLength(1);
    expect(disagreements(found, { "use of any": { "a.ts": 3 } })[0]).toContain("it got better");
  });

  test("a page with a dead link, an unknown script or a missing file is told", () => {
    const page = {
      path: "docs/a.md",
      text: "[x](./b.md) [y](gone.md) [z](https://example.org) [w](../tools/)\n`npm start` `npm run gone` `node bin/run.js tools/gone.ts`",
    };
    const { count, faults } = pageFaults([page], ["docs/b.md", "tools/law.ts", "bin/run.js"], ["start"]);
    expect(count).toBe(7);
    expect(faults).toEqual([
      "docs/a.md:1 links to gone.md, which does not exist",
      "docs/a.md:2 says npm gone, which is no script",
      "docs/a.md:2 runs tools/gone.ts, which does not exist",
    ]);
  });

  test("a module without face or page is told", () => {
    expect(missingParts(["server/modules/lab/model.ts"])).toEqual([
      "server/modules/lab/index.ts",
      "server/modules/lab/README.md",
    ]);
  });
});

describe("dependencies", () => {
  test("licences, exact versions and install scripts", () => {
    const { count, faults } = ownDependencyFaults();
    expect(faults).toEqual([]);
    expect(count).toBeGreaterThan(200);
  });

  test("install scripts are switched off for everybody who installs", () =>
    expect(read(".npmrc")).toMatch(/^ignore-scripts=true$/m));

  test("our own licence is Apache-2.0, unchanged", () => {
    expect(JSON.parse(read("package.json")).license).toBe("Apache-2.0");
    expect(read("LICENSE")).toContain("Version 2.0, January 2004");
    expect(read("LICENSE").split("\n")).toHaveLength(203);
  });

  const manifest = { dependencies: { a: "1.0.0" }, devDependencies: {}, optionalDependencies: {} };
  const lock = (a: object, more: object = {}) => ({
    packages: { "node_modules/a": { version: "1.0.0", ...a }, ...more },
  });
  test.each([
    ["copyleft", lock({ license: "AGPL-3.0" }), manifest],
    ["no licence", lock({}), manifest],
    ["one side of an AND", lock({ license: "(MIT AND GPL-2.0)" }), manifest],
    ["an install script", lock({ license: "MIT", hasInstallScript: true }), manifest],
    ["a range", lock({ license: "MIT" }), { ...manifest, dependencies: { a: "^1.0.0" } }],
    ["another version than the lock's", lock({ license: "MIT" }), { ...manifest, dependencies: { a: "1.0.1" } }],
    [
      "a nested package",
      lock({ license: "MIT" }, { "node_modules/a/node_modules/b": { license: "SSPL-1.0" } }),
      manifest,
    ],
  ])("canary: %s", (_name, locked, asked) => expect(dependencyFaults(locked, asked).faults).toHaveLength(1));

  test("SPDX expressions", () => {
    expect(isFree("(MIT OR GPL-3.0)", "a")).toBe(true);
    expect(isFree("MPL-2.0", "lightningcss-linux-x64-gnu")).toBe(true);
    expect(isFree("MPL-2.0", "a")).toBe(false);
  });
});
