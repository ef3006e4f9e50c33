import { z } from "zod";
import { amountMinor, bilingual, currency, day, instant, no, pageOf, paging, uuid } from "./common.ts";
import { route } from "./route.ts";

const share = z.number().min(0).max(1);
/** What consumers look for, beside what is on offer. */
export const opportunity = z.object({
  /** The query: lower case, signs taken out. */
  term: z.string().max(100),
  searches: z.number().int(),
  /** Distinct people or browsers who looked for it. */
  visitors: z.number().int(),
  /** Active offers that carry all of its words. */
  offers: z.number().int(),
  /** Searches that showed nothing at all. */
  empty: z.number().int(),
  clicked_ratio: share,
  /** Searches whose clicked product the same visitor ordered within seven days. */
  bought_ratio: share,
  /** Searches with no result or no click. */
  unmet_ratio: share,
  /** ln of demand over expected minus ln of supply over expected; above 0: more wanted or less served than usual. */
  gap: z.number(),
  /** ln of the ratio of the later half of the time to the earlier one, shrunk towards 0. */
  growth: z.number(),
  /** z(gap) + z(growth) + z(unmet). */
  score: z.number(),
  /** More searches than an average term, beyond chance, at a false discovery rate of 5 %. */
  beyond_chance: z.boolean(),
  per_day: z.array(z.object({ day, searches: z.number().int() })).max(90),
});
export type Opportunity = z.output<typeof opportunity>;

const scale = z.number().int().min(1).max(5);
/** Four prices in minor units: too cheap to be good, cheap, expensive, too expensive. */
export const priceAnswer = z.object({
  too_cheap_minor: amountMinor.min(0),
  cheap_minor: amountMinor.min(0),
  expensive_minor: amountMinor.min(0),
  too_expensive_minor: amountMinor.min(0),
});
export const concept = z.object({
  title: bilingual,
  description: z.object({ zh: z.string().trim().min(1).max(1000), en: z.string().trim().min(1).max(1000) }),
  /** Address of a picture inside the platform; empty: none. */
  image: z
    .string()
    .max(300)
    .regex(/^(\/[^\s]*)?$/, "a path that begins with /")
    .default(""),
  price_from_minor: amountMinor.min(0),
  price_until_minor: amountMinor.min(0),
  currency,
  /** A term of the opportunity table that led to it. */
  term: z.string().trim().max(100).default(""),
});
export const surveyStates = ["draft", "open", "closed"] as const;
export const survey = z.object({
  id: uuid,
  brand: no,
  concept,
  state: z.enum(surveyStates),
  /** Only people of this audience are asked; null: everybody who finds it in the shop. */
  audience: uuid.nullable(),
  ask_prices: z.boolean(),
  answers: z.number().int(),
  created_at: instant,
  opened_at: instant.nullable(),
  closes_at: instant.nullable(),
  closed_at: instant.nullable(),
});
export type Survey = z.output<typeof survey>;
export const surveyDraft = z.object({
  brand: no.optional(),
  concept,
  audience: uuid.nullable().default(null),
  ask_prices: z.boolean().default(true),
  closes_at: instant.nullable().default(null),
});
/** Scales from 1 (not at all) to 5 (very much, definitely). */
export const answer = z.object({
  intent: scale,
  uniqueness: scale,
  relevance: scale,
  prices: priceAnswer.nullable().default(null),
  /** Would buy at the cheap and at the expensive price. */
  intent_at_cheap: scale.nullable().default(null),
  intent_at_expensive: scale.nullable().default(null),
  anonymous_id: z.string().min(8).max(100).optional(),
});
export type Answer = z.output<typeof answer>;
const boxes = z.object({
  /** Answers 1 to 5. */
  counts: z.array(z.number().int()).length(5),
  top_two_ratio: share,
  /** Wilson interval at 95 %. */
  low: share,
  high: share,
  mean: z.number(),
});
export const surveyResults = z.object({
  survey,
  answers: z.number().int(),
  /** Figures are shown from this many answers on. */
  least_answers: z.number().int(),
  figures: z
    .object({
      intent: boxes,
      uniqueness: boxes,
      relevance: boxes,
      /** Share expected to buy: answers weighted 0.7, 0.5, 0.3, 0.1, 0. */
      calibrated_intent_ratio: share,
      prices: z
        .object({
          used: z.number().int(),
          /** Not strictly rising. */
          dropped: z.number().int(),
          /** Lower and upper end of the acceptable range, indifference price, optimal price point. */
          pmc_minor: amountMinor,
          pme_minor: amountMinor,
          idp_minor: amountMinor,
          opp_minor: amountMinor,
          /** Share of people at each named price. */
          curves: z
            .array(
              z.object({
                price_minor: amountMinor,
                too_cheap: share,
                cheap: share,
                expensive: share,
                too_expensive: share,
              }),
            )
            .max(400),
          best_revenue: z.object({ price_minor: amountMinor, trial_ratio: share }).nullable(),
        })
        .nullable(),
    })
    .nullable(),
});
export type SurveyResults = z.output<typeof surveyResults>;
/** What the shop shows of an open survey. */
export const openSurvey = survey
  .pick({ id: true, brand: true, concept: true, ask_prices: true, closes_at: true })
  .extend({
    brand_name: bilingual,
    answered: z.boolean(),
  });
const team = ["brand", "operator"] as const;
const byId = z.object({ id: uuid });
const visitor = z.object({ anonymous_id: z.string().min(8).max(100).optional() });

export const routes = {
  opportunities: route({
    method: "GET",
    path: "/v1/lab/opportunities",
    who: team,
    summary: "What people search for and do not find, most promising first; rare queries are never shown.",
    query: z.object({
      days: z.coerce.number().int().min(2).max(90).default(28),
      limit: z.coerce.number().int().min(1).max(200).default(50),
      q: z.string().trim().max(100).optional(),
    }),
    reply: z.object({
      from: day,
      to: day,
      /** Fewest visitors of a term that is shown. */
      least_visitors: z.number().int(),
      searches: z.number().int(),
      /** Searches that stand in terms too rare to show. */
      hidden_searches: z.number().int(),
      terms: z.number().int(),
      items: z.array(opportunity).max(200),
    }),
  }),
  surveys: route({
    method: "GET",
    path: "/v1/lab/surveys",
    who: team,
    summary: "Concept surveys, newest first; a brand sees its own.",
    query: paging,
    reply: pageOf(survey),
  }),
  createSurvey: route({
    method: "POST",
    path: "/v1/lab/surveys",
    who: team,
    summary: "Drafts a concept survey.",
    body: surveyDraft,
    reply: survey,
    status: 201,
  }),
  changeSurvey: route({
    method: "PUT",
    path: "/v1/lab/surveys/:id",
    who: team,
    summary: "Changes a survey that is still a draft.",
    params: byId,
    body: surveyDraft.omit({ brand: true }),
    reply: survey,
  }),
  openSurvey: route({
    method: "POST",
    path: "/v1/lab/surveys/:id/open",
    who: team,
    summary: "Publishes a survey in the shop; from then on it cannot be changed.",
    params: byId,
    reply: survey,
  }),
  closeSurvey: route({
    method: "POST",
    path: "/v1/lab/surveys/:id/close",
    who: team,
    summary: "Ends a survey.",
    params: byId,
    reply: survey,
  }),
  results: route({
    method: "GET",
    path: "/v1/lab/surveys/:id/results",
    who: team,
    summary: "Top-two boxes with their intervals and the price range; nothing below thirty answers.",
    params: byId,
    reply: surveyResults,
  }),
  shopSurveys: route({
    method: "GET",
    path: "/v1/shop/surveys",
    who: ["public", "consumer"],
    summary: "Surveys that this visitor may answer.",
    query: visitor,
    reply: z.object({ items: z.array(openSurvey).max(50) }),
  }),
  shopSurvey: route({
    method: "GET",
    path: "/v1/shop/surveys/:id",
    who: ["public", "consumer"],
    summary: "One open survey, for example behind a link.",
    params: byId,
    query: visitor,
    reply: openSurvey,
  }),
  answerSurvey: route({
    method: "POST",
    path: "/v1/shop/surveys/:id/answers",
    who: ["public", "consumer"],
    summary: "Answers a survey, once per account or browser; 409 the second time.",
    params: byId,
    body: answer,
    reply: z.object({ answered: z.literal(true) }),
    status: 201,
    idempotent: false,
  }),
};
