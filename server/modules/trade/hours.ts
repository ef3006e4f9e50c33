const hourFormats = new Map<string, Intl.DateTimeFormat>();
/** The hour of the day of an instant in a time zone, 0 to 23. */
export function hourIn(zone: string, at: Date): number {
  const known =
    hourFormats.get(zone) ?? new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", hourCycle: "h23" });
  if (hourFormats.size < 500) hourFormats.set(zone, known);
  return Number(known.format(at));
}
