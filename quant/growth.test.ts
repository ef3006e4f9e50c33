import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bCubed, pairAgreement } from "./clusters.ts";
import { growthSplit, lmdi, mixRate, shapleyFactors } from "./lmdi.ts";
import { sumMinor } from "./money.ts";
import { splitTarget } from "./targets.ts";

const factor = fc.double({ min: 1e-3, max: 1e4, noNaN: true });
const product = (v: readonly number[]) => v.reduce((a, b) => a * b, 1);
const sum = (v: readonly number[]) => v.reduce((a, b) => a + b, 0);

describe("contributions sum to the change", () => {
  test("LMDI and Shapley, and they ignore the order of the factors", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(factor, factor), { minLength: 1, maxLength: 5 }), (pairs) => {
        const [before, after] = [pairs.map((p) => p[0]), pairs.map((p) => p[1])];
        const change = product(after) - product(before);
        // Parts can be larger than the change: the error is measured against them.
        const size =
          Math.max(product(after), product(before)) +
          sum([...lmdi(before, after), ...shapleyFactors(before, after)].map(Math.abs));
        expect(Math.abs(sum(lmdi(before, after)) - change)).toBeLessThan(1e-9 * size);
        expect(Math.abs(sum(shapleyFactors(before, after)) - change)).toBeLessThan(1e-9 * size);
        const turned = lmdi(before.toReversed(), after.toReversed()).toReversed();
        lmdi(before, after).forEach((c, i) => expect(Math.abs(c - (turned[i] ?? 0))).toBeLessThan(1e-9 * size));
      }),
      { numRuns: 2_000 },
    );
  });
  test("a factor of 0 goes to Shapley", () => {
    expect(() => lmdi([0, 2], [1, 2])).toThrow("shapleyFactors");
    expect(shapleyFactors([0, 2], [3, 2])).toEqual([6, 0]);
  });
  test("GROW parts are whole cents and sum to the change of GMV", () => {
    const growth = fc.record({
      buyers: fc.nat(100_000),
      frequency: fc.double({ min: 0, max: 20, noNaN: true }),
      price_minor: fc.double({ min: 0, max: 1e5, noNaN: true }),
    });
    const gmv = (g: { buyers: number; frequency: number; price_minor: number }) =>
      Math.round(g.buyers * g.frequency * g.price_minor);
    fc.assert(
      fc.property(growth, growth, (a, b) => {
        expect(sumMinor(Object.values(growthSplit(a, b)))).toBe(gmv(b) - gmv(a));
      }),
    );
    const some = { buyers: 10, frequency: 1, price_minor: 500 };
    const none = { buyers: 0, frequency: 0, price_minor: 0 };
    expect(growthSplit(none, some)).toMatchObject({ extension_minor: 5_000, penetration_minor: 0 });
    expect(growthSplit(some, none)).toMatchObject({ exit_minor: -5_000 });
  });
  test("mix and rate", () => {
    const part = fc.record({ share0: factor, share1: factor, rate0: factor, rate1: factor });
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
        const { mix, rate } = mixRate(parts);
        const change = sum(parts.map((p) => p.share1 * p.rate1 - p.share0 * p.rate0));
        const size = 1 + sum(parts.map((p) => p.share1 * p.rate1 + p.share0 * p.rate0));
        expect(Math.abs(sum(mix) + sum(rate) - change)).toBeLessThan(1e-9 * size);
      }),
    );
  });
});

describe("targets", () => {
  const nodes = fc.uniqueArray(
    fc.record({
      id: fc.string({ maxLength: 5 }),
      share_ratio: fc.double({ min: 0, max: 1, noNaN: true }),
      weight: fc.double({ min: 0.01, max: 100, noNaN: true }),
      least_minor: fc.nat(50_000),
      room: fc.nat(200_000),
      open: fc.boolean(),
    }),
    { selector: (n) => n.id, minLength: 1, maxLength: 15 },
  );
  test("sum to the cent inside the bounds, for any order; or say why not", () => {
    fc.assert(
      fc.property(nodes, fc.nat(1_000_000), (list, total) => {
        const asked = list.map(({ room, open, ...n }) => (open ? n : { ...n, most_minor: n.least_minor + room }));
        const split = splitTarget(total, asked);
        const least = sum(asked.map((n) => n.least_minor));
        const most = sum(asked.map((n) => ("most_minor" in n ? n.most_minor : Infinity)));
        expect(split.ok).toBe(least <= total && total <= most);
        if (!split.ok) {
          expect(split.nodes.length).toBeGreaterThan(0);
          expect(split.gap_minor).toBe(split.reason === "least_above_total" ? least - total : total - most);
          return;
        }
        expect(sumMinor(split.parts_minor)).toBe(total);
        asked.forEach((n, i) => {
          const part = split.parts_minor[i] ?? -1;
          expect(part).toBeGreaterThanOrEqual(n.least_minor);
          if ("most_minor" in n) expect(part).toBeLessThanOrEqual(n.most_minor);
        });
        const back = splitTarget(total, asked.toReversed());
        expect(back.ok && back.parts_minor.toReversed()).toEqual(split.parts_minor);
      }),
    );
  });
  test("a lock holds, ten thousand leaves are exact", () => {
    const split = splitTarget(100_000, [
      { id: "a", share_ratio: 0.5, locked_minor: 12_345 },
      { id: "b", share_ratio: 0.5 },
    ]);
    expect(split).toMatchObject({ ok: true, parts_minor: [12_345, 87_655] });
    const leaves = Array.from({ length: 10_000 }, (_, i) => ({
      id: `n${i}`,
      share_ratio: (1 + (i % 7)) / 40_000,
      most_minor: 2_000_000,
    }));
    const big = splitTarget(10_000_000_001, leaves);
    expect(big.ok && sumMinor(big.parts_minor)).toBe(10_000_000_001);
  });
});

test("clusters: perfect agreement is 1, renaming clusters changes nothing", () => {
  const labels = fc.array(fc.tuple(fc.nat(4), fc.nat(4)), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(labels, (pairs) => {
      const [p, t] = [pairs.map((x) => x[0]), pairs.map((x) => x[1])];
      expect(bCubed(t, t).f1).toBeCloseTo(1, 12);
      expect(pairAgreement(t, t).f1).toBe(1);
      expect(
        bCubed(
          p.map((x) => `c${9 - x}`),
          t,
        ).f1,
      ).toBeCloseTo(bCubed(p, t).f1, 12);
      expect(pairAgreement(p, t).recall).toBeCloseTo(pairAgreement(t, p).precision, 12);
    }),
  );
});
