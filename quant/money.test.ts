import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { allocate, allocateCapped, percentOf, roundToTotal, sumMinor } from "./money.ts";
import { decimalText, parseMinor } from "./currency.ts";

const weights = fc.uniqueArray(
  fc.record({ key: fc.string({ maxLength: 6 }), weight: fc.integer({ min: 0, max: 9_000_000_000 }) }),
  { selector: (s) => s.key, minLength: 1, maxLength: 12 },
);
const big = fc.integer({ min: 0, max: 9_000_000_000_000 });
const byKey = (keys: readonly string[], parts: readonly number[]) =>
  Object.fromEntries(keys.map((k, i) => [k, parts[i]]));

describe("allocate", () => {
  test("parts sum to the amount, stay within one of the exact share, and ignore the order", () => {
    fc.assert(
      fc.property(weights, big, fc.integer(), (shares, amount, turn) => {
        const total = sumMinor(shares.map((s) => s.weight));
        fc.pre(total > 0);
        const parts = allocate(amount, shares);
        expect(sumMinor(parts)).toBe(amount);
        shares.forEach((s, i) => {
          const floor = Number((BigInt(amount) * BigInt(s.weight)) / BigInt(total));
          expect([floor, floor + 1]).toContain(parts[i]);
          if (s.weight === 0) expect(parts[i]).toBe(0);
        });
        const at = Math.abs(turn) % shares.length;
        const turned = [...shares.slice(at), ...shares.slice(0, at)];
        expect(
          byKey(
            turned.map((s) => s.key),
            allocate(amount, turned),
          ),
        ).toEqual(
          byKey(
            shares.map((s) => s.key),
            parts,
          ),
        );
        expect(allocate(-amount, shares).map((p) => -p)).toEqual(parts.map((p) => (p === 0 ? -0 : p)));
      }),
    );
  });

  test("refuses what cannot be exact", () => {
    expect(() => allocate(1, [])).toThrow("nothing to allocate to");
    expect(() => allocate(1, [{ key: "a", weight: 0 }])).toThrow("all weights are 0");
    expect(() => allocate(1.5, [{ key: "a", weight: 1 }])).toThrow("whole number");
    expect(() =>
      allocate(1, [
        { key: "a", weight: 1 },
        { key: "a", weight: 1 },
      ]),
    ).toThrow("twice");
    expect(() => allocate(1, [{ key: "a", weight: -1 }])).toThrow(">= 0");
    expect(allocate(0, [])).toEqual([]);
  });
});

describe("allocateCapped", () => {
  test("never above a cap, nothing lost, nothing lapses while a weighted share has room", () => {
    const capped = weights.chain((shares) =>
      fc.tuple(...shares.map((s) => fc.integer({ min: 0, max: 5_000_000 }).map((cap_minor) => ({ ...s, cap_minor })))),
    );
    fc.assert(
      fc.property(capped, fc.integer({ min: 0, max: 40_000_000 }), (shares, amount) => {
        const { parts, lapsed_minor } = allocateCapped(amount, shares);
        expect(sumMinor(parts) + lapsed_minor).toBe(amount);
        shares.forEach((s, i) => {
          expect(parts[i]).toBeGreaterThanOrEqual(0);
          expect(parts[i]).toBeLessThanOrEqual(s.cap_minor);
          if (lapsed_minor > 0 && s.weight > 0) expect(parts[i]).toBe(s.cap_minor);
        });
        const turned = [...shares].reverse();
        expect(allocateCapped(amount, turned).parts.toReversed()).toEqual(parts);
      }),
    );
  });
});

describe("percentOf", () => {
  test("is the exact fraction rounded half up, also beyond 2^53", () => {
    fc.assert(
      fc.property(big, fc.integer({ min: 0, max: 20_000 }), (amount, rate) => {
        const twice = BigInt(amount) * BigInt(rate) * 2n;
        expect(percentOf(amount, rate)).toBe(Number((twice + 10_000n) / 20_000n));
        if (percentOf(amount, rate) > 0) expect(percentOf(-amount, rate)).toBe(-percentOf(amount, rate));
      }),
    );
    expect(() => percentOf(100, 12.5)).toThrow("basis points");
  });
});

describe("roundToTotal", () => {
  test("real parts of a total round to it within one", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: 1, maxLength: 10 }),
        fc.integer({ min: 0, max: 1e9 }),
        (p, total) => {
          const sum = p.reduce((a, b) => a + b, 0);
          const values = p.map((v, i) => ({ key: `k${i}`, value: (v / sum) * total }));
          const parts = roundToTotal(values, total);
          expect(sumMinor(parts)).toBe(total);
          values.forEach((v, i) => expect(Math.abs((parts[i] ?? 0) - v.value)).toBeLessThan(1.001));
        },
      ),
    );
    expect(() => roundToTotal([{ key: "a", value: 5 }], 10)).toThrow("not to 10");
  });
});

describe("decimal text", () => {
  test("reads back what it wrote", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -9e12, max: 9e12 }),
        fc.constantFrom("CNY", "JPY", "KWD", "CLF"),
        (amount, currency) => {
          expect(parseMinor(decimalText(amount, currency), currency)).toBe(amount === 0 ? 0 : amount);
        },
      ),
    );
  });
  test("refuses what it cannot hold", () => {
    for (const bad of ["", "1,000", "1.001", "0x10", "1e3", "--1", ".5"])
      expect(parseMinor(bad, "CNY")).toBeUndefined();
    expect(parseMinor("1.0", "JPY")).toBe(1);
    expect(() => decimalText(1, "cny")).toThrow("ISO 4217");
  });
});
