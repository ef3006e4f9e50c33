import type { Lang } from "#parts";

/** Before this long to a promise, a clock warns. */
export const soon_ms = 30 * 60_000;

const minute_ms = 60_000;
const hour_ms = 3_600_000;
const day_ms = 86_400_000;

/** A length of time in two units at most: "2 h 5 min", "35 分", "3 d 4 h"; under a minute it says so. */
export function durationText(length_ms: number, lang: Lang): string {
  const zh = lang === "zh";
  const whole = Math.abs(length_ms);
  if (whole < minute_ms) return zh ? "不到 1 分" : "under 1 min";
  const days = Math.floor(whole / day_ms);
  const hours = Math.floor((whole % day_ms) / hour_ms);
  const minutes = Math.floor((whole % hour_ms) / minute_ms);
  const parts: string[] = [];
  if (days > 0) parts.push(zh ? `${days} 天` : `${days} d`);
  if (hours > 0) parts.push(zh ? `${hours} 时` : `${hours} h`);
  if (days === 0 && minutes > 0) parts.push(zh ? `${minutes} 分` : `${minutes} min`);
  return parts.join(" ");
}

export type Urgency = "late" | "soon" | "calm";
/** How a promise stands at a moment, both in epoch milliseconds. */
export function urgencyOf(promise_ms: number, now_ms: number): Urgency {
  if (promise_ms < now_ms) return "late";
  return promise_ms - now_ms <= soon_ms ? "soon" : "calm";
}

/** The calendar day `YYYY-MM-DD` at an instant on the wall of a zone. */
export const dayAt = (zone: string | undefined, at_ms: number): string =>
  new Intl.DateTimeFormat("en-CA", {
    ...(zone === undefined ? {} : { timeZone: zone }),
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  }).format(at_ms);

/** The wall clock of an instant in a zone: "09:30". */
export const wallTime = (at_ms: number, zone: string | undefined): string =>
  new Intl.DateTimeFormat("en-GB", {
    ...(zone === undefined ? {} : { timeZone: zone }),
    hour: "2-digit",
    minute: "2-digit",
  }).format(at_ms);
