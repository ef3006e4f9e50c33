import { registerHolder } from "#identity";
import type { Tx } from "#kernel";
import { sql } from "kysely";
import type { Tables } from "./tables.ts";

type Who = { readonly consumers: readonly string[] };
const claimed = (tx: Tx, { consumers }: Who) =>
  sql`platform_id = ${tx.platform} AND consumer_id = ANY(${[...consumers]}::uuid[])`;
const used = (tx: Tx, { consumers }: Who) =>
  sql`platform_id = ${tx.platform} AND consumer = ANY(${[...consumers]}::text[])`;

/** What marketing keeps about people: coupons, which go, and their use in orders, which stays without a name. */
export const coupons: Parameters<typeof registerHolder>[0] = {
  name: "marketing",
  count: async (tx, who) => {
    const { rows } = await sql<{ n: number }>`SELECT (SELECT count(*) FROM marketing.coupon WHERE ${claimed(tx, who)})
      + (SELECT count(*) FROM marketing.redemption WHERE ${used(tx, who)}) AS n`.execute(tx.as<Tables>());
    return rows[0]?.n ?? 0;
  },
  export: async (tx, who) => {
    const { rows } = await sql<{ row: unknown }>`
      SELECT jsonb_build_object('coupon', code, 'claimed_at', claimed_at, 'used_at', used_at) AS row
      FROM marketing.coupon WHERE ${claimed(tx, who)} ORDER BY id LIMIT 50000`.execute(tx.as<Tables>());
    return rows.map((r) => r.row);
  },
  erase: async (tx, who) => {
    const named = await sql`UPDATE marketing.redemption SET consumer = NULL WHERE ${used(tx, who)}`.execute(
      tx.as<Tables>(),
    );
    const gone = await sql`DELETE FROM marketing.coupon WHERE ${claimed(tx, who)}`.execute(tx.as<Tables>());
    return Number(named.numAffectedRows ?? 0n) + Number(gone.numAffectedRows ?? 0n);
  },
};
export const holdCoupons = (): (() => void) => registerHolder(coupons);
