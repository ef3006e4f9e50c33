import type { trade } from "#contract";
import { addDays, daysFrom, todayIn } from "../shared/days.ts";

type Sold = Pick<trade.Order, "state" | "placed_at" | "pay_minor">;
const gone: readonly trade.OrderState[] = ["cancelled", "expired"];
/** Longest stretch of days drawn with gaps filled. */
const daysMax = 366;

type Span = { readonly from?: string | undefined; readonly to?: string | undefined };

/** Amounts by the day on which orders were placed, in the platform's zone; cancelled and unpaid orders left out, empty days filled in over the span. */
export function byDay(
  orders: readonly Sold[],
  zone: string,
  span: Span = {},
): readonly { readonly day: string; readonly pay_minor: number }[] {
  const sums = new Map<string, number>();
  for (const one of orders) {
    if (gone.includes(one.state)) continue;
    const day = todayIn(zone, Date.parse(one.placed_at));
    sums.set(day, (sums.get(day) ?? 0) + one.pay_minor);
  }
  const days = [...sums.keys()].sort();
  const [first, last] = [span.from ?? days[0], span.to ?? days.at(-1)];
  if (first === undefined || last === undefined) return [];
  const count = Math.min(daysMax, daysFrom(first, last) + 1);
  return Array.from({ length: count }, (_, i) => {
    const day = addDays(first, i);
    return { day, pay_minor: sums.get(day) ?? 0 };
  });
}

/** Amounts of one day by the hour at which orders were placed, in the platform's zone, up to the hour it is; cancelled and unpaid orders left out. */
export function byHour(
  orders: readonly Sold[],
  zone: string,
  now_ms: number,
): readonly { readonly hour: string; readonly pay_minor: number }[] {
  const hours = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", hourCycle: "h23" });
  const hourOf = (at: number) => Number(hours.format(at));
  const today = todayIn(zone, now_ms);
  const sums = Array.from({ length: hourOf(now_ms) + 1 }, () => 0);
  for (const one of orders) {
    const at = Date.parse(one.placed_at);
    if (gone.includes(one.state) || todayIn(zone, at) !== today) continue;
    const hour = hourOf(at);
    sums[hour] = (sums[hour] ?? 0) + one.pay_minor;
  }
  return sums.map((pay_minor, hour) => ({ hour: `${String(hour).padStart(2, "0")}:00`, pay_minor }));
}
