import type { guide } from "#contract";
import type { z } from "zod";

type Slot = z.output<typeof guide.slot>;

/** The calendar day of an instant on the wall of a zone, YYYY-MM-DD. */
export function dayIn(zone: string, at: string): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" }).format(
    new Date(at),
  );
}
/** The time of day of an instant on the wall of a zone, HH:MM. */
export function timeIn(zone: string, at: string): string {
  return new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit" }).format(new Date(at));
}

/** Bookable half hours by day of the venue's calendar, in order. */
export function slotsByDay(slots: readonly Slot[], zone: string): { readonly day: string; readonly slots: Slot[] }[] {
  const days = new Map<string, Slot[]>();
  for (const slot of [...slots].sort((a, b) => Date.parse(a.from) - Date.parse(b.from))) {
    const day = dayIn(zone, slot.from);
    days.set(day, [...(days.get(day) ?? []), slot]);
  }
  return [...days].map(([day, own]) => ({ day, slots: own }));
}
