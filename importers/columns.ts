import { parseMinor } from "#quant";
import { isDay, utcOf } from "./zone.ts";

/** What a column of a file holds, and how its text becomes a value. `read` throws Wrong with the reason for the file's author. */
export type Column<T> = { readonly column: string; readonly read: (text: string) => T };
export type Columns = Readonly<Record<string, Column<unknown>>>;
/** The values of one record, by the names that the mapping gives them. */
export type Row<C extends Columns> = { readonly [K in keyof C]: C[K] extends Column<infer T> ? T : never };

/** Why a value cannot be taken. */
export class Wrong extends Error {
  override readonly name = "Wrong";
}
const shown = (text: string): string => JSON.stringify(text.length > 60 ? `${text.slice(0, 57)}...` : text);
const fail = (text: string, expected: string): never => {
  throw new Wrong(text === "" ? `is empty, expected ${expected}` : `${shown(text)} is not ${expected}`);
};

/** A text that must be there. */
export const text = (column: string, max = 200): Column<string> => ({
  column,
  read: (t) => (t === "" ? fail(t, "a text") : t.length > max ? fail(t, `a text of at most ${max} characters`) : t),
});
/** A text that is cut to its bound, or empty. */
export const loose = (column: string, max: number): Column<string> => ({ column, read: (t) => t.slice(0, max) });
/** A key made of letters, digits and `. _ - : /`. */
export const key = (column: string): Column<string> => ({
  column,
  read: (t) => (/^[\p{L}\p{N}._:/-]{1,64}$/u.test(t) ? t : fail(t, "a key of letters and digits")),
});
export const digits = (column: string, max = 20): Column<string> => ({
  column,
  read: (t) => (t.length <= max && /^\d+$/.test(t) ? t : fail(t, `a number of at most ${max} digits`)),
});
/** A decimal number in plain notation. */
export const number = (column: string, least: number, most: number): Column<number> => ({
  column,
  read(t) {
    const value = /^-?\d{1,12}(\.\d{1,6})?$/.test(t) ? Number(t) : Number.NaN;
    return value >= least && value <= most ? value : fail(t, `a number from ${least} to ${most}`);
  },
});
/** A code of the file and what it means; any other code is refused. */
export const oneOf = <T>(column: string, codes: Readonly<Record<string, T>>): Column<T> => ({
  column,
  read: (t) => (Object.hasOwn(codes, t) ? (codes[t] as T) : fail(t, `one of ${Object.keys(codes).join(", ")}`)),
});
/** Money in units with decimals, read into minor units without floating point; not below `least_minor`. */
export const money = (
  column: string,
  currency: string,
  least_minor = -9_000_000_000_000,
  most_minor = 9_000_000_000_000,
): Column<number> => ({
  column,
  read(t) {
    const amount_minor = parseMinor(t, currency);
    const right = amount_minor !== undefined && amount_minor >= least_minor && amount_minor <= most_minor;
    return right
      ? amount_minor
      : fail(t, `an amount of ${currency} such as 12.50${least_minor === 0 ? ", not below 0" : ""}`);
  },
});
/** A column that may be empty. */
export const optional = <T>(one: Column<T>): Column<T | undefined> => ({
  column: one.column,
  read: (t) => (t === "" ? undefined : one.read(t)),
});

/** A local date and time `YYYY-MM-DD hh:mm:ss`: the instant in UTC, and the day that the calendar on the wall showed. */
export type LocalTime = { readonly at: string; readonly day: string };
export const localTime = (column: string, zone: string): Column<LocalTime> => ({
  column,
  read(t) {
    const [, y, mo, d, h, mi, s] = (/^(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)$/.exec(t) ?? []).map(Number);
    const right = y !== undefined && isDay(y, mo ?? 0, d ?? 0) && (h ?? 24) < 24 && (mi ?? 60) < 60 && (s ?? 60) < 60;
    if (!right) return fail(t, "a date and time such as 2018-08-15 04:10:37");
    return { at: utcOf(zone, [y, mo ?? 0, d ?? 0, h ?? 0, mi ?? 0, s ?? 0]), day: t.slice(0, 10) };
  },
});
/** A day `YYYYMMDD`, as `YYYY-MM-DD`. */
export const compactDay = (column: string): Column<string> => ({
  column,
  read(t) {
    const [, y = "", m = "", d = ""] = /^(\d{4})(\d\d)(\d\d)$/.exec(t) ?? [];
    return y !== "" && isDay(Number(y), Number(m), Number(d)) ? `${y}-${m}-${d}` : fail(t, "a day such as 20060415");
  },
});
/** A day `M-D` of a year that the file does not name: the instant of its noon, because nothing is known about the hour. */
export const noonOf = (column: string, year: number, zone: string): Column<string> => {
  const known = new Map<string, string>();
  return {
    column,
    read(t) {
      const before = known.get(t);
      if (before !== undefined) return before;
      const [, month = 0, day = 0] = (/^(\d{1,2})-(\d{1,2})$/.exec(t) ?? []).map(Number);
      if (!isDay(year, month, day)) return fail(t, `a day of ${year} such as 6-4`);
      const at = utcOf(zone, [year, month, day, 12, 0, 0]);
      known.set(t, at);
      return at;
    },
  };
};
