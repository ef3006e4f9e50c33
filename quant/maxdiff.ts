import { choiceShares, fitLogit, type Choice } from "./logit.ts";

/** An answer to a best-worst question: the items shown, and which of them was best and which worst. */
export type BestWorst = { readonly shown: readonly number[]; readonly best: number; readonly worst: number };
/** Counts of one item: best, worst, shown, and the standardised difference (B - W) / shown, -1..1. */
export type ItemCount = {
  readonly best: number;
  readonly worst: number;
  readonly shown: number;
  readonly score: number;
};

function check(answers: readonly BestWorst[], items: number): void {
  for (const { shown, best, worst } of answers) {
    if (new Set(shown).size !== shown.length || !shown.every((i) => i >= 0 && i < items))
      throw new RangeError(`shown items are distinct and in 0..${items - 1}`);
    if (best === worst || !shown.includes(best) || !shown.includes(worst))
      throw new RangeError("best and worst are two of the shown items");
  }
}

/**
 * Counting analysis of best-worst answers. Source: J. Louviere, T. Flynn, A. Marley, "Best-Worst Scaling", 2015, ch. 1.
 * Vector: quant/vectors/choice.ts. An item that was never shown has score 0.
 */
export function maxDiffCounts(answers: readonly BestWorst[], items: number): ItemCount[] {
  check(answers, items);
  return Array.from({ length: items }, (_, item) => {
    const shown = answers.filter((a) => a.shown.includes(item)).length;
    const best = answers.filter((a) => a.best === item).length;
    const worst = answers.filter((a) => a.worst === item).length;
    return { best, worst, shown, score: shown === 0 ? 0 : (best - worst) / shown };
  });
}

/**
 * Pair model of best-worst answers: P(best b, worst w) = exp(v_b - v_w) / sum over ordered pairs; the last item stands at 0.
 * Gives values, shares exp(v) / sum exp(v), and the log-likelihood. Same source; undefined when the answers do not identify the values.
 */
export function maxDiffLogit(
  answers: readonly BestWorst[],
  items: number,
):
  | { readonly values: readonly number[]; readonly shares: readonly number[]; readonly logLikelihood: number }
  | undefined {
  check(answers, items);
  const row = (b: number, w: number) => Array.from({ length: items - 1 }, (_, i) => Number(i === b) - Number(i === w));
  const choices: Choice[] = answers.map(({ shown, best, worst }) => {
    const pairs = shown.flatMap((b) => shown.filter((w) => w !== b).map((w) => [b, w] as const));
    return {
      alternatives: pairs.map(([b, w]) => row(b, w)),
      chosen: pairs.findIndex(([b, w]) => b === best && w === worst),
    };
  });
  const fit = fitLogit(choices);
  if (!fit) return undefined;
  const values = [...fit.estimates, 0];
  return { values, shares: choiceShares(values), logLikelihood: fit.logLikelihood };
}
