import type { Bilingual, marketing, traffic } from "#contract";
import { formatMoney, formatRatio, type Lang, say, type Tone, words } from "#parts";

type State = marketing.Campaign["state"];
export const stateWords: Readonly<Record<State, Bilingual>> = {
  draft: { zh: "草稿", en: "Draft" },
  running: { zh: "进行中", en: "Running" },
  ended: { zh: "已结束", en: "Ended" },
  cancelled: { zh: "已取消", en: "Cancelled" },
};
export const stateTones: Readonly<Record<State, Tone>> = {
  draft: "plain",
  running: "good",
  ended: "accent",
  cancelled: "warn",
};

export const goalWords: Readonly<Record<marketing.Campaign["goal"], Bilingual>> = {
  awareness: { zh: "拉认知", en: "Awareness" },
  interest: { zh: "促兴趣", en: "Interest" },
  purchase: { zh: "促购买", en: "Purchase" },
  loyalty: { zh: "促复购", en: "Loyalty" },
};

export const placeKindWords: Readonly<Record<traffic.Place["kind"], Bilingual>> = {
  search: { zh: "搜索", en: "Search" },
  feed: { zh: "推荐流", en: "Feed" },
  product_page: { zh: "商品页", en: "Product page" },
  shelf: { zh: "货架", en: "Shelf" },
  end_cap: { zh: "端架", en: "End cap" },
  screen: { zh: "屏幕", en: "Screen" },
  till_receipt: { zh: "小票", en: "Receipt" },
  guide_script: { zh: "导购话术", en: "Guide script" },
};

export const formWords: Readonly<Record<marketing.Benefit["form"], Bilingual>> = {
  coupon: { zh: "优惠券", en: "Coupon" },
  automatic: { zh: "自动优惠", en: "Automatic" },
};

const t = words({
  amount: { zh: (m: string) => `减 ${m}`, en: (m: string) => `${m} off` },
  percent: { zh: (r: string) => `减 ${r}`, en: (r: string) => `${r} off` },
  every: {
    zh: (step: string, value: string, times: number) => `每满 ${step} 减 ${value}，最多 ${times} 次`,
    en: (step: string, value: string, times: number) => `${value} off per ${step}, at most ${times} times`,
  },
  over: { zh: (m: string) => `满 ${m} `, en: (m: string) => `, from ${m}` },
});

/** What a benefit takes off, and from which amount on, as one phrase. */
export function effectText(
  { effect, threshold_minor }: Pick<marketing.Benefit, "effect" | "threshold_minor">,
  currency: string,
  lang: Lang,
): string {
  const told = say(t, lang);
  const money = (minor: number) => formatMoney(minor, currency, lang);
  const what =
    effect.kind === "amount"
      ? told.amount(money(effect.amount_minor))
      : effect.kind === "percent"
        ? told.percent(formatRatio(effect.rate_bp / 10_000, lang))
        : told.every(money(effect.step_minor), money(effect.value_minor), effect.most_times);
  if (threshold_minor === 0) return what;
  const over = told.over(money(threshold_minor));
  return lang === "zh" ? `${over}${what}` : `${what}${over}`;
}
