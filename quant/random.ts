/**
 * A seeded source of chance, handed in wherever a calculation needs one. Not for secrets.
 * `next` gives a number in [0, 1) with 53 random bits; the same seed gives the same sequence on every machine.
 */
export type Random = {
  /** A number in [0, 1). */
  readonly next: () => number;
  /** A whole number in [0, 2^32). */
  readonly word: () => number;
  /** An independent stream named by a label: adding draws to one stream does not shift another. */
  readonly fork: (label: string) => Random;
};

const mask = 0xffff_ffff_ffff_ffffn;

/**
 * The SplitMix64 sequence, used to seed. Source: G. Steele, D. Lea, C. Flood, OOPSLA 2014; S. Vigna's splitmix64.c.
 * Vector: seed 1477776061723855037 gives 1985237415132408290 first (quant/vectors/random.ts).
 */
export function splitmix64(seed: bigint, count: number): bigint[] {
  let state = seed & mask;
  return Array.from({ length: count }, () => {
    state = (state + 0x9e37_79b9_7f4a_7c15n) & mask;
    let z = state;
    z = ((z ^ (z >> 30n)) * 0xbf58_476d_1ce4_e5b9n) & mask;
    z = ((z ^ (z >> 27n)) * 0x94d0_49bb_1331_11ebn) & mask;
    return z ^ (z >> 31n);
  });
}

/** FNV-1a, 64 bit, over UTF-16 code units: turns a seed text into a number. Source: Fowler, Noll, Vo; RFC 9923. */
function hash64(text: string): bigint {
  let hash = 0xcbf2_9ce4_8422_2325n;
  for (let i = 0; i < text.length; i++) hash = ((hash ^ BigInt(text.charCodeAt(i))) * 0x100_0000_01b3n) & mask;
  return hash;
}

/**
 * The xoshiro128** words of a state of four 32-bit words, not all 0.
 * Source: D. Blackman and S. Vigna, "Scrambled linear pseudorandom number generators", ACM TOMS 47(4), 2021.
 * Vector: state 1, 2, 3, 4 gives 11520, 0, 5927040, 70819200, ... (quant/vectors/random.ts).
 */
export function xoshiro128(state: readonly [number, number, number, number]): () => number {
  let [a, b, c, d] = state.map((w) => w | 0) as [number, number, number, number];
  if ((a | b | c | d) === 0) throw new RangeError("the state of xoshiro128** must not be all zeros");
  return () => {
    const five = Math.imul(b, 5);
    const result = Math.imul((five << 7) | (five >>> 25), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
    return result;
  };
}

/** A generator from a seed: a text (any length) or a safe whole number. Two different seeds give unrelated sequences. */
export function seeded(seed: string | number): Random {
  if (typeof seed === "number" && !Number.isSafeInteger(seed))
    throw new RangeError(`a number seed must be whole, got ${seed}`);
  const [high = 1n, low = 2n] = splitmix64(typeof seed === "number" ? BigInt(seed) : hash64(seed), 2);
  const half = (v: bigint, shift: bigint) => Number((v >> shift) & 0xffff_ffffn);
  const word = xoshiro128([half(high, 0n), half(high, 32n), half(low, 0n), half(low, 32n)]);
  return {
    word,
    next: () => ((word() >>> 5) * 67_108_864 + (word() >>> 6)) / 9_007_199_254_740_992,
    fork: (label) => seeded(`${seed}/${label}`),
  };
}
