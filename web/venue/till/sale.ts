import { bilingual, identity, type trade } from "#contract";
import { z } from "zod";

/** Bounds of the till: the contract's lines, and what one device keeps. */
export const linesMax = 100;
export const couponsMax = 20;
export const parkedMax = 20;
const quantityMax = 9_999;

const saleLine = z.object({
  /** What is sent: the SKU's code, or the raw barcode while nobody could be asked. */
  code: z.string().min(1).max(100),
  sku: z.number().int().nullable(),
  /** Null until the server has told it. */
  title: bilingual.nullable(),
  quantity: z.number().int().min(1).max(quantityMax),
});
export type SaleLine = z.output<typeof saleLine>;
const sent = z.object({
  tender: z.enum(["cash", "card", "test"]),
  /** What the till said was to pay. */
  pay_minor: z.number().int(),
  /** Cash taken; null for exact. */
  given_minor: z.number().int().nullable(),
  /** The guide whose sale it is, by the code that facts use. */
  associate: z.string().max(64).nullable(),
});
/** A sale being made. `id` is its request: sent once or ten times, it is one sale. */
export const sale = z.object({
  id: z.string().min(8).max(64),
  lines: z.array(saleLine).max(linesMax),
  member: identity.memberCard.nullable(),
  coupons: z.array(z.string().min(1).max(100)).max(couponsMax),
  /** Set while a submission has no answer yet: the sale may exist, so nothing of it may change. */
  sent: sent.nullable(),
});
export type Sale = z.output<typeof sale>;
export const parkedSales = z.array(z.object({ at: z.string().max(40), sale })).max(parkedMax);
export type Parked = z.output<typeof parkedSales>;

export const emptySale = (id: string): Sale => ({ id, lines: [], member: null, coupons: [], sent: null });
export const isEmpty = (s: Sale): boolean => s.lines.length === 0 && s.member === null && s.coupons.length === 0;
export const piecesOf = (s: Sale): number => s.lines.reduce((n, l) => n + l.quantity, 0);

const clamp = (n: number): number => Math.min(quantityMax, Math.max(1, Math.trunc(n)));

/** One more piece of an article: on its line if it has one, else on a new line. Undefined when the sale is full. */
export function withArticle(s: Sale, article: Omit<SaleLine, "quantity">): Sale | undefined {
  const at = s.lines.findIndex((l) => l.code === article.code);
  if (at >= 0) {
    const lines = s.lines.map((l, i) => (i === at ? { ...l, ...article, quantity: clamp(l.quantity + 1) } : l));
    return { ...s, lines };
  }
  return s.lines.length >= linesMax ? undefined : { ...s, lines: [...s.lines, { ...article, quantity: 1 }] };
}
/** Another number of pieces; 0 takes the line off. */
export function withQuantity(s: Sale, code: string, quantity: number): Sale {
  if (quantity <= 0) return { ...s, lines: s.lines.filter((l) => l.code !== code) };
  return { ...s, lines: s.lines.map((l) => (l.code === code ? { ...l, quantity: clamp(quantity) } : l)) };
}
/** A coupon code, once; undefined when the sale has as many as it may. */
export function withCoupon(s: Sale, code: string): Sale | undefined {
  if (s.coupons.includes(code)) return s;
  return s.coupons.length >= couponsMax ? undefined : { ...s, coupons: [...s.coupons, code] };
}

/** What the quote is asked about. */
export const quoteBody = (s: Sale) => ({
  lines: s.lines.map((l) => ({ code: l.code, quantity: l.quantity })),
  coupons: s.coupons,
  ...(s.member === null ? {} : { member: s.member.member_no }),
});
/** The sale as it is sent; always the same for the same sale and submission, so that a retry is known. */
export const saleBody = (s: Sale, how: Pick<NonNullable<Sale["sent"]>, "tender" | "associate">): trade.SaleBody => ({
  request_id: s.id,
  tender: how.tender,
  ...quoteBody(s),
  lines: s.lines.map((l) => ({
    code: l.code,
    quantity: l.quantity,
    ...(how.associate === null ? {} : { associate: how.associate }),
  })),
});

/** Puts a sale aside; undefined when the shelf for parked sales is full. A sale without an answer cannot be parked. */
export function park(parked: Parked, s: Sale, at: string): Parked | undefined {
  if (s.sent !== null || parked.length >= parkedMax) return undefined;
  return [...parked.filter((p) => p.sale.id !== s.id), { at, sale: s }];
}

/** What is wrong with a line: no article has its code, nobody sells it here, or what the server says. */
export type LineFault = { readonly kind: "unknown" | "not_sold" | "other"; readonly reason: string };
const kinds: Readonly<Record<string, LineFault["kind"]>> = { code: "unknown", sku: "not_sold" };

/** Which line each wrong field speaks of: "body.lines.2.code" is the code of line 2. */
export function lineFaults(
  fields: readonly { readonly field: string; readonly reason: string }[],
): ReadonlyMap<number, LineFault> {
  const faults = new Map<number, LineFault>();
  for (const { field, reason } of fields) {
    const [, at, what = ""] = /^body\.lines\.(\d+)(?:\.(\w+))?/.exec(field) ?? [];
    if (at !== undefined) faults.set(Number(at), { kind: kinds[what] ?? "other", reason });
  }
  return faults;
}
