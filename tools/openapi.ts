import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { allRoutes, openapi } from "#contract";
import { root } from "./sources.ts";

const file = path.join(root, "docs", "openapi.json");

/** The document as it is committed: indented, so that a change shows as the lines that changed. */
function document(): string {
  const { version } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
  return `${JSON.stringify(openapi(allRoutes, version), null, 1)}\n`;
}

/** Where the committed document differs from the routes, in words; nothing when they are equal. */
export function drift(now: string, kept: string): string | undefined {
  if (now === kept) return undefined;
  const [a, b] = [now.split("\n"), kept.split("\n")];
  const at = a.findIndex((text, line) => text !== b[line]);
  const line = at === -1 ? a.length : at;
  return [
    `docs/openapi.json differs from the routes in contract/ at line ${line + 1}:`,
    `  routes:    ${a[line]?.trim() ?? "(end)"}`,
    `  committed: ${b[line]?.trim() ?? "(end)"}`,
    "Run: node bin/run.js tools/openapi.ts --write, and read the difference before you commit it.",
  ].join("\n");
}

/** Compares the routes with the committed document, or writes it with `--write`. */
function main(): number {
  const now = document();
  if (process.argv.includes("--write")) writeFileSync(file, now);
  const difference = drift(now, existsSync(file) ? readFileSync(file, "utf8") : "");
  console.log(JSON.stringify({ count: allRoutes.length }));
  if (difference !== undefined) console.error(difference);
  return difference === undefined ? 0 : 1;
}

if (import.meta.main) process.exitCode = main();
