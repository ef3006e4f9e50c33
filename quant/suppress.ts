import { byKey } from "./money.ts";

/** A cell of a table that a brand may see: `people` is the number of distinct people behind it. */
export type Cell = { readonly key: string; readonly people: number };
/** A cell as shown: `people` is absent when the group is too small, or when it would give a small group away. */
export type ShownCell = { readonly key: string; readonly people?: number; readonly hidden?: "small" | "complement" };

/** Fewest people in a reported cell, unless configured otherwise. */
export const REPORT_K = 50;
/** Fewest people in an audience that may be activated, unless configured otherwise. */
export const ACTIVATION_K = 2_000;

/** True when a group is neither empty nor large enough. An empty group tells nothing about anybody. */
export const tooSmall = (people: number, k = REPORT_K): boolean => people > 0 && people < k;

/**
 * Hides cells of 1..k-1 people. When a total of the cells is shown too, the hidden ones could be computed from it if only one is
 * hidden, or if those hidden hold fewer than k people together; then the smallest shown cell (by people, then key) is hidden as
 * well, and so on until the hidden cells hold at least k people (and so are at least two).
 * Source: primary and complementary suppression, L. Willenborg and T. de Waal, "Elements of Statistical Disclosure Control", 2001, ch. 4.
 * Domain: whole people >= 0, k >= 1, unique keys. Cells of 0 people stay visible. Order of the result = order of the cells.
 */
export function suppressCells(cells: readonly Cell[], k = REPORT_K, totalShown = true): ShownCell[] {
  const hidden = new Map<string, "small" | "complement">();
  for (const { key, people } of cells) {
    if (!Number.isSafeInteger(people) || people < 0)
      throw new RangeError(`people of ${key} must be a whole number >= 0`);
    if (tooSmall(people, k)) hidden.set(key, "small");
  }
  if (totalShown && hidden.size > 0) {
    let sum = cells.reduce((s, c) => s + (hidden.has(c.key) ? c.people : 0), 0);
    for (const next of cells.filter((c) => c.people >= k).sort((a, b) => a.people - b.people || byKey(a, b))) {
      if (sum >= k) break; // Then at least two are hidden: one small cell alone holds fewer than k.
      hidden.set(next.key, "complement");
      sum += next.people;
    }
  }
  return cells.map(({ key, people }) => {
    const why = hidden.get(key);
    return why ? { key, hidden: why } : { key, people };
  });
}

/**
 * Whether the total may be shown beside cells that were suppressed: no when the hidden cells hold fewer than k people, because nothing was
 * left to hide them with.
 */
export function totalIsSafe(cells: readonly Cell[], shown: readonly ShownCell[], k = REPORT_K): boolean {
  const hidden = new Set(shown.filter((c) => c.hidden).map((c) => c.key));
  const people = cells.reduce((s, c) => s + (hidden.has(c.key) ? c.people : 0), 0);
  return hidden.size === 0 || people >= k;
}
