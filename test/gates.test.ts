import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { jsonIn, runGates, runTool, verdict } from "../tools/gate.ts";
import type { Gate, Ran } from "../tools/gate.ts";
import { drift } from "../tools/openapi.ts";
import { root } from "../tools/sources.ts";

// Canaries for the tools themselves: each is run for real, with our configuration, over a small copy with one fault.

const home = mkdtempSync(path.join(os.tmpdir(), "fairground-gates-"));
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** A fresh folder with copies of some of our files, and files of its own. */
function copy(name: string, ours: readonly string[], files: Readonly<Record<string, string>>): string {
  const folder = path.join(home, name);
  mkdirSync(folder);
  for (const file of ours) cpSync(path.join(root, file), path.join(folder, file), { recursive: true });
  for (const [file, text] of Object.entries(files)) put(folder, file, text);
  return folder;
}
function put(folder: string, file: string, text: string): void {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), text);
}

describe("oxlint", () => {
  const long = `export function f(): number {\n${"  f();\n".repeat(61)}  return 1;\n}\n`;
  const at = "server/modules/facts/a.ts";
  const cases: [rule: string, files: Record<string, string>][] = [
    ["law(order)", { [at]: 'export { a } from "#plans";\n' }],
    ["law(order)", { "web/shop/a.tsx": 'export const a = () => import("#kernel");\n' }],
    ["typescript(no-explicit-any)", { [at]: "export const a = (b: any) => b;\n" }],
    ["typescript(no-non-null-assertion)", { [at]: "export const a = (b?: string) => b!;\n" }],
    ["typescript(ban-ts-comment)", { [at]: "// @ts-ignore\nexport const a = 1;\n" }],
    ["eslint(max-lines-per-function)", { [at]: long }],
    ["eslint(no-console)", { [at]: "console.log(1);\n" }],
    ["eslint(no-unused-vars)", { [at]: "const a = 1;\n" }],
    [
      "import(no-cycle)",
      {
        [at]: 'import { b } from "./b.ts";\nexport const a = () => b;\n',
        "server/modules/facts/b.ts": 'import { a } from "./a.ts";\nexport const b = () => a;\n',
      },
    ],
  ];
  const lint = async (name: string, files: Record<string, string>): Promise<Ran> => {
    const folder = copy(name, [".oxlintrc.json", "tools/law.ts", "tools/law-plugin.ts", "package.json"], files);
    const tops = [...new Set(Object.keys(files).map((f) => f.split("/")[0] ?? ""))];
    return runTool("node_modules/oxlint/bin/oxlint", ["-f", "json", ...tops], folder);
  };

  test.each(cases.map(([rule, files], n) => [rule, n, files] as const))("%s is red (%i)", async (rule, n, files) => {
    const ran = await lint(`lint-${n}`, files);
    const report = jsonIn(ran.out) as { diagnostics?: { code: string }[] };
    expect(report.diagnostics?.map((d) => d.code)).toContain(rule);
    expect(ran.code).not.toBe(0);
  });

  test("a good file is green, and was looked at", async () => {
    const ran = await lint("lint-good", {
      [at]: 'import type { Tx } from "#kernel";\nexport const a = (tx: Tx) => tx;\n',
    });
    expect(ran).toMatchObject({ code: 0 });
    expect(jsonIn(ran.out)).toMatchObject({ number_of_files: 1, diagnostics: [] });
  });

  test("a long test is no long function", async () => {
    expect(await lint("lint-test", { "server/modules/facts/a.test.ts": long })).toMatchObject({ code: 0 });
  });
});

describe("tsc -b", () => {
  const identity = "server/modules/identity/store.ts";
  const store = (body: string): string =>
    `import type { Owned, Tx } from "#kernel";
type Tables = Owned<"identity", { consumer: { id: string } }>;
${body}
`;
  const faults: [name: string, file: string, text: string, code: RegExp][] = [
    ["past a face", "server/modules/rules/judge.ts", 'export { byId } from "#identity/store.ts";\n', /TS2307/],
    [
      "a computer in quant",
      "quant/zz.ts",
      'import { readFileSync } from "node:fs";\nexport const a = readFileSync;\n',
      /TS(2591|2307|2580)/,
    ],
    ["the server in the browser", "web/shop/zz.ts", 'export { inTx } from "#kernel";\n', /TS(6059|6307|2307)/],
    [
      "another module's table",
      identity,
      store('export const a = (tx: Tx) => tx.as<Tables>().selectFrom("trade.orders").selectAll();'),
      /TS(2345|2769)/,
    ],
    [
      "a home-made Tx",
      identity,
      store("export const a = (): Tx => new Tx();\nexport type T = Tables;"),
      /TS1361|TS1362/,
    ],
    [
      "a transaction inside a transaction",
      identity,
      store("export const a = (tx: Tx) => tx.as<Tables>().transaction().execute(async () => 1);"),
      /TS2339/,
    ],
    ["an enum", identity, "export enum A {\n  B,\n}\n", /TS1294/],
  ];
  let folder = "";
  const build = (): Promise<Ran> =>
    runTool("node_modules/typescript/bin/tsc", ["-b", "--pretty", "false", "server", "web"], folder);

  beforeAll(async () => {
    folder = copy(
      "types",
      ["package.json", "tsconfig.base.json", "contract", "quant", "server/tsconfig.json", "web/tsconfig.json"],
      {
        [identity]: store(
          'export const byId = (tx: Tx) => tx.as<Tables>().selectFrom("identity.consumer").selectAll();',
        ),
      },
    );
    put(folder, "web/shop/main.ts", "export const shop = 1;\n");
    const kernel = (file: string): boolean => !file.endsWith(".test.ts");
    cpSync(path.join(root, "server/kernel"), path.join(folder, "server/kernel"), { recursive: true, filter: kernel });
    symlinkSync(path.join(root, "node_modules"), path.join(folder, "node_modules"));
    expect(await build()).toMatchObject({ code: 0, out: "" });
  });

  test.each(faults)("%s is red", async (_name, file, text, code) => {
    const before = file === identity ? store("export type T = Tables;\nexport type U = Tx;") : undefined;
    put(folder, file, text);
    const ran = await build();
    if (before === undefined) rmSync(path.join(folder, file));
    else put(folder, file, before);
    expect(ran.code).not.toBe(0);
    const said = ran.out.split("\n").filter((line) => line.startsWith(file) || /TS6059|TS6307/.test(line));
    expect(said.join("\n")).toMatch(code);
  });
});

describe("knip", () => {
  test("an unused file, an unused export and an unused dependency are red", async () => {
    const folder = copy("unused", ["knip.json", "package.json", "tools/knip-reporter.ts"], {
      "tools/check.ts": 'import { used } from "./part.ts";\nconsole.log(used);\n',
      "tools/part.ts": "export const used = 1;\nexport const forgotten = 2;\n",
      "quant/orphan.ts": "export const orphan = 1;\n",
    });
    const ran = await runTool("node_modules/knip/bin/knip.js", ["--reporter", "./tools/knip-reporter.ts"], folder);
    expect(ran.code).not.toBe(0);
    const report = jsonIn(ran.out) as { count: number; faults: string[] };
    expect(report.count).toBeGreaterThanOrEqual(3);
    expect(report.faults).toEqual(
      expect.arrayContaining([
        expect.stringContaining("quant/orphan.ts"),
        expect.stringContaining("unused exports: forgotten"),
        expect.stringContaining("unused dependencies: fastify"),
      ]),
    );
  });
});

describe("prettier and OpenAPI", () => {
  test("an ill-formatted file is red, a good one green", async () => {
    const files = { "a.ts": "export const a = 'b'\n", "b.ts": 'export const a = "b";\n' };
    const folder = copy("format", [".prettierrc.json", ".prettierignore"], files);
    const prettier = (file: string) =>
      runTool("node_modules/prettier/bin/prettier.cjs", ["--list-different", file], folder);
    expect(await prettier("a.ts")).toMatchObject({ code: 1, out: "a.ts\n" });
    expect(await prettier("b.ts")).toMatchObject({ code: 0, out: "" });
  });

  test("one changed line of the document is told", () => {
    expect(drift("a\nb\n", "a\nb\n")).toBeUndefined();
    expect(drift("a\nb\n", "a\nc\n")).toContain("line 2");
    expect(drift("a\n", "")).toContain("line 1");
    expect(drift("a\n", "a\nb\n")).toContain("line 2");
  });
});

describe("the check itself", () => {
  const run = async (gate: Gate["run"]): Promise<{ red: number; said: string }> => {
    const lines: string[] = [];
    const red = await runGates([{ name: "canary", run: gate }], 2, (line) => lines.push(line));
    return { red, said: lines.join("\n") };
  };
  test("green only when something was looked at and nothing was found", async () => {
    expect(await run(() => Promise.resolve({ count: 3, of: "files", faults: [] }))).toMatchObject({ red: 0 });
    expect(await run(() => Promise.resolve({ count: 3, of: "files", faults: ["x"] }))).toMatchObject({ red: 1 });
    const blind = await run(() => Promise.resolve({ count: 0, of: "files", faults: [] }));
    expect(blind).toMatchObject({ red: 1, said: expect.stringContaining("looked at nothing") });
    const broken = await run(() => Promise.reject(new Error("no such tool")));
    expect(broken).toMatchObject({ red: 1, said: expect.stringContaining("no such tool") });
  });

  test("a tool that dies is red even when it names no fault", async () => {
    const ran = await runTool("node_modules/oxlint/bin/oxlint", ["--no-such-option"], home);
    expect(verdict(ran, 5, "files", []).faults.length).toBeGreaterThan(0);
    expect(verdict({ code: 0, out: "", err: "" }, 5, "files", []).faults).toEqual([]);
  });

  test("every gate runs, with no more than two side by side", async () => {
    let [running, most, done] = [0, 0, 0];
    const gate: Gate = {
      name: "g",
      async run() {
        running += 1;
        most = Math.max(most, running);
        await new Promise((resolve) => setImmediate(resolve));
        running -= 1;
        done += 1;
        return { count: 1, of: "files", faults: [] };
      },
    };
    expect(
      await runGates(
        Array.from({ length: 7 }, () => gate),
        2,
        () => undefined,
      ),
    ).toBe(0);
    expect([most, done]).toEqual([2, 7]);
  });
});
