import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { croston, demandMoments, seasonalForecast, seasonalIndices, seasonalNaive, smoothBest } from "./forecast.ts";
import { drawNormal } from "./draw.ts";
import { seeded } from "./random.ts";
import { orderQuantity, orderUpTo, reorderPoint, safetyStock } from "./replenish.ts";

describe("replenishment", () => {
  test("a policy reaches its service level in a simulation", () => {
    const random = seeded("cycles");
    const demand = { mean_perDay: 20, sd_perDay: 6, leadTime_days: 5 };
    const point = reorderPoint(demand, 0.95);
    let covered = 0;
    for (let cycle = 0; cycle < 5_000; cycle++) {
      let used = 0;
      for (let day = 0; day < 5; day++) used += drawNormal(random, 20, 6);
      if (used <= point) covered += 1;
    }
    expect(covered / 5_000).toBeGreaterThan(0.935);
    expect(covered / 5_000).toBeLessThan(0.965);
  });
  test("more uncertainty or a higher level never means less stock", () => {
    const level = fc.double({ min: 0.5, max: 0.999, noNaN: true });
    fc.assert(
      fc.property(fc.nat(500), fc.nat(200), fc.nat(60), level, level, (mean_perDay, sd_perDay, leadTime_days, a, b) => {
        const demand = { mean_perDay, sd_perDay, leadTime_days };
        expect(safetyStock(demand, Math.max(a, b))).toBeGreaterThanOrEqual(safetyStock(demand, Math.min(a, b)));
        expect(safetyStock({ ...demand, leadTimeSd_days: 2 }, a)).toBeGreaterThanOrEqual(safetyStock(demand, a));
        expect(orderUpTo(demand, a, 7)).toBeGreaterThanOrEqual(reorderPoint(demand, a));
      }),
    );
  });
  test("orders come in whole packs, reach the target, and fit", () => {
    const terms = fc.record({ packSize: fc.integer({ min: 1, max: 48 }), least: fc.nat(100) });
    fc.assert(
      fc.property(
        fc.integer({ min: -50, max: 500 }),
        fc.nat(300),
        fc.nat(600),
        terms,
        (position, reorderAt, target, t) => {
          const q = orderQuantity(position, reorderAt, target, t);
          expect(q % t.packSize).toBe(0);
          if (position > reorderAt) expect(q).toBe(0);
          else if (target > position) {
            expect(position + q).toBeGreaterThanOrEqual(target);
            expect(q).toBeGreaterThanOrEqual(t.least);
            expect(q - t.packSize < Math.max(target - position, t.least)).toBe(true);
          }
          expect(
            position + orderQuantity(position, reorderAt, target, { ...t, mostPosition: 520 }),
          ).toBeLessThanOrEqual(520);
        },
      ),
    );
    expect(orderQuantity(5, 10, 30.0000000001)).toBe(25);
    expect(() => orderQuantity(0, 1, 2, { packSize: 0 })).toThrow("pack");
  });
});

describe("forecast", () => {
  test("a flat series stays flat, a scaled series scales", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 1_000 }), { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 2, max: 9 }),
        (series, k) => {
          const a = seasonalForecast(series, 7, 14);
          const b = seasonalForecast(
            series.map((y) => y * k),
            7,
            14,
          );
          a.forEach((v, i) => expect(b[i] ?? 0).toBeCloseTo(v * k, 5));
          expect(a.every((v) => v >= 0 && Number.isFinite(v))).toBe(true);
          expect(
            seasonalForecast(
              series.map(() => 42),
              7,
              3,
            ),
          ).toEqual([42, 42, 42]);
        },
      ),
    );
  });
  test("indices have mean 1; short or empty seasons give ones", () => {
    const week = [1, 2, 3, 4, 5, 6, 7];
    const indices = seasonalIndices([...week, ...week, ...week], 7);
    expect(indices.reduce((a, b) => a + b, 0)).toBeCloseTo(7, 12);
    expect(indices[6] ?? 0).toBeCloseTo(7 / 4, 12);
    expect(seasonalIndices(week, 7)).toEqual([1, 1, 1, 1, 1, 1, 1]);
    expect(() => seasonalIndices([], 7)).toThrow("at least one");
    expect(() => seasonalIndices([NaN], 7)).toThrow("finite");
  });
  test("naive, Croston, moments", () => {
    expect(seasonalNaive([1, 2, 3, 4], 3, 5)).toEqual([2, 3, 4, 2, 3]);
    expect(seasonalNaive([5], 7, 2)).toEqual([5, 5]);
    // One piece of 6 every third period: 6 / 3 = 2 per period, less the bias correction.
    expect(croston([0, 0, 6, 0, 0, 6, 0, 0, 6], 0.2)).toBeCloseTo(0.9 * 2, 12);
    expect(croston([0, 0, 0])).toBe(0);
    expect(demandMoments([2, 4, 4, 4, 5, 5, 7, 9])).toEqual({ mean: 5, sd: Math.sqrt(32 / 7) });
    expect(smoothBest([3, 3, 3]).level).toBe(3);
  });
});
