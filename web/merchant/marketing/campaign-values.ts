import type { marketing } from "#contract";
import { benefitOf, type BenefitValues, type Both, bothOf, type Period } from "./benefit-values.ts";

/** A campaign as its form holds it. */
export type CampaignValues = {
  readonly name: Both;
  readonly goal: marketing.Campaign["goal"];
  readonly audience?: string;
  readonly period: Period;
  readonly hold_out_percent: number;
  readonly creative: {
    readonly title: Both;
    readonly line: Both;
    readonly sku?: number;
    readonly link?: string;
    readonly colour: string;
  };
  readonly places?: readonly string[];
  readonly benefits?: readonly BenefitValues[];
};

/** Where a tap leads: what was written, else the product, else the shop's first page. */
export const linkOf = (creative: Partial<CampaignValues["creative"]>): string =>
  creative.link?.trim() || (creative.sku === undefined ? "/shop" : `/shop/p/${creative.sku}`);

/** The draft that a filled form stands for; benefits hold as long as the campaign. */
export function campaignOf(v: CampaignValues, unit: number): marketing.CampaignDraft {
  const { creative } = v;
  return {
    name: bothOf(v.name),
    goal: v.goal,
    audience: v.audience ?? null,
    from: v.period[0].toISOString(),
    until: v.period[1].toISOString(),
    hold_out_ratio: v.hold_out_percent / 100,
    creative: {
      title: bothOf(creative.title),
      line: bothOf(creative.line),
      link: linkOf(creative),
      colour: creative.colour,
      ...(creative.sku === undefined ? {} : { sku: creative.sku }),
    },
    places: [...(v.places ?? [])],
    benefits: (v.benefits ?? []).map((one) => benefitOf(one, v.period, unit)),
  };
}
