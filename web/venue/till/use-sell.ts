import { trade } from "#contract";
import { ProblemError } from "#parts";
import { call } from "#shell";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { v4 } from "uuid";
import { useKept } from "../kit/kept.ts";
import { usePlace } from "../kit/place.ts";
import { keptReceipts, noReceipts, withReceipt } from "./receipts.ts";
import { emptySale, saleBody, type Sale } from "./sale.ts";
import type { Till } from "./use-till.ts";

const { sell, venueQuote, venueStock, venueOrders } = trade.routes;
/** A submission without a clear answer: the sale may have been booked. Only the very same request may follow. */
export const unsure = (error: unknown): boolean =>
  !(error instanceof ProblemError) || error.status === 0 || error.status >= 500;

/** Completes the sale. The request is the sale's own id, so sending it again never sells twice. */
export function useSell(till: Till, onSold: (receipt_no: string) => void) {
  const place = usePlace();
  const client = useQueryClient();
  const [, setReceipts] = useKept(`${place.keep}receipts`, keptReceipts, noReceipts);
  return useMutation({
    mutationFn: ({ sale, sent }: { sale: Sale; sent: NonNullable<Sale["sent"]> }) => {
      // Kept before it is sent: also after a crash it is known that this sale may exist.
      till.setSale({ ...sale, sent });
      return call(sell, { body: saleBody(sale, sent) });
    },
    meta: { quiet: true },
    onSuccess: (receipt, { sale, sent }) => {
      const { pay_minor: told_minor, given_minor } = sent;
      setReceipts((all) =>
        withReceipt(all, { receipt, told_minor, given_minor, member_no: sale.member?.member_no ?? null }),
      );
      till.setSale(emptySale(v4()));
      for (const read of [venueStock, venueOrders]) void client.invalidateQueries({ queryKey: [read.path] });
      onSold(receipt.receipt_no);
    },
    onError: (error, { sale }) => {
      if (unsure(error)) return;
      till.setSale({ ...sale, sent: null });
      void client.invalidateQueries({ queryKey: [venueQuote.path] });
    },
  });
}
export type Sell = ReturnType<typeof useSell>;
