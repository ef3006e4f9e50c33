import { trade } from "#contract";
import { call } from "#shell";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { z } from "zod";
import { useWithAccount } from "../kept/account.ts";
import { placingDone, requestIdFor } from "../kept/placing.ts";
import { visitorId } from "../kept/visitor.ts";

type Body = Omit<z.input<typeof trade.placeBody>, "request_id" | "anonymous_id">;

const stale: readonly string[] = [trade.routes.myOrders.path, trade.routes.availability.path, trade.routes.quote.path];

/**
 * Places an order, also for a guest. The request id stays with the body until the order stands, so pressing again after a
 * lost answer gives the same order.
 */
export function usePlace(onPlaced: (placed: trade.Placed) => void) {
  const client = useQueryClient();
  const withAccount = useWithAccount();
  return useMutation({
    mutationFn: (body: Body) => withAccount(() => call(trade.routes.place, { body: whole(body) })),
    meta: { quiet: true },
    onSuccess: (placed) => {
      placingDone();
      void client.invalidateQueries({ predicate: (query) => stale.includes(String(query.queryKey[0])) });
      onPlaced(placed);
    },
    // What was thought to be there was not: look again.
    onError: () => client.invalidateQueries({ queryKey: [trade.routes.availability.path] }),
  });
}

function whole(body: Body) {
  const named = { ...body, anonymous_id: visitorId() };
  return { ...named, request_id: requestIdFor(named) };
}

/** Pays a parent order with the test provider. */
export const payWith = (id: string, outcome: "approve" | "decline" | "later") =>
  call(trade.routes.pay, { params: { id }, body: { provider: "test", outcome } });
