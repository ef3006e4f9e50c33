import type { guide } from "#contract";

export const slot_minutes = 30;
/** How far ahead advice can be booked. */
export const ahead_days = 60;
/** Open appointments of one consumer. */
export const booked_max = 5;
/** Conversations a guide has at once, and a consumer. */
export const chats_per_guide = 3;
export const chats_per_consumer = 3;
/** A guide who has not been heard of for so long takes no new conversation. */
export const presence_ms = 120_000;
export const messages_max = 2_000;
export const messages_per_minute = 30;

type Hours = guide.Guide["hours"];
const minute_ms = 60_000;
const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** The first weekly slot that ends before it begins or runs into another; undefined when all is well. */
export function faultIn(hours: Hours): { readonly at: number; readonly reason: string } | undefined {
  for (const [at, h] of hours.entries()) {
    if (minutesOf(h.until) <= minutesOf(h.from)) return { at, reason: "ends before it begins" };
    const other = hours.findIndex(
      (o, i) =>
        i < at &&
        o.weekday === h.weekday &&
        minutesOf(o.from) < minutesOf(h.until) &&
        minutesOf(h.from) < minutesOf(o.until),
    );
    if (other >= 0) return { at, reason: `overlaps number ${other + 1}` };
  }
  return undefined;
}

const clocks = new Map<string, Intl.DateTimeFormat>();
function clock(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone);
  if (known) return known;
  const fields = { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" } as const;
  const made = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hourCycle: "h23", ...fields });
  if (clocks.size < 500) clocks.set(zone, made);
  return made;
}
/** Local wall time of an instant, as if it were UTC, in milliseconds. */
function wall(zone: string, at: Date): number {
  const part = new Map(
    clock(zone)
      .formatToParts(at)
      .map((p) => [p.type, Number(p.value)]),
  );
  const read = (type: Intl.DateTimeFormatPartTypes) => part.get(type) ?? 0;
  return Date.UTC(read("year"), read("month") - 1, read("day"), read("hour"), read("minute"));
}
/** The instant of a local wall time; undefined for one that a change of clocks skips, the first of two that it repeats. */
export function instantOf(zone: string, day: string, minutes: number): Date | undefined {
  const wanted = Date.parse(`${day}T00:00:00Z`) + minutes * minute_ms;
  const offsets = [-24, 24].map(
    (h) => wall(zone, new Date(wanted + h * 60 * minute_ms)) - (wanted + h * 60 * minute_ms),
  );
  const found = [...new Set(offsets)].map((o) => new Date(wanted - o)).filter((at) => wall(zone, at) === wanted);
  return found.sort((a, b) => a.getTime() - b.getTime())[0];
}
/** Weekday of an instant in a zone (1 = Monday) and the minute of the day. */
export function localTime(zone: string, at: Date): { readonly weekday: number; readonly minute: number } {
  const local = new Date(wall(zone, at));
  return {
    weekday: local.getUTCDay() === 0 ? 7 : local.getUTCDay(),
    minute: local.getUTCHours() * 60 + local.getUTCMinutes(),
  };
}
/** Whether somebody with these hours works during the whole half hour that begins at an instant. */
export function onDuty(hours: Hours, zone: string, at: Date): boolean {
  const { weekday, minute } = localTime(zone, at);
  return hours.some(
    (h) => h.weekday === weekday && minutesOf(h.from) <= minute && minute + slot_minutes <= minutesOf(h.until),
  );
}
/** All half hours of a calendar day in a zone. */
export function halfHours(zone: string, day: string): Date[] {
  return Array.from({ length: 1440 / slot_minutes }, (_, i) => instantOf(zone, day, i * slot_minutes)).flatMap(
    (at) => at ?? [],
  );
}
export const addDays = (day: string, n: number): string =>
  new Date(Date.parse(day) + n * 86_400_000).toISOString().slice(0, 10);
export const isHalfHour = (at: Date): boolean => at.getTime() % (slot_minutes * minute_ms) === 0;

/** What a half hour takes: what the venue set by hand, else one for each guide on duty. */
export const capacityOf = (fixed: number | null | undefined, onDutyCount: number): number => fixed ?? onDutyCount;

/** 138****5678 */
export const maskedPhone = (phone: string): string =>
  phone.length >= 11 ? `${phone.slice(0, 3)}****${phone.slice(-4)}` : `${phone.slice(0, 1)}****${phone.slice(-2)}`;
export function maskedName(name: string): string {
  const [first = "", ...rest] = [...name];
  return rest.length === 0 ? first : `${first}**`;
}
