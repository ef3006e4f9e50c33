import { parties, trade } from "#contract";
import { call, useConfig, useSession, useWelcome, useWrite } from "#shell";
import { useLang } from "#parts";
import type { z } from "zod";
import { placingDone, requestIdFor } from "../kept/placing.ts";
import { visitorId } from "../kept/visitor.ts";

type Body = Omit<z.input<typeof trade.placeBody>, "request_id" | "anonymous_id">;

/**
 * Places an order. A guest becomes a nameless account of this browser first. The request id stays with the body until the
 * order stands, so pressing again after a lost answer gives the same order.
 */
export function usePlace(onPlaced: (placed: trade.Placed) => void) {
  const { user } = useSession();
  const welcome = useWelcome();
  const lang = useLang();
  const platform = useConfig()?.platform.code;
  const write = useWrite(trade.routes.place, {
    quiet: true,
    refresh: [trade.routes.myOrders, trade.routes.availability, trade.routes.quote],
    onDone: (placed) => {
      placingDone();
      onPlaced(placed);
    },
  });
  const become = useWrite(parties.routes.guest, { quiet: true });
  const place = async (body: Body) => {
    if (user !== undefined) return write.mutateAsync({ body: whole(body) });
    const session = await become.mutateAsync({ body: { lang, ...(platform === undefined ? {} : { platform }) } });
    try {
      return await write.mutateAsync({ body: whole(body) });
    } finally {
      // Also when the order was refused: pressing again must come from the same account. Not before: it reads everything anew.
      welcome(session);
    }
  };
  return { place, isPending: write.isPending || become.isPending, error: write.error ?? become.error, reset: write.reset };
}

function whole(body: Body) {
  const named = { ...body, anonymous_id: visitorId() };
  return { ...named, request_id: requestIdFor(named) };
}

/** Pays a parent order with the test provider. */
export const payWith = (id: string, outcome: "approve" | "decline" | "later") =>
  call(trade.routes.pay, { params: { id }, body: { provider: "test", outcome } });
