/**
 * Ranking: a text score, the merchant's coefficient, and a guarantee of exposure for those who are owed it. Ties go to the smaller id.
 */

/** Where a document stands in a collection: number of documents, and mean length in terms. */
export type Collection = { readonly documents: number; readonly meanLength: number };
/** A query term in one document: times it occurs there (a weighted sum over fields is fine), and documents that hold it. */
export type TermHit = { readonly count: number; readonly documentsWith: number };

/**
 * BM25 score of a document for the terms of a query: sum of idf x f (k1 + 1) / (f + k1 (1 - b + b length / mean length)), with
 * idf = ln(1 + (N - n + .5) / (n + .5)), which is never negative.
 * Source: S. Robertson and H. Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009; the idf is Lucene's.
 * Domain: counts >= 0, 0 < n <= N where it occurs. Edge: no hit gives 0; mean length 0 counts every document as of mean length.
 */
export function bm25(hits: readonly TermHit[], length: number, collection: Collection, k1 = 1.2, b = 0.75): number {
  const { documents, meanLength } = collection;
  const norm = k1 * (1 - b + b * (meanLength > 0 ? length / meanLength : 1));
  return hits.reduce((sum, { count, documentsWith }) => {
    if (count <= 0) return sum;
    if (!(documentsWith > 0 && documentsWith <= documents))
      throw new RangeError(`a term occurs in 1..${documents} documents, got ${documentsWith}`);
    const idf = Math.log(1 + (documents - documentsWith + 0.5) / (documentsWith + 0.5));
    return sum + (idf * count * (k1 + 1)) / (count + norm);
  }, 0);
}

/** A candidate of a list: its utility for the reader before any coefficient, and theta of its merchant. */
export type Candidate = {
  readonly id: string;
  readonly merchantId: string;
  /** Conversion probability x value, or a text score; >= 0. */
  readonly utility: number;
  readonly theta: number;
  /** Exposure was promised and is behind plan (a new merchant or product inside its guarantee). */
  readonly owed?: boolean;
};

export type Ranked = {
  readonly id: string;
  readonly merchantId: string;
  /** Place by utility alone, and final place, both from 1. */
  readonly basePlace: number;
  readonly place: number;
  readonly score: number;
  /** True when the guarantee, not the score, put it here. */
  readonly guaranteed: boolean;
};

export type RankTerms = {
  readonly size: number;
  /** One place in this many is kept for a candidate that is owed exposure; 0 keeps none. */
  readonly guaranteeEvery: number;
  /** Least score of a guaranteed candidate relative to the one it takes the place of, 0..1: the reader is not sent to something far worse. */
  readonly guaranteeFloor_ratio: number;
};

const best = (a: { score: number; c: Candidate }, b: { score: number; c: Candidate }): number =>
  b.score - a.score || (a.c.id < b.c.id ? -1 : a.c.id > b.c.id ? 1 : 0);

/**
 * The list: sorted by utility x exp(theta); in each block of `guaranteeEvery` places without one that is owed, the last place goes to the
 * best of those, if its score is at least the floor times the score of the candidate it takes the place of.
 * Source: score boosts as dual prices (coefficient.ts); fixed reserved slots as in exposure guarantees (Balseiro et al. 2007.00514).
 * Domain: utilities >= 0 and finite, unique ids. The result does not depend on the order of the candidates.
 */
export function rankCandidates(
  candidates: readonly Candidate[],
  { size, guaranteeEvery, guaranteeFloor_ratio }: RankTerms,
): Ranked[] {
  const scored = candidates.map((c) => {
    if (!(c.utility >= 0 && Number.isFinite(c.utility)))
      throw new RangeError(`candidate ${c.id}: utility is >= 0 and finite`);
    return { c, score: c.utility * Math.exp(c.theta) };
  });
  const base = new Map(
    [...scored]
      .sort((a, b) => best({ ...a, score: a.c.utility }, { ...b, score: b.c.utility }))
      .map(({ c }, i) => [c.id, i + 1]),
  );
  const queue = [...scored].sort(best);
  const out: Ranked[] = [];
  let servedInBlock = false;
  for (let place = 1; place <= size && queue.length > 0; place++) {
    const lastOfBlock = guaranteeEvery > 0 && place % guaranteeEvery === 0;
    const head = queue[0];
    let at = 0;
    if (lastOfBlock && !servedInBlock && head && !head.c.owed) {
      const owed = queue.findIndex(({ c }) => c.owed);
      if (owed > 0 && (queue[owed]?.score ?? 0) >= guaranteeFloor_ratio * head.score) at = owed;
    }
    const [next] = queue.splice(at, 1);
    if (!next) break;
    servedInBlock = lastOfBlock ? false : servedInBlock || next.c.owed === true;
    const { id, merchantId } = next.c;
    out.push({ id, merchantId, basePlace: base.get(id) ?? place, place, score: next.score, guaranteed: at > 0 });
  }
  return out;
}

/**
 * Normalised discounted cumulative gain of a list at its length: DCG(gains) / DCG(best gains), DCG = sum gain / log2(place + 1).
 * Source: K. Jarvelin and J. Kekalainen, ACM TOIS 20(4), 2002. Edge: no gain possible gives 1.
 */
export function ndcg(gains: readonly number[], bestGains: readonly number[]): number {
  const dcg = (list: readonly number[]) => list.reduce((sum, gain, i) => sum + gain / Math.log2(i + 2), 0);
  const ideal = dcg([...bestGains].sort((a, b) => b - a).slice(0, gains.length));
  return ideal === 0 ? 1 : dcg(gains) / ideal;
}
