import { currentLang, type Lang } from "./lang.ts";

const locale = (lang: Lang) => (lang === "zh" ? "zh-CN" : "en-GB");

// Intl objects are costly to make and a table needs the same one hundreds of times; the key set is small, the cap guards against odd zones.
const kept = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>();
const keptMax = 200;

function numberFormat(lang: Lang, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `n${lang}${JSON.stringify(options)}`;
  const known = kept.get(key);
  if (known instanceof Intl.NumberFormat) return known;
  const made = new Intl.NumberFormat(locale(lang), options);
  if (kept.size >= keptMax) kept.clear();
  kept.set(key, made);
  return made;
}

function dateFormat(lang: Lang, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `d${lang}${JSON.stringify(options)}`;
  const known = kept.get(key);
  if (known instanceof Intl.DateTimeFormat) return known;
  const made = new Intl.DateTimeFormat(locale(lang), options);
  if (kept.size >= keptMax) kept.clear();
  kept.set(key, made);
  return made;
}

/** Minor units as a decimal text, exactly: 12345 with 2 digits is "123.45". */
export function decimalOf(amount_minor: number, digits: number): string {
  const sign = amount_minor < 0 ? "-" : "";
  const all = String(Math.abs(Math.round(amount_minor))).padStart(digits + 1, "0");
  return digits === 0 ? sign + all : `${sign}${all.slice(0, -digits)}.${all.slice(-digits)}`;
}

/** Digits after the point of a currency (ISO 4217 as known to Intl): CNY 2, JPY 0. */
export function currencyDigits(currency: string): number {
  return numberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

/** Money for the reader, exact: integer minor units of an ISO 4217 currency. `short` drops the digits and uses 万 / K. */
export function formatMoney(
  amount_minor: number,
  currency: string,
  lang: Lang = currentLang(),
  options: { readonly short?: boolean } = {},
): string {
  const style = { style: "currency", currency, currencyDisplay: "narrowSymbol" } as const;
  const decimal = decimalOf(amount_minor, currencyDigits(currency)) as Intl.StringNumericLiteral;
  if (options.short) {
    return numberFormat(lang, {
      ...style,
      notation: "compact",
      minimumFractionDigits: 0,
      maximumFractionDigits: 1,
      useGrouping: "always",
    }).format(decimal);
  }
  return numberFormat(lang, style).format(decimal);
}

/** A count with digit groups; `short` writes 1.2万 / 12K. */
export function formatCount(n: number, lang: Lang = currentLang(), options: { readonly short?: boolean } = {}): string {
  if (!options.short || Math.abs(n) < 10_000) return numberFormat(lang, { maximumFractionDigits: 2 }).format(n);
  return numberFormat(lang, { notation: "compact", maximumFractionDigits: 1 }).format(n);
}

/** A ratio (0.123) as a percentage (12.3%). */
export function formatRatio(ratio: number, lang: Lang = currentLang(), digits = 1): string {
  return numberFormat(lang, { style: "percent", maximumFractionDigits: digits }).format(ratio);
}

/** A calendar day `YYYY-MM-DD`; the weekday belongs to the day, so no zone is involved. `short` is 3/14 or 14 Mar. */
export function formatDay(day: string, lang: Lang = currentLang(), options: { readonly short?: boolean } = {}): string {
  const at = new Date(`${day.slice(0, 10)}T00:00:00Z`);
  if (Number.isNaN(at.getTime())) return day;
  const shape = options.short
    ? { month: "short", day: "numeric" }
    : { year: "numeric", month: "short", day: "numeric" };
  return dateFormat(lang, { timeZone: "UTC", ...(shape as Intl.DateTimeFormatOptions) }).format(at);
}

/** An instant (UTC ISO-8601) as date and time on the wall of a zone; the reader's own zone when none is given. */
export function formatTime(instant: string, zone?: string, lang: Lang = currentLang()): string {
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) return instant;
  const where = zone === undefined ? {} : { timeZone: zone };
  return dateFormat(lang, { ...where, dateStyle: "medium", timeStyle: "short" }).format(at);
}

const steps = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
] as const;

/** How long ago (or how far ahead) an instant is: "3 minutes ago", "3分钟前". `now` is epoch milliseconds. */
export function formatAgo(instant: string, lang: Lang = currentLang(), now = Date.now()): string {
  const seconds = (new Date(instant).getTime() - now) / 1000;
  if (Number.isNaN(seconds)) return instant;
  const words = new Intl.RelativeTimeFormat(locale(lang), { numeric: "auto" });
  for (const [unit, size] of steps)
    if (Math.abs(seconds) >= size) return words.format(Math.trunc(seconds / size), unit);
  return words.format(0, "second");
}
