import { readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { parse } from "csv-parse/sync";
import { fitLogit, willingnessToPay, type Anchor, type Choice, type Reading } from "#quant";

/** Choice sets of 2,412 purchases; attributes price, feat, and the brands hiland, weight, yoplait against dannon. */
function load(folder: string): Choice[] {
  const rows: Record<string, string>[] = parse(gunzipSync(readFileSync(path.join(folder, "yogurt.csv.gz"))), {
    columns: true,
  });
  const sets = new Map<string, Record<string, string>[]>();
  for (const row of rows) sets.set(row["obsID"] ?? "", [...(sets.get(row["obsID"] ?? "") ?? []), row]);
  return [...sets.values()].map((set) => ({
    alternatives: set.map((r) => [
      Number(r["price"]),
      Number(r["feat"]),
      ...["hiland", "weight", "yoplait"].map((b) => Number(r["brand"] === b)),
    ]),
    chosen: set.findIndex((r) => Number(r["choice"]) === 1),
  }));
}

function readings(choices: readonly Choice[]): Reading[] {
  const fit = fitLogit(choices);
  return [
    { what: "choices", ours: choices.length, published: 2_412 },
    {
      what: "price, feat, hiland, weight, yoplait",
      ours: fit?.estimates,
      published: [-0.3665845, 0.4914335, -3.7156002, -0.6411843, 0.7345712],
      tolerance: 5.1e-8,
    },
    {
      what: "standard errors",
      ours: fit?.se,
      published: [0.024366, 0.120063, 0.145419, 0.054498, 0.080644],
      tolerance: 5.1e-7,
    },
    {
      what: "willingness to pay",
      ours: willingnessToPay(fit?.estimates ?? [], 0).slice(1),
      published: [1.34057, -10.13573, -1.74908, 2.00383],
      tolerance: 5.1e-6,
    },
    {
      what: "log-likelihood, null",
      ours: [fit?.logLikelihood, fit?.nullLogLikelihood],
      published: [-2656.88788, -3343.742],
      tolerance: 5.1e-6,
    },
  ];
}

/** Multinomial logit on the yogurt choices, every digit as R clogit. */
export const yogurtAnchors = (folder: string | undefined): readonly Anchor[] => [
  {
    name: "choice: yogurt",
    source: "data of the R package logitr (MIT); R survival clogit",
    run: () => (folder === undefined ? { skipped: "data set choice is not here" } : readings(load(folder))),
  },
];
