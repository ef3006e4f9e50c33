import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bucketOf, bucketRanges, isHeldOut, variationOf } from "./assignment.ts";
import { canonicalJson } from "./canonical.ts";
import { drawNormal } from "./draw.ts";
import { alwaysValid, welch } from "./experiment.ts";
import { benjaminiHochberg, effectiveNumber, whiteSpaceGap } from "./opportunity.ts";
import { newtonMillerSmith, priceSensitivity } from "./psm.ts";
import { presale } from "./presale.ts";
import { seeded } from "./random.ts";
import { wilson } from "./wilson.ts";

describe("shares", () => {
  test("a Wilson interval lies in 0..1 and holds the share", () => {
    fc.assert(
      fc.property(fc.nat(500), fc.nat(500), (a, b) => {
        const { low, high } = wilson(Math.min(a, b), Math.max(a, b));
        const share = Math.max(a, b) === 0 ? 0.5 : Math.min(a, b) / Math.max(a, b);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low <= share && share <= high).toBe(true);
      }),
    );
    expect(wilson(0, 0)).toEqual({ low: 0, high: 1 });
    expect(() => wilson(2, 1)).toThrow("2 of 1");
  });
});

describe("price sensitivity", () => {
  test("points are ordered and unusable answers are counted", () => {
    const rising = { tooCheap: 10, cheap: 20, expensive: 30, tooExpensive: 40 };
    expect(priceSensitivity([rising, { ...rising, cheap: 30 }])).toMatchObject({ used: 1, dropped: 1 });
    expect(priceSensitivity([])).toBeUndefined();
    expect(newtonMillerSmith([{ ...rising, intentAtCheap: 1, intentAtExpensive: 0.5 }])?.bestTrial).toEqual({
      price: 20,
      trial: 1,
      revenue: 20,
    });
    const steps = fc.integer({ min: 1, max: 30 });
    const answer = fc.tuple(steps, steps, steps, steps).map(([a, b, c, d]) => ({
      tooCheap: a,
      cheap: a + b,
      expensive: a + b + c,
      tooExpensive: a + b + c + d,
    }));
    fc.assert(
      fc.property(fc.array(answer, { minLength: 1, maxLength: 60 }), (answers) => {
        const p = priceSensitivity(answers);
        expect(p && p.pmc <= p.pme).toBe(true);
        expect(p && p.pmc <= p.idp && p.pmc <= p.opp && p.opp <= p.pme).toBe(true);
        expect(priceSensitivity(answers.toReversed())).toEqual(p);
      }),
    );
  });
});

describe("white space", () => {
  test("false-discovery control rejects more as q grows, and never skips a smaller p", () => {
    const p = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(p, { maxLength: 30 }), (list) => {
        const [strict, loose] = [benjaminiHochberg(list, 0.01), benjaminiHochberg(list, 0.1)];
        list.forEach((a, i) => {
          if (strict[i]) expect(loose[i]).toBe(true);
          list.forEach((b, j) => expect(loose[j] && a < b ? loose[i] : true).toBe(true));
        });
      }),
    );
  });
  test("more demand widens the gap, more supply closes it", () => {
    expect(whiteSpaceGap(50, 20, 1, 3)).toBeGreaterThan(whiteSpaceGap(30, 20, 1, 3));
    expect(whiteSpaceGap(50, 20, 5, 3)).toBeLessThan(whiteSpaceGap(50, 20, 1, 3));
    expect([effectiveNumber([1, 1, 1]), effectiveNumber([5]), effectiveNumber([])]).toEqual([
      expect.closeTo(3, 12),
      1,
      0,
    ]);
  });
});

describe("assignment", () => {
  test("shares come out as planned, and more coverage moves nobody", () => {
    const narrow = bucketRanges(2, 0.4, [0.3, 0.7]);
    const wide = bucketRanges(2, 1, [0.3, 0.7]);
    let [first, held] = [0, 0];
    for (let i = 0; i < 20_000; i++) {
      const bucket = bucketOf("exp", `person-${i}`);
      const now = variationOf(bucket, narrow);
      if (now !== undefined) expect(variationOf(bucket, wide)).toBe(now);
      if (variationOf(bucket, wide) === 0) first += 1;
      if (isHeldOut(`person-${i}`, 0.05)) held += 1;
    }
    expect(first / 20_000).toBeCloseTo(0.3, 1);
    expect(held / 20_000).toBeCloseTo(0.05, 2);
  });
});

describe("experiments", () => {
  test("no difference: daily looks at the always-valid test rarely alarm, at the fixed test often", () => {
    const random = seeded("a/a");
    let [valid, fixed] = [0, 0];
    for (let run = 0; run < 200; run++) {
      const arms = [
        { n: 0, sum: 0, sumSquares: 0 },
        { n: 0, sum: 0, sumSquares: 0 },
      ] as const;
      const state = arms.map((a) => ({ ...a }));
      let [sawValid, sawFixed] = [false, false];
      for (let day = 0; day < 30; day++) {
        for (const arm of state) {
          for (let i = 0; i < 30; i++) {
            const x = drawNormal(random, 1, 1);
            arm.n += 1;
            arm.sum += x;
            arm.sumSquares += x * x;
          }
        }
        const [a, b] = state;
        if (!a || !b) continue;
        sawValid ||= alwaysValid(a, b, 1_000).p < 0.05;
        sawFixed ||= welch(a, b).p < 0.05;
      }
      valid += Number(sawValid);
      fixed += Number(sawFixed);
    }
    expect(valid / 200).toBeLessThanOrEqual(0.05);
    expect(fixed / 200).toBeGreaterThan(0.1);
  });
  test("edges", () => {
    const flat = { n: 10, sum: 10, sumSquares: 10 };
    expect(welch(flat, flat).p).toBe(1);
    expect(() => welch({ n: 1, sum: 1, sumSquares: 1 }, flat)).toThrow("at least 2");
    expect(() => welch({ n: 10, hits: 0 }, { n: 10, hits: 3 }, true)).toThrow("other than 0");
  });
});

test("canonical text does not depend on the order of keys", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
      const turned = Object.fromEntries(Object.entries(value).reverse());
      expect(canonicalJson(turned)).toBe(canonicalJson(value));
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
  expect(canonicalJson({ b: [1, undefined], a: undefined })).toBe('{"b":[1,null]}');
  expect(() => canonicalJson({ a: NaN })).toThrow("no JSON text");
});

test("a multiplied deposit lowers the tail, and never below 0", () => {
  expect(presale(20_000, 1_000, 0, 3)).toEqual({ tail_minor: 17_000, thresholdBase_minor: 18_000, pay_minor: 18_000 });
  expect(presale(1_000, 1_000, 500).tail_minor).toBe(0);
  expect(() => presale(100, 200)).toThrow("at most the price");
});
