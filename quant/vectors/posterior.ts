import { chanceAbove, fadedCount, kappaFromMoments, posterior, rateQuantile, smoothedRate } from "../posterior.ts";
import type { Anchor } from "./anchor.ts";

const aged = [
  { age_days: 0, orders: 40, defects: 2 },
  { age_days: 7, orders: 30, defects: 1 },
  { age_days: 14, orders: 20, defects: 0 },
  { age_days: 28, orders: 10, defects: 1 },
];
const half = (v: number) => 0.5 * 10 ** -v;

/** Prior Beta(2, 78): mean 2.5 %, weight 80. */
const small = (n: number, d: number) => chanceAbove(posterior({ mu: 0.025, kappa: 80 }, { n, d }), 0.04);

export const posteriorAnchors: readonly Anchor[] = [
  {
    name: "posterior: faded counts and Beta posterior",
    source: "half-life 14 d, mu .03, kappa 80; exact quadrature by a second implementation",
    run: () => {
      const count = fadedCount(aged, 14);
      const p = posterior({ mu: 0.03, kappa: 80 }, count);
      return [
        { what: "N", ours: count.n, published: 73.713203, tolerance: half(6) },
        { what: "D", ours: count.d, published: 2.957107, tolerance: half(6) },
        { what: "smoothed rate", ours: smoothedRate(p), published: 0.034851, tolerance: half(6) },
        { what: "alpha, beta", ours: [p.alpha, p.beta], published: [5.357107, 148.356097], tolerance: half(6) },
        { what: "P(p > .04)", ours: chanceAbove(p, 0.04), published: 0.319971, tolerance: half(6) },
        { what: "P(p > .10)", ours: chanceAbove(p, 0.1), published: 0.000709, tolerance: half(6) },
        {
          what: "5, 50, 95 % quantiles",
          ours: [0.05, 0.5, 0.95].map((q) => rateQuantile(p, q)),
          published: [0.014482, 0.03285, 0.062057],
          tolerance: half(6),
        },
      ];
    },
  },
  {
    name: "posterior: kappa from moments",
    source: "method of moments, mu .03, variance .00035",
    run: () => [{ what: "kappa", ours: kappaFromMoments(0.03, 0.00035), published: 82.142857, tolerance: half(6) }],
  },
  {
    name: "posterior: small samples, prior Beta(2, 78)",
    source: "exact quadrature by a second implementation",
    run: () => [
      { what: "prior alone", ours: small(0, 0), published: 0.170629, tolerance: half(6) },
      { what: "n 50, d 3", ours: small(50, 3), published: 0.408857, tolerance: half(6) },
      { what: "n 50, d 6", ours: small(50, 6), published: 0.853599, tolerance: half(6) },
      { what: "n 100, d 8", ours: small(100, 8), published: 0.817928, tolerance: half(6) },
      { what: "n 300, d 20", ours: small(300, 20), published: 0.945713, tolerance: half(6) },
      { what: "n 1000, d 52", ours: small(1000, 52), published: 0.942177, tolerance: half(6) },
    ],
  },
];
