import { normalCdf, normalQuantile } from "./special.ts";

/** Demand per day and the time until an order arrives. Pieces and days. */
export type Demand = {
  readonly mean_perDay: number;
  readonly sd_perDay: number;
  readonly leadTime_days: number;
  readonly leadTimeSd_days?: number;
};

function check({ mean_perDay, sd_perDay, leadTime_days, leadTimeSd_days = 0 }: Demand): void {
  for (const v of [mean_perDay, sd_perDay, leadTime_days, leadTimeSd_days]) {
    if (!(v >= 0 && Number.isFinite(v))) throw new RangeError(`demand and lead time are >= 0 and finite, got ${v}`);
  }
}

/**
 * Stock held against uncertainty over a period of `days` (lead time, plus review interval): z sqrt(days sd^2 + mean^2 sdL^2), with z the
 * normal quantile of the cycle service level (probability of no stock-out in a cycle).
 * Source: E. Silver, D. Pyke, D. Thomas, "Inventory and Production Management in Supply Chains", 4th ed., ch. 6; S. Chopra and
 * P. Meindl, "Supply Chain Management", ch. on safety inventory. Domain: 0 < level < 1. Vectors: quant/vectors/replenish.ts.
 */
export function safetyStock(demand: Demand, serviceLevel_ratio: number, days = demand.leadTime_days): number {
  check(demand);
  if (!(serviceLevel_ratio > 0 && serviceLevel_ratio < 1))
    throw new RangeError(`a service level lies between 0 and 1, got ${serviceLevel_ratio}`);
  const { mean_perDay, sd_perDay, leadTimeSd_days = 0 } = demand;
  return normalQuantile(serviceLevel_ratio) * Math.sqrt(days * sd_perDay ** 2 + (mean_perDay * leadTimeSd_days) ** 2);
}

/** Order when the inventory position (on hand + on order - promised) is at or below this many pieces. Never below 0. */
export const reorderPoint = (demand: Demand, serviceLevel_ratio: number): number =>
  Math.max(0, demand.mean_perDay * demand.leadTime_days + safetyStock(demand, serviceLevel_ratio));

/** With a review every `review_days`: the position an order brings it up to, covering review interval plus lead time. Never below 0. */
export function orderUpTo(demand: Demand, serviceLevel_ratio: number, review_days: number): number {
  if (!(review_days >= 0)) throw new RangeError(`a review interval is >= 0 days, got ${review_days}`);
  const days = demand.leadTime_days + review_days;
  return Math.max(0, demand.mean_perDay * days + safetyStock(demand, serviceLevel_ratio, days));
}

/**
 * Cycle service level that a reorder point gives: the probability of no stock-out while an order is under way.
 * Without any uncertainty it is 1 when the point covers the demand of the lead time, else 0.
 */
export function serviceLevelOf(demand: Demand, reorderAt: number): number {
  check(demand);
  const { mean_perDay, sd_perDay, leadTime_days, leadTimeSd_days = 0 } = demand;
  const sd = Math.sqrt(leadTime_days * sd_perDay ** 2 + (mean_perDay * leadTimeSd_days) ** 2);
  const spare = reorderAt - mean_perDay * leadTime_days;
  return sd === 0 ? Number(spare >= 0) : normalCdf(spare / sd);
}

/** What can be ordered: whole packs, between a least order and what the venue can hold. */
export type OrderTerms = { readonly packSize?: number; readonly least?: number; readonly mostPosition?: number };

/**
 * Pieces to order: 0 while the position is above the reorder point; otherwise up to the target, rounded up to whole packs and to the
 * least order, then down to whole packs that still fit. Domain: whole pack size >= 1.
 */
export function orderQuantity(position: number, reorderAt: number, target: number, terms: OrderTerms = {}): number {
  const { packSize = 1, least = 0, mostPosition = Infinity } = terms;
  if (!Number.isSafeInteger(packSize) || packSize < 1)
    throw new RangeError(`a pack holds a whole number of pieces >= 1, got ${packSize}`);
  if (position > reorderAt || target <= position) return 0;
  // Targets are sums of real numbers: 30.0000000001 pieces are 30.
  const packs = (pieces: number) => Math.ceil(pieces / packSize - 1e-9);
  const wanted = Math.max(packs(target - position), packs(least)) * packSize;
  if (position + wanted <= mostPosition) return wanted;
  const fits = Math.max(0, Math.floor((mostPosition - position) / packSize) * packSize);
  return fits >= least ? fits : 0;
}
