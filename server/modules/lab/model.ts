import { benjaminiHochberg, poissonExcessP, shrunkRatio, whiteSpaceGap } from "#quant";

/** A query as it is counted: lower case, one form of each letter, signs out, single spaces. Undefined when it must not be kept. */
export function termOf(query: string): string | undefined {
  const term = query
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
    .slice(0, 100)
    .trim();
  // A run of digits this long is a phone, a card or an order number: it tells about a person, not about a wish.
  return term === "" || /\d(?:\s?\d){5}/.test(term) ? undefined : term;
}

/** What was counted about a term. `late` and `early` are its searches in the two halves of the time. */
export type TermCount = {
  readonly term: string;
  readonly searches: number;
  readonly clicked: number;
  readonly unmet: number;
  readonly early: number;
  readonly late: number;
  /** Active offers with all its words. */
  readonly offers: number;
};
export type Scored = {
  readonly gap: number;
  readonly growth: number;
  readonly unmet_ratio: number;
  readonly score: number;
  readonly beyond_chance: boolean;
};

/** Weight of the prior when two counts are compared. */
const growth_prior = 10;
const false_discovery = 0.05;

/**
 * Scores terms by demand that supply does not meet: z(gap) + z(growth) + z(unmet), each over the terms given.
 * gap = ln((D + 5) / (E[D] + 5)) - ln((S + 1) / (E[S] + 1)), with D searches, S offers and E their means over the terms;
 * growth = ln of late searches against early ones carried to the trend of all terms, shrunk by a Gamma prior of weight 10;
 * unmet = share of searches without a result or a click. Source: quant/opportunity.ts.
 */
export function scored(counts: readonly TermCount[]): Scored[] {
  const mean = (of: (c: TermCount) => number) => counts.reduce((s, c) => s + of(c), 0) / Math.max(1, counts.length);
  const [demand, supply] = [mean((c) => c.searches), mean((c) => c.offers)];
  const [early, late] = [mean((c) => c.early), mean((c) => c.late)];
  const trend = early > 0 ? late / early : 0;
  const gaps = counts.map((c) => whiteSpaceGap(c.searches, demand, c.offers, supply));
  const growths = counts.map((c) => (trend === 0 ? 0 : Math.log(shrunkRatio(c.late, c.early * trend, growth_prior))));
  const unmets = counts.map((c) => (c.searches === 0 ? 0 : c.unmet / c.searches));
  const [zGap, zGrowth, zUnmet] = [gaps, growths, unmets].map(standard);
  const beyond = benjaminiHochberg(
    counts.map((c) => (demand > 0 ? poissonExcessP(c.searches, demand) : 1)),
    false_discovery,
  );
  return counts.map((_, i) => ({
    gap: gaps[i] ?? 0,
    growth: growths[i] ?? 0,
    unmet_ratio: unmets[i] ?? 0,
    score: (zGap?.[i] ?? 0) + (zGrowth?.[i] ?? 0) + (zUnmet?.[i] ?? 0),
    beyond_chance: beyond[i] ?? false,
  }));
}
/** z-values; 0 for all when they do not differ. */
function standard(values: readonly number[]): number[] {
  const mean = values.reduce((s, v) => s + v, 0) / Math.max(1, values.length);
  const spread = Math.sqrt(values.reduce((s, v) => s + (v - mean) ** 2, 0) / Math.max(1, values.length));
  return values.map((v) => (spread < 1e-12 ? 0 : (v - mean) / spread));
}

/**
 * Whether a term names one of these parties (names as `termOf` writes them), so that it would tell a brand about another one.
 * Chinese is written without spaces, so a name counts anywhere; other names count as whole words.
 */
export function namesOthers(term: string, names: readonly string[]): boolean {
  const [bare, spaced] = [term.replaceAll(" ", ""), ` ${term} `];
  return names.some((n) =>
    /\p{Script=Han}/u.test(n) ? bare.includes(n.replaceAll(" ", "")) : spaced.includes(` ${n} `),
  );
}
