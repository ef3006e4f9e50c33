/**
 * Exact arithmetic on money. Every amount is an integer in minor units (fen, cents) of one currency.
 * Rounding is half up on the magnitude, so that a refund mirrors the sale.
 */

/** Largest amount handled, in minor units: far below 2^53, so sums of a thousand such amounts stay exact. */
export const MAX_AMOUNT_MINOR = 9_000_000_000_000;

/** A share of something to be allocated: `key` must be unique and stable (SKU, then line id), `weight` a whole number >= 0. */
export type Share = { readonly key: string; readonly weight: number };

function whole(value: number, name: string): number {
  if (!Number.isSafeInteger(value)) throw new RangeError(`${name} must be a whole number of minor units, got ${value}`);
  return value;
}

/** floor(a * b / c) and its remainder for whole a, b >= 0 and c > 0, exact beyond 2^53. */
function mulDiv(a: number, b: number, c: number): { readonly quotient: number; readonly remainder: number } {
  const product = a * b;
  if (product <= Number.MAX_SAFE_INTEGER) {
    const quotient = Math.floor(product / c);
    return { quotient, remainder: product - quotient * c };
  }
  const big = BigInt(a) * BigInt(b);
  return { quotient: Number(big / BigInt(c)), remainder: Number(big % BigInt(c)) };
}

/**
 * Sum of whole amounts. RangeError when one of them, or the sum, is not a safe whole number. Empty list: 0.
 */
export function sumMinor(amounts_minor: readonly number[]): number {
  let sum = 0;
  for (const amount of amounts_minor) sum = whole(sum + whole(amount, "amount"), "sum");
  return sum;
}

/**
 * A part of an amount by a rate in basis points (1 % = 100), rounded half up on the magnitude.
 * Domain: whole amount, whole rate >= 0. Edge: a negative amount gives the mirrored result.
 * Vector: 25 % of 19.99 is 5.00 (Saleor issue 12040), quant/vectors/money.ts.
 */
export function percentOf(amount_minor: number, rate_bp: number): number {
  whole(amount_minor, "amount");
  if (!Number.isSafeInteger(rate_bp) || rate_bp < 0)
    throw new RangeError(`rate must be whole basis points >= 0, got ${rate_bp}`);
  const { quotient, remainder } = mulDiv(Math.abs(amount_minor), rate_bp, 10_000);
  const size = remainder >= 5_000 ? quotient + 1 : quotient;
  return amount_minor < 0 && size !== 0 ? -size : size;
}

/** Compares keys by UTF-16 code unit: the same on every machine, unlike a locale's order. */
export const byKey = (a: { readonly key: string }, b: { readonly key: string }): number =>
  a.key < b.key ? -1 : a.key > b.key ? 1 : 0;

function checkShares(shares: readonly Share[]): number {
  const keys = new Set<string>();
  for (const { key, weight } of shares) {
    if (keys.has(key)) throw new RangeError(`key ${key} occurs twice, so ties could not be broken by key`);
    keys.add(key);
    if (!Number.isSafeInteger(weight) || weight < 0)
      throw new RangeError(`weight of ${key} must be a whole number >= 0`);
  }
  return sumMinor(shares.map((s) => s.weight));
}

/**
 * Splits an amount in proportion to whole weights by the largest remainder (Hamilton's method); the parts sum to the amount.
 * Ties go to the smaller key, never to a position, so the result does not depend on the order of the shares.
 * Source: M. L. Balinski and H. P. Young, "Fair Representation", 1982, ch. 2. Parts are returned in the order of `shares`.
 * Domain: whole amount (a negative one mirrors), unique keys. Edges: amount 0 gives zeros; weights that sum to 0, or no share,
 * with an amount other than 0 is a RangeError. Vectors: quant/vectors/money.ts.
 */
export function allocate(amount_minor: number, shares: readonly Share[]): number[] {
  whole(amount_minor, "amount");
  const total = checkShares(shares);
  if (amount_minor === 0) return shares.map(() => 0);
  if (total === 0) throw new RangeError("nothing to allocate to: all weights are 0");
  const size = Math.abs(amount_minor);
  const rows = shares.map(({ key, weight }, at) => ({ key, at, ...mulDiv(size, weight, total) }));
  let left = size - sumMinor(rows.map((r) => r.quotient));
  const parts = rows.map((r) => r.quotient);
  for (const row of [...rows].sort((a, b) => b.remainder - a.remainder || byKey(a, b))) {
    if (left === 0) break;
    parts[row.at] = row.quotient + 1;
    left -= 1;
  }
  return amount_minor < 0 ? parts.map((p) => (p === 0 ? 0 : -p)) : parts;
}

/** A share that can take at most `cap_minor`. */
export type CappedShare = Share & { readonly cap_minor: number };
/** Parts in the order of the shares, and what no share could take. */
export type Allocation = { readonly parts: readonly number[]; readonly lapsed_minor: number };

/**
 * Splits an amount >= 0 by weight, never more than each share's cap. A share that would pass its cap gets the cap and the rest
 * is split anew over the others; what nobody can take lapses. Sum of parts + lapsed = amount.
 * Source: proportional rationing with upper bounds (water-filling); the rule of cross-store allowances, see quant/vectors/money.ts.
 * Domain: whole amount >= 0, whole caps >= 0. Edge: a share of weight 0 gets nothing.
 */
export function allocateCapped(amount_minor: number, shares: readonly CappedShare[]): Allocation {
  if (whole(amount_minor, "amount") < 0) throw new RangeError("a capped allocation needs an amount >= 0");
  checkShares(shares);
  const parts = shares.map(() => 0);
  let open = shares.map((share, at) => ({ ...share, at }));
  for (const { key, cap_minor } of open) {
    if (!Number.isSafeInteger(cap_minor) || cap_minor < 0)
      throw new RangeError(`cap of ${key} must be a whole number >= 0`);
  }
  let left = amount_minor;
  // Each round closes at least one share, so there are at most shares.length + 1 rounds.
  for (;;) {
    open = open.filter((s) => s.weight > 0);
    if (left === 0 || open.length === 0) return { parts, lapsed_minor: left };
    const wanted = allocate(left, open);
    const full = open.filter((s, i) => (wanted[i] ?? 0) > s.cap_minor);
    if (full.length === 0) {
      open.forEach((s, i) => (parts[s.at] = wanted[i] ?? 0));
      return { parts, lapsed_minor: 0 };
    }
    for (const s of full) {
      parts[s.at] = s.cap_minor;
      left -= s.cap_minor;
    }
    open = open.filter((s) => !full.includes(s));
  }
}

/**
 * Rounds real parts to whole numbers that sum to a whole total, by the largest remainder; ties go to the smaller key.
 * Domain: finite values whose sum is within one unit per part of the total; RangeError otherwise, because then they are not parts of it.
 * Vector: 100.00 in three equal parts is 33.34, 33.33, 33.33 (quant/vectors/money.ts).
 */
export function roundToTotal(
  values: readonly { readonly key: string; readonly value: number }[],
  total: number,
): number[] {
  whole(total, "total");
  const rows = values.map(({ key, value }, at) => {
    if (!Number.isFinite(value)) throw new RangeError(`value of ${key} is not finite`);
    // Values such as 29999.999999996 stand for 30000: without this the remainder would reward a rounding error.
    const near = Math.round(value);
    const exact = Math.abs(value - near) < 1e-6 ? near : value;
    return { key, at, floor: Math.floor(exact), remainder: exact - Math.floor(exact) };
  });
  const left = total - sumMinor(rows.map((r) => r.floor));
  if (left < -rows.length || left > rows.length)
    throw new RangeError(`the parts sum to about ${total - left}, not to ${total}`);
  const parts = rows.map((r) => r.floor);
  const order = [...rows].sort((a, b) => b.remainder - a.remainder || byKey(a, b));
  const chosen = left >= 0 ? order.slice(0, left) : order.slice(left);
  for (const row of chosen) parts[row.at] = row.floor + Math.sign(left);
  return parts;
}
