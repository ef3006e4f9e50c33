import { bucketOf, bucketRanges, fnv1a32 } from "../assignment.ts";
import type { Anchor } from "./anchor.ts";

const hashes: readonly (readonly [string, string, 1 | 2, number])[] = [
  ["", "a", 1, 0.22],
  ["", "b", 1, 0.077],
  ["b", "a", 1, 0.946],
  ["ef", "d", 1, 0.652],
  ["asdf", "8952klfjas09ujk", 1, 0.549],
  ["", "123", 1, 0.011],
  ["", '___)((*":&', 1, 0.563],
  ["seed", "a", 2, 0.0505],
  ["seed", "b", 2, 0.2696],
  ["foo", "ab", 2, 0.2575],
  ["foo", "def", 2, 0.2019],
  ["89123klj", "8952klfjas09ujkasdf", 2, 0.124],
  ["90850943850283058242805", "123", 2, 0.7516],
  ["()**(%$##$%#$#", '___)((*":&', 2, 0.0128],
];

const ranges: readonly (readonly [string, number, number, readonly number[] | null, readonly (readonly number[])[]])[] =
  [
    [
      "normal 50/50",
      2,
      1,
      null,
      [
        [0, 0.5],
        [0.5, 1],
      ],
    ],
    [
      "reduced coverage",
      2,
      0.5,
      null,
      [
        [0, 0.25],
        [0.5, 0.75],
      ],
    ],
    [
      "zero coverage",
      2,
      0,
      null,
      [
        [0, 0],
        [0.5, 0.5],
      ],
    ],
    [
      "4 variations",
      4,
      1,
      null,
      [
        [0, 0.25],
        [0.25, 0.5],
        [0.5, 0.75],
        [0.75, 1],
      ],
    ],
    [
      "uneven weights",
      2,
      1,
      [0.4, 0.6],
      [
        [0, 0.4],
        [0.4, 1],
      ],
    ],
    [
      "3 variations",
      3,
      1,
      [0.2, 0.3, 0.5],
      [
        [0, 0.2],
        [0.2, 0.5],
        [0.5, 1],
      ],
    ],
    [
      "3 variations, coverage .2",
      3,
      0.2,
      [0.2, 0.3, 0.5],
      [
        [0, 0.04],
        [0.2, 0.26],
        [0.5, 0.6],
      ],
    ],
    [
      "negative coverage",
      2,
      -0.2,
      null,
      [
        [0, 0],
        [0.5, 0.5],
      ],
    ],
    [
      "coverage above 1",
      2,
      1.5,
      null,
      [
        [0, 0.5],
        [0.5, 1],
      ],
    ],
    [
      "weights sum below 1",
      2,
      1,
      [0.4, 0.1],
      [
        [0, 0.5],
        [0.5, 1],
      ],
    ],
    [
      "weights sum above 1",
      2,
      1,
      [0.7, 0.6],
      [
        [0, 0.5],
        [0.5, 1],
      ],
    ],
    [
      "wrong number of weights",
      4,
      1,
      [0.4, 0.4, 0.2],
      [
        [0, 0.25],
        [0.25, 0.5],
        [0.5, 0.75],
        [0.75, 1],
      ],
    ],
    [
      "weights almost 1",
      2,
      1,
      [0.4, 0.5999],
      [
        [0, 0.4],
        [0.4, 0.9999],
      ],
    ],
  ];

export const assignmentAnchors: readonly Anchor[] = [
  {
    name: "assignment: FNV-1a 32",
    source: "RFC 9923, test values",
    run: () => [
      { what: "empty", ours: fnv1a32(""), published: 0x811c9dc5 },
      { what: "a", ours: fnv1a32("a"), published: 0xe40c292c },
      { what: "foobar", ours: fnv1a32("foobar"), published: 0xbf9cf968 },
    ],
  },
  {
    name: "assignment: bucket of a person",
    source: 'GrowthBook SDK specification 0.5.4, cases "hash"',
    run: () =>
      hashes.map(([seed, value, v, published]) => ({
        what: `v${v} "${seed}" "${value}"`,
        ours: bucketOf(seed, value, v),
        published,
      })),
  },
  {
    name: "assignment: bucket ranges",
    source: 'GrowthBook SDK specification 0.5.4, cases "getBucketRange"',
    run: () =>
      ranges.map(([what, n, coverage, weights, published]) => ({
        what,
        ours: bucketRanges(n, coverage, weights),
        published,
        tolerance: 1e-12,
      })),
  },
];
