import type { trade } from "#contract";

/** Pieces of a line that can still come back. */
export const leftOf = (line: trade.OrderLine): number => Math.max(0, line.quantity - line.returned_quantity);

/** What the chosen pieces will roughly give back; the server refunds exactly what each piece paid. `exact` when all that is left comes back. */
export function refundOf(
  lines: readonly trade.OrderLine[],
  chosen: ReadonlyMap<number, number>,
): { readonly amount_minor: number; readonly exact: boolean } {
  let amount_minor = 0;
  let exact = true;
  for (const line of lines) {
    const pieces = Math.min(chosen.get(line.line) ?? 0, leftOf(line));
    if (pieces === 0) continue;
    const open_minor = line.pay_minor - line.refunded_minor;
    const whole = pieces === leftOf(line);
    amount_minor += whole ? open_minor : Math.round((open_minor * pieces) / leftOf(line));
    if (!whole && open_minor % leftOf(line) !== 0) exact = false;
  }
  return { amount_minor, exact };
}
