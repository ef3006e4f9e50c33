import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  categorical,
  drawBeta,
  drawBinomial,
  drawExponential,
  drawGamma,
  drawNormal,
  drawOne,
  drawPoisson,
  drawWhole,
  shuffled,
} from "./draw.ts";
import { seeded, xoshiro128, type Random } from "./random.ts";

describe("seeded", () => {
  test("same seed, same sequence; forks do not depend on what was drawn", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.integer()), fc.string(), (seed, label) => {
        const [a, b] = [seeded(seed), seeded(seed)];
        expect([a.next(), a.next()]).toEqual([b.next(), b.next()]);
        expect(a.fork(label).next()).toBe(seeded(seed).fork(label).next());
        const x = a.next();
        expect(x >= 0 && x < 1).toBe(true);
      }),
    );
  });
  test("refuses a state or a seed that cannot work", () => {
    expect(() => xoshiro128([0, 0, 0, 0])).toThrow("zeros");
    expect(() => seeded(1.5)).toThrow("whole");
  });
  test("numbers fill the unit interval evenly", () => {
    const random = seeded("even");
    const bins = Array.from({ length: 10 }, () => 0);
    for (let i = 0; i < 100_000; i++) {
      const at = Math.floor(random.next() * 10);
      bins[at] = (bins[at] ?? 0) + 1;
    }
    const chi = bins.reduce((s, n) => s + (n - 10_000) ** 2 / 10_000, 0);
    expect(chi).toBeLessThan(27.9); // 99.9 % point of chi-square with 9 degrees of freedom
  });
});

/** Mean and variance of n draws lie within 5 standard errors of the theory (the fourth moment by a generous bound). */
function moments(draw: (r: Random) => number, mean: number, variance: number, n = 40_000): void {
  const random = seeded(`moments ${mean} ${variance}`);
  const values = Array.from({ length: n }, () => draw(random));
  const m = values.reduce((a, b) => a + b, 0) / n;
  const v = values.reduce((s, x) => s + (x - m) ** 2, 0) / (n - 1);
  expect(Math.abs(m - mean)).toBeLessThan(5 * Math.sqrt(variance / n));
  expect(Math.abs(v / variance - 1)).toBeLessThan(0.12);
}

describe("draws have the moments of their distribution", () => {
  test("normal, exponential, gamma, beta", () => {
    moments((r) => drawNormal(r, 3, 2), 3, 4);
    moments((r) => drawExponential(r, 5), 5, 25);
    moments((r) => drawGamma(r, 4.5, 2), 9, 18);
    moments((r) => drawGamma(r, 0.4), 0.4, 0.4);
    moments((r) => drawBeta(r, 2, 78), 0.025, (2 * 78) / (80 * 80 * 81));
  });
  test("Poisson and binomial, small and large", () => {
    moments((r) => drawPoisson(r, 0.7), 0.7, 0.7);
    moments((r) => drawPoisson(r, 12), 12, 12);
    moments((r) => drawPoisson(r, 500), 500, 500);
    moments((r) => drawBinomial(r, 10, 0.3), 3, 2.1);
    moments((r) => drawBinomial(r, 1000, 0.1), 100, 90);
    expect(drawPoisson(seeded(1), 0)).toBe(0);
    expect(drawBinomial(seeded(1), 1000, 1)).toBe(1000);
    expect(drawBinomial(seeded(1), 1000, 0)).toBe(0);
  });
  test("whole numbers and categories", () => {
    moments((r) => drawWhole(r, 1, 6), 3.5, 35 / 12);
    const pick = categorical([0, 1, 0, 3]);
    const random = seeded("categories");
    const counts = [0, 0, 0, 0];
    for (let i = 0; i < 40_000; i++) {
      const at = pick(random);
      counts[at] = (counts[at] ?? 0) + 1;
    }
    expect([counts[0], counts[2]]).toEqual([0, 0]);
    expect((counts[3] ?? 0) / 40_000).toBeCloseTo(0.75, 1);
    expect(() => categorical([0, 0])).toThrow("> 0");
  });
  test("a shuffle keeps the items and moves them", () => {
    const items = Array.from({ length: 50 }, (_, i) => i);
    const out = shuffled(seeded("s"), items);
    expect(out.toSorted((a, b) => a - b)).toEqual(items);
    expect(out).not.toEqual(items);
    expect(() => drawOne(seeded(1), [])).toThrow("nothing");
  });
});
