import { sumMinor } from "./money.ts";
import type { PriceProof, ProvenLine } from "./price-rules.ts";

/** Pieces of a line that come back. */
export type ReturnedPieces = { readonly line_id: string; readonly quantity: number };

/** What the first `pieces` of a line have paid: pieces 1..r carry one minor unit more, so all pieces sum to what was paid. */
function paidFor(line: ProvenLine, pieces: number): number {
  const each = Math.floor(line.pay_minor / line.quantity);
  return each * pieces + Math.min(pieces, line.pay_minor - each * line.quantity);
}

function collect(returns: readonly ReturnedPieces[]): Map<string, number> {
  const pieces = new Map<string, number>();
  for (const { line_id, quantity } of returns) {
    if (!Number.isSafeInteger(quantity) || quantity < 0)
      throw new RangeError(`line ${line_id}: quantity must be a whole number >= 0`);
    pieces.set(line_id, (pieces.get(line_id) ?? 0) + quantity);
  }
  return pieces;
}

export type Refund = {
  readonly refund_minor: number;
  readonly lines: readonly { readonly line_id: string; readonly refund_minor: number }[];
};

/**
 * Money for pieces that come back, by replaying the stored allocation: a line returns what it paid, pro rata by piece. The shares of
 * the other lines do not move. Whatever the order of the returns, the refunds of all pieces sum to what was paid.
 * Source: reports P11 to P13 (PrestaShop 18319, sonata-project ecommerce 177, Vendure 4811), quant/vectors/pricing.ts.
 * `earlier` are pieces already returned. RangeError for an unknown line or more pieces than were bought.
 */
export function refundOf(
  proof: PriceProof,
  returns: readonly ReturnedPieces[],
  earlier: readonly ReturnedPieces[] = [],
): Refund {
  const known = new Map(proof.lines.map((l) => [l.id, l]));
  const before = collect(earlier);
  const lines = [...collect(returns)].map(([line_id, quantity]) => {
    const line = known.get(line_id);
    if (!line) throw new RangeError(`line ${line_id} is not in the proof`);
    const from = before.get(line_id) ?? 0;
    if (from + quantity > line.quantity)
      throw new RangeError(`line ${line_id}: ${line.quantity - from} pieces can still come back, not ${quantity}`);
    return { line_id, refund_minor: paidFor(line, from + quantity) - paidFor(line, from) };
  });
  return { refund_minor: sumMinor(lines.map((l) => l.refund_minor)), lines };
}

/**
 * Money for returned pieces under the policy "claw back": what was paid so far, less what the pieces that stay would cost under the
 * same rule set and benefits (`restCosts_minor`, from priceCart on the rest). Never negative: nobody pays to return.
 */
export function refundWithClawBack(paid_minor: number, refundedEarlier_minor: number, restCosts_minor: number): number {
  return Math.max(0, sumMinor([paid_minor, -refundedEarlier_minor, -restCosts_minor]));
}
