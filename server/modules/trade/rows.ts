import type { Tx } from "#kernel";
import { sql } from "kysely";
import type { RawBuilder } from "kysely";
import type { NewRows, Tables } from "./tables.ts";

/** Columns that the database fills itself are left out of the list. */
const given: Partial<Record<keyof NewRows, string>> = {
  ledger_entry: "platform_id, transfer_id, at, cause, account, party, amount_minor, currency, order_id",
};

/**
 * Inserts rows of several tables in one statement, one JSON text per table: a batch of orders costs one round trip however
 * many orders and tables it has. Every column is given; nothing is ignored, so a doubled key fails the statement.
 */
export async function insertAll(tx: Tx, rows: NewRows): Promise<void> {
  const parts: RawBuilder<unknown>[] = [];
  for (const [table, list] of Object.entries(rows) as [keyof NewRows, readonly object[]][]) {
    if (list.length === 0) continue;
    const into = sql.table(`trade.${table}`);
    const columns = given[table];
    const from = sql`jsonb_populate_recordset(NULL::${into}, ${JSON.stringify(list)}::jsonb)`;
    parts.push(
      columns === undefined
        ? sql`INSERT INTO ${into} SELECT * FROM ${from} RETURNING 1`
        : sql`INSERT INTO ${into} (${sql.raw(columns)}) SELECT ${sql.raw(columns)} FROM ${from} RETURNING 1`,
    );
  }
  if (parts.length === 0) return;
  const steps = parts.map((p, i) => sql`${sql.ref(`w${i}`)} AS (${p})`);
  await sql`WITH ${sql.join(steps)} SELECT 1`.execute(tx.as<Tables>());
}

type Orders = Required<
  Pick<NewRows, "parent_order" | "orders" | "order_line" | "fulfilment" | "reservation" | "order_event">
>;
/** The rows of a batch of orders, in one call whose plans the connection keeps. */
export async function insertOrders(tx: Tx, rows: Orders): Promise<void> {
  await sql`SELECT trade.write_orders(${JSON.stringify(rows)}::jsonb)`.execute(tx.as<Tables>());
}
