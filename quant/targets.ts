import { byKey, roundToTotal, sumMinor } from "./money.ts";

/** A leaf of a target tree. Amounts in whole minor units. */
export type TargetNode = {
  readonly id: string;
  /** Its natural share p of the total, for example last year's. */
  readonly share_ratio: number;
  /** How strongly it should keep its natural share; 1 unless said. Use 1 / share for changes in proportion. */
  readonly weight?: number;
  readonly least_minor?: number;
  readonly most_minor?: number;
  /** A fixed amount: same as least = most. */
  readonly locked_minor?: number;
};

export type TargetSplit =
  | { readonly ok: true; readonly parts_minor: readonly number[]; readonly mu: number }
  | {
      readonly ok: false;
      readonly reason: "least_above_total" | "most_below_total";
      readonly gap_minor: number;
      readonly nodes: readonly string[];
    };

type Leaf = {
  readonly key: string;
  readonly natural: number;
  readonly give: number;
  readonly low: number;
  readonly high: number;
};

function leafOf(node: TargetNode, total: number): Leaf {
  const { id, share_ratio, weight = 1, locked_minor } = node;
  const low = locked_minor ?? node.least_minor ?? 0;
  const high = locked_minor ?? node.most_minor ?? Infinity;
  if (!(share_ratio >= 0 && Number.isFinite(share_ratio)))
    throw new RangeError(`node ${id}: a share is >= 0 and finite`);
  if (!(weight > 0 && Number.isFinite(weight))) throw new RangeError(`node ${id}: a weight is > 0 and finite`);
  if (!Number.isSafeInteger(low) || (high !== Infinity && !Number.isSafeInteger(high)) || low > high) {
    throw new RangeError(`node ${id}: bounds are whole minor units with least <= most`);
  }
  return { key: id, natural: share_ratio * total, give: 1 / weight, low, high };
}

const at = (leaf: Leaf, mu: number): number => Math.min(leaf.high, Math.max(leaf.low, leaf.natural + mu * leaf.give));
const sumAt = (leaves: readonly Leaf[], mu: number): number => leaves.reduce((sum, leaf) => sum + at(leaf, mu), 0);

/** The mu at which the clipped parts sum to the total: bracketed, bisected, then solved exactly on the nodes that are still free. */
function solveMu(leaves: readonly Leaf[], total: number): number {
  let width = Math.abs(total) + 1;
  while (width < 1e300 && sumAt(leaves, width) < total) width *= 2;
  while (width < 1e300 && sumAt(leaves, -width) > total) width *= 2;
  let [low, high] = [-width, width];
  for (let i = 0; i < 120 && high - low > 1e-9; i++) {
    const middle = (low + high) / 2;
    if (sumAt(leaves, middle) < total) low = middle;
    else high = middle;
  }
  const mu = (low + high) / 2;
  const free = leaves.filter((l) => l.natural + mu * l.give > l.low && l.natural + mu * l.give < l.high);
  const give = free.reduce((sum, l) => sum + l.give, 0);
  return give === 0 ? mu : mu + (total - sumAt(leaves, mu)) / give;
}

/**
 * Splits a total over nodes as near as possible to their natural shares, inside bounds and locks, to the minor unit:
 * minimise sum w (x - p T)^2 subject to sum x = T, l <= x <= u; x = clip(p T + mu / w, l, u). Rounded by the largest remainder, ties to
 * the smaller id. An impossible request says which nodes bind. Shares need not sum to 1.
 * Source: quadratic resource allocation, K. Bretthauer and B. Shetty, Operations Research 43(3), 1995. Vectors: quant/vectors/targets.ts.
 */
export function splitTarget(total_minor: number, nodes: readonly TargetNode[]): TargetSplit {
  if (!Number.isSafeInteger(total_minor))
    throw new RangeError(`a target is a whole number of minor units, got ${total_minor}`);
  if (new Set(nodes.map((n) => n.id)).size !== nodes.length) throw new RangeError("node ids must be unique");
  const leaves = nodes.map((n) => leafOf(n, total_minor));
  const least = sumMinor(leaves.map((l) => l.low));
  const most = leaves.some((l) => l.high === Infinity) ? Infinity : sumMinor(leaves.map((l) => l.high));
  const binding = (of: (l: Leaf) => boolean) =>
    leaves
      .filter(of)
      .sort(byKey)
      .map((l) => l.key);
  if (least > total_minor) {
    return { ok: false, reason: "least_above_total", gap_minor: least - total_minor, nodes: binding((l) => l.low > 0) };
  }
  if (most < total_minor) {
    return {
      ok: false,
      reason: "most_below_total",
      gap_minor: total_minor - most,
      nodes: binding((l) => l.high < Infinity),
    };
  }
  const mu = solveMu(leaves, total_minor);
  const values = leaves.map((l) => ({ key: l.key, value: at(l, mu) }));
  return { ok: true, parts_minor: roundToTotal(values, total_minor), mu };
}
