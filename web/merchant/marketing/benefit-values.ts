import type { marketing } from "#contract";
import type { Dayjs } from "dayjs";

export type Both = { readonly zh?: string; readonly en?: string };
/** A benefit as its form holds it: amounts in whole currency units, the rate in percent. */
export type BenefitValues = {
  readonly form: marketing.Benefit["form"];
  readonly title: Both;
  readonly kind: marketing.Benefit["effect"]["kind"];
  readonly amount?: number;
  readonly percent?: number;
  readonly step?: number;
  readonly value?: number;
  readonly most_times?: number;
  readonly threshold?: number;
  readonly limit: number;
  readonly per_consumer: number;
  readonly budget: number;
  readonly skus?: readonly number[];
  readonly venues?: readonly number[];
};
export type Period = readonly [Dayjs, Dayjs];

/** A text in both languages; one that was left out is taken from the other. */
export const bothOf = ({ zh, en }: Both): { zh: string; en: string } => {
  const [a, b] = [(zh ?? "").trim(), (en ?? "").trim()];
  return { zh: a || b, en: b || a };
};

function effectOf(v: BenefitValues, minor: (whole: number | undefined) => number): marketing.Benefit["effect"] {
  switch (v.kind) {
    case "amount":
      return { kind: "amount", amount_minor: minor(v.amount) };
    case "percent":
      return { kind: "percent", rate_bp: Math.round((v.percent ?? 0) * 100) };
    case "every":
      return { kind: "every", step_minor: minor(v.step), value_minor: minor(v.value), most_times: v.most_times ?? 1 };
  }
}

/** The benefit that a filled form stands for; `unit` is how many minor units make one whole one. */
export function benefitOf(v: BenefitValues, period: Period, unit: number): marketing.BenefitDraft {
  const minor = (whole: number | undefined) => Math.round((whole ?? 0) * unit);
  return {
    form: v.form,
    title: bothOf(v.title),
    effect: effectOf(v, minor),
    threshold_minor: minor(v.threshold),
    skus: v.skus && v.skus.length > 0 ? [...v.skus] : null,
    venues: v.venues && v.venues.length > 0 ? [...v.venues] : null,
    from: period[0].toISOString(),
    until: period[1].toISOString(),
    limit: v.limit,
    per_consumer: v.per_consumer,
    budget_minor: minor(v.budget),
  };
}

/** What a new benefit starts with. */
export const newBenefit: BenefitValues = {
  form: "coupon",
  title: {},
  kind: "amount",
  threshold: 0,
  most_times: 1,
  limit: 1000,
  per_consumer: 1,
  budget: 10_000,
};
