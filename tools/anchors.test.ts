import { expect, test } from "vitest";
import type { Anchor } from "#quant";
import { report, table } from "./anchors.ts";

const anchor = (name: string, run: Anchor["run"]): Anchor => ({ name, source: "a test", run });

test("a figure outside its tolerance, an error and an empty reading are failures; a skip is not", async () => {
  const done = await report([
    anchor("good", () => [{ what: "x", ours: 1.0004, published: 1, tolerance: 0.001 }]),
    anchor("bad", () => [{ what: "x", ours: 1.002, published: 1, tolerance: 0.001 }]),
    anchor("text", () => [{ what: "x", ours: "a", published: "b" }]),
    anchor("throws", () => {
      throw new Error("no such file");
    }),
    anchor("empty", () => []),
    anchor("later", () => Promise.resolve({ skipped: "not here" })),
  ]);
  expect(done.rows.map((r) => [r.name, r.pass])).toEqual([
    ["good", true],
    ["bad", false],
    ["text", false],
    ["throws", false],
    ["empty", false],
  ]);
  expect(done).toMatchObject({ failed: 4, skipped: [{ name: "later", reason: "not here" }] });
  const text = table(done);
  expect(text).toContain("5 references, 5 readings, 4 failed, 1 skipped");
  expect(text).toContain("no such file");
});
