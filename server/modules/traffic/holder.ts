import { registerHolder } from "#identity";
import type { Tx } from "#kernel";
import { sql } from "kysely";
import type { Tables } from "./tables.ts";

type Who = { readonly consumers: readonly string[] };
const theirs = (tx: Tx, { consumers }: Who) =>
  sql`platform_id = ${tx.platform} AND visitor = ANY(${[...consumers]}::text[])`;

/**
 * What traffic keeps about people: which lists and slots a signed-in visitor was served. The ledger by day counts nobody in
 * particular and stays.
 */
export const visitors: Parameters<typeof registerHolder>[0] = {
  name: "traffic",
  count: async (tx, who) => {
    const { rows } = await sql<{ n: number }>`SELECT (SELECT count(*) FROM traffic.served WHERE ${theirs(tx, who)})
      + (SELECT count(*) FROM traffic.met WHERE ${theirs(tx, who)}) AS n`.execute(tx.as<Tables>());
    return rows[0]?.n ?? 0;
  },
  export: async (tx, who) => {
    const { rows } = await sql<{
      row: unknown;
    }>`SELECT jsonb_build_object('place', place, 'at', at, 'served', items) AS row
      FROM traffic.served WHERE ${theirs(tx, who)} ORDER BY id LIMIT 50000`.execute(tx.as<Tables>());
    return rows.map((r) => r.row);
  },
  erase: async (tx, who) => {
    const served = await sql`DELETE FROM traffic.served WHERE ${theirs(tx, who)}`.execute(tx.as<Tables>());
    const met = await sql`DELETE FROM traffic.met WHERE ${theirs(tx, who)}`.execute(tx.as<Tables>());
    return Number(served.numAffectedRows ?? 0n) + Number(met.numAffectedRows ?? 0n);
  },
};
export const holdVisitors = (): (() => void) => registerHolder(visitors);
