import { currentLang, formatMoney, say, useWords, words } from "#parts";
import type { Quote } from "./use-quote.ts";

const t = words({
  benefit: { zh: "优惠", en: "Benefit" },
  missing: { zh: (m: string) => `还差 ${m}`, en: (m: string) => `${m} short of it` },
  threshold_not_met: { zh: "未达门槛", en: "below its threshold" },
  quantity_not_met: { zh: "件数不够", en: "too few pieces" },
  no_eligible_line: { zh: "没有适用的商品", en: "no goods it is good for" },
  excluded_by_group: { zh: "与更优惠的一项不同享", en: "a better one excludes it" },
  stopped_by_earlier: { zh: "与前一项不叠加", en: "does not add to an earlier one" },
  out_of_uses: { zh: "已用完", en: "used up" },
  no_effect: { zh: "没有可减的金额", en: "nothing left to take off" },
  not_eligible: { zh: "不适用于本单", en: "not good for this sale" },
  unknown_code: { zh: "券码无效或已使用", en: "unknown or used code" },
  not_yours: { zh: "属于另一位会员", en: "belongs to another member" },
  expired: { zh: "不在有效期内", en: "not valid now" },
  venue_not_eligible: { zh: "本店不适用", en: "not good at this venue" },
  basic: { zh: "普通会员", en: "Member" },
  silver: { zh: "银卡会员", en: "Silver" },
  gold: { zh: "金卡会员", en: "Gold" },
  platinum: { zh: "白金会员", en: "Platinum" },
  cash: { zh: "现金", en: "Cash" },
  card: { zh: "刷卡", en: "Card" },
  test: { zh: "测试支付", en: "Test" },
});
type Said = ReturnType<typeof useBenefitWords>;
export const useBenefitWords = () => useWords(t);

const wordOf = (said: Readonly<Record<string, unknown>>, key: string): string | undefined => {
  const found = said[key];
  return typeof found === "string" ? found : undefined;
};
/** Why a benefit was not used, in the reader's words. */
export function benefitReason(said: Said, r: Quote["refused"][number], currency: string): string {
  if (r.missing_minor !== undefined) return said.missing(formatMoney(r.missing_minor, currency));
  const because = r.reason === "not_eligible" && r.because !== undefined ? wordOf(said, r.because) : undefined;
  return because ?? wordOf(said, r.reason) ?? said.not_eligible;
}
/** A member's level in words; a level of the platform's own making stays as it is called there. */
export const memberLevel = (level: string): string => wordOf(say(t, currentLang()), level) ?? level;
export const tenderName = (tender: "cash" | "card" | "test"): string => say(t, currentLang())[tender];
