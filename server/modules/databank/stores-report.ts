import { decimalText } from "#quant";
import type { Scope } from "#kernel";
import { inTx, notFound, olapRows } from "#kernel";
import { directory } from "#parties";
import { isoWeek } from "./model.ts";
import { FOREVER, soldLines } from "./raw.ts";

export type StoreFigures = { readonly spend_minor: number; readonly baskets: number };
export type StoresReport = StoreFigures & {
  readonly currency: string;
  /** The spend in units of the currency, as text. */
  readonly spend: string;
  readonly quantity: number;
  /** Baskets of nobody we know: they count for sales and venues, never for people. */
  readonly anonymous: StoreFigures;
  readonly known_customers: number;
  /** Known customers who bought in venues of two or more formats. */
  readonly multi_format_customers: number;
  readonly formats: readonly (StoreFigures & { readonly format: string; readonly known_customers: number })[];
  /** By the sender's own (fiscal) week where it gave one, else by ISO week (Monday to Sunday). */
  readonly weeks: readonly (StoreFigures & { readonly week: string })[];
};

/** Text of the query that names every venue with its format. */
const roomy = { max_query_size: 16_000_000 };
const weeks_max = 5_000;

/**
 * Sales over all venues of the platform: spend, baskets, people, formats, weeks. A venue's format is what it is today.
 * Purchases cancelled or refunded in full are left out. Exact figures of the platform's owner: 404 in every narrower scope.
 */
export async function storesReport(scope: Scope): Promise<StoresReport> {
  if (scope.kind !== "platform") throw notFound("The report");
  const { venues, platform } = await inTx(scope, directory);
  const names = [...new Set([...venues.byId.values()].map((v) => v.format).filter((f) => f !== ""))].sort();
  const number = new Map(names.map((f, i) => [f, i + 1]));
  const pairs = [...venues.byId.values()].flatMap((v) =>
    number.has(v.format) ? [{ venue: v.id, format: number.get(v.format) ?? 0 }] : [],
  );
  const format =
    pairs.length === 0
      ? "0"
      : `transform(venue, CAST([${pairs.map((p) => p.venue).join(",")}] AS Array(UInt32)), CAST([${pairs.map((p) => p.format).join(",")}] AS Array(UInt16)), toUInt16(0))`;
  const sold = soldLines(scope.platform, "1", FOREVER_EVE);
  const money = "sum(amount_minor) AS spend_minor, uniqExact(order_key) AS baskets";
  const [all] = await olapRows<StoreFigures & { quantity: number; anonymous_spend: number; anonymous_baskets: number }>(
    scope,
    `SELECT ${money}, toFloat64(sum(quantity)) AS quantity, sumIf(amount_minor, person = 0) AS anonymous_spend,
      uniqExactIf(order_key, person = 0) AS anonymous_baskets FROM (${sold})`,
  );
  const [people] = await olapRows<{ known: number; many: number }>(
    scope,
    `SELECT count() AS known, countIf(formats >= 2) AS many FROM (
      SELECT person, uniqExactIf(${format}, ${format} != 0) AS formats FROM (${sold}) WHERE person != 0 GROUP BY person)`,
    {},
    roomy,
  );
  const byFormat = await olapRows<StoreFigures & { format: number; known_customers: number }>(
    scope,
    `SELECT ${format} AS format, ${money}, uniqExactIf(person, person != 0) AS known_customers FROM (${sold}) GROUP BY format ORDER BY format`,
    {},
    roomy,
  );
  const byWeek = await olapRows<StoreFigures & { week: string; day: string }>(
    scope,
    `SELECT week, if(week = '', toString(toMonday(day)), '') AS day, ${money} FROM (${sold}) GROUP BY week, day ORDER BY week, day LIMIT ${weeks_max}`,
  );
  return {
    spend_minor: all?.spend_minor ?? 0,
    currency: platform.currency,
    spend: decimalText(all?.spend_minor ?? 0, platform.currency),
    baskets: all?.baskets ?? 0,
    quantity: all?.quantity ?? 0,
    anonymous: { spend_minor: all?.anonymous_spend ?? 0, baskets: all?.anonymous_baskets ?? 0 },
    known_customers: people?.known ?? 0,
    multi_format_customers: people?.many ?? 0,
    formats: byFormat.map(({ format: f, ...rest }) => ({ format: names[f - 1] ?? "", ...rest })),
    weeks: byWeek.map(({ week, day, ...rest }) => ({ week: week === "" ? isoWeek(day) : week, ...rest })),
  };
}
/** Whoever refunds on any day of the calendar is left out. */
const FOREVER_EVE = FOREVER.replace("06-06", "06-05");
