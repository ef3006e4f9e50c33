import { splitmix64, xoshiro128 } from "../random.ts";
import type { Anchor } from "./anchor.ts";

export const randomAnchors: readonly Anchor[] = [
  {
    name: "random: SplitMix64",
    source: "S. Vigna, splitmix64.c, as in the tests of the rand_xoshiro crate",
    run: () => [
      {
        what: "seed 1477776061723855037",
        ours: splitmix64(1477776061723855037n, 5).map(String),
        published: [
          "1985237415132408290",
          "2979275885539914483",
          "13511426838097143398",
          "8488337342461049707",
          "15141737807933549159",
        ],
      },
    ],
  },
  {
    name: "random: xoshiro128**",
    source: "D. Blackman and S. Vigna, ACM TOMS 47(4) 2021, as in the tests of the rand_xoshiro crate",
    run: () => {
      const next = xoshiro128([1, 2, 3, 4]);
      return [
        {
          what: "state 1, 2, 3, 4",
          ours: Array.from({ length: 10 }, next),
          published: [
            11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
          ],
        },
      ];
    },
  },
];
