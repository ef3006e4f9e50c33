import { describe, expect, test } from "vitest";
import { difference, passes } from "./anchor.ts";
import { quantAnchors } from "./index.ts";

describe("reference vectors", () => {
  test.each(quantAnchors.map((a) => [a.name, a] as const))("%s", async (_, anchor) => {
    const readings = await anchor.run();
    if ("skipped" in readings) throw new Error(`a vector of quant needs no data, but said: ${readings.skipped}`);
    expect(readings.length).toBeGreaterThan(0);
    expect(readings.filter((r) => !passes(r))).toEqual([]);
  });

  test("names are unique", () => {
    expect(new Set(quantAnchors.map((a) => a.name)).size).toBe(quantAnchors.length);
  });
});

describe("difference", () => {
  test("numbers, lists, objects, shapes", () => {
    expect(difference(1, 1.5)).toBe(0.5);
    expect(difference([1, [2]], [1, [2.25]])).toBe(0.25);
    expect(difference({ a: 1 }, { a: 1 })).toBe(0);
    expect(difference({ a: 1 }, { b: 1 })).toBe(Infinity);
    expect(difference([1], [1, 2])).toBe(Infinity);
    expect(difference(NaN, 1)).toBe(Infinity);
    expect(difference("1", 1)).toBe(Infinity);
    expect(difference(undefined, undefined)).toBe(0);
  });
});
