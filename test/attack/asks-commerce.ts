import { newId } from "#kernel";
import { both, hours } from "./call.ts";
import type { Side } from "./scene.ts";
import type { Ask } from "./shape.ts";
import { many, one, own, publicly } from "./shape.ts";
import { benefitBody, campaignBody, conceptBody, contentBody } from "./team-side.ts";

const seen = publicly("what is on offer is public");
const tillRead = { open: { to: ["venue"], why: "a till knows all that is on offer" } } as const;
const row = (code: string) => ({ code, name: both("x") });
const takes = { as: ["brand", "key"], bulk: "rejected" } as const;
const offerOf = (t: { skuCode: string; merchantCode: string }, more: object = {}) => ({
  body: { items: [{ sku: t.skuCode, merchant: t.merchantCode, price_minor: 1, ...more }] },
});
const priceOf = (sku: Side, merchant: Side, venue: Side) => ({
  body: {
    items: [
      {
        sku: sku.skuCode,
        merchant: merchant.merchantCode,
        venue: venue.venueCode,
        price_minor: 1,
        from: hours(1),
      },
    ],
  },
});
const catalog = {
  "catalog.categories": own,
  "catalog.bulkCategories": one(() => ({ body: { items: [row("all")] } }), {
    as: ["key"],
    refused: "the category tree is the platform's",
    owner: [403],
  }),
  "catalog.products": many(
    [(t) => ({ query: { brand: t.brand } }), (t) => ({ query: { q: t.productCode } })],
    tillRead,
  ),
  "catalog.product": one((t) => ({ params: { id: t.product } }), tillRead),
  "catalog.bulkProducts": many(
    [
      (t) => ({ body: { items: [row(t.productCode)] } }),
      (t) => ({ body: { items: [{ ...row(newId()), brand: t.brandCode }] } }),
      (t, me) => ({ body: { items: [{ ...row(me.productCode), skus: [{ code: t.skuCode }] }] } }),
    ],
    takes,
  ),
  "catalog.bulkOffers": many(
    [
      (t, me) => offerOf({ skuCode: t.skuCode, merchantCode: me.merchantCode }),
      (t, me) => offerOf({ skuCode: me.skuCode, merchantCode: t.merchantCode }),
      (t, me) => offerOf(me, { venues: [t.venueCode] }),
    ],
    takes,
  ),
  "catalog.bulkPrices": many(
    [(t, me) => priceOf(t, me, me), (t, me) => priceOf(me, t, me), (t, me) => priceOf(me, me, t)],
    takes,
  ),
  "catalog.prices": one((t) => ({ params: { id: t.offer } }), tillRead),
  "catalog.scan": one((t) => ({ query: { code: t.mark.barcode } }), seen),
  "catalog.shopProducts": one((t) => ({ query: { brand: t.brand } }), seen),
  "catalog.shopProduct": one((t) => ({ params: { sku: t.sku } }), seen),
} satisfies Record<string, Ask>;

const screen = (t: Side) => ({ code: newId(), kind: "screen", venue: t.venue, name: both("x"), slots: 1 });
const traffic = {
  "traffic.search": one((t) => ({ query: { q: "", anonymous_id: t.anonymous } }), seen),
  "traffic.feed": one((t) => ({ params: { place: t.place } }), publicly("places are public")),
  "traffic.seen": one((t) => ({ body: { served: t.served, sku: t.sku } }), {
    mute: "a browser must not learn what was counted",
  }),
  "traffic.places": { shows: "places are public" },
  "traffic.addPlaces": one((t) => ({ body: { places: [screen(t)] } })),
  "traffic.coefficients": own,
  "traffic.ledger": one((t) => ({ query: { merchant: t.merchant } })),
  "traffic.grants": one((t) => ({ query: { merchant: t.merchant } })),
} satisfies Record<string, Ask>;

const benefitWith = (me: Side, more: object) => ({ ...benefitBody(me), ...more });
const campaignWith = (me: Side, more: object) => ({ body: { ...campaignBody(me), ...more } });
const byCampaign = (t: Side) => ({ params: { id: t.campaign } });
const marketing = {
  "marketing.campaigns": one((t) => ({ query: { after: t.campaign } })),
  "marketing.createCampaign": many([
    (t, me) => campaignWith(me, { brand: t.brand }),
    (t, me) => campaignWith(me, { audience: t.audience }),
    (t, me) => campaignWith(me, { benefits: [benefitWith(me, { skus: [t.sku] })] }),
    (t, me) => campaignWith(me, { benefits: [benefitWith(me, { venues: [t.venue] })] }),
  ]),
  "marketing.campaign": one(byCampaign),
  "marketing.startCampaign": one((t) => ({ params: { id: t.draft } })),
  "marketing.cancelCampaign": one(byCampaign),
  "marketing.results": one(byCampaign),
  "marketing.benefits": one((t) => ({ query: { after: t.benefit } })),
  "marketing.createBenefit": many([
    (t, me) => ({ body: benefitWith(me, { brand: t.brand }) }),
    (t, me) => ({ body: benefitWith(me, { skus: [t.sku] }) }),
    (t, me) => ({ body: benefitWith(me, { venues: [t.venue] }) }),
  ]),
  "marketing.offered": own,
  "marketing.claim": one((t) => ({ params: { id: t.benefit } }), publicly("coupons are for everybody")),
  "marketing.screen": one((t) => ({ params: { place: t.place } }), publicly("screens are public")),
  "marketing.beat": one(
    (t) => ({
      params: { place: t.place },
      body: { device: "d", state: "online", played: [{ id: newId(), booking: t.booking, at: hours(0), seconds: 1 }] },
    }),
    publicly("a screen signs in as nobody"),
  ),
  "marketing.screens": own,
} satisfies Record<string, Ask>;

const merchantOf = (t: Side) => ({ params: { merchant: t.merchant } });
const service = {
  "service.exclusions": own,
  "service.exclude": one((t) => ({
    body: { from: "2020-01-01", until: "2020-01-02", merchant: t.merchant, reason: both("x") },
  })),
  "service.catalogue": own,
  "service.scores": own,
  "service.history": one(merchantOf),
  "service.evidence": one((t) => ({ params: { merchant: t.merchant, metric: "ldr" } })),
  "service.compute": own,
} satisfies Record<string, Ask>;

const rules = {
  "rules.list": own,
  "rules.names": own,
  "rules.check": own,
  "rules.publish": own,
  "rules.judge": own,
  "rules.verdicts": one((t) => ({ query: { merchant: t.merchant } })),
  "rules.chain": own,
  "rules.appeal": one((t) => ({ params: { verdict: t.verdict }, body: { text: "it is not so" } })),
  "rules.appeals": one((t) => ({ query: { after: t.appeal } })),
  "rules.decide": one((t) => ({
    params: { appeal: t.appeal },
    body: { decision: "overturned", answer: "it is not so" },
  })),
} satisfies Record<string, Ask>;

const byDraft = (t: Side) => ({ params: { id: t.surveyDraft } });
const bySurvey = (t: Side) => ({ params: { id: t.survey } });
const asked = publicly("an open survey is for everybody");
const lab = {
  "lab.opportunities": own,
  "lab.surveys": one((t) => ({ query: { after: t.survey } })),
  "lab.createSurvey": many([
    (t) => ({ body: { brand: t.brand, concept: conceptBody("x") } }),
    (t) => ({ body: { audience: t.audience, concept: conceptBody("x") } }),
  ]),
  "lab.changeSurvey": many([
    (t) => ({ ...byDraft(t), body: { concept: conceptBody("x") } }),
    (t, me) => ({ ...byDraft(me), body: { concept: conceptBody("x"), audience: t.audience } }),
  ]),
  "lab.openSurvey": one(byDraft),
  "lab.closeSurvey": one(bySurvey),
  "lab.results": one(bySurvey),
  "lab.shopSurveys": own,
  "lab.shopSurvey": many([bySurvey], asked),
  "lab.answerSurvey": one((t) => ({ ...bySurvey(t), body: { intent: 1, uniqueness: 1, relevance: 1 } }), {
    ...asked,
    owner: [404],
  }),
} satisfies Record<string, Ask>;

const byPlan = (t: Side) => ({ params: { id: t.plan } });
const byVersion = (t: Side) => ({ params: { id: t.plan, version: t.version } });
const plans = {
  "plans.list": one((t) => ({ query: { brand: t.brand } })),
  "plans.create": one((t) => ({ body: { brand: t.brand, year: 2031, title: "x" } })),
  "plans.metrics": own,
  "plans.split": own,
  "plans.get": one(byPlan),
  "plans.version": one(byVersion),
  "plans.saveDraft": one((t) => ({ ...byPlan(t), body: { content: contentBody("x") } })),
  "plans.propose": one((t) => ({ ...byPlan(t), body: { reason: "x" } })),
  "plans.sign": one((t) => ({ ...byVersion(t), body: { hash: t.hash } })),
  "plans.decline": one((t) => ({ ...byVersion(t), body: { reason: "x" } })),
  "plans.progress": one(byPlan),
  "plans.deliver": one((t) => ({
    ...byPlan(t),
    body: {
      promise: "g1",
      quantity: 1,
      amount_minor: 1,
      day: "2026-01-01",
      evidence: { kind: "campaign", ref: t.campaign },
    },
  })),
  "plans.reviews": one(byPlan),
  "plans.review": one((t) => ({ ...byPlan(t), body: { quarter: null, note: "x", actions: [] } })),
} satisfies Record<string, Ask>;

export const commerceAsks: Readonly<Record<string, Ask>> = {
  ...catalog,
  ...traffic,
  ...marketing,
  ...service,
  ...rules,
  ...lab,
  ...plans,
};
