import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { fault, modules, zone } from "../tools/law.ts";
import { look } from "../tools/look.ts";
import { root, sources } from "../tools/sources.ts";

describe("the import law", () => {
  const seen = look(sources());

  test("it looked at the whole of the code", () => {
    expect(seen.files).toBeGreaterThan(100);
    expect(seen.imports).toBeGreaterThan(400);
    expect(seen.zones).toEqual(expect.arrayContaining(["contract", "quant", "kernel", ...modules, "parts", "shell"]));
  });

  test("no import breaks it", () => expect(seen.faults).toEqual([]));

  test("the order of the modules is the order of the doors in package.json", () => {
    const { imports } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
    const doors = Object.keys(imports).map((d) => d.slice(1));
    expect(doors).toEqual(["contract", "quant", "kernel", "testing", ...modules, "parts", "shell"]);
    for (const m of modules) expect(imports[`#${m}`]).toBe(`./server/modules/${m}/index.ts`);
  });
});

type Case = [file: string, specifier: string, type?: "type"];
const forbidden: Case[] = [
  ["server/modules/rules/judge.ts", "#plans"],
  ["server/modules/rules/judge.ts", "#identity/store.ts"],
  ["server/modules/traffic/rank.ts", "../identity/store.ts"],
  ["server/modules/traffic/rank.ts", "#traffic"],
  ["server/modules/facts/append.ts", "#trade", "type"],
  ["server/kernel/tx.ts", "#parties"],
  ["server/kernel/tx.ts", "../modules/parties/index.ts"],
  ["server/modules/rules/model.ts", "#kernel"],
  ["server/modules/rules/model.ts", "#traffic"],
  ["server/modules/rules/model.ts", "./store.ts"],
  ["server/modules/rules/model.ts", "kysely"],
  ["server/modules/rules/model.ts", "node:fs"],
  ["server/modules/rules/judge.ts", "#testing"],
  ["server/modules/rules/judge.ts", "pg"],
  ["server/modules/rules/judge.ts", "pg-boss"],
  ["server/modules/rules/judge.ts", "#shell"],
  ["server/modules/rules/judge.test.ts", "#plans"],
  ["server/modules/loyalty/index.ts", "#kernel"],
  ["quant/bass.ts", "node:fs"],
  ["quant/bass.ts", "zod"],
  ["quant/bass.ts", "#contract"],
  ["contract/trade.ts", "node:crypto"],
  ["contract/trade.ts", "#quant"],
  ["contract/trade.ts", "../quant/money.ts"],
  ["web/shell/client.ts", "#kernel"],
  ["web/merchant/page.tsx", "#kernel", "type"],
  ["web/merchant/page.tsx", "#trade"],
  ["web/merchant/page.tsx", "../operator/page.tsx"],
  ["web/merchant/page.tsx", "../shell/client.ts"],
  ["web/merchant/page.tsx", "fastify"],
  ["web/merchant/page.tsx", "node:fs"],
  ["web/parts/table.tsx", "#shell"],
  ["web/parts/table.tsx", "../shell/client.ts"],
  ["web/supplier/page.tsx", "#parts"],
  ["world/buy.ts", "#kernel"],
  ["world/buy.ts", "#trade"],
  ["world/buy.ts", "../server/main.ts"],
  ["importers/olist.ts", "#facts"],
  ["importers/olist.ts", "../world/index.ts"],
  ["server/main.ts", "./kernel/tx.ts"],
  ["server/main.ts", "./modules/trade/index.ts"],
  ["test/loop.test.ts", "../server/modules/trade/store.ts"],
  ["test/loop.test.ts", "../web/shop/main.tsx"],
  ["plugins/thing.ts", "#kernel"],
];
const allowed: Case[] = [
  ["server/modules/rules/judge.ts", "#traffic"],
  ["server/modules/rules/judge.ts", "#kernel"],
  ["server/modules/rules/judge.ts", "./model.ts"],
  ["server/modules/rules/judge.ts", "kysely"],
  ["server/modules/rules/model.ts", "#kernel", "type"],
  ["server/modules/rules/model.ts", "#contract"],
  ["server/modules/rules/model.ts", "#quant"],
  ["server/modules/rules/model.ts", "./store.ts", "type"],
  ["server/modules/rules/model.ts", "@bufbuild/cel"],
  ["server/modules/rules/judge.test.ts", "#testing"],
  ["server/kernel/tx.test.ts", "#testing"],
  ["server/kernel/tx.ts", "pg"],
  ["server/kernel/tx.ts", "#contract"],
  ["server/modules/plans/set.ts", "#lab"],
  ["server/main.ts", "#plans"],
  ["server/main.ts", "../world/index.ts"],
  ["cli/main.ts", "#databank"],
  ["cli/main.ts", "../importers/index.ts"],
  ["cli/main.ts", "../server/main.ts"],
  ["test/loop.test.ts", "#testing"],
  ["test/law.test.ts", "../tools/law.ts"],
  ["contract/trade.ts", "zod"],
  ["contract/trade.ts", "./route.ts"],
  ["contract/trade.test.ts", "vitest"],
  ["quant/bass.test.ts", "node:fs"],
  ["web/shell/client.ts", "#parts"],
  ["web/merchant/page.tsx", "#shell"],
  ["web/merchant/page.tsx", "#contract"],
  ["web/merchant/page.tsx", "react"],
  ["web/merchant/page.tsx", "./charts.ts"],
  ["world/buy.ts", "#contract"],
  ["world/buy.test.ts", "#testing"],
  ["world/buy.test.ts", "../server/main.ts"],
  ["importers/olist.ts", "#quant"],
  ["importers/olist.ts", "csv-parse"],
];

describe("canaries", () => {
  test.each(forbidden)("%s may not import %s", (file, specifier, kind) => {
    expect(fault(file, specifier, kind === "type")).toBeTypeOf("string");
    const statement = `${kind === "type" ? "import type { A }" : "import { A }"} from "${specifier}";`;
    expect(look([{ path: file, text: `${statement}\nexport const b: A = A;` }]).faults).toHaveLength(1);
  });

  test.each(allowed)("%s may import %s", (file, specifier, kind) => {
    expect(fault(file, specifier, kind === "type")).toBeUndefined();
  });

  test("every way to import is seen, and a text or a comment is not an import", () => {
    const text = [
      'import "#plans";',
      'export * from "#plans";',
      'export { a } from "#plans";',
      'export const late = () => import("#plans");',
      'export const words = `import { a } from "#plans"`; // import { a } from "#plans"',
    ].join("\n");
    const { faults, imports } = look([{ path: "server/modules/rules/judge.ts", text }]);
    expect(imports).toBe(4);
    expect(faults.map((f) => f.split(" ")[0])).toEqual([1, 2, 3, 4].map((n) => `server/modules/rules/judge.ts:${n}`));
  });

  test("a computed import is refused: nobody can judge it", () => {
    const text = "export const late = (name: string) => import(name);";
    expect(look([{ path: "server/modules/rules/judge.ts", text }]).faults).toHaveLength(1);
    expect(look([{ path: "tools/thing.ts", text }]).faults).toEqual([]);
  });

  test("every folder has its zone", () => {
    expect(zone("server/main.ts")).toBeUndefined();
    expect(zone("knip.config.ts")).toBeUndefined();
    expect(zone("server/modules/trade/place.ts")).toBe("trade");
    expect(zone("web/shop/main.tsx")).toBe("web/shop");
    expect(zone("web/vite.ts")).toBe("web");
  });
});
