import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { allRoutes, openapi } from "#contract";
import { root } from "./sources.ts";

const file = path.join(root, "docs", "openapi.json");

/** The document as it is committed: one line per 120 characters would hide changes, so it is indented by one. */
export function document(): string {
  const { version } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
  return `${JSON.stringify(openapi(allRoutes, version), null, 1)}\n`;
}

/** Compares the routes with the committed document, or writes it with `--write`. */
function main(): number {
  const now = document();
  if (process.argv.includes("--write")) writeFileSync(file, now);
  const kept = readFileSync(file, { encoding: "utf8", flag: "a+" });
  console.log(JSON.stringify({ count: allRoutes.length }));
  if (now === kept) return 0;
  const [a, b] = [now.split("\n"), kept.split("\n")];
  const line = a.findIndex((text, at) => text !== b[at]);
  console.error(`docs/openapi.json differs from the routes in contract/ at line ${line + 1}:`);
  console.error(`  routes:    ${a[line]?.trim() ?? "(end)"}\n  committed: ${b[line]?.trim() ?? "(end)"}`);
  console.error("Run: node bin/run.js tools/openapi.ts --write, and read the difference before you commit it.");
  return 1;
}

if (import.meta.main) process.exitCode = main();
