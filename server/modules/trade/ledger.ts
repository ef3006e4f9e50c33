import type { Tx } from "#kernel";
import { newId } from "#kernel";
import { insertAll } from "./rows.ts";
import type { Account, EntryTable, LineTable, OrderTable } from "./tables.ts";

/** One side of a transfer: positive is owed to the platform or held by it, negative is owed by it. In minor units. */
export type Leg = { readonly account: Account; readonly party: string; readonly amount_minor: number };
export type Transfer = {
  readonly cause: string;
  readonly currency: string;
  readonly order: string | null;
  readonly legs: readonly Leg[];
};
/** Where a buyer's money lies: with a payment provider, or in a venue's till. */
export type Purse = { readonly account: "psp_clearing" | "till"; readonly party: string };

type Sum = Pick<OrderTable, "order_id" | "merchant_id" | "pay_minor" | "currency">;
const moved = (cause: string, o: Pick<Sum, "order_id" | "currency">, legs: readonly Leg[]): Transfer => ({
  cause,
  currency: o.currency,
  order: o.order_id,
  legs,
});

/** The buyer paid: the money is held for the order until the goods are delivered. */
export const paidTransfer = (o: Sum, purse: Purse): Transfer =>
  moved("paid", o, [
    { ...purse, amount_minor: o.pay_minor },
    { account: "order_held", party: String(o.merchant_id), amount_minor: -o.pay_minor },
  ]);

export type Funded = Readonly<Record<string, number>>;
/** What others than the merchant pay of some lines' discounts, by funder. */
export function fundedOf(lines: readonly Pick<LineTable, "funded">[]): Funded {
  const sums: Record<string, number> = {};
  for (const l of lines)
    for (const [funder, minor] of Object.entries(l.funded)) sums[funder] = (sums[funder] ?? 0) + minor;
  return sums;
}
const total = (f: Funded): number => Object.values(f).reduce((a, b) => a + b, 0);
const funders = (f: Funded, sign: 1 | -1): Leg[] =>
  Object.entries(f).map(([party, minor]) => ({ account: "benefits_funder", party, amount_minor: sign * minor }));

/** The goods are delivered: the held money, and what funders of benefits owe, becomes the merchant's. */
export const deliveredTransfer = (o: Sum, funded: Funded): Transfer =>
  moved("delivered", o, [
    { account: "order_held", party: String(o.merchant_id), amount_minor: o.pay_minor },
    ...funders(funded, 1),
    { account: "merchant_payable", party: String(o.merchant_id), amount_minor: -(o.pay_minor + total(funded)) },
  ]);
/** Money is promised back to the buyer: out of what is held, or after delivery out of what the merchant has earned. */
export const refundTransfer = (
  o: Sum,
  amount_minor: number,
  funded: Funded,
  delivered: boolean,
  provider: string,
): Transfer =>
  moved("refund", o, [
    ...(delivered
      ? [
          {
            account: "merchant_payable" as const,
            party: String(o.merchant_id),
            amount_minor: amount_minor + total(funded),
          },
          ...funders(funded, -1),
        ]
      : [{ account: "order_held" as const, party: String(o.merchant_id), amount_minor }]),
    { account: "buyer_refund", party: provider, amount_minor: -amount_minor },
  ]);
/** The refund has left. */
export const paidBackTransfer = (
  o: Pick<Sum, "order_id" | "currency">,
  amount_minor: number,
  purse: Purse,
  provider: string,
): Transfer =>
  moved("paid_back", o, [
    { account: "buyer_refund", party: provider, amount_minor },
    { ...purse, amount_minor: -amount_minor },
  ]);

/** Rows of the books; legs of 0 are left out. The table refuses a transfer that does not sum to zero. */
export function entriesOf(platform: number, at: Date, transfers: readonly Transfer[]): EntryTable[] {
  return transfers.flatMap((t) => {
    const transfer_id = newId();
    return t.legs
      .filter((l) => l.amount_minor !== 0)
      .map((l) => ({
        platform_id: platform,
        transfer_id,
        at,
        cause: t.cause,
        ...l,
        currency: t.currency,
        order_id: t.order,
      }));
  });
}
export async function book(tx: Tx, transfers: readonly Transfer[]): Promise<void> {
  await insertAll(tx, { ledger_entry: entriesOf(tx.platform, tx.now(), transfers) });
}
