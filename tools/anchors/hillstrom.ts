import { readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { parse } from "csv-parse/sync";
import { welch, type Anchor, type Arm, type Reading } from "#quant";

const measures = ["visit", "conversion", "spend"] as const;
const arms = ["No E-Mail", "Mens E-Mail", "Womens E-Mail"] as const;
type Arms = ReadonlyMap<string, Arm>;

/** Sums per arm and measure. A field holds commas inside quotes: a plain split would lose 3,167 people. */
function load(folder: string): Arms {
  const rows: Record<string, string>[] = parse(gunzipSync(readFileSync(path.join(folder, "hillstrom.csv.gz"))), {
    columns: true,
  });
  const sums = new Map<string, Arm>();
  for (const row of rows) {
    for (const measure of measures) {
      const key = `${row["segment"]} ${measure}`;
      const x = Number(row[measure]);
      const { n, sum, sumSquares } = sums.get(key) ?? { n: 0, sum: 0, sumSquares: 0 };
      sums.set(key, { n: n + 1, sum: sum + x, sumSquares: sumSquares + x * x });
    }
  }
  return sums;
}

const armOf = (data: Arms, arm: string, measure: string): Arm =>
  data.get(`${arm} ${measure}`) ?? { n: 0, sum: 0, sumSquares: 0 };

/** Effect, standard error and t against no e-mail. */
const published: readonly (readonly [(typeof arms)[number], (typeof measures)[number], readonly number[]])[] = [
  ["Mens E-Mail", "visit", [0.07659, 0.003386, 22.62]],
  ["Mens E-Mail", "conversion", [0.006805, 0.000921, 7.39]],
  ["Mens E-Mail", "spend", [0.769827, 0.145247, 5.3]],
  ["Womens E-Mail", "visit", [0.045233, 0.003234, 13.985]],
  ["Womens E-Mail", "conversion", [0.003111, 0.000823, 3.782]],
  ["Womens E-Mail", "spend", [0.424412, 0.130333, 3.256]],
];

function effects(data: Arms): Reading[] {
  const sizes = arms.map((a) => armOf(data, a, "visit").n);
  const rows = published.flatMap(([arm, measure, [effect, se, t]]) => {
    const ours = welch(armOf(data, "No E-Mail", measure), armOf(data, arm, measure));
    return [
      {
        what: `${arm}, ${measure}: effect, s.e.`,
        ours: [ours.effect, ours.se],
        published: [effect, se],
        tolerance: 5e-7,
      },
      { what: `${arm}, ${measure}: t`, ours: ours.effect / ours.se, published: t, tolerance: 5.1e-4 },
    ];
  });
  return [{ what: "people per arm", ours: sizes, published: [21_306, 21_307, 21_387] }, ...rows];
}

/** The Hillstrom e-mail experiment: effects of two campaigns against a random control. */
export const hillstromAnchors = (folder: string | undefined): readonly Anchor[] => [
  {
    name: "experiment: Hillstrom e-mail effects",
    source: "MineThatData e-mail challenge 2008, 64,000 people; Welch effects by a second implementation",
    run: () => (folder === undefined ? { skipped: "data set hillstrom is not here" } : effects(load(folder))),
  },
];
