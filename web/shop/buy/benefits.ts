import type { marketing } from "#contract";
import { currencyDigits, formatCount, formatMoney, type Lang, words } from "#parts";
import type { z } from "zod";

export type Offered = z.output<typeof marketing.routes.offered.reply>;
export type OpenBenefit = Offered["offered"][number];
type Effect = marketing.Benefit["effect"];

/** Money without empty digits: ¥30, but ¥30.50. */
export function neat(amount_minor: number, currency: string, lang: Lang): string {
  const whole = amount_minor % 10 ** currencyDigits(currency) === 0 && Math.abs(amount_minor) < 1_000_000;
  return formatMoney(amount_minor, currency, lang, whole ? { short: true } : {});
}

const t = words({
  amount: { zh: (m: string) => `减 ${m}`, en: (m: string) => `${m} off` },
  percent: {
    zh: (bp: number) => (bp === 10_000 ? "免单" : `${formatCount((10_000 - bp) / 1000, "zh")} 折`),
    en: (bp: number) => `${formatCount(bp / 100, "en")}% off`,
  },
  every: {
    zh: (step: string, value: string) => `每满 ${step} 减 ${value}`,
    en: (step: string, value: string) => `${value} off every ${step}`,
  },
  from: { zh: (m: string) => `满 ${m} 可用`, en: (m: string) => `from ${m}` },
  always: { zh: "无门槛", en: "no minimum" },
});

/** What a benefit takes off, in a few words. */
export function effectText(effect: Effect, currency: string, lang: Lang): string {
  if (effect.kind === "amount") return t.amount[lang](neat(effect.amount_minor, currency, lang));
  if (effect.kind === "percent") return t.percent[lang](effect.rate_bp);
  return t.every[lang](neat(effect.step_minor, currency, lang), neat(effect.value_minor, currency, lang));
}

/** From what sum on it holds, in a few words. */
export function thresholdText(
  benefit: Pick<OpenBenefit, "threshold_minor" | "effect">,
  currency: string,
  lang: Lang,
): string {
  const step = benefit.effect.kind === "every" ? benefit.effect.step_minor : 0;
  const least = Math.max(benefit.threshold_minor, step);
  return least === 0 ? t.always[lang] : t.from[lang](neat(least, currency, lang));
}

type Titled = { readonly title: { readonly zh: string; readonly en: string } };
/** The benefit behind an id of a price proof (`coupon:…`, `benefit:…`), where the shopper may know it. */
export function benefitOf(id: string, offered: Offered | undefined): Titled | undefined {
  const [kind, key] = id.split(":", 2);
  if (kind === "coupon") return offered?.own.find((c) => c.id === key)?.benefit;
  return [...(offered?.automatic ?? []), ...(offered?.offered ?? [])].find((b) => b.id === key);
}

/** Whether a benefit is good for a SKU of a brand. */
export const holdsFor = (b: OpenBenefit, brand: number | null, sku: number): boolean =>
  b.brand === brand && (b.skus === null || b.skus.includes(sku));

/** One's own coupons that can still be used, best known first: at most 20, as many as a basket may name. */
export const usable = (offered: Offered | undefined): marketing.Coupon[] =>
  (offered?.own ?? []).filter((c) => c.state === "claimed").slice(0, 20);
