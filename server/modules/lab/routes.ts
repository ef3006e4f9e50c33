import { lab } from "#contract";
import type { Endpoint } from "#kernel";
import { serve, serveBare } from "#kernel";
import { answerSurvey, oneSurvey, openSurveys } from "./answers.ts";
import { opportunities } from "./opportunities.ts";
import { resultsOf } from "./results.ts";
import { changeSurvey, closeSurvey, createSurvey, openSurvey, shownSurvey, surveyPage } from "./surveys.ts";

const { routes } = lab;

export const endpoints: readonly Endpoint[] = [
  serve(routes.opportunities, async ({ tx, principal }, { query }) => opportunities(tx, principal, query)),
  serve(routes.surveys, async ({ tx }, { query }) => surveyPage(tx, query)),
  serve(routes.createSurvey, async ({ tx, principal }, { body }) =>
    shownSurvey(await createSurvey(tx, principal, body), tx.now()),
  ),
  serve(routes.changeSurvey, async ({ tx }, { params, body }) =>
    shownSurvey(await changeSurvey(tx, params.id, body), tx.now()),
  ),
  serve(routes.openSurvey, async ({ tx }, { params }) => shownSurvey(await openSurvey(tx, params.id), tx.now())),
  serve(routes.closeSurvey, async ({ tx }, { params }) => shownSurvey(await closeSurvey(tx, params.id), tx.now())),
  serve(routes.results, async ({ tx }, { params }) => resultsOf(tx, params.id)),
  serveBare(routes.shopSurveys, async ({ scope, principal }, { query }) => ({
    items: await openSurveys(scope, { principal, anonymousId: query.anonymous_id }),
  })),
  serveBare(routes.shopSurvey, async ({ scope, principal }, { params, query }) =>
    oneSurvey(scope, params.id, { principal, anonymousId: query.anonymous_id }),
  ),
  serveBare(routes.answerSurvey, async ({ scope, principal }, { params, body }) => {
    await answerSurvey(scope, params.id, { principal, anonymousId: body.anonymous_id }, body);
    return { answered: true as const };
  }),
];
