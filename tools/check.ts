import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { jsonIn, runGates, runTool, verdict } from "./gate.ts";
import type { Gate } from "./gate.ts";
import { ownDependencyFaults } from "./licences.ts";
import { look } from "./look.ts";
import { pageFaults } from "./pages.ts";
import { folders, isCode, paths, root, sources } from "./sources.ts";
import { disagreements, excess, findings, limits, missingParts } from "./tidy.ts";

const present = folders.filter((f) => existsSync(path.join(root, f)));
const formatted = /\.(tsx?|js|mjs|json|css|html|ya?ml)$/;
const prettier = "node_modules/prettier/bin/prettier.cjs";

const format = (fix: boolean): Gate => ({
  name: "format",
  async run() {
    const files = paths().filter((p) => formatted.test(p));
    const ran = await runTool(prettier, [fix ? "--write" : "--list-different", ...files]);
    const faults = fix || ran.code !== 1 ? [] : ran.out.split("\n").filter((line) => line !== "");
    return verdict(ran, files.length, "files", faults);
  },
});

const lint: Gate = {
  name: "lint",
  async run() {
    const ran = await runTool("node_modules/oxlint/bin/oxlint", ["-f", "json", ...present]);
    const report = jsonIn(ran.out) as LintReport;
    const faults = (report.diagnostics ?? []).map(
      (d) => `${d.filename}:${d.labels?.[0]?.span?.line ?? 1} ${d.code ?? "syntax"}: ${d.message}`,
    );
    return verdict(ran, report.number_of_files ?? 0, "files", faults);
  },
};
type LintReport = {
  readonly number_of_files?: number;
  readonly diagnostics?: readonly {
    readonly message: string;
    readonly code?: string;
    readonly filename: string;
    readonly labels?: readonly { readonly span?: { readonly line?: number } }[];
  }[];
};

const tsc = "node_modules/typescript/bin/tsc";
const types: Gate = {
  name: "types",
  async run() {
    const projects: { path: string }[] = JSON.parse(readFileSync(path.join(root, "tsconfig.json"), "utf8")).references;
    const ran = await runTool(tsc, ["-b", "--pretty", "false"]);
    const seen = new Set<string>();
    for (const project of projects) {
      const list = await runTool(tsc, ["-p", project.path, "--listFilesOnly"]);
      for (const file of list.out.split("\n")) seen.add(path.relative(root, file).split(path.sep).join("/"));
    }
    const code = paths().filter(isCode);
    const missed = code.filter((p) => !seen.has(p)).map((p) => `${p} belongs to no TypeScript project`);
    const errors = ran.out.split("\n").filter((line) => /error TS\d+/.test(line));
    return verdict(ran, code.length - missed.length, "files", [...errors, ...missed]);
  },
};

const law: Gate = {
  name: "law",
  run() {
    const { imports, faults } = look(sources());
    return Promise.resolve({ count: imports, of: "imports", faults });
  },
};

const tidy: Gate = {
  name: "tidy",
  run() {
    const all = sources();
    const allowed = JSON.parse(readFileSync(path.join(root, "tools", "allowances.json"), "utf8"));
    const wrong = disagreements(excess(all), allowed);
    const where = findings(all)
      .filter((f) => wrong.some((w) => w.startsWith(`${f.limit}: ${f.path} `)))
      .map((f) => `${f.path}:${f.line} ${f.limit}: ${f.says}`);
    const missing = missingParts(paths()).map((p) => `${p} is missing`);
    const faults = [...wrong, ...where, ...missing];
    return Promise.resolve({ count: all.length, of: `files, ${Object.keys(limits).length} limits`, faults });
  },
};

const pages: Gate = {
  name: "pages",
  run() {
    const { scripts } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
    return Promise.resolve({ of: "links and commands", ...pageFaults(sources(), paths(), Object.keys(scripts)) });
  },
};

const dependencies: Gate = {
  name: "dependencies",
  run: () => Promise.resolve({ of: "packages", ...ownDependencyFaults() }),
};

const unused: Gate = {
  name: "unused",
  async run() {
    const ran = await runTool("node_modules/knip/bin/knip.js", ["--reporter", "./tools/knip-reporter.ts"]);
    const { count, faults } = jsonIn(ran.out) as { count?: number; faults?: string[] };
    return verdict(ran, count ?? 0, "files", faults ?? []);
  },
};

const openapi: Gate = {
  name: "openapi",
  async run() {
    const ran = await runTool("tools/openapi.ts", []);
    return verdict(ran, Number(jsonIn(ran.out).count ?? 0), "routes", []);
  },
};

/** `npm run check`: every gate that needs no database and no browser. `--fix` writes the format instead of judging it. */
async function main(): Promise<number> {
  const started = performance.now();
  const gates = [types, lint, format(process.argv.includes("--fix")), unused, openapi, law, tidy, pages, dependencies];
  const red = await runGates(gates, 2, (line) => console.log(line));
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(
    `${red === 0 ? "all" : `${red} of`} ${gates.length} gates ${red === 0 ? "are green" : "are red"}, ${seconds} s`,
  );
  return red === 0 ? 0 : 1;
}

if (import.meta.main) process.exitCode = await main();
