#!/usr/bin/env node
// npm test [-- vitest arguments]: the whole suite, or the named files; the last line says how many passed.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { root } from "./install.js";
import { main } from "./node24.js";

const folder = mkdtempSync(path.join(tmpdir(), "fairground-summary-"));
const summary = path.join(folder, "summary.json");
const vitest = path.join(root, "node_modules/vitest/vitest.mjs");
process.chdir(root);
await main([vitest, "run", ...process.argv.slice(2)], { FAIRGROUND_TEST_SUMMARY: summary });

let counts = { passed: 0, failed: 1, skipped: 0 };
try {
  counts = JSON.parse(readFileSync(summary, "utf8"));
} catch {
  process.stderr.write("The run ended before the tests were counted.\n");
  process.exitCode ||= 1;
}
rmSync(folder, { recursive: true, force: true });
if (counts.failed > 0) process.exitCode ||= 1;
// a run that failed as a whole (no engines, no test found) has no failed test, and yet must not look like a success
if (process.exitCode !== 0) counts.failed ||= 1;
process.stdout.write(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`);
