import type { trade } from "#contract";

/** Lines with the pieces that can still come back; what another open return asks for already is no longer to be had. */
export function returnable(
  order: Pick<trade.OrderDetail, "lines" | "returns">,
): (trade.OrderLine & { left: number })[] {
  const asked = order.returns.filter((r) => r.state === "requested").flatMap((r) => r.lines);
  return order.lines.map((line) => {
    const open = asked.reduce((n, l) => (l.line === line.line ? n + l.quantity : n), 0);
    return { ...line, left: Math.max(0, line.quantity - line.returned_quantity - open) };
  });
}

/** What the chosen pieces will roughly give back; the server refunds exactly what each piece paid. `exact` when all that is left comes back. */
export function refundOf(
  lines: readonly (trade.OrderLine & { left: number })[],
  chosen: ReadonlyMap<number, number>,
): { readonly amount_minor: number; readonly exact: boolean } {
  let amount_minor = 0;
  let exact = true;
  for (const line of lines) {
    const pieces = Math.min(chosen.get(line.line) ?? 0, line.left);
    if (pieces === 0) continue;
    const kept = line.quantity - line.returned_quantity;
    const open_minor = line.pay_minor - line.refunded_minor;
    amount_minor += pieces === kept ? open_minor : Math.round((open_minor * pieces) / kept);
    if (pieces !== kept && open_minor % kept !== 0) exact = false;
  }
  return { amount_minor, exact };
}
