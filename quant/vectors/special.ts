import { betaCdf, betaQuantile, chiSquareTail, gammaCdf, studentTwoSided } from "../incomplete.ts";
import { erf, erfc, lgamma, normalCdf, normalQuantile, normalTail } from "../special.ts";
import type { Anchor } from "./anchor.ts";

export const specialAnchors: readonly Anchor[] = [
  {
    name: "special: normal distribution",
    source: "R qnorm; SciPy 1.17 stats.norm",
    run: () => [
      { what: "quantile .975", ours: normalQuantile(0.975), published: 1.959963985, tolerance: 5e-10 },
      { what: "quantile 1e-10", ours: normalQuantile(1e-10), published: -6.361340902404056, tolerance: 1e-13 },
      { what: "P(Z <= 1.96)", ours: normalCdf(1.96), published: 0.9750021048517795, tolerance: 1e-15 },
      { what: "P(Z > 8) x 1e16", ours: normalTail(8) * 1e16, published: 6.22096057427174, tolerance: 1e-12 },
    ],
  },
  {
    name: "special: erf and log-gamma",
    source: "Abramowitz and Stegun tables 7.1 and 6.1; C library",
    run: () => [
      { what: "erf(0.5)", ours: erf(0.5), published: 0.5204998778130465, tolerance: 1e-15 },
      { what: "erf(2)", ours: erf(2), published: 0.9953222650189527, tolerance: 1e-15 },
      { what: "erfc(5) x 1e12", ours: erfc(5) * 1e12, published: 1.5374597944280347, tolerance: 1e-14 },
      { what: "lgamma(0.5)", ours: lgamma(0.5), published: 0.5723649429247001, tolerance: 1e-15 },
      { what: "lgamma(100)", ours: lgamma(100), published: 359.1342053695754, tolerance: 1e-12 },
    ],
  },
  {
    name: "special: beta, gamma, chi-square, t",
    source: "R qbeta, pgamma, pchisq; SciPy 1.17 stats.t.ppf",
    run: () => [
      {
        what: "beta quantile .05 of (2, 3)",
        ours: betaQuantile(0.05, 2, 3),
        published: 0.0976114629,
        tolerance: 5e-11,
      },
      { what: "beta P(X <= .3) of (2, 3)", ours: betaCdf(0.3, 2, 3), published: 0.3483, tolerance: 1e-14 },
      { what: "gamma P(X <= 2), shape 3", ours: gammaCdf(2, 3), published: 0.3233235838, tolerance: 5e-11 },
      { what: "chi-square P(X > 14.4), 1 df", ours: chiSquareTail(14.4, 1), published: 1.478023e-4, tolerance: 5e-11 },
      {
        what: "two-sided t at 2.2281388, 10 df",
        ours: studentTwoSided(2.228138851986274, 10),
        published: 0.05,
        tolerance: 1e-12,
      },
    ],
  },
];
