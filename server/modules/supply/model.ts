import type { supply } from "#contract";
import { demandMoments, orderQuantity, orderUpTo, reorderPoint, safetyStock } from "#quant";

type State = supply.PurchaseState;
/** How a purchase order may move. */
export const purchaseMoves: Readonly<Record<State, readonly State[]>> = {
  draft: ["approved", "cancelled"],
  approved: ["placed", "cancelled"],
  placed: ["part_received", "received", "closed_short", "cancelled"],
  part_received: ["part_received", "received", "closed_short"],
  received: [],
  closed_short: [],
  cancelled: [],
};

/** Days of own sales that a proposal looks at. */
export const LOOK_BACK_DAYS = 56;
/** Fewest days: a SKU that sold for the first time yesterday is no steady seller yet. */
const FEWEST_DAYS = 7;
/**
 * Pieces sold per calendar day, oldest first, up to the day before `today`. The series begins with the first day that sold
 * something, so the time before a SKU was listed does not water its demand down, and has at least seven days.
 */
export function dailySeries(sold: ReadonlyMap<string, number>, today: string): number[] {
  const dayAt = (back: number) =>
    new Date(Date.parse(`${today}T00:00:00Z`) - back * 86_400_000).toISOString().slice(0, 10);
  const days = Array.from({ length: LOOK_BACK_DAYS }, (_x, i) => sold.get(dayAt(LOOK_BACK_DAYS - i)) ?? 0);
  const first = days.findIndex((pieces) => pieces > 0);
  if (first < 0) return [];
  return days.slice(Math.min(first, LOOK_BACK_DAYS - FEWEST_DAYS));
}

export type Terms = {
  readonly lead_time_days: number;
  readonly lead_time_sd_days: number;
  readonly review_days: number;
  readonly pack_size: number;
  readonly least_order: number;
  readonly most_position: number | null;
  readonly service_level_ratio: number;
};
export type Figures = {
  readonly days: number;
  readonly mean_per_day: number;
  readonly sd_per_day: number;
  readonly safety_pieces: number;
  readonly reorder_at: number;
  readonly target: number;
  readonly quantity: number;
};
/**
 * What to order: mean and standard deviation of the daily pieces give reorder point and order-up-to level by the cycle service
 * level (quant/replenish.ts, with their source); ordered when the position is at or below the point, in whole packs.
 */
export function figuresOf(series: readonly number[], position: number, t: Terms): Figures | undefined {
  if (series.length === 0) return undefined;
  const { mean, sd } = demandMoments(series);
  const demand = {
    mean_perDay: mean,
    sd_perDay: sd,
    leadTime_days: t.lead_time_days,
    leadTimeSd_days: t.lead_time_sd_days,
  };
  const reorder_at = reorderPoint(demand, t.service_level_ratio);
  const target = orderUpTo(demand, t.service_level_ratio, t.review_days);
  const terms = {
    packSize: t.pack_size,
    least: t.least_order,
    ...(t.most_position === null ? {} : { mostPosition: t.most_position }),
  };
  return {
    days: series.length,
    mean_per_day: mean,
    sd_per_day: sd,
    safety_pieces: safetyStock(demand, t.service_level_ratio),
    reorder_at,
    target,
    quantity: orderQuantity(position, reorder_at, target, terms),
  };
}
