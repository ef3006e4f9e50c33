import type { trade } from "#contract";

type VenueSum = {
  readonly venue: number;
  readonly name: trade.StockRow["venue_name"];
  readonly available: number;
  readonly reserved: number;
  readonly safety: number;
  readonly apart: number;
};

/** Pieces per venue over stock rows: free to sell, promised, kept back, and damaged or to be inspected; most pieces first. */
export function byVenue(rows: readonly trade.StockRow[]): readonly VenueSum[] {
  const sums = new Map<number, VenueSum>();
  for (const row of rows) {
    const old = sums.get(row.venue);
    sums.set(row.venue, {
      venue: row.venue,
      name: row.venue_name,
      available: (old?.available ?? 0) + Math.max(0, row.available),
      reserved: (old?.reserved ?? 0) + row.reserved + row.leased,
      safety: (old?.safety ?? 0) + row.safety,
      apart: (old?.apart ?? 0) + row.damaged + row.quarantined,
    });
  }
  const all = (one: VenueSum) => one.available + one.reserved + one.safety + one.apart;
  return [...sums.values()].sort((a, b) => all(b) - all(a));
}
