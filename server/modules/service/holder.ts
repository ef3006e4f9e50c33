import { registerHolder } from "#identity";
import type { Tx } from "#kernel";
import { sql } from "kysely";
import type { Tables } from "./store.ts";

const theirs = (tx: Tx, { nodes }: { readonly nodes: readonly number[] }) =>
  sql`platform_id = ${tx.platform} AND buyer = ANY(${nodes.map(String)}::text[])`;

/** What service keeps about people: the buyer's number on each case. The case stays, because it counts for the merchant. */
export const buyers: Parameters<typeof registerHolder>[0] = {
  name: "service",
  count: async (tx, who) => {
    const { rows } = await sql<{
      n: number;
    }>`SELECT count(*) AS n FROM service.order_case WHERE ${theirs(tx, who)}`.execute(tx.as<Tables>());
    return rows[0]?.n ?? 0;
  },
  export: async (tx, who) => {
    const { rows } = await sql<{ row: unknown }>`
      SELECT jsonb_build_object('order', order_key, 'placed_at', placed_at, 'stars', stars) AS row
      FROM service.order_case WHERE ${theirs(tx, who)} ORDER BY placed_at, order_key LIMIT 50000`.execute(
      tx.as<Tables>(),
    );
    return rows.map((r) => r.row);
  },
  erase: async (tx, who) => {
    const done = await sql`UPDATE service.order_case SET buyer = NULL WHERE ${theirs(tx, who)}`.execute(
      tx.as<Tables>(),
    );
    return Number(done.numAffectedRows ?? 0n);
  },
};
export const holdBuyers = (): (() => void) => registerHolder(buyers);
