import { trade } from "#contract";
import { z } from "zod";

/** How many receipts a device keeps for another print. */
export const receiptsMax = 20;
const keptReceipt = z.object({
  receipt: trade.receipt,
  /** What the till had said was to pay; differs when a price changed in that moment. */
  told_minor: z.number().int(),
  given_minor: z.number().int().nullable(),
  member_no: z.string().max(200).nullable(),
});
export type KeptReceipt = z.output<typeof keptReceipt>;
export const keptReceipts = z.array(keptReceipt).max(receiptsMax);
export type KeptReceipts = z.output<typeof keptReceipts>;
export const noReceipts: KeptReceipts = [];

/** The newest receipt first; the same number once; the oldest fall off. */
export const withReceipt = (all: KeptReceipts, one: KeptReceipt): KeptReceipts =>
  [one, ...all.filter((r) => r.receipt.receipt_no !== one.receipt.receipt_no)].slice(0, receiptsMax);

/** Paper a printer may hold, in millimetres. */
export const papers = [58, 80] as const;
export type Paper = (typeof papers)[number];
export const paperChoice = z.union([z.literal(58), z.literal(80)]);
