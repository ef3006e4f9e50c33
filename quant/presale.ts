/** Amounts of a pre-sale with a deposit. */
export type Presale = {
  /** Due in the tail-payment window. */
  readonly tail_minor: number;
  /** What counts towards thresholds: deposit plus tail. */
  readonly thresholdBase_minor: number;
  /** Paid in all. */
  readonly pay_minor: number;
};

/**
 * Splits the price of a pre-sale: the deposit counts `multiple` times against the price (定金膨胀, 1 unless said), and `off_minor`
 * may be taken off at once. tail = max(0, price - deposit * multiple - off); threshold base = deposit + tail.
 * Source: the platform rule quoted as P15: price 200, deposit 10, 20 off at once gives tail 170 and base 180 (quant/vectors/pricing.ts).
 * Domain: whole amounts >= 0, deposit <= price, multiple a whole number >= 1.
 */
export function presale(price_minor: number, deposit_minor: number, off_minor = 0, multiple = 1): Presale {
  for (const v of [price_minor, deposit_minor, off_minor]) {
    if (!Number.isSafeInteger(v) || v < 0) throw new RangeError(`amounts of a pre-sale are whole and >= 0, got ${v}`);
  }
  if (deposit_minor > price_minor) throw new RangeError("a deposit is at most the price");
  if (!Number.isSafeInteger(multiple) || multiple < 1)
    throw new RangeError(`a deposit counts a whole number of times >= 1, got ${multiple}`);
  const tail_minor = Math.max(0, price_minor - deposit_minor * multiple - off_minor);
  return { tail_minor, thresholdBase_minor: deposit_minor + tail_minor, pay_minor: deposit_minor + tail_minor };
}
