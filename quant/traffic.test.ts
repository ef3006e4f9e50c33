import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { TRAFFIC_TERMS, conservativeQuality, trafficThetas } from "./coefficient.ts";
import { spreadOf } from "./exposure.ts";
import { pacingStep, throttleStep } from "./pacing.ts";
import { posterior } from "./posterior.ts";
import { rankCandidates, type Candidate } from "./rank.ts";
import { seeded } from "./random.ts";

const merchants = fc.uniqueArray(
  fc.record({
    id: fc.string({ maxLength: 4 }),
    quality: fc.double({ min: -4, max: 4, noNaN: true }),
    exposure: fc.nat(100_000),
    utility: fc.double({ min: 0, max: 1e6, noNaN: true }),
    pacing: fc.double({ min: -0.4, max: 0.4, noNaN: true }),
    sanction: fc.double({ min: 0, max: 1, noNaN: true }),
  }),
  { selector: (m) => m.id, minLength: 1, maxLength: 20 },
);

describe("traffic coefficient", () => {
  test("bounded, sums to the published share, parts add up, better quality never gets less", () => {
    fc.assert(
      fc.property(merchants, fc.constantFrom(0, 0.08), (list, share_ratio) => {
        const thetas = trafficThetas(list, { ...TRAFFIC_TERMS, share_ratio });
        const exposure = list.reduce((s, m) => s + m.exposure, 0);
        let sum = 0;
        thetas.forEach((t, i) => {
          expect(Math.abs(t.theta)).toBeLessThanOrEqual(0.4 + 1e-12);
          expect(Object.values(t.parts).reduce((a, b) => a + b, 0)).toBeCloseTo(t.theta, 12);
          sum += t.theta * (exposure > 0 ? (list[i]?.exposure ?? 0) / exposure : 1 / list.length);
        });
        expect(sum).toBeCloseTo(share_ratio, 9);
        const first = list[0];
        if (first) {
          const better = trafficThetas([{ ...first, quality: first.quality + 1 }, ...list.slice(1)], {
            ...TRAFFIC_TERMS,
            share_ratio,
          });
          expect(better[0]?.theta ?? 0).toBeGreaterThanOrEqual((thetas[0]?.theta ?? 0) - 1e-9);
        }
      }),
    );
  });
  test("little evidence is rewarded less than much evidence of the same quality", () => {
    const evidence = (n: number) => [
      { posterior: posterior({ mu: 0.03, kappa: 80 }, { n, d: n * 0.02 }), weight: 1, peerSpread: 0.5 },
    ];
    expect(conservativeQuality(0.8, evidence(50))).toBeLessThan(conservativeQuality(0.8, evidence(5_000)));
    expect(conservativeQuality(0.8, evidence(5_000))).toBeLessThan(0.8);
  });
  test("a sanction takes exposure, being under-served and behind plan gives it", () => {
    const like = { quality: 0, exposure: 100, utility: 50 };
    const [a, b] = trafficThetas([
      { ...like, id: "a", sanction: 0.2 },
      { ...like, id: "b" },
    ]);
    expect(a?.theta).toBeCloseTo(-0.1, 12);
    expect(b?.theta).toBeCloseTo(0.1, 12);
    expect(a?.parts.sanction).toBe(-0.2);
    const [fresh, rich] = trafficThetas([
      { ...like, id: "a", utility: 0 },
      { ...like, id: "b" },
    ]);
    expect(fresh?.theta).toBeGreaterThan(rich?.theta ?? 0);
    const [late, even] = trafficThetas([
      { ...like, id: "a", pacing: 0.1 },
      { ...like, id: "b" },
    ]);
    expect(late?.theta).toBeGreaterThan(even?.theta ?? 0);
  });
  test("impossible terms are refused", () => {
    expect(() => trafficThetas([], { ...TRAFFIC_TERMS, alpha: 3 })).toThrow("alpha");
    expect(() => trafficThetas([], { ...TRAFFIC_TERMS, share_ratio: 0.5 })).toThrow("bound");
  });
});

describe("pacing", () => {
  test("a throttled budget ends the day near its plan in spite of a spike and a dead hour", () => {
    const random = seeded("pacing");
    let state = { share_ratio: 0.5, sum: 0 };
    let spent = 0;
    const traffic = Array.from(
      { length: 288 },
      (_, i) => 100 * (1 + Math.sin(i / 40)) + (i > 100 && i < 112 ? 0 : 50) + (i === 200 ? 2_000 : 0),
    );
    const forecast = traffic.map((_, i) => 100 * (1 + Math.sin(i / 40)) + 50);
    const total = forecast.reduce((a, b) => a + b, 0);
    const budget = 0.4 * traffic.reduce((a, b) => a + b, 0);
    let seen = 0;
    traffic.forEach((requests, i) => {
      spent = Math.min(budget, spent + requests * state.share_ratio * (0.9 + 0.2 * random.next()));
      seen += forecast[i] ?? 0;
      state = throttleStep(state, budget, (budget * seen) / total, spent, 5, 0.5);
    });
    expect(Math.abs(spent / budget - 1)).toBeLessThan(0.02);
  });
  test("promised exposure behind plan pushes up, and never past the limit", () => {
    let state = { sum: 0, nu: 0 };
    for (let i = 0; i < 200; i++) state = pacingStep(state, 100, 0);
    expect(state.nu).toBe(0.4);
    for (let i = 0; i < 12; i++) state = pacingStep(state, 100, 200);
    expect(state.nu).toBeLessThan(0.4);
  });
});

describe("ranking", () => {
  const candidates: fc.Arbitrary<Candidate[]> = fc.uniqueArray(
    fc.record({
      id: fc.string({ maxLength: 4 }),
      merchantId: fc.constantFrom("m", "n"),
      utility: fc.double({ min: 0, max: 100, noNaN: true }),
      theta: fc.double({ min: -0.4, max: 0.4, noNaN: true }),
      owed: fc.boolean(),
    }),
    { selector: (c) => c.id, maxLength: 25 },
  );
  test("each candidate once, same list for any input order, guaranteed places respect the floor", () => {
    fc.assert(
      fc.property(candidates, fc.integer({ min: 1, max: 12 }), fc.integer({ min: 0, max: 4 }), (list, size, every) => {
        const terms = { size, guaranteeEvery: every, guaranteeFloor_ratio: 0.5 };
        const out = rankCandidates(list, terms);
        expect(out.length).toBe(Math.min(size, list.length));
        expect(new Set(out.map((r) => r.id)).size).toBe(out.length);
        expect(rankCandidates([...list].reverse(), terms)).toEqual(out);
        const normal = out.filter((r) => !r.guaranteed).map((r) => r.score);
        expect(normal).toEqual(normal.toSorted((a, b) => b - a));
        if (every === 0) expect(out.some((r) => r.guaranteed)).toBe(false);
        for (const r of out.filter((x) => x.guaranteed)) {
          expect(r.place % every).toBe(0);
          const passedOver = Math.max(...out.filter((x) => x.place > r.place).map((x) => x.score), 0);
          expect(r.score).toBeGreaterThanOrEqual(0.5 * passedOver - 1e-9);
        }
      }),
    );
  });
  test("a promise is kept at the end of its block", () => {
    const list = [9, 8, 7, 6, 5].map((utility, i) => ({
      id: `c${i}`,
      merchantId: "m",
      utility,
      theta: 0,
      owed: i === 4,
    }));
    const out = rankCandidates(list, { size: 4, guaranteeEvery: 3, guaranteeFloor_ratio: 0.5 });
    expect(out.map((r) => r.id)).toEqual(["c0", "c1", "c4", "c2"]);
    expect(out[2]).toMatchObject({ place: 3, basePlace: 5, guaranteed: true });
    // One that was served by its score inside the block is enough.
    const served = rankCandidates(
      list.map((c, i) => ({ ...c, owed: i === 0 || i === 4 })),
      { size: 4, guaranteeEvery: 3, guaranteeFloor_ratio: 0.5 },
    );
    expect(served.map((r) => r.id)).toEqual(["c0", "c1", "c2", "c3"]);
    const strict = rankCandidates(list, { size: 4, guaranteeEvery: 3, guaranteeFloor_ratio: 0.9 });
    expect(strict.map((r) => r.id)).toEqual(["c0", "c1", "c2", "c3"]);
  });
});

test("spread: scaling changes nothing, moving from the richest to the poorest never widens it", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 1_000 }), { minLength: 2, maxLength: 30 }), (values) => {
      fc.pre(values.some((v) => v > 0));
      const a = spreadOf(values);
      const b = spreadOf(values.map((v) => v * 3));
      expect(b.gini).toBeCloseTo(a.gini, 12);
      const [least, most] = [values.indexOf(Math.min(...values)), values.indexOf(Math.max(...values))];
      const half = Math.floor(((values[most] ?? 0) - (values[least] ?? 0)) / 2);
      const helped = spreadOf(values.map((v, i) => (i === least ? v + half : i === most ? v - half : v)));
      expect(helped.gini).toBeLessThanOrEqual(a.gini + 1e-12);
      expect(a.mmf).toBeLessThanOrEqual(0.5);
    }),
  );
});
