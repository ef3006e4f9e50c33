import type { trade } from "#contract";

/** One wish of a buyer on its way into a lane: an order from the shop, or a sale at a till. */
export type Draft = {
  readonly platform: number;
  /** Caller and request id: the same one again is the same order. */
  readonly key: string;
  /** Hash of everything that was asked, to refuse a key that is used for something else. */
  readonly hash: string;
  readonly kind: trade.FulfilmentKind;
  readonly consumer: string | undefined;
  readonly anonymous: string | undefined;
  /** Shown at a till. */
  readonly member: string | undefined;
  readonly lines: readonly DraftLine[];
  /** Where the goods are collected or were scanned. */
  readonly venue: trade.Ref | undefined;
  /** Venue that the sale is owed to. */
  readonly saleVenue: trade.Ref | undefined;
  readonly coupons: readonly string[];
  readonly address: trade.Address | undefined;
  /** A till is paid at once. */
  readonly tender: (typeof trade.tenders)[number] | undefined;
  readonly who: string;
};
export type DraftLine = {
  readonly sku: trade.Ref;
  /** Absent at a till: whoever has it on the shelf. */
  readonly merchant: trade.Ref | undefined;
  readonly quantity: number;
  readonly associate: string | undefined;
  /** Path of the line in the request, for problems. */
  readonly field: string;
};
