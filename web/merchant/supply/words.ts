import type { Bilingual, supply } from "#contract";
import type { Tone } from "#parts";

export const purchaseWords: Readonly<Record<supply.PurchaseState, Bilingual>> = {
  draft: { zh: "草稿", en: "Draft" },
  approved: { zh: "已批准", en: "Approved" },
  placed: { zh: "已下单", en: "Placed" },
  part_received: { zh: "部分到货", en: "Partly received" },
  received: { zh: "已收齐", en: "Received" },
  closed_short: { zh: "少货结案", en: "Closed short" },
  cancelled: { zh: "已取消", en: "Cancelled" },
};
export const purchaseTones: Readonly<Record<supply.PurchaseState, Tone>> = {
  draft: "plain",
  approved: "accent",
  placed: "accent",
  part_received: "warn",
  received: "good",
  closed_short: "warn",
  cancelled: "plain",
};
