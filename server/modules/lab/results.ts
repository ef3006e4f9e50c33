import type { lab } from "#contract";
import type { Tx } from "#kernel";
import type { Answers, IntentAnswer, PriceAnswer } from "#quant";
import { INTENT_WEIGHTS, calibratedIntent, newtonMillerSmith, priceSensitivity, topTwoBox } from "#quant";
import { shownSurvey, surveyById } from "./surveys.ts";
import type { AnswerRow, Tables } from "./tables.ts";

/** Figures are shown from so many answers on: fewer say little, and might say who. */
export const least_answers = 30;
const answers_max = 100_000;
const curve_points = 400;

type Figures = NonNullable<lab.SurveyResults["figures"]>;

/** What the answers of a survey say together; nothing below thirty answers. */
export async function resultsOf(tx: Tx, id: string): Promise<lab.SurveyResults> {
  const survey = await surveyById(tx, id);
  const answers = await tx.widened("sums over the answers to one's own survey", (wide) =>
    wide
      .as<Tables>()
      .selectFrom("lab.answer")
      .selectAll()
      .where("platform_id", "=", wide.platform)
      .where("survey", "=", id)
      .orderBy("respondent")
      .limit(answers_max)
      .execute(),
  );
  return {
    survey: shownSurvey(survey, tx.now()),
    answers: answers.length,
    least_answers,
    figures: answers.length < least_answers ? null : figuresOf(answers),
  };
}

export function figuresOf(answers: readonly AnswerRow[]): Figures {
  const intent = counts(answers.map((a) => a.intent));
  return {
    intent: boxes(intent),
    uniqueness: boxes(counts(answers.map((a) => a.uniqueness))),
    relevance: boxes(counts(answers.map((a) => a.relevance))),
    calibrated_intent_ratio: calibratedIntent(intent),
    prices: pricesOf(answers),
  };
}
/** Counts of the answers 5 to 1. */
function counts(values: readonly number[]): Answers {
  const of = (box: number) => values.filter((v) => v === box).length;
  return [of(5), of(4), of(3), of(2), of(1)];
}
function boxes(fiveToOne: Answers): Figures["intent"] {
  const { share, n, low, high } = topTwoBox(fiveToOne);
  const mean = fiveToOne.reduce((s, count, i) => s + count * (5 - i), 0) / Math.max(1, n);
  return { counts: [...fiveToOne].reverse(), top_two_ratio: share, low, high, mean };
}

function priceOf(a: AnswerRow): PriceAnswer[] {
  if (a.too_cheap === null || a.cheap === null || a.expensive === null || a.too_expensive === null) return [];
  return [{ tooCheap: a.too_cheap, cheap: a.cheap, expensive: a.expensive, tooExpensive: a.too_expensive }];
}
const rising = (a: PriceAnswer): boolean =>
  a.tooCheap < a.cheap && a.cheap < a.expensive && a.expensive < a.tooExpensive;

function pricesOf(answers: readonly AnswerRow[]): Figures["prices"] {
  const named = answers.flatMap(priceOf);
  const used = named.filter(rising);
  const meter = priceSensitivity(named);
  if (!meter || used.length < least_answers) return null;
  return {
    used: meter.used,
    dropped: meter.dropped,
    pmc_minor: meter.pmc,
    pme_minor: meter.pme,
    idp_minor: meter.idp,
    opp_minor: meter.opp,
    curves: curvesOf(used),
    best_revenue: bestRevenue(answers),
  };
}
/** Shares at the prices that were named, at most 400 of them, evenly thinned. */
function curvesOf(used: readonly PriceAnswer[]): NonNullable<Figures["prices"]>["curves"] {
  const grid = [...new Set(used.flatMap((a) => [a.tooCheap, a.cheap, a.expensive, a.tooExpensive]))].sort(
    (a, b) => a - b,
  );
  const step = Math.max(1, Math.ceil(grid.length / curve_points));
  const share = (of: (a: PriceAnswer) => number, price: number) =>
    used.filter((a) => of(a) <= price).length / used.length;
  return grid
    .filter((_, i) => i % step === 0)
    .map((price) => ({
      price_minor: price,
      too_cheap: 1 - share((a) => a.tooCheap, price),
      cheap: 1 - share((a) => a.cheap, price),
      expensive: share((a) => a.expensive, price),
      too_expensive: share((a) => a.tooExpensive, price),
    }));
}
/** The price of the highest expected revenue, from those who also said whether they would buy at their two middle prices. */
function bestRevenue(answers: readonly AnswerRow[]): NonNullable<Figures["prices"]>["best_revenue"] {
  const weight = (box: number | null) => INTENT_WEIGHTS[5 - (box ?? 1)] ?? 0;
  const full: IntentAnswer[] = answers
    .filter((a) => a.intent_at_cheap !== null && a.intent_at_expensive !== null)
    .flatMap((a) =>
      priceOf(a)
        .filter(rising)
        .map((p) => ({
          ...p,
          intentAtCheap: weight(a.intent_at_cheap),
          intentAtExpensive: weight(a.intent_at_expensive),
        })),
    );
  if (full.length < least_answers) return null;
  const best = newtonMillerSmith(full)?.bestRevenue;
  return best ? { price_minor: best.price, trial_ratio: best.trial } : null;
}
