import type { Scope } from "#kernel";
import { badInput, olapRows } from "#kernel";
import type { Figure } from "./asked.ts";
import { makeReady } from "./asked.ts";
import { soldLines } from "./raw.ts";

export type Sales = {
  readonly orders: number;
  readonly quantity: number;
  /** In minor units of the platform's currency. */
  readonly amount_minor: number;
  /** Distinct known people; exact, so hide small numbers before a brand sees them. */
  readonly buyers: number;
  /** Buyers who had bought nothing of the brand (of the platform, without a brand) before `from`. */
  readonly new_buyers: number;
};

/**
 * Sales from day `from` to day `to`, of a brand or of all, of a merchant or of all, in some venues or in all: purchases that still count at the end of `to`.
 * 404 for another brand than one's own; bad-input when `to` lies before `from`.
 */
export async function salesBetween(
  scope: Scope,
  {
    from,
    to,
    merchant,
    venues,
    ...figure
  }: Pick<Figure, "brand"> & {
    readonly from: string;
    readonly to: string;
    readonly merchant?: number | undefined;
    readonly venues?: readonly number[] | undefined;
  },
): Promise<Sales> {
  if (to < from) throw badInput("to", "lies before from", "the same day or a later one");
  const { platform, brand } = await makeReady(scope, figure, to);
  const whose = [
    brand === undefined ? "1" : `brand = ${brand}`,
    ...(merchant === undefined ? [] : [`merchant = ${Math.trunc(merchant)}`]),
  ].join(" AND ");
  const where =
    venues === undefined ? "1" : venues.length === 0 ? "0" : `venue IN (${venues.map(Math.trunc).join(", ")})`;
  const inside = `${whose} AND ${where} AND day >= {from:Date} AND day <= {to:Date}`;
  const earlier = `${whose} AND day < {from:Date} AND node != 0`;
  const rows = await olapRows<Sales>(
    scope,
    `WITH sold AS (${soldLines(platform, inside, to)})
SELECT uniqExact(order_key, merchant) AS orders, toFloat64(sum(quantity)) AS quantity, sum(amount_minor) AS amount_minor,
  uniqExactIf(person, person != 0) AS buyers,
  uniqExactIf(person, person != 0 AND person NOT IN (SELECT person FROM (${soldLines(platform, earlier, to)}))) AS new_buyers
FROM sold`,
    { from, to },
  );
  return rows[0] ?? { orders: 0, quantity: 0, amount_minor: 0, buyers: 0, new_buyers: 0 };
}
