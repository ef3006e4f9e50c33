import { bCubed, pairAgreement } from "../clusters.ts";
import { growthSplit, lmdi, mixRate, shapleyFactors } from "../lmdi.ts";
import { splitTarget } from "../targets.ts";
import type { Anchor } from "./anchor.ts";

const before = [1_000_000, 0.02, 200];
const after = [1_200_000, 0.022, 190];
const parts = (t: ReturnType<typeof splitTarget>) => (t.ok ? t.parts_minor : t.reason);

export const growthAnchors: readonly Anchor[] = [
  {
    name: "growth: LMDI and Shapley of visitors x conversion x basket",
    source: "Ang 2005; Shapley 1953; second implementation in R",
    run: () => [
      { what: "LMDI", ours: lmdi(before, after), published: [818414.6709, 427833.3885, -230248.0594], tolerance: 5e-5 },
      {
        what: "Shapley",
        ours: shapleyFactors(before, after),
        published: [818666.6667, 428666.6667, -231333.3333],
        tolerance: 5e-5,
      },
    ],
  },
  {
    name: "growth: mix and rate",
    source: "worked example, ratio .0320 to .0350",
    run: () => {
      const split = mixRate([
        { share0: 0.6, rate0: 0.02, share1: 0.5, rate1: 0.022 },
        { share0: 0.4, rate0: 0.05, share1: 0.5, rate1: 0.048 },
      ]);
      return [
        { what: "mix", ours: split.mix, published: [-0.0021, 0.0049], tolerance: 1e-15 },
        { what: "rate", ours: split.rate, published: [0.0011, -0.0009], tolerance: 1e-15 },
      ];
    },
  },
  {
    name: "growth: GROW split to the cent",
    source: "GMV 192,000.00 to 226,044.00, worked example",
    run: () => {
      const split = growthSplit(
        { buyers: 1000, frequency: 1.6, price_minor: 12000 },
        { buyers: 1150, frequency: 1.68, price_minor: 11700 },
      );
      return [
        {
          what: "G, R, O",
          ours: [split.penetration_minor, split.repurchase_minor, split.price_minor],
          published: [2914863, 1017563, -528026],
        },
      ];
    },
  },
  {
    name: "growth: target split with bounds",
    source: "quadratic allocation, worked example",
    run: () => {
      const nodes = [
        { id: "a", share_ratio: 0.4, most_minor: 30000 },
        { id: "b", share_ratio: 0.35 },
        { id: "c", share_ratio: 0.25 },
      ];
      const even = splitTarget(100000, nodes);
      const thirds = ["a", "b", "c"].map((id) => ({ id, share_ratio: 1 / 3 }));
      return [
        { what: "weights 1", ours: parts(even), published: [30000, 40000, 30000] },
        { what: "mu", ours: even.ok ? even.mu : NaN, published: 5000, tolerance: 1e-6 },
        {
          what: "weights 1 / p",
          ours: parts(
            splitTarget(
              100000,
              nodes.map((n) => ({ ...n, weight: 1 / n.share_ratio })),
            ),
          ),
          published: [30000, 40833, 29167],
        },
        { what: "three equal parts", ours: parts(splitTarget(10000, thirds)), published: [3334, 3333, 3333] },
      ];
    },
  },
  {
    name: "clusters: pairs and B-cubed",
    source: "Bagga and Baldwin 1998, worked example",
    run: () => {
      const [p, t] = [
        [1, 1, 1, 2, 2, 3],
        [1, 1, 2, 2, 2, 3],
      ];
      const pair = pairAgreement(p, t);
      return [
        { what: "pairs P, R, F1", ours: [pair.precision, pair.recall, pair.f1], published: [0.5, 0.5, 0.5] },
        { what: "B-cubed F1", ours: bCubed(p, t).f1, published: 0.7778, tolerance: 5e-5 },
      ];
    },
  },
];
