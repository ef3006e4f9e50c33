import { expect, test } from "vitest";
import { newScanReader } from "./scanner.ts";

/** Types a text with a pause between the keys, then Enter; the codes that were recognised. */
function typed(text: string, pause_ms: number, read = newScanReader(), start_ms = 1000): string[] {
  return [...text, "Enter"].flatMap((key, i) => read(key, start_ms + i * pause_ms) ?? []);
}

test("a burst ended by Enter is a scan", () => {
  expect(typed("6901234567892", 8)).toEqual(["6901234567892"]);
});

test("a person typing is not a scanner", () => {
  expect(typed("6901234567892", 150)).toEqual([]);
});

test("what a person typed before is not part of the scan", () => {
  const read = newScanReader();
  read("x", 0);
  expect(typed("6901234567892", 8, read, 1000)).toEqual(["6901234567892"]);
});

test("keys without a character do not break a scan, a late Enter does", () => {
  const read = newScanReader();
  const keys: [string, number][] = [
    ["Shift", 0],
    ["A", 5],
    ["B", 10],
    ["1", 15],
    ["2", 20],
    ["Enter", 25],
  ];
  expect(keys.map(([key, at]) => read(key, at)).at(-1)).toBe("AB12");
  for (const [key, at] of keys.slice(0, -1)) read(key, at + 1000);
  expect(read("Enter", 2000)).toBeUndefined();
});

test("too short or endless bursts are nothing", () => {
  expect(typed("12", 5)).toEqual([]);
  expect(typed("9".repeat(402), 1)).toEqual([]);
});
