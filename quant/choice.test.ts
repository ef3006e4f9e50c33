import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { drawExponential } from "./draw.ts";
import { cholesky, solvePositive } from "./linear.ts";
import { choiceShares, fitLogit, willingnessToPay } from "./logit.ts";
import { maxDiffCounts, maxDiffLogit } from "./maxdiff.ts";
import { seeded } from "./random.ts";

describe("linear systems", () => {
  test("solves what it built; says no when there is no unique answer", () => {
    const value = fc.double({ min: -5, max: 5, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(fc.array(value, { minLength: 3, maxLength: 3 }), { minLength: 3, maxLength: 3 }),
        fc.array(value, { minLength: 3, maxLength: 3 }),
        (m, x) => {
          const a = m.map((r, i) => m.map((s, j) => r.reduce((sum, v, k) => sum + v * (s[k] ?? 0), i === j ? 1 : 0)));
          const b = a.map((r) => r.reduce((sum, v, k) => sum + v * (x[k] ?? 0), 0));
          solvePositive(a, b)?.forEach((v, i) => expect(v).toBeCloseTo(x[i] ?? 0, 8));
          expect(cholesky(a)).toBeDefined();
        },
      ),
    );
    expect(
      solvePositive(
        [
          [1, 1],
          [1, 1],
        ],
        [1, 1],
      ),
    ).toBeUndefined();
  });
});

describe("logit", () => {
  test("finds the parameters that made the choices", () => {
    const random = seeded("choices");
    const choices = Array.from({ length: 4_000 }, () => {
      const alternatives = [0, 1, 2].map(() => [random.next() * 2, random.next() * 2]);
      const utilities = alternatives.map(([x = 0, y = 0]) => 1.2 * x - 0.8 * y - Math.log(drawExponential(random, 1)));
      return { alternatives, chosen: utilities.indexOf(Math.max(...utilities)) };
    });
    const fit = fitLogit(choices);
    [1.2, -0.8].forEach((truth, i) =>
      expect(Math.abs((fit?.estimates[i] ?? 0) - truth)).toBeLessThan(4 * (fit?.se[i] ?? 0)),
    );
    expect(fit?.logLikelihood).toBeGreaterThan(fit?.nullLogLikelihood ?? 0);
  });
  test("nothing to find is undefined, not a number", () => {
    const alone = { alternatives: [[1], [0]], chosen: 0 };
    expect(fitLogit([])).toBeUndefined();
    expect(fitLogit([alone, alone, alone])).toBeUndefined();
    expect(
      fitLogit([
        {
          alternatives: [
            [1, 1],
            [0, 0],
          ],
          chosen: 0,
        },
        {
          alternatives: [
            [1, 1],
            [0, 0],
          ],
          chosen: 1,
        },
      ]),
    ).toBeUndefined();
    expect(() => fitLogit([{ alternatives: [[1], [0]], chosen: 2 }])).toThrow("not in its set");
    expect(() => willingnessToPay([0, 1], 0)).toThrow("no effect");
    expect(willingnessToPay([-2, 1], 0)[1]).toBe(0.5);
  });
  test("shares sum to 1 even for huge utilities", () => {
    expect(choiceShares([1e4, 0, -1e4])).toEqual([1, 0, 0]);
    expect(choiceShares([5, 5])).toEqual([0.5, 0.5]);
  });
});

test("a best-worst answer must be one", () => {
  expect(() => maxDiffCounts([{ shown: [0, 1], best: 0, worst: 0 }], 2)).toThrow("two of the shown");
  expect(() => maxDiffLogit([{ shown: [0, 7], best: 0, worst: 7 }], 2)).toThrow("distinct and in 0..1");
});
