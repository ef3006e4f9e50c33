import { writeFileSync } from "node:fs";
import type { Reporter } from "vitest/node";

/** Leaves the counts of a run for bin/test.js, which prints them as its last line. */
export default class SummaryReporter implements Reporter {
  onTestRunEnd(...[modules, errors]: Parameters<NonNullable<Reporter["onTestRunEnd"]>>): void {
    const file = process.env.FAIRGROUND_TEST_SUMMARY;
    if (file === undefined) return;
    const counts = { passed: 0, failed: errors.length, skipped: 0 };
    for (const module of modules) {
      let tests = 0;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        tests += 1;
        if (state !== "pending") counts[state] += 1;
      }
      // a file that does not load, or whose hooks fail, has no failed test of its own
      if (tests === 0 && module.state() === "failed") counts.failed += 1;
    }
    writeFileSync(file, JSON.stringify(counts));
  }
}
