import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { buildWeb } from "../tools/build-web.ts";
import { browserGraph, serverTexts, traces } from "../tools/bundle.ts";
import { sources } from "../tools/sources.ts";

const all = sources();
const outDir = mkdtempSync(path.join(os.tmpdir(), "fairground-bundle-"));
afterAll(() => rmSync(outDir, { recursive: true, force: true }));

test("no import path leads from a console to the server", () => {
  const { reached, faults } = browserGraph(all);
  expect(faults).toEqual([]);
  expect(reached.length).toBeGreaterThan(50);
  for (const app of ["operator", "merchant", "venue", "shop"]) expect(reached).toContain(`web/${app}/main.tsx`);
  expect(reached).toContain("contract/index.ts");
});

test("no text of the server's code stands in a built file", { timeout: 300_000 }, async () => {
  await buildWeb({ log: () => undefined, outDir, force: true });
  const files = readdirSync(outDir, { recursive: true, encoding: "utf8" }).filter((f) => /\.(js|html|css)$/.test(f));
  const texts = serverTexts(all);
  expect(files.length).toBeGreaterThan(5);
  expect(texts.length).toBeGreaterThan(100);
  const found = files.flatMap((f) =>
    traces(readFileSync(path.join(outDir, f), "utf8"), texts).map((t) => `${f}: ${t}`),
  );
  expect(found).toEqual([]);
});

const shop = (text: string) => ({ path: "web/shop/main.tsx", text });

test.each([
  ["a face of the server", [shop('import { inTx } from "#kernel";\ninTx;')]],
  ["a Node module", [shop('import fs from "node:fs";\nfs;')]],
  ["a server package", [shop('import { sql } from "kysely/helpers/postgres";\nsql;')]],
  [
    "a file that reaches the server",
    [
      shop('import "../parts/a.ts";'),
      { path: "web/parts/a.ts", text: 'import "../../server/main.ts";' },
      { path: "server/main.ts", text: "export {};" },
    ],
  ],
])("canary: %s", (_name, files) => expect(browserGraph(files).faults.length).toBeGreaterThan(0));

test("canary: a type leaves nothing in the browser", () =>
  expect(browserGraph([shop('import type { Tx } from "#kernel";\nexport type T = Tx;')]).faults).toEqual([]));

test("canary: a text of the server in a built file is seen", () => {
  const secret = "select secret, salt from kernel.account where id = 1";
  const texts = serverTexts([{ path: "server/kernel/a.ts", text: `export const a = "${secret}";` }]);
  expect(texts).toEqual([secret]);
  expect(traces(`const q="${secret}";`, texts)).toEqual([secret]);
  expect(traces("const q=1", texts)).toEqual([]);
});
