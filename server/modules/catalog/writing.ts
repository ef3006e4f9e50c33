import type { BulkReply } from "#contract";
import type { Judged, Principal, Tx } from "#kernel";
import { sql } from "kysely";
import type { Tables } from "./tables.ts";

export type Options = {
  /** The brand that writes; it may touch its own products only. Absent for the platform. */
  readonly owner?: number | undefined;
  readonly dryRun?: boolean | undefined;
  /** Place of the first row, when a long list is taken in parts. */
  readonly first?: number | undefined;
};
export type Counts = Pick<BulkReply, "created" | "updated" | "unchanged">;

/** Whose rows a caller may write: a brand's or a brand key's own, everybody's for the platform. */
export const ownerOf = (p: Principal): number | undefined =>
  p.role === "brand" || p.role === "key" ? p.brand : undefined;

/** Changes of one platform's catalogue run one after another, so that two calls with the same new code give one product. */
export const oneAtATime = (tx: Tx) =>
  sql`SELECT pg_advisory_xact_lock(7203200, ${tx.platform})`.execute(tx.as<Tables>());

/** Rows by a text key, straight from the table. */
export async function standing<T>(
  tx: Tx,
  table: string,
  columns: readonly string[],
  where: { readonly column: string; readonly values: readonly (string | number)[] },
  key: (row: T) => string,
): Promise<Map<string, T>> {
  const numeric = typeof where.values[0] === "number";
  const values = numeric ? sql`${where.values}::int[]` : sql`${where.values}::text[]`;
  const read = await sql<T>`SELECT ${sql.join(columns.map((c) => sql.ref(c)))} FROM ${sql.table(`catalog.${table}`)}
    WHERE platform_id = ${tx.platform} AND ${sql.ref(where.column)} = ANY(${values})`.execute(tx.as<Tables>());
  return new Map(read.rows.map((r) => [key(r), r]));
}
/** Gives numbers one by one from a block reserved at once. */
export async function numbering(tx: Tx, what: string, n: number, dryRun: boolean): Promise<() => number> {
  const read =
    n === 0 || dryRun
      ? undefined
      : await sql<{ first: number }>`SELECT kernel.next_no(${tx.platform}, ${what}, ${n}) AS first`.execute(
          tx.as<Tables>(),
        );
  let next = read?.rows[0]?.first ?? 1;
  return () => next++;
}
/** Marks products as changed by this transaction, for readers that follow. */
export async function touchProducts(tx: Tx, products: readonly number[]): Promise<void> {
  if (products.length === 0) return;
  await sql`UPDATE catalog.product SET changed = pg_current_xact_id() WHERE platform_id = ${tx.platform} AND product_id = ANY(${products}::int[])`.execute(
    tx.as<Tables>(),
  );
}
export const replyOf = (counts: Counts, judged: Judged<unknown>, dryRun = false): BulkReply => ({
  ...counts,
  rejected: [...judged.rejected],
  dry_run: dryRun,
});
