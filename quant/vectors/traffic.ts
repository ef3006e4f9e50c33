import { trafficThetas } from "../coefficient.ts";
import { spreadOf } from "../exposure.ts";
import { digamma, trigamma } from "../gamma-derivatives.ts";
import { bm25, ndcg } from "../rank.ts";
import type { Anchor } from "./anchor.ts";

const merchant = (id: string, quality: number) => ({ id, quality, exposure: 1, utility: 1 });

export const trafficAnchors: readonly Anchor[] = [
  {
    name: "traffic: coefficient",
    source: "bounds exp(-.4), exp(.4) and the zero sum of a peer group; worked example with a = .2",
    run: () => {
      const two = trafficThetas([merchant("good", 1), merchant("bad", -1)]);
      const far = trafficThetas([merchant("good", 9), merchant("bad", -9)]);
      return [
        { what: "theta of Q- 1 and -1", ours: two.map((t) => t.theta), published: [0.2, -0.2], tolerance: 1e-12 },
        {
          what: "multipliers at the bound",
          ours: far.map((t) => t.multiplier),
          published: [1.4918, 0.6703],
          tolerance: 5e-5,
        },
      ];
    },
  },
  {
    name: "traffic: derivatives of log-gamma",
    source: "Abramowitz and Stegun 6.3.2, 6.4.2: -Euler, pi^2 / 6",
    run: () => [
      { what: "digamma(1)", ours: digamma(1), published: -0.5772156649015329, tolerance: 1e-13 },
      { what: "trigamma(1)", ours: trigamma(1), published: 1.6449340668482264, tolerance: 1e-13 },
    ],
  },
  {
    name: "traffic: BM25",
    source: "Lucene BM25Similarity: idf ln(1 + (N - n + .5) / (n + .5)); worked example",
    run: () => [
      {
        what: "once, length as the mean, 1 of 2 documents",
        ours: bm25([{ count: 1, documentsWith: 1 }], 10, { documents: 2, meanLength: 10 }),
        published: Math.LN2,
        tolerance: 1e-15,
      },
      {
        what: "twice, half the length, 3 of 10 documents",
        ours: bm25([{ count: 2, documentsWith: 3 }], 5, { documents: 10, meanLength: 10 }),
        published: 1.8322116868848042,
        tolerance: 1e-14,
      },
    ],
  },
  {
    name: "traffic: NDCG and spread",
    source: "Jarvelin and Kekalainen 2002; definitions of FairDiverse (arXiv 2502.11883)",
    run: () => {
      const equal = spreadOf([5, 5, 5, 5]);
      const uneven = spreadOf([0, 0, 0, 8]);
      return [
        {
          what: "NDCG 3 2 3 0 1 2",
          ours: ndcg([3, 2, 3, 0, 1, 2], [3, 2, 3, 0, 1, 2]),
          published: 0.9608,
          tolerance: 5e-5,
        },
        { what: "equal groups", ours: [equal.mmf, equal.minMax, equal.gini], published: [0.5, 1, 0], tolerance: 1e-15 },
        {
          what: "one group has all",
          ours: [uneven.mmf, uneven.minMax, uneven.gini],
          published: [0, 0, 0.75],
          tolerance: 1e-15,
        },
      ];
    },
  },
];
