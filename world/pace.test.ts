import { seeded } from "#quant";
import { expect, test } from "vitest";
import { Notes } from "./notes.ts";
import { Pace } from "./pace.ts";

test("what fails is counted and tried again, until the end is asked for", async () => {
  const ending = new AbortController();
  const said: string[] = [];
  const notes = new Notes((line) => void said.push(line));
  const pace = new Pace(ending.signal, notes, seeded("pace"));
  let [tries, works] = [0, 0];
  const fails = pace.every(0.001, "call", async () => {
    tries += 1;
    if (tries < 3) throw new TypeError(`fetch failed ${tries}`);
  });
  const succeeds = pace.every(0.001, "other", async () => {
    works += 1;
    await Promise.resolve();
  });
  await expect.poll(() => tries, { timeout: 20_000 }).toBeGreaterThan(3);
  ending.abort();
  await Promise.all([fails, succeeds]);
  expect(notes.failures).toBe(2);
  expect(said).toEqual(["world: call: fetch failed 1"]);
  expect(works).toBeGreaterThan(0);
});
