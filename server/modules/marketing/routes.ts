import { marketing } from "#contract";
import type { Endpoint } from "#kernel";
import { notSignedIn, pageById, serve } from "#kernel";
import { addBenefit, benefitPage } from "./benefits.ts";
import {
  brandFor,
  campaignById,
  campaignPage,
  cancelCampaign,
  createCampaign,
  shown,
  startCampaign,
} from "./campaigns.ts";
import { benefitsOfCampaigns, holding } from "./benefits.ts";
import { claim, couponsOf, offered } from "./coupons.ts";
import { resultsOf } from "./results.ts";
import { beat, playList, screens } from "./screens.ts";
import { openBenefit, shownBenefit } from "./tables.ts";

const { routes } = marketing;

const campaigns = serve(routes.campaigns, async ({ tx }, { query }) =>
  pageById(
    query,
    (q) => campaignPage(tx, q),
    (c) => c.id,
  ),
);
const oneCampaign = serve(routes.campaign, async ({ tx }, { params }) => {
  const row = await campaignById(tx, params.id);
  return shown(tx, row, await benefitsOfCampaigns(tx, [row.id]));
});
const createOne = serve(routes.createCampaign, async ({ tx, principal }, { body }) =>
  createCampaign(tx, body, await brandFor(tx, principal, body.brand)),
);

const benefits = serve(routes.benefits, async ({ tx }, { query }) =>
  pageById(
    query,
    async (q) => (await benefitPage(tx, q.after, q.limit)).map(shownBenefit),
    (b) => b.id,
  ),
);
const createBenefit = serve(routes.createBenefit, async ({ tx, principal }, { body }) => {
  const brand = await brandFor(tx, principal, body.brand);
  return shownBenefit(await addBenefit(tx, body, { brand, campaign: null, active: true, field: "body" }));
});

const coupons = serve(routes.offered, async ({ tx, principal }) => ({
  offered: (await offered(tx)).map(openBenefit),
  automatic: (await holding(tx, "automatic")).slice(0, 200).map(openBenefit),
  own: principal.consumer === undefined ? [] : await couponsOf(tx, principal.consumer),
}));
const claimOne = serve(routes.claim, async ({ tx, principal }, { params }) => {
  if (principal.consumer === undefined) throw notSignedIn();
  return claim(tx, params.id, principal.consumer);
});

export const endpoints: readonly Endpoint[] = [
  campaigns,
  oneCampaign,
  createOne,
  benefits,
  createBenefit,
  coupons,
  claimOne,
  serve(routes.startCampaign, ({ tx }, { params }) => startCampaign(tx, params.id)),
  serve(routes.cancelCampaign, ({ tx }, { params }) => cancelCampaign(tx, params.id)),
  serve(routes.results, ({ tx }, { params }) => resultsOf(tx, params.id)),
  serve(routes.screen, ({ tx }, { params }) => playList(tx, params.place)),
  serve(routes.beat, async ({ tx }, { params, body }) => ({ counted: await beat(tx, params.place, body) })),
  serve(routes.screens, ({ tx, principal }) => screens(tx, principal.role === "venue" ? principal.venue : undefined)),
];
