import type { Benefit, RuleSet } from "#quant";

/** How benefits meet: item discounts first, then the merchant's, then those across merchants, then red packets. */
export const ruleSet = (currency: string): RuleSet => ({
  version: "base-1",
  currency,
  layers: ["item", "store", "cross_store", "red_packet"],
  threshold_mode: "parallel",
  threshold_base: { after_layer: "item" },
  percent_mode: "compounding",
  allocation: "residual",
  clip: "move",
  refund_policy: "keep",
});
export type Offered = { readonly rules: RuleSet; readonly benefits: readonly Benefit[] };
