import { trade } from "#contract";
import { ProblemError } from "#parts";
import { call } from "#shell";
import { useQuery } from "@tanstack/react-query";
import type { z } from "zod";
import { type LineFault, lineFaults, quoteBody, type Sale } from "./sale.ts";

const { venueQuote } = trade.routes;
export type Quote = z.output<typeof venueQuote.reply>;
export type QuoteState = {
  /** The last answer; it may be of the basket as it was a moment ago. */
  readonly quote: Quote | undefined;
  /** True when `quote` is of the basket as it is now. */
  readonly fresh: boolean;
  readonly error: unknown;
  /** Words of the server on single lines, by their place. */
  readonly faults: ReadonlyMap<number, LineFault>;
  readonly retry: () => void;
};
const none: ReadonlyMap<number, LineFault> = new Map();

/** What the basket costs now, asked again with every change of it. */
export function useQuote(sale: Sale): QuoteState {
  const body = quoteBody(sale);
  const wanted = sale.lines.length > 0;
  const read = useQuery({
    queryKey: [venueQuote.path, sale.id, body],
    queryFn: ({ signal }) => call(venueQuote, { body, signal }),
    enabled: wanted,
    staleTime: 10_000,
    gcTime: 60_000,
    // Only the same sale's last price may stand on the screen while the next one is asked.
    placeholderData: (last, from) => (from?.queryKey[1] === sale.id ? last : undefined),
  });
  const failed = wanted ? read.error : null;
  return {
    quote: wanted ? read.data : undefined,
    fresh: wanted && read.data !== undefined && !read.isPlaceholderData && !failed,
    error: failed,
    faults: failed instanceof ProblemError ? lineFaults(failed.fields) : none,
    retry: () => void read.refetch(),
  };
}
