/**
 * Deterministic assignment of a person (or a store) to a variation, as in the public GrowthBook SDK specification (MIT), 0.5.4.
 * Vectors: the specification's own cases "hash" and "getBucketRange", quant/vectors/assignment.ts.
 */

/** FNV-1a, 32 bit, over UTF-16 code units. Source: Fowler, Noll, Vo; RFC 9923; GrowthBook "Build your own SDK". */
export function fnv1a32(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/**
 * A number in [0, 1) for a value under a seed. Version 2 (use it): 10,000 steps, no correlation between seeds.
 * Version 1 is kept for experiments that began with it: 1,000 steps.
 */
export function bucketOf(seed: string, value: string, version: 1 | 2 = 2): number {
  if (version === 1) return (fnv1a32(value + seed) % 1_000) / 1_000;
  return (fnv1a32(String(fnv1a32(seed + value))) % 10_000) / 10_000;
}

/** Half-open range [from, to) of buckets. */
export type BucketRange = readonly [from: number, to: number];

/**
 * Ranges of the variations: coverage cuts each from its end, so that raising coverage never moves anybody to another variation.
 * Coverage outside 0..1 is clipped; weights of the wrong number or not summing to 1 (within .01) are replaced by equal ones.
 */
export function bucketRanges(variations: number, coverage = 1, weights?: readonly number[] | null): BucketRange[] {
  if (!Number.isSafeInteger(variations) || variations < 1)
    throw new RangeError(`variations must be a whole number >= 1, got ${variations}`);
  const share = Math.min(1, Math.max(0, coverage));
  const sum = weights?.reduce((a, b) => a + b, 0) ?? 0;
  const usable = weights?.length === variations && Math.abs(sum - 1) <= 0.01;
  const used = usable && weights ? weights : Array.from({ length: variations }, () => 1 / variations);
  let start = 0;
  return used.map((weight) => {
    const from = start;
    start += weight;
    return [from, from + share * weight] as const;
  });
}

/** Index of the variation whose range holds the bucket; undefined when the person is not in the experiment. */
export function variationOf(bucket: number, ranges: readonly BucketRange[]): number | undefined {
  const at = ranges.findIndex(([from, to]) => bucket >= from && bucket < to);
  return at < 0 ? undefined : at;
}

/** Whether a person belongs to the universal hold-out of the given share: stable for as long as seed and share stay. */
export const isHeldOut = (personId: string, share_ratio: number, seed = "universal-holdout"): boolean =>
  bucketOf(seed, personId) < share_ratio;
