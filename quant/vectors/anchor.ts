/** One number, text or list that we compute, beside the one that somebody else published. */
export type Reading = {
  readonly what: string;
  readonly ours: unknown;
  readonly published: unknown;
  /** Largest absolute difference of numbers that passes; 0 (the default) means equal. */
  readonly tolerance?: number;
};

/** A reference that we claim to reproduce. `run` gives its readings; a reference on data that is not there says why it was skipped. */
export type Anchor = {
  readonly name: string;
  readonly source: string;
  readonly run: () =>
    readonly Reading[] | { readonly skipped: string } | Promise<readonly Reading[] | { readonly skipped: string }>;
};

/** Largest absolute difference between two values of the same shape; Infinity when the shapes or texts differ. */
export function difference(ours: unknown, published: unknown): number {
  if (typeof ours === "number" && typeof published === "number") {
    if (Object.is(ours, published) || ours === published) return 0;
    return Number.isNaN(ours - published) ? Infinity : Math.abs(ours - published);
  }
  if (Array.isArray(ours) && Array.isArray(published)) {
    if (ours.length !== published.length) return Infinity;
    return ours.reduce((most: number, v: unknown, i) => Math.max(most, difference(v, published[i])), 0);
  }
  if (ours !== null && published !== null && typeof ours === "object" && typeof published === "object") {
    const [a, b] = [Object.entries(ours).sort(), Object.entries(published).sort()];
    if (a.map(([k]) => k).join("\n") !== b.map(([k]) => k).join("\n")) return Infinity;
    return difference(
      a.map(([, v]) => v as unknown),
      b.map(([, v]) => v as unknown),
    );
  }
  return ours === published ? 0 : Infinity;
}

/** True when a reading is within its tolerance. */
export const passes = ({ ours, published, tolerance = 0 }: Reading): boolean =>
  difference(ours, published) <= tolerance;
