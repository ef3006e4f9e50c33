import type { Bilingual, marketing, traffic } from "#contract";
import type { Owned } from "#kernel";

export type CampaignRow = {
  id: string;
  platform_id: number;
  brand_id: number;
  name: Bilingual;
  goal: marketing.Campaign["goal"];
  audience: string | null;
  from_at: Date;
  until_at: Date;
  hold_out: number;
  creative: traffic.Creative;
  places: string[];
  state: "draft" | "running" | "cancelled";
  started_at: Date | null;
  created_at: Date;
};
export type BenefitRow = {
  id: string;
  platform_id: number;
  brand_id: number;
  campaign: string | null;
  form: marketing.Benefit["form"];
  title: Bilingual;
  effect: marketing.Benefit["effect"];
  threshold_minor: number;
  skus: number[] | null;
  venues: number[] | null;
  from_at: Date;
  until_at: Date;
  use_limit: number;
  per_consumer: number;
  budget_minor: number;
  claimed: number;
  used: number;
  spent_minor: number;
  active: boolean;
};
export type CouponRow = {
  id: string;
  platform_id: number;
  benefit: string;
  consumer_id: string;
  code: string;
  nth: number;
  used_at: Date | null;
  claimed_at: Date;
};
export type Tables = Owned<
  "marketing",
  {
    campaign: CampaignRow;
    benefit: BenefitRow;
    coupon: CouponRow;
    redemption: {
      platform_id: number;
      order_key: string;
      benefit: string;
      coupon: string | null;
      consumer: string | null;
      amount_minor: number;
      at: Date;
      released_at: Date | null;
    };
    screen: { platform_id: number; place: string; device: string; state: string; seen_at: Date };
    play: { platform_id: number; id: string; place: string; booking: string; at: Date; seconds: number };
  }
>;

export function shownBenefit(b: BenefitRow): marketing.Benefit {
  return {
    id: b.id,
    brand: b.brand_id,
    campaign: b.campaign,
    form: b.form,
    title: b.title,
    effect: b.effect,
    threshold_minor: b.threshold_minor,
    skus: b.skus,
    venues: b.venues,
    from: b.from_at.toISOString(),
    until: b.until_at.toISOString(),
    limit: b.use_limit,
    per_consumer: b.per_consumer,
    budget_minor: b.budget_minor,
    claimed: b.claimed,
    used: b.used,
    spent_minor: b.spent_minor,
  };
}

/** Without what it may cost in all, which is the brand's own business. */
export function openBenefit(b: BenefitRow): marketing.OpenBenefit {
  const { budget_minor: _b, spent_minor: _s, limit: _l, ...open } = shownBenefit(b);
  return open;
}
