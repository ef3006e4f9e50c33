/**
 * The words of the price engine: lines, benefits, the rule set that says how they meet, and the proof of a price.
 * All amounts are whole minor units of one currency. Plain data, so that a proof can be stored, hashed and replayed.
 */

/** A line of a cart. `unit_minor` is the listed price of one piece. */
export type PriceLine = {
  readonly id: string;
  readonly sku: string;
  readonly quantity: number;
  readonly unit_minor: number;
};

export type Effect =
  /** An amount off the eligible lines together, split over them. */
  | { readonly kind: "amount"; readonly amount_minor: number }
  /** A percentage (basis points) off the eligible lines. */
  | { readonly kind: "percent"; readonly rate_bp: number }
  /** Another price for one piece; never a dearer one. */
  | { readonly kind: "unit_price"; readonly unit_minor: number }
  /** "Every X minus Y", at most `most_times`. */
  | { readonly kind: "every"; readonly step_minor: number; readonly value_minor: number; readonly most_times?: number }
  /** "Buy n get m" within one SKU: of each n + m pieces, m get `rate_bp` off (10000 = free). A piece that earned is not also given. */
  | {
      readonly kind: "buy_get";
      readonly buy: number;
      readonly get: number;
      readonly rate_bp: number;
      readonly most_times?: number;
    };

export type Benefit = {
  readonly id: string;
  /** One of the rule set's layers. */
  readonly layer: string;
  readonly effect: Effect;
  /** Line ids it may touch; ids that are not in the cart do no harm. */
  readonly lines: "all" | readonly string[];
  /** Each line is computed alone (an item discount) instead of all eligible lines together. */
  readonly each?: boolean;
  /** Least sum of the eligible lines, measured on the rule set's threshold base. */
  readonly threshold_minor?: number;
  /** Least number of eligible pieces. */
  readonly threshold_quantity?: number;
  /** At most one benefit of a group is used in a cart: the one that takes off most. */
  readonly group?: string;
  /** Lines it touched take no later benefit. Other lines are not concerned. */
  readonly stops_later?: boolean;
  /** Uses that are left; 0 refuses it. */
  readonly uses_left?: number;
  /** A reason found by the caller (venue, shopper or time not eligible): the benefit is listed as refused with it. */
  readonly refusal?: string;
  /** Who pays for it (platform, merchant, brand ...): passed on to the proof for settlement. */
  readonly funder?: string;
};

export type RuleSet = {
  readonly version: string;
  readonly currency: string;
  /** Order in which the layers apply, for example item, store, cross_store, red_packet. */
  readonly layers: readonly string[];
  /** parallel: thresholds are tested on the base below; sequential: on what is left when the benefit's turn comes. */
  readonly threshold_mode: "parallel" | "sequential";
  /** Base of parallel thresholds: the listed amount, or what is left after a named layer (the activity price). */
  readonly threshold_base: "listed" | { readonly after_layer: string };
  /** additive: percentages of the listed amount; compounding: of what is left. */
  readonly percent_mode: "additive" | "compounding";
  /** Weights by which an amount is split over lines. */
  readonly allocation: "listed" | "residual";
  /** What a line cannot take (it is never below 0) moves to the other lines, or lapses. */
  readonly clip: "move" | "lapse";
  /** After a return: keep the shares as they were, or claw back what the rest no longer earns. */
  readonly refund_policy: "keep" | "claw_back";
};

export type RefusalReason =
  | "threshold_not_met"
  | "quantity_not_met"
  | "no_eligible_line"
  | "excluded_by_group"
  | "stopped_by_earlier"
  | "out_of_uses"
  | "no_effect"
  | "not_eligible";

export type UsedBenefit = {
  readonly id: string;
  readonly layer: string;
  readonly funder?: string;
  /** Taken off in all. */
  readonly amount_minor: number;
  /** Granted but more than the lines could take. */
  readonly lapsed_minor: number;
  /** The sum it was computed on. */
  readonly base_minor: number;
  readonly parts: readonly { readonly line_id: string; readonly amount_minor: number }[];
};

export type RefusedBenefit = {
  readonly id: string;
  readonly layer: string;
  readonly reason: RefusalReason;
  /** What is missing to a threshold: the amount for a top-up suggestion (凑单). */
  readonly missing_minor?: number;
  readonly missing_quantity?: number;
  /** The benefit that stands in the way, or the caller's own reason. */
  readonly because?: string;
};

export type ProvenLine = PriceLine & {
  readonly base_minor: number;
  /** What is left after each layer, in the order of the rule set. */
  readonly after: readonly { readonly layer: string; readonly left_minor: number }[];
  readonly pay_minor: number;
};

/** Why a price is what it is. Lines and benefits stand in an order of their own, whatever order came in. */
export type PriceProof = {
  readonly rule_set: string;
  readonly currency: string;
  readonly rounding: "half_up_on_the_discount";
  readonly refund_policy: RuleSet["refund_policy"];
  readonly lines: readonly ProvenLine[];
  readonly used: readonly UsedBenefit[];
  readonly refused: readonly RefusedBenefit[];
  readonly base_minor: number;
  readonly discount_minor: number;
  readonly pay_minor: number;
};

/** Most lines and benefits that one price may have. */
export const PRICE_LIMITS = { lines: 1_000, benefits: 1_000, quantity: 1_000_000 } as const;
