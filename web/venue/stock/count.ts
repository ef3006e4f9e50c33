import { bilingual, type trade } from "#contract";
import { z } from "zod";

/** As many lines as one count may book. */
export const countMax = 500;
const countLine = z.object({
  sku: z.number().int(),
  code: z.string().min(1).max(100),
  title: bilingual,
  /** Whose goods; null: the venue's own. */
  merchant: z.number().int().nullable(),
  owner: bilingual.nullable(),
  lot: z.string().max(64).nullable(),
  /** What the ledger says, when the line was opened. */
  expected: z.number().int(),
  counted: z.number().int().min(0).max(1_000_000),
});
export type CountLine = z.output<typeof countLine>;
export const countDraft = z.array(countLine).max(countMax);
export type CountDraft = z.output<typeof countDraft>;
export const noCount: CountDraft = [];

export const keyOfLine = (l: Pick<CountLine, "sku" | "merchant" | "lot">): string =>
  `${l.sku}.${l.merchant ?? 0}.${l.lot ?? ""}`;

const lineOf = (row: trade.StockRow): CountLine => ({
  sku: row.sku,
  code: row.sku_code,
  title: row.title,
  merchant: row.merchant,
  owner: row.merchant_name,
  lot: row.lot_code,
  expected: row.on_hand,
  counted: 0,
});

/**
 * One scan of an article: the line it has gets one piece more. An article with several lots or owners opens all its lines and
 * leaves the figures to the person, because a barcode does not tell them apart. Undefined when the count is full.
 */
export function withScan(draft: CountDraft, rows: readonly trade.StockRow[]): CountDraft | undefined {
  const fresh = rows.map(lineOf).filter((l) => !draft.some((known) => keyOfLine(known) === keyOfLine(l)));
  if (draft.length + fresh.length > countMax) return undefined;
  const next = [...fresh, ...draft];
  const [only] = rows;
  if (only === undefined || rows.length > 1) return next;
  const key = keyOfLine(lineOf(only));
  return next.map((l) => (keyOfLine(l) === key ? { ...l, counted: l.counted + 1 } : l));
}

/** One piece of an article that the ledger does not know here. */
export function withUnknown(
  draft: CountDraft,
  sku: { readonly id: number; readonly code: string; readonly name: CountLine["title"] },
): CountDraft | undefined {
  const line: CountLine = {
    sku: sku.id,
    code: sku.code,
    title: sku.name,
    merchant: null,
    owner: null,
    lot: null,
    expected: 0,
    counted: 1,
  };
  const key = keyOfLine(line);
  if (draft.some((l) => keyOfLine(l) === key))
    return draft.map((l) => (keyOfLine(l) === key ? { ...l, counted: l.counted + 1 } : l));
  return draft.length >= countMax ? undefined : [line, ...draft];
}

export const differencesOf = (draft: CountDraft): number => draft.filter((l) => l.counted !== l.expected).length;

/** The count as it is sent. */
export const countBody = (draft: CountDraft) => ({
  lines: draft.map((l) => ({
    code: l.code,
    counted: l.counted,
    ...(l.merchant === null ? {} : { merchant: l.merchant }),
    ...(l.lot === null ? {} : { lot: l.lot }),
  })),
});
