import { z } from "zod";
import { keep } from "./keep.ts";

const both = z.object({ zh: z.string().max(200), en: z.string().max(200) });
const line = z.object({
  sku: z.number().int(),
  merchant: z.number().int(),
  quantity: z.number().int().min(1).max(99),
  chosen: z.boolean(),
  /** As they were when the line was added, so that the cart can be drawn before prices arrive. */
  sku_code: z.string().max(100),
  category: z.string().max(100),
  title: both,
  merchant_name: both,
  unit_minor: z.number().int(),
  currency: z.string().max(3),
});
export type CartLine = z.output<typeof line>;

/** Most different things in a cart, and most pieces of one. */
export const linesMax = 50;
export const piecesMax = 99;

const kept = keep("fg_cart", z.array(line).max(linesMax), []);

const same = (a: Pick<CartLine, "sku" | "merchant">, b: Pick<CartLine, "sku" | "merchant">) =>
  a.sku === b.sku && a.merchant === b.merchant;

/** The lines after `added` came: pieces of the same offer add up; undefined when the cart is full. */
export function withLine(lines: readonly CartLine[], added: CartLine): CartLine[] | undefined {
  const known = lines.find((one) => same(one, added));
  if (known === undefined) return lines.length >= linesMax ? undefined : [added, ...lines];
  const quantity = Math.min(piecesMax, known.quantity + added.quantity);
  return lines.map((one) => (one === known ? { ...added, quantity } : one));
}

/** The cart of this device: bounded, and the same in every tab. */
export const cart = {
  use: kept.use,
  get: kept.get,
  clear: kept.clear,
  /** False when the cart is full and nothing was added. */
  add(added: CartLine): boolean {
    const next = withLine(kept.get(), added);
    if (next !== undefined) kept.set(next);
    return next !== undefined;
  },
  change(which: Pick<CartLine, "sku" | "merchant">, change: Partial<Pick<CartLine, "quantity" | "chosen">>): void {
    kept.set(kept.get().map((one) => (same(one, which) ? { ...one, ...change } : one)));
  },
  chooseAll(chosen: boolean): void {
    kept.set(kept.get().map((one) => ({ ...one, chosen })));
  },
  remove(gone: readonly Pick<CartLine, "sku" | "merchant">[]): void {
    kept.set(kept.get().filter((one) => !gone.some((g) => same(g, one))));
  },
};
