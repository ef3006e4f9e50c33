import { readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { ndcg, spreadOf, type Anchor, type Reading } from "#quant";

const users = 1_645;
const items = 1_238;
const size = 10;
type Data = { readonly scores: Float32Array; readonly group: readonly number[]; readonly groups: number };

function load(folder: string): Data {
  const raw = gunzipSync(readFileSync(path.join(folder, "steam_scores_1645x1238.f32le.gz")));
  const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
  const scores = Float32Array.from({ length: users * items }, (_, i) => view.getFloat32(4 * i, true));
  const group: number[] = JSON.parse(readFileSync(path.join(folder, "steam_item_group.json"), "utf8"));
  return { scores, group, groups: Math.max(...group) + 1 };
}

/** Positions of the `size` largest values; the earlier one on a tie. */
const top = (values: ArrayLike<number>): number[] =>
  Array.from({ length: values.length }, (_, i) => i)
    .sort((a, b) => (values[b] ?? 0) - (values[a] ?? 0) || a - b)
    .slice(0, size);

/** Term added to a score, from the slots given to each group so far. */
type Term = (slots: readonly number[]) => (group: number) => number;

/** Lists for all users in order of arrival; returns mean NDCG, mean loss, and what each group received. */
function serve({ scores, group, groups }: Data, term?: Term) {
  const slots = Array.from({ length: groups }, () => 0);
  const utility = slots.map(() => 0);
  let [gain, loss] = [0, 0];
  for (let u = 0; u < users; u++) {
    const row = scores.subarray(u * items, (u + 1) * items);
    const best = top(row).map((i) => row[i] ?? 0);
    const add = term?.(slots);
    const list = add ? top(Float64Array.from(row, (s, i) => s + add(group[i] ?? 0))) : top(row);
    const got = list.map((i) => row[i] ?? 0).sort((a, b) => b - a);
    gain += ndcg(got, best);
    loss += (best.reduce((a, b) => a + b, 0) - got.reduce((a, b) => a + b, 0)) / size;
    for (const i of list) {
      const g = group[i] ?? 0;
      slots[g] = (slots[g] ?? 0) + 1;
      utility[g] = (utility[g] ?? 0) + (row[i] ?? 0);
    }
  }
  return { ndcg: gain / users, loss: loss / users, utility: utility.map((v) => Math.round(v * 1e4) / 1e4), slots };
}

/** CPFair: lambda (1 - share of the slots). */
const cpFair: Term = (slots) => {
  const sum = slots.reduce((a, b) => a + b, 0) + 1e-5;
  return (g) => 1 - (slots[g] ?? 0) / sum;
};
/** Min-regularizer, lambda .3: behind the group with the fewest slots. */
const minRegularizer: Term = (slots) => {
  const least = Math.min(...slots);
  return (g) => (0.3 * (least - (slots[g] ?? 0))) / users;
};

const measures = ["NDCG", "loss per place", "MMF", "MMF20", "MinMax", "Gini", "MMF of slots", "Gini of slots"];

function compare(data: Data, term: Term | undefined, published: readonly number[]): Reading[] {
  const { ndcg: gain, loss, utility, slots } = serve(data, term);
  const [u, e] = [spreadOf(utility), spreadOf(slots)];
  const ours = [gain, loss, u.mmf, u.mmf20, u.minMax, u.gini, e.mmf, e.gini];
  return measures.map((what, i) => ({ what, ours: ours[i], published: published[i], tolerance: 5e-5 }));
}

/** FairDiverse (SIGIR 2025) on the Steam scores: the file reads as published, and three methods give the published figures at k = 10. */
export function allocationAnchors(folder: string | undefined): readonly Anchor[] {
  let loaded: Data | undefined;
  const withData = (read: (data: Data) => Reading[]) => () =>
    folder === undefined ? { skipped: "data set allocation is not here" } : read((loaded ??= load(folder)));
  const source = "FairDiverse toolkit, arXiv 2502.11883, SIGIR 2025, Steam";
  const method = (name: string, term: Term | undefined, published: readonly number[]): Anchor => ({
    name: `allocation: ${name}, k = 10`,
    source,
    run: withData((data) => compare(data, term, published)),
  });
  return [
    {
      name: "allocation: the Steam scores read as published",
      source,
      run: withData(({ scores, group, groups }) => {
        const first = top(scores.subarray(0, items)).slice(0, 5);
        return [
          { what: "groups", ours: groups, published: 43 },
          { what: "total", ours: scores.reduce((a, b) => a + b, 0), published: 166_416.404, tolerance: 5e-4 },
          { what: "first user's best five", ours: first, published: [1016, 530, 247, 212, 57] },
          { what: "their groups", ours: first.map((i) => group[i]), published: [29, 18, 3, 1, 21] },
        ];
      }),
    },
    method("no re-ranking", undefined, [1, 0, 0.2037, 0.0614, 0.0214, 0.4751, 0.1971, 0.4827]),
    method("CPFair", cpFair, [0.9981, 0.0036, 0.2594, 0.078, 0.0377, 0.3702, 0.272, 0.3425]),
    method("min-regularizer", minRegularizer, [0.9963, 0.007, 0.271, 0.082, 0.0399, 0.3522, 0.2877, 0.3196]),
  ];
}
