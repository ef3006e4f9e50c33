import type { facts } from "#contract";
import type { Directory } from "#parties";
import type { NewRows } from "./tables.ts";

type Write = { -readonly [T in keyof NewRows]-?: NonNullable<NewRows[T]>[number][] };
/** Everything that a batch of accepted orders writes, collected table by table. */
export type Batch = Pick<
  Write,
  | "parent_order"
  | "orders"
  | "order_line"
  | "fulfilment"
  | "reservation"
  | "order_event"
  | "payment"
  | "payment_split"
  | "ledger_entry"
  | "shortage"
> & {
  readonly facts: facts.FactInput[];
};

export const emptyBatch = (): Batch => ({
  parent_order: [],
  orders: [],
  order_line: [],
  fulfilment: [],
  reservation: [],
  order_event: [],
  payment: [],
  payment_split: [],
  ledger_entry: [],
  shortage: [],
  facts: [],
});

export type At = { readonly d: Directory; readonly platform: number; readonly now: Date };
