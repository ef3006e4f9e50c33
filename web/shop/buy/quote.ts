import { trade } from "#contract";
import { ProblemError } from "#parts";
import { call, useSession } from "#shell";
import { useQueries, useQuery } from "@tanstack/react-query";
import type { z } from "zod";
import type { Availability } from "./counters.ts";

export type Basket = z.input<typeof trade.basket>;
export type Quote = z.output<typeof trade.quoteReply>;

/** Quotes of the signed-in person differ from a guest's (own coupons), so the key names who asked. */
const key = (who: string | undefined, basket: Basket | undefined) => [trade.routes.quote.path, who ?? "guest", basket];

/**
 * What a basket costs now and what could be promised, asked anew whenever the basket changes; the last answer stays on the
 * screen meanwhile. Nothing is asked for an empty basket.
 */
export function useQuote(basket: Basket | undefined) {
  const { user } = useSession();
  return useQuery<Quote>({
    queryKey: key(user?.consumer, basket),
    queryFn: ({ signal }) =>
      basket === undefined
        ? Promise.reject(new Error("no basket"))
        : call(trade.routes.quote, { body: basket, signal }),
    enabled: basket !== undefined && basket.lines.length > 0,
    placeholderData: (last) => last,
    staleTime: 10_000,
    retry: (tries, error) => tries < 2 && !(error instanceof ProblemError && error.status > 0),
  });
}

type Offer = { readonly sku: number; readonly merchant: number };
/** What is free of each offer, as a parcel and at each counter; in the order asked. */
export function useAvailabilities(offers: readonly Offer[]): {
  readonly all: readonly (Availability | undefined)[];
  readonly isPending: boolean;
  readonly error: Error | null;
  readonly refetch: () => void;
} {
  const read = useQueries({
    queries: offers.map(({ sku, merchant }) => ({
      queryKey: [trade.routes.availability.path, sku, merchant],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        call(trade.routes.availability, { query: { sku, merchant }, signal }),
      staleTime: 15_000,
    })),
  });
  return {
    all: read.map((one) => one.data),
    isPending: read.some((one) => one.isPending),
    error: read.find((one) => one.error)?.error ?? null,
    refetch: () => {
      for (const one of read) void one.refetch();
    },
  };
}
