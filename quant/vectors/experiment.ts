import { alwaysValid, chanceToWin, ratioMismatch, sampleSize, welch, type Arm, type ArmEffect } from "../experiment.ts";
import type { Anchor } from "./anchor.ts";

const a: Arm = { sum: 1396.87, sumSquares: 52377.9767, n: 3407 };
const b: Arm = { sum: 2422.7, sumSquares: 134698.29, n: 3461 };
const row = (e: ArmEffect) => [e.effect, e.se, e.low, e.high, e.p];
const short = (e: ArmEffect) => [e.effect, e.low, e.high, e.p];

export const experimentAnchors: readonly Anchor[] = [
  {
    name: "experiment: Welch test",
    source: "GrowthBook statistics tests",
    run: () => [
      {
        what: "relative",
        ours: row(welch(a, b, true)),
        published: [0.70732, 0.37879, -0.03526, 1.44989, 0.06191],
        tolerance: 5e-6,
      },
      {
        what: "absolute",
        ours: row(welch(a, b)),
        published: [0.29, 0.12478, 0.04538, 0.53462, 0.02016],
        tolerance: 5e-6,
      },
      {
        what: "14 of 28 against 16 of 30",
        ours: row(welch({ hits: 14, n: 28 }, { hits: 16, n: 30 }, true)),
        published: [0.06667, 0.2717, -0.47767, 0.61101, 0.80707],
        tolerance: 5e-6,
      },
    ],
  },
  {
    name: "experiment: always-valid test",
    source: "GrowthBook statistics tests; Waudby-Smith et al., arXiv 2103.06476",
    run: () => [
      {
        what: "tuning 1000",
        ours: short(alwaysValid({ ...a, n: 3000 }, b, 1000, true)),
        published: [0.50336, -0.55844, 1.56516, 1],
        tolerance: 5e-6,
      },
      {
        what: "tuning 5000",
        ours: short(alwaysValid({ hits: 1396, n: 3000 }, { hits: 2422, n: 3461 }, 5000, true)).slice(0, 3),
        published: [0.50386, 0.40098, 0.60675],
        tolerance: 5e-6,
      },
    ],
  },
  {
    name: "experiment: chance to win, sample ratio, size",
    source: "GrowthBook statistics tests; R power.prop.test family",
    run: () => {
      const e = welch({ hits: 49, n: 100 }, { hits: 51, n: 100 }, true);
      const win = chanceToWin(e.effect, e.se);
      const srm = (x: number, y: number) => ratioMismatch([x, y]);
      return [
        { what: "chance 49 against 51", ours: win.chance, published: 0.60918, tolerance: 5e-6 },
        { what: "risk", ours: [win.riskOfA, win.riskOfB], published: [0.0814, 0.04058], tolerance: 5e-6 },
        {
          what: "50600 / 49400",
          ours: [srm(50600, 49400).chiSquare, srm(50600, 49400).p],
          published: [14.4, 1.478e-4],
          tolerance: 5e-8,
        },
        {
          what: "50300 / 49700",
          ours: [srm(50300, 49700).chiSquare, srm(50300, 49700).p],
          published: [3.6, 0.05778],
          tolerance: 5e-6,
        },
        { what: "5 % to 5.5 %, per arm", ours: sampleSize(0.05, 0.055), published: 31230.69, tolerance: 5e-3 },
      ];
    },
  },
];
