import { plans } from "#contract";
import type { Endpoint } from "#kernel";
import { audit, badFields, inTx, serve, serveBare } from "#kernel";
import { decline, propose, saveDraft, sign } from "./agree.ts";
import { metrics } from "./measures.ts";
import { split } from "./split.ts";
import {
  createPlan,
  draftOf,
  planById,
  planPage,
  shownDraft,
  shownPlans,
  standingNow,
  versionLines,
  versionOf,
} from "./store.ts";
import { deliver, keepReview, ledgerOf, progressOf, reviewPage } from "./track.ts";

const { routes } = plans;

const get = serve(routes.get, async ({ tx }, { params }) => {
  const row = await planById(tx, params.id);
  const [plan] = await shownPlans(tx, [row]);
  if (!plan) throw new Error("a plan vanished while it was shown");
  const { open, inForce } = await standingNow(tx, params.id);
  const current = inForce ? await versionOf(tx, params.id, inForce.version) : null;
  const draft = await draftOf(tx, params.id);
  return {
    plan,
    versions: await versionLines(tx, params.id),
    current,
    proposal: open ? await versionOf(tx, params.id, open.version) : null,
    draft: draft ? shownDraft(draft) : null,
    ledger: current ? await ledgerOf(tx, params.id, current.content) : [],
  };
});
const version = serve(routes.version, async ({ tx }, { params }) => {
  await planById(tx, params.id);
  return versionOf(tx, params.id, params.version);
});
const splitTotal = serve(routes.split, async (_caller, { body }) => {
  const outcome = split(body);
  if (!outcome.ok) throw badFields([outcome.wrong]);
  return outcome.reply;
});
const review = serveBare(routes.review, async ({ scope, principal }, { params, body }) => {
  const figures = await progressOf(scope, params.id);
  return inTx(scope, async (tx) => {
    await audit(tx, principal, "plans.review", `plan ${params.id}`, { version: figures.version });
    return keepReview(tx, principal, body, figures);
  });
});

export const endpoints: readonly Endpoint[] = [
  get,
  version,
  splitTotal,
  review,
  serve(routes.list, async ({ tx }, { query }) => planPage(tx, query)),
  serve(routes.create, async ({ tx, principal }, { body }) => createPlan(tx, principal, body)),
  serve(routes.metrics, async () => ({ items: [...metrics] })),
  serve(routes.saveDraft, async ({ tx, principal }, { params, body }) =>
    saveDraft(tx, principal, params.id, body.content),
  ),
  serve(routes.propose, async ({ tx, principal }, { params, body }) => propose(tx, principal, params.id, body.reason)),
  serve(routes.sign, async ({ tx, principal }, { params, body }) =>
    sign(tx, principal, params.id, params.version, body.hash),
  ),
  serve(routes.decline, async ({ tx }, { params, body }) => decline(tx, params.id, params.version, body.reason)),
  serveBare(routes.progress, async ({ scope }, { params, query }) => progressOf(scope, params.id, query.as_of)),
  serve(routes.deliver, async ({ tx, principal }, { params, body }) => deliver(tx, principal, params.id, body)),
  serve(routes.reviews, async ({ tx }, { params, query }) => reviewPage(tx, params.id, query)),
];
