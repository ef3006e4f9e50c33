import type { trade } from "#contract";
import { addDays, daysFrom, todayIn } from "../shared/days.ts";

type Sold = Pick<trade.Order, "state" | "placed_at" | "pay_minor">;
const gone: readonly trade.OrderState[] = ["cancelled", "expired"];
/** Longest stretch of days drawn with gaps filled. */
const daysMax = 366;

/** Amounts of the days on which orders were placed, in the platform's zone, with empty days in between; cancelled and unpaid orders left out. */
export function byDay(
  orders: readonly Sold[],
  zone: string,
): readonly { readonly day: string; readonly pay_minor: number }[] {
  const sums = new Map<string, number>();
  for (const one of orders) {
    if (gone.includes(one.state)) continue;
    const day = todayIn(zone, Date.parse(one.placed_at));
    sums.set(day, (sums.get(day) ?? 0) + one.pay_minor);
  }
  const days = [...sums.keys()].sort();
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return [];
  const count = Math.min(daysMax, daysFrom(first, last) + 1);
  return Array.from({ length: count }, (_, i) => {
    const day = addDays(first, i);
    return { day, pay_minor: sums.get(day) ?? 0 };
  });
}
