/** Precision, recall and their harmonic mean, each 0..1. */
export type Agreement = { readonly precision: number; readonly recall: number; readonly f1: number };

const agreement = (precision: number, recall: number): Agreement => ({
  precision,
  recall,
  f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall),
});

type Label = string | number;

function counts(labels: readonly Label[]): Map<Label, number> {
  const sizes = new Map<Label, number>();
  for (const label of labels) sizes.set(label, (sizes.get(label) ?? 0) + 1);
  return sizes;
}

/** Sizes of predicted clusters, true clusters, and of their intersections keyed by both. */
function table(predicted: readonly Label[], truth: readonly Label[]) {
  if (predicted.length !== truth.length) throw new RangeError("one predicted and one true label per record");
  const both = new Map<Label, Map<Label, number>>();
  predicted.forEach((label, i) => {
    const row = both.get(label) ?? new Map<Label, number>();
    const t = truth[i] ?? label;
    row.set(t, (row.get(t) ?? 0) + 1);
    both.set(label, row);
  });
  return { predicted: counts(predicted), truth: counts(truth), both };
}

const pairs = (n: number): number => (n * (n - 1)) / 2;

/**
 * Agreement over all pairs of records: of the pairs put together, how many belong together, and the reverse.
 * Source: P. Christen, "Data Matching", Springer 2012, 7.2. Edge: no pair put together gives precision 1, no true pair gives recall 1.
 * Vector: predicted 1,1,1,2,2,3 and truth 1,1,2,2,2,3 give .5, .5, .5.
 */
export function pairAgreement(predicted: readonly Label[], truth: readonly Label[]): Agreement {
  const t = table(predicted, truth);
  const sum = (sizes: Iterable<number>) => [...sizes].reduce((s, n) => s + pairs(n), 0);
  const right = [...t.both.values()].reduce((s, row) => s + sum(row.values()), 0);
  const [made, real] = [sum(t.predicted.values()), sum(t.truth.values())];
  return agreement(made === 0 ? 1 : right / made, real === 0 ? 1 : right / real);
}

/**
 * B-cubed: mean over records of |own predicted cluster and own true cluster| / |own predicted cluster|, recall with the true one below.
 * Source: A. Bagga and B. Baldwin, "Algorithms for scoring coreference chains", LREC 1998. Edge: no record gives 1.
 * Vector: predicted 1,1,1,2,2,3 and truth 1,1,2,2,2,3 give F1 .7778.
 */
export function bCubed(predicted: readonly Label[], truth: readonly Label[]): Agreement {
  if (predicted.length === 0 && truth.length === 0) return agreement(1, 1);
  const t = table(predicted, truth);
  let [precision, recall] = [0, 0];
  for (const [label, row] of t.both) {
    for (const [real, n] of row) {
      precision += (n * n) / (t.predicted.get(label) ?? n);
      recall += (n * n) / (t.truth.get(real) ?? n);
    }
  }
  return agreement(precision / predicted.length, recall / predicted.length);
}
