import type { BulkReply } from "#contract";
import { sql } from "kysely";
import type { z } from "zod";
import type { Tx } from "./tx.ts";

export type Rejection = BulkReply["rejected"][number];
/** What is wrong with a row, without its place in the call. */
export type RowFault = Omit<Rejection, "index" | "code">;
export type Judged<T> = {
  readonly good: readonly { readonly index: number; readonly row: T }[];
  readonly rejected: readonly Rejection[];
};

/**
 * Judges the rows of a bulk call one by one against their shape; a key that stands twice in one call is refused the
 * second time. `first` is the place of the first row when a long list is taken in parts.
 */
export function judgeRows<S extends z.ZodType>(
  shape: S,
  items: readonly unknown[],
  key: (row: z.output<S>) => string,
  first = 0,
): Judged<z.output<S>> {
  const good: { index: number; row: z.output<S> }[] = [];
  const rejected: Rejection[] = [];
  const seen = new Set<string>();
  for (const [i, item] of items.entries()) {
    const index = first + i;
    const read = shape.safeParse(item);
    if (!read.success) rejected.push({ index, ...codeOf(item), ...whatIsWrong(read.error) });
    else if (seen.has(key(read.data)))
      rejected.push({
        index,
        code: key(read.data).slice(0, 200),
        field: "(whole)",
        reason: "this row stands twice in the call",
      });
    else {
      seen.add(key(read.data));
      good.push({ index, row: read.data });
    }
  }
  return { good, rejected };
}
function codeOf(item: unknown): { code?: string } {
  const code: unknown = typeof item === "object" && item !== null && "code" in item ? item.code : undefined;
  return typeof code === "string" ? { code: code.slice(0, 200) } : {};
}
function whatIsWrong(error: z.ZodError): RowFault {
  const [issue] = error.issues;
  const field = issue?.path.map(String).join(".").slice(0, 200);
  return {
    field: field === undefined || field === "" ? "(whole)" : field,
    reason: issue?.message.slice(0, 500) ?? "not valid",
  };
}

/** Moves rows that `wrong` finds fault with to the rejected ones. */
export function siftRows<T>(
  judged: Judged<T>,
  key: (row: T) => string,
  wrong: (row: T) => RowFault | undefined,
): Judged<T> {
  const rejected = [...judged.rejected];
  const good = judged.good.filter(({ index, row }) => {
    const fault = wrong(row);
    if (fault) rejected.push({ index, code: key(row).slice(0, 200), ...fault });
    return !fault;
  });
  return { good, rejected: rejected.toSorted((a, b) => a.index - b.index) };
}

/** The row as it will be: what is given over what stands (or over the usual values of a new one). */
export function mergedRow<R extends object>(before: R, given: { readonly [K in keyof R]?: R[K] | undefined }): R {
  const told = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return { ...before, ...told };
}

/**
 * Inserts rows, or changes the ones that stand with the same key; all rows have the same columns. `fixed` columns are set
 * on insert only. Types come from the table, so arrays, JSON and instants go as they are.
 */
export async function upsertRows(
  tx: Tx,
  table: string,
  key: readonly string[],
  rows: readonly object[],
  fixed: readonly string[] = [],
): Promise<void> {
  const [sample] = rows;
  if (!sample) return;
  const names = Object.keys(sample);
  const columns = sql.join(names.map((c) => sql.ref(c)));
  const changes = names
    .filter((c) => !key.includes(c) && !fixed.includes(c))
    .map((c) => sql`${sql.ref(c)} = excluded.${sql.ref(c)}`);
  const change = changes.length === 0 ? sql`DO NOTHING` : sql`DO UPDATE SET ${sql.join(changes)}`;
  await sql`INSERT INTO ${sql.table(table)} (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(NULL::${sql.table(table)}, ${JSON.stringify(rows)}::jsonb)
    ON CONFLICT (${sql.join(key.map((c) => sql.ref(c)))}) ${change}`.execute(tx.as<object>());
}
