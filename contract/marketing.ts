import { z } from "zod";
import { amountMinor, bilingual, code, instant, no, pageOf, paging, uuid } from "./common.ts";
import { route } from "./route.ts";
import { creative } from "./traffic.ts";

const share = z.number().min(0).max(1);
const positive = amountMinor.min(1);

/** What a benefit takes off, in minor units or basis points (100 = 1 %). */
export const benefitEffect = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("amount"), amount_minor: positive }),
  z.object({ kind: z.literal("percent"), rate_bp: z.number().int().min(1).max(10_000) }),
  /** Every X minus Y (每满减). */
  z.object({
    kind: z.literal("every"),
    step_minor: positive,
    value_minor: positive,
    most_times: z.number().int().min(1).max(100),
  }),
]);
export const benefitForms = ["coupon", "automatic"] as const;
export const benefit = z.object({
  id: uuid,
  brand: no,
  campaign: uuid.nullable(),
  /** A coupon is claimed by a consumer first; an automatic benefit holds for everybody who qualifies. */
  form: z.enum(benefitForms),
  title: bilingual,
  effect: benefitEffect,
  threshold_minor: amountMinor.min(0),
  /** SKUs it is good for; null: everything of the brand. */
  skus: z.array(no).max(500).nullable(),
  /** Venues where it holds; null: everywhere, online and offline. */
  venues: z.array(no).max(500).nullable(),
  from: instant,
  until: instant,
  /** Uses in all, uses per consumer, and money in all. */
  limit: z.number().int().min(1).max(100_000_000),
  per_consumer: z.number().int().min(1).max(100),
  budget_minor: amountMinor.min(0),
  claimed: z.number().int(),
  used: z.number().int(),
  spent_minor: amountMinor,
});
export type Benefit = z.output<typeof benefit>;
export const benefitDraft = benefit.omit({
  id: true,
  brand: true,
  campaign: true,
  claimed: true,
  used: true,
  spent_minor: true,
});
export type BenefitDraft = z.output<typeof benefitDraft>;

/** A benefit as a shopper may know it: without what it may cost in all, which is the brand's own business. */
export const openBenefit = benefit.omit({ budget_minor: true, spent_minor: true, limit: true });
export type OpenBenefit = z.output<typeof openBenefit>;

export const couponStates = ["claimed", "used", "expired"] as const;
export const coupon = z.object({
  id: uuid,
  code: z.string().max(40),
  state: z.enum(couponStates),
  claimed_at: instant,
  used_at: instant.nullable(),
  benefit: openBenefit,
});
export type Coupon = z.output<typeof coupon>;

export const campaignStates = ["draft", "running", "ended", "cancelled"] as const;
export const campaignGoals = ["awareness", "interest", "purchase", "loyalty"] as const;
export const campaign = z.object({
  id: uuid,
  brand: no,
  name: bilingual,
  goal: z.enum(campaignGoals),
  audience: uuid.nullable(),
  from: instant,
  until: instant,
  /** Share of the people who never see it, so that its effect can be told from what would have happened anyway. */
  hold_out_ratio: share,
  creative,
  places: z.array(code).max(50),
  state: z.enum(campaignStates),
  benefits: z.array(benefit).max(20),
  created_at: instant,
});
export type Campaign = z.output<typeof campaign>;
export const campaignDraft = campaign
  .omit({ id: true, brand: true, state: true, created_at: true, benefits: true })
  .extend({
    brand: no.optional(),
    hold_out_ratio: share.default(0.05),
    benefits: z.array(benefitDraft).max(20).default([]),
  });
export type CampaignDraft = z.output<typeof campaignDraft>;

export const arm = z.object({
  people: z.number().int().nullable(),
  buyers: z.number().int().nullable(),
  buyer_ratio: z.number().nullable(),
});
export const results = z.object({
  campaign: uuid,
  exposures: z.number().int(),
  clicks: z.number().int(),
  claimed: z.number().int(),
  used: z.number().int(),
  spent_minor: amountMinor,
  /** Buyers of the brand since the start among those who could see it and those held out; only with an audience. */
  reached: arm.nullable(),
  held_out: arm.nullable(),
  /** Difference of the two buyer shares with its 95 % interval. */
  lift: z.object({ ratio: z.number(), low: z.number(), high: z.number() }).nullable(),
});

export type Results = z.output<typeof results>;

const screenItem = z.object({ booking: uuid, creative, seconds: z.number().int() });
const byId = z.object({ id: uuid });
const team = ["operator", "brand"] as const;

export const routes = {
  campaigns: route({
    method: "GET",
    path: "/v1/campaigns",
    who: team,
    summary: "Campaigns, newest first.",
    query: paging.extend({ state: z.enum(campaignStates).optional() }),
    reply: pageOf(campaign),
  }),
  createCampaign: route({
    method: "POST",
    path: "/v1/campaigns",
    who: team,
    summary: "Drafts a campaign with its benefits; nothing is shown yet.",
    body: campaignDraft,
    reply: campaign,
    status: 201,
  }),
  campaign: route({
    method: "GET",
    path: "/v1/campaigns/:id",
    who: team,
    summary: "One campaign.",
    params: byId,
    reply: campaign,
  }),
  startCampaign: route({
    method: "POST",
    path: "/v1/campaigns/:id/start",
    who: team,
    summary: "Books the slots and lets the benefits hold; all or nothing.",
    params: byId,
    reply: campaign,
  }),
  cancelCampaign: route({
    method: "POST",
    path: "/v1/campaigns/:id/cancel",
    who: team,
    summary: "Ends it: slots are given back, benefits hold no more; used coupons stay used.",
    params: byId,
    reply: campaign,
  }),
  results: route({
    method: "GET",
    path: "/v1/campaigns/:id/results",
    who: team,
    summary: "What it showed, what was used, what it cost, and what it caused by its hold-out.",
    params: byId,
    reply: results,
  }),
  benefits: route({
    method: "GET",
    path: "/v1/benefits",
    who: team,
    summary: "Benefits, newest first.",
    query: paging,
    reply: pageOf(benefit),
  }),
  createBenefit: route({
    method: "POST",
    path: "/v1/benefits",
    who: team,
    summary: "Adds a benefit outside a campaign.",
    body: benefitDraft.extend({ brand: no.optional() }),
    reply: benefit,
    status: 201,
  }),
  offered: route({
    method: "GET",
    path: "/v1/shop/coupons",
    who: ["public", "consumer"],
    summary: "Coupons that can be claimed now, benefits that need no coupon, and one's own coupons.",
    reply: z.object({
      offered: z.array(openBenefit).max(200),
      automatic: z.array(openBenefit).max(200),
      own: z.array(coupon).max(200),
    }),
  }),
  claim: route({
    method: "POST",
    path: "/v1/shop/coupons/:id/claim",
    who: ["consumer"],
    summary: "Claims a coupon; 409 when it is gone.",
    params: byId,
    reply: coupon,
    status: 201,
  }),
  screen: route({
    method: "GET",
    path: "/v1/screens/:place",
    who: ["public"],
    summary: "What a screen plays now, with a QR link to go on by phone.",
    params: z.object({ place: code }),
    reply: z.object({
      place: code,
      venue: no.nullable(),
      name: bilingual,
      items: z.array(screenItem).max(50),
      refresh_seconds: z.number().int(),
    }),
  }),
  beat: route({
    method: "POST",
    path: "/v1/screens/:place/beats",
    who: ["public"],
    summary: "A screen's heartbeat with its proof of play.",
    params: z.object({ place: code }),
    body: z.object({
      device: code,
      state: z.enum(["online", "online_with_content", "error"]),
      played: z
        .array(
          z.object({
            id: z.string().min(8).max(99),
            booking: uuid,
            at: instant,
            seconds: z.number().int().min(1).max(3600),
          }),
        )
        .max(500),
    }),
    reply: z.object({ counted: z.number().int() }),
    idempotent: false,
  }),
  screens: route({
    method: "GET",
    path: "/v1/screens",
    who: ["operator", "venue"],
    summary: "Screens with their last heartbeat, also those never heard of; a venue sees its own.",
    reply: z.object({
      items: z
        .array(
          z.object({
            place: code,
            venue: no.nullable(),
            name: bilingual,
            device: z.string().max(64).nullable(),
            state: z.string().max(40).nullable(),
            seen_at: instant.nullable(),
            played_today: z.number().int(),
          }),
        )
        .max(500),
    }),
  }),
};
