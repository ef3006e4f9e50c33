import type { databank } from "#contract";
import type { Scope } from "#kernel";
import { badInput, olapRows } from "#kernel";
import type { Figure, Ready } from "./asked.ts";
import { makeReady } from "./asked.ts";
import { soldLines } from "./raw.ts";
import { flowSet, gone, happenedSet, pairOf, stagedSets } from "./sets.ts";

type Cell = databank.Cell;
/** A set of people as ClickHouse computes it: `sql` is one value, a bitmap of person numbers; `params` go with it. */
export type CellQuery = { readonly sql: string; readonly params: Readonly<Record<string, unknown>> };

/**
 * The query of a cell of one brand, to be combined with others (bitmapAnd, bitmapOr, bitmapAndnot). `name` keeps the parameters of
 * several cells in one query apart. Erased people are never in it. Bad-input in platform scope without a brand; 404 for another brand.
 */
export async function cellQuery(
  scope: Scope,
  cell: Cell,
  figure: Pick<Figure, "brand"> = {},
  name = "c0",
): Promise<CellQuery> {
  if (!/^\w{1,20}$/.test(name)) throw new RangeError("a name of letters and digits");
  const version = cell.kind === "stage" || cell.kind === "flow" ? cell.version : undefined;
  const ready = await makeReady(scope, { ...figure, version }, lastDay(cell));
  if (ready.brand === undefined)
    throw badInput("brand", "a set of people belongs to one brand", "the number of a brand");
  return compile(cell, ready, ready.brand, name);
}
const lastDay = (cell: Cell): string => (cell.kind === "stage" ? cell.day : cell.to);

function compile(cell: Cell, ready: Ready, brand: number, name: string): CellQuery {
  if (cell.kind === "stage")
    return plain(
      `(${stagedSets({ ...ready, days: [cell.day] })} SELECT groupBitmapOrState(staged.${cell.stage}) FROM staged)`,
    );
  if (cell.kind !== "bought" && cell.to < cell.from)
    throw badInput("to", "lies before from", "the same day or a later one");
  if (cell.kind === "flow")
    return plain(
      `(${stagedSets({ ...ready, days: [cell.from, cell.to] })}, ${pairOf(cell.from, cell.to)} SELECT groupBitmapOrState(${flowSet(cell.from_stage, cell.to_stage)}) FROM pair)`,
    );
  const alive = (set: string) => `bitmapAndnot(${set}, ${gone(ready.platform, ready.erased)})`;
  if (cell.kind === "behaviour")
    return {
      sql: alive(
        happenedSet({
          platform: ready.platform,
          brand,
          ...cell,
          touchpoints: cell.touchpoints && `${name}_touchpoints`,
        }),
      ),
      params: cell.touchpoints ? { [`${name}_touchpoints`]: cell.touchpoints } : {},
    };
  return bought(cell, ready, brand, name, alive);
}
const plain = (sql: string): CellQuery => ({ sql, params: {} });

function bought(
  cell: Extract<Cell, { kind: "bought" }>,
  ready: Ready,
  brand: number,
  name: string,
  alive: (set: string) => string,
): CellQuery {
  const where = [
    `brand = ${brand} AND node != 0 AND day >= {${name}_from:Date} AND day <= {${name}_to:Date}`,
    ...(cell.skus ? [`sku IN {${name}_skus:Array(String)}`] : []),
    ...(cell.categories ? [`category IN {${name}_categories:Array(String)}`] : []),
  ].join(" AND ");
  const spent = cell.min_amount_minor === undefined ? "" : `HAVING sum(amount_minor) >= ${cell.min_amount_minor}`;
  return {
    sql: alive(`(SELECT groupBitmapState(toUInt32(person)) FROM (
      SELECT person FROM (${soldLines(ready.platform, where, cell.to)}) WHERE person != 0 GROUP BY person ${spent}))`),
    params: {
      [`${name}_from`]: cell.from,
      [`${name}_to`]: cell.to,
      ...(cell.skus ? { [`${name}_skus`]: cell.skus } : {}),
      ...(cell.categories ? { [`${name}_categories`]: cell.categories } : {}),
    },
  };
}

const roomy = { max_query_size: 4_000_000 };
/** How many people a cell holds. Exact: hide small groups before showing. */
export async function countOf(scope: Scope, cell: Cell, figure: Pick<Figure, "brand"> = {}): Promise<number> {
  const { sql, params } = await cellQuery(scope, cell, figure);
  const rows = await olapRows<{ n: number }>(scope, `SELECT bitmapCardinality(${sql}) AS n`, params, roomy);
  return rows[0]?.n ?? 0;
}
/** Person numbers of a cell in rising order, from the one after `after` on, at most `limit` (100,000). */
export async function peopleOf(
  scope: Scope,
  cell: Cell,
  {
    after = 0,
    limit = 100_000,
    ...figure
  }: Pick<Figure, "brand"> & { readonly after?: number; readonly limit?: number } = {},
): Promise<number[]> {
  const { sql, params } = await cellQuery(scope, cell, figure);
  const page = `bitmapSubsetLimit(${sql}, toUInt32(${Math.max(0, Math.trunc(after)) + 1}), toUInt32(${Math.min(100_000, Math.max(1, Math.trunc(limit)))}))`;
  const rows = await olapRows<{ people: number[] }>(scope, `SELECT bitmapToArray(${page}) AS people`, params, roomy);
  return rows[0]?.people ?? [];
}
