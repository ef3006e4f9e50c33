/** Calendar days `YYYY-MM-DD`. */
export const addDays = (day: string, n: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + n * 86_400_000).toISOString().slice(0, 10);

/** The calendar day it is in a zone; `now` is epoch milliseconds. */
export function todayIn(zone: string, now = Date.now()): string {
  const parts = new Intl.DateTimeFormat("en-US", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" });
  const of = new Map(parts.formatToParts(now).map((part) => [part.type, part.value]));
  return `${of.get("year")}-${of.get("month")}-${of.get("day")}`;
}

/** How many days lie from one day to another. */
export const daysFrom = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
