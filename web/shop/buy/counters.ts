import type { trade } from "#contract";
import type { z } from "zod";

export type Availability = z.output<typeof trade.routes.availability.reply>;

export type Counter = {
  readonly venue: number;
  readonly name: { readonly zh: string; readonly en: string };
  /** How many of the wanted lines are there in the wanted number. */
  readonly ready: number;
  /** Fewest pieces there of any wanted line. */
  readonly least: number;
};
/** Counters at which at least one of the wanted lines waits; those that have all of them first. */
export function countersFor(
  wanted: readonly { readonly quantity: number }[],
  all: readonly (Availability | undefined)[],
): Counter[] {
  const found = new Map<number, { name: Counter["name"]; ready: number; free: number[] }>();
  wanted.forEach(({ quantity }, i) => {
    for (const at of all[i]?.collect ?? []) {
      const known = found.get(at.venue) ?? { name: at.venue_name, ready: 0, free: [] };
      known.free.push(at.available);
      if (at.available >= quantity) known.ready += 1;
      found.set(at.venue, known);
    }
  });
  return [...found]
    .map(([venue, { name, ready, free }]) => ({
      venue,
      name,
      ready,
      least: free.length < wanted.length ? 0 : Math.max(0, Math.min(...free)),
    }))
    .filter((counter) => counter.ready > 0)
    .sort((a, b) => b.ready - a.ready || b.least - a.least || a.venue - b.venue);
}
