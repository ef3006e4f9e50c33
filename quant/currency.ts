/** Number of minor digits where ISO 4217 says other than 2. Source: ISO 4217:2015 list one (SIX, amendment 176). */
const digits: Readonly<Record<string, number>> = {
  ...Object.fromEntries(
    "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(" ").map((c) => [c, 0]),
  ),
  ...Object.fromEntries("BHD IQD JOD KWD LYD OMR TND".split(" ").map((c) => [c, 3])),
  CLF: 4,
  UYW: 4,
};

/** Minor digits of a currency (2 for CNY, 0 for JPY). RangeError when the code is not three capital letters. */
export function minorDigits(currency: string): number {
  if (!/^[A-Z]{3}$/.test(currency))
    throw new RangeError(`currency must be an ISO 4217 code such as CNY, got ${currency.slice(0, 20)}`);
  return digits[currency] ?? 2;
}

/** The amount as a plain decimal text without a symbol: (1999, "CNY") gives "19.99". Whole amounts only. */
export function decimalText(amount_minor: number, currency: string): string {
  if (!Number.isSafeInteger(amount_minor))
    throw new RangeError(`amount must be a whole number of minor units, got ${amount_minor}`);
  const places = minorDigits(currency);
  const text = String(Math.abs(amount_minor)).padStart(places + 1, "0");
  const sign = amount_minor < 0 ? "-" : "";
  return places === 0 ? sign + text : `${sign}${text.slice(0, -places)}.${text.slice(-places)}`;
}

/**
 * The amount as a reader of the locale writes it: (1999, "CNY", "zh-CN") gives "¥19.99".
 * Source of the pattern: Unicode CLDR through Intl.NumberFormat; the digits are ours, so no floating point is involved.
 */
export function formatMinor(amount_minor: number, currency: string, locale = "zh-CN"): string {
  const places = minorDigits(currency);
  const format = new Intl.NumberFormat(locale, {
    style: "currency",
    currency,
    minimumFractionDigits: places,
    maximumFractionDigits: places,
  });
  // A decimal text is formatted exactly (ECMA-402, Intl.NumberFormat v3); a number above 2^53 / 100 would not be.
  return format.format(decimalText(amount_minor, currency) as `${number}`);
}

/**
 * Reads a plain decimal such as "19.99" or "-3" into minor units; undefined when it is not one, has more decimals than the
 * currency, or leaves the safe whole numbers. No rounding: a file with three decimals in CNY is a fault of the file.
 */
export function parseMinor(text: string, currency: string): number | undefined {
  const places = minorDigits(currency);
  const match = /^(-?)(\d{1,15})(?:\.(\d{1,6}))?$/.exec(text.trim());
  if (!match) return undefined;
  const [, sign = "", units = "0", fraction = ""] = match;
  const kept = fraction.padEnd(places, "0");
  if (/[1-9]/.test(kept.slice(places))) return undefined;
  const amount = Number(units + kept.slice(0, places));
  if (!Number.isSafeInteger(amount)) return undefined;
  return sign && amount !== 0 ? -amount : amount;
}
