/** Where "now" comes from; tests hand in their own. */
export type Clock = { now(): Date };
export const systemClock: Clock = { now: () => new Date() };

/** The calendar day `YYYY-MM-DD` of an instant in a time zone. */
export function dayIn(zone: string, at: Date): string {
  return formatter(zone).format(at);
}

const formatters = new Map<string, Intl.DateTimeFormat>();
function formatter(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" });
  if (formatters.size < 500) formatters.set(zone, made);
  return made;
}
