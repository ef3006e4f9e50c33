/**
 * GS1 trade item numbers. Source: GS1 General Specifications, 7.9 (check digit) and 3.3 (GTIN in 14 digits).
 * Vectors: 96385074, 036000291452 and 4006381333931 are valid; quant/vectors/gtin.ts.
 */

/** Check digit of the digits before it: weights 3, 1, 3, 1 ... from the right; (10 - sum mod 10) mod 10. RangeError unless 7..17 digits. */
export function gs1CheckDigit(digits: string): number {
  if (!/^\d{7,17}$/.test(digits)) throw new RangeError("a check digit needs 7 to 17 digits");
  let sum = 0;
  for (let i = 0; i < digits.length; i++) sum += Number(digits[digits.length - 1 - i]) * (i % 2 === 0 ? 3 : 1);
  return (10 - (sum % 10)) % 10;
}

/** What is wrong with a GTIN, or its 14-digit form. Spaces and hyphens between digits are ignored. */
export type GtinReading =
  | { readonly ok: true; readonly gtin14: string }
  | { readonly ok: false; readonly reason: "not_digits" | "length" | "check_digit"; readonly expected: string };

/** Reads a GTIN-8, -12, -13 or -14 and pads it to 14 digits; otherwise says why not and what would be right. */
export function readGtin(text: string): GtinReading {
  const digits = text.slice(0, 40).replace(/[\s-]/g, "");
  if (!/^\d+$/.test(digits)) return { ok: false, reason: "not_digits", expected: "8, 12, 13 or 14 digits" };
  if (![8, 12, 13, 14].includes(digits.length)) {
    return { ok: false, reason: "length", expected: `8, 12, 13 or 14 digits, not ${digits.length}` };
  }
  const check = gs1CheckDigit(digits.slice(0, -1));
  if (check !== Number(digits.at(-1)))
    return { ok: false, reason: "check_digit", expected: `a last digit of ${check}` };
  return { ok: true, gtin14: digits.padStart(14, "0") };
}

/** The 14-digit form of a valid GTIN-8, -12, -13 or -14; undefined when it is not valid. */
export function normaliseGtin(text: string): string | undefined {
  const reading = readGtin(text);
  return reading.ok ? reading.gtin14 : undefined;
}
