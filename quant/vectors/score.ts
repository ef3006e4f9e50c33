import { experienceScore, quality, zScore } from "../score.ts";
import type { Anchor } from "./anchor.ts";

const metric = { id: "ldr", rate: 0.02, peerMean: 0.03, peerSpread: 0.5, weight: 1 };

export const scoreAnchors: readonly Anchor[] = [
  {
    name: "score: experience score",
    source: "log-odds against peers, 1 + 4 Phi(Q); one metric, mu .03, rate .02, spread .5",
    run: () => [
      { what: "z", ours: zScore(metric), published: 0.831443, tolerance: 5e-7 },
      { what: "score", ours: experienceScore(quality([metric]).q), published: 4.188553, tolerance: 5e-7 },
      { what: "score, other sign", ours: experienceScore(-quality([metric]).q), published: 1.811447, tolerance: 5e-7 },
      { what: "like the peers", ours: experienceScore(0), published: 3, tolerance: 1e-15 },
    ],
  },
];
