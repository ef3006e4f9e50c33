import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { betaCdf, betaQuantile, betaTail, chiSquareTail, gammaCdf } from "./incomplete.ts";
import {
  chanceAbove,
  cleanOrdersToPass,
  fadedCount,
  kappaFromMoments,
  posterior,
  priorFromPeers,
  smoothedRate,
} from "./posterior.ts";
import { cappedScore, experienceScore, quality, splitChange } from "./score.ts";
import { erf, erfc, normalCdf, normalQuantile } from "./special.ts";

const shape = fc.double({ min: 0.05, max: 2_000, noNaN: true });
const chance = fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true });

describe("special functions", () => {
  test("quantiles invert their distributions, tails are complements", () => {
    fc.assert(
      fc.property(chance, shape, shape, (p, a, b) => {
        expect(normalCdf(normalQuantile(p))).toBeCloseTo(p, 13);
        const x = betaQuantile(p, a, b);
        // Where the density is huge, the last bit of x moves p: then the neighbours must bracket it.
        const [low, high] = [betaCdf(x * (1 - 1e-13), a, b), betaCdf(Math.min(1, x * (1 + 1e-13) + 1e-300), a, b)];
        expect(low - 1e-11).toBeLessThanOrEqual(p);
        expect(high + 1e-11).toBeGreaterThanOrEqual(p);
        expect(betaCdf(p, a, b) + betaTail(p, a, b)).toBeCloseTo(1, 13);
        expect(betaCdf(p, a, b)).toBeCloseTo(betaTail(1 - p, b, a), 9);
      }),
    );
  });
  test("edges", () => {
    expect([normalQuantile(0), normalQuantile(1)]).toEqual([-Infinity, Infinity]);
    expect(() => normalQuantile(1.1)).toThrow("0..1");
    expect([erf(0), erf(10), erf(-10), erfc(30), erfc(-30)]).toEqual([0, 1, -1, 0, 2]);
    expect(erf(NaN)).toBeNaN();
    expect([betaCdf(0, 2, 3), betaCdf(1, 2, 3), gammaCdf(0, 1)]).toEqual([0, 1, 0]);
    expect(gammaCdf(3, 1)).toBeCloseTo(1 - Math.exp(-3), 14);
    expect(chiSquareTail(5, 2)).toBeCloseTo(Math.exp(-2.5), 14);
    expect(() => betaCdf(0.5, 0, 1)).toThrow("beta parameters");
  });
});

describe("posterior", () => {
  const rows = fc.array(
    fc.record({ age_days: fc.integer({ min: 0, max: 120 }), orders: fc.integer({ min: 0, max: 500 }), bad: chance }),
    { maxLength: 20 },
  );
  test("counts fade, the smoothed rate lies between the peers' mean and the raw rate", () => {
    fc.assert(
      fc.property(
        rows,
        fc.integer({ min: 1, max: 60 }),
        fc.double({ min: 0.001, max: 0.5, noNaN: true }),
        (list, half, mu) => {
          const counts = list.map((r) => ({ ...r, defects: Math.floor(r.orders * r.bad) }));
          const { n, d } = fadedCount(counts, half);
          const later = fadedCount(
            counts.map((r) => ({ ...r, age_days: r.age_days + half })),
            half,
            90 + half,
          );
          expect(later.n).toBeCloseTo(n / 2, 8);
          const rate = smoothedRate(posterior({ mu, kappa: 80 }, { n, d }));
          const raw = n === 0 ? mu : d / n;
          expect(rate).toBeGreaterThanOrEqual(Math.min(mu, raw) - 1e-12);
          expect(rate).toBeLessThanOrEqual(Math.max(mu, raw) + 1e-12);
        },
      ),
    );
  });
  test("a defect more never lowers the evidence, a clean order never raises it", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 800 }), fc.integer({ min: 0, max: 40 }), (n, d) => {
        fc.pre(d < n);
        const at = (orders: number, defects: number) =>
          chanceAbove(posterior({ mu: 0.025, kappa: 80 }, { n: orders, d: defects }), 0.04);
        expect(at(n, d + 1)).toBeGreaterThanOrEqual(at(n, d));
        if (at(n, d) < 0.999) expect(at(n, d + 1)).toBeGreaterThan(at(n, d));
        expect(at(n + 1, d)).toBeLessThanOrEqual(at(n, d));
      }),
    );
  });
  test("distance to pass is the least number that passes", () => {
    const now = posterior({ mu: 0.025, kappa: 80 }, { n: 100, d: 12 });
    const more = cleanOrdersToPass(now, 0.04, 0.8) ?? -1;
    expect(chanceAbove(now, 0.04)).toBeGreaterThan(0.8);
    const after = (k: number) => chanceAbove({ ...now, beta: now.beta + k }, 0.04);
    expect(after(more)).toBeLessThanOrEqual(0.8);
    expect(after(more - 1)).toBeGreaterThan(0.8);
    expect(cleanOrdersToPass(now, 0.04, 0.99)).toBe(0);
    expect(cleanOrdersToPass(now, 0.04, 0.01, 10)).toBeUndefined();
  });
  test("the prior of a peer group: by hand, unmoved by order, heavier where peers hardly differ", () => {
    // mu = (30 + .5) / (1000 + 1); spread = 500 (.01 - mu)^2 + 500 (.05 - mu)^2; between = (spread - mu (1 - mu)) / (1000 - 500).
    const apart = [
      { n: 500, d: 5 },
      { n: 500, d: 25 },
    ];
    const { mu, kappa } = priorFromPeers(apart);
    expect(mu).toBeCloseTo(0.0304695305, 10);
    expect(kappa).toBeCloseTo(38.8472974, 6);
    expect(priorFromPeers([...apart].reverse())).toEqual({ mu, kappa });
    expect(priorFromPeers([...apart, { n: 0, d: 0 }])).toEqual({ mu, kappa });
    const alike = [
      { n: 500, d: 15 },
      { n: 500, d: 15 },
    ];
    expect(priorFromPeers(alike)).toEqual({ mu, kappa: 400 });
    expect(priorFromPeers([{ n: 9, d: 4 }])).toEqual({ mu: 0.45, kappa: 20 });
    expect(priorFromPeers([])).toEqual({ mu: 0.5, kappa: 20 });
  });
  test("kappa is clipped, bad counts are refused", () => {
    expect([kappaFromMoments(0.03, 0), kappaFromMoments(0.03, 0.03), kappaFromMoments(0, 0)]).toEqual([400, 20, 20]);
    expect(() => fadedCount([{ age_days: 0, orders: 1, defects: 2 }], 14)).toThrow("2 of 1");
    expect(() => posterior({ mu: 0, kappa: 80 }, { n: 0, d: 0 })).toThrow("0 < mu");
    expect(
      fadedCount(
        [
          { age_days: 91, orders: 5, defects: 1 },
          { age_days: -1, orders: 5, defects: 1 },
        ],
        14,
      ),
    ).toEqual({ n: 0, d: 0 });
    expect(fadedCount([{ age_days: 0, orders: 10, defects: 4, trust: 0.5 }], 14)).toEqual({ n: 5, d: 2 });
  });
});

describe("score", () => {
  const metric = (id: string, rate: number) => ({ id, rate, peerMean: 0.03, peerSpread: 0.5, weight: 0.5 });
  test("stays in 1..5, rises as a rate falls, and its change splits exactly", () => {
    fc.assert(
      fc.property(
        fc.tuple(chance, chance, chance, chance),
        fc.double({ min: 1, max: 5, noNaN: true }),
        ([a, b, c, d], shown) => {
          const [before, after] = [
            quality([metric("x", a), metric("y", b)]),
            quality([metric("x", c), metric("y", d)]),
          ];
          const score = experienceScore(after.q);
          expect(score >= 1 && score <= 5).toBe(true);
          if (c < a && d < b) expect(after.q).toBeGreaterThanOrEqual(before.q);
          const next = cappedScore(shown, score);
          expect(Math.abs(next - shown)).toBeLessThanOrEqual(0.15 + 1e-12);
          const split = Object.values(splitChange(before.parts, after.parts, next - shown));
          expect(split.reduce((s, v) => s + v, 0)).toBeCloseTo(next - shown, 9);
        },
      ),
    );
  });
  test("weights must sum to 1; a catch-up without news is called earlier", () => {
    expect(() => quality([metric("x", 0.02)])).toThrow("sum to 1");
    expect(splitChange({ x: 1 }, { x: 1 }, 0.1)).toEqual({ earlier: 0.1 });
  });
});
