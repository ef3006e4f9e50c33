/** Minutes that a zone is ahead of UTC at an instant, asked once per zone and hour. */
const offsets = new Map<string, number>();
const formats = new Map<string, Intl.DateTimeFormat>();
const offsets_max = 500_000;
const hour_ms = 3_600_000;

function offset_ms(zone: string, at_ms: number): number {
  const hour = Math.floor(at_ms / hour_ms);
  const key = `${zone}/${hour}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  if (offsets.size >= offsets_max) offsets.clear();
  const found = wallClock(zone, hour * hour_ms) - hour * hour_ms;
  offsets.set(key, found);
  return found;
}
/** What the clock on the wall shows at an instant, written as if it were UTC. */
function wallClock(zone: string, at_ms: number): number {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat("en-GB", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
    });
    formats.set(zone, format);
  }
  const part: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(at_ms)) part[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/**
 * The instant of a local time in a zone, as ISO text in UTC. Of a time that the clock shows twice the first is taken; one that it
 * skips is read with the offset before the change, so it lies after it. `local` holds year, month (1-12), day, hour, minute, second.
 */
export function utcOf(zone: string, local: readonly [number, number, number, number, number, number]): string {
  const [year, month, day, hour, minute, second] = local;
  const shown = Date.UTC(year, month - 1, day, hour, minute, second);
  const early = shown - offset_ms(zone, shown - 24 * hour_ms);
  const late = shown - offset_ms(zone, shown + 24 * hour_ms);
  const at = [early, late].find((t) => t + offset_ms(zone, t) === shown) ?? early;
  return new Date(at).toISOString();
}

/** Whether the numbers are a day of the calendar. */
export function isDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
