import { registerHolder } from "#identity";
import type { Tx } from "#kernel";
import { execOlap, olapRows } from "#kernel";
import { sql } from "kysely";
import type { Tables } from "./tables.ts";

type Who = { readonly consumers: readonly string[]; readonly nodes: readonly number[] };
async function steps(tx: Tx, { nodes }: Who): Promise<number> {
  const rows = await olapRows<{ n: number }>(
    tx.scope,
    "SELECT count() AS n FROM lab_step WHERE visitor IN {nodes:Array(UInt32)} AND visitor != 0",
    { nodes: [...nodes] },
  );
  return rows[0]?.n ?? 0;
}
async function answers(tx: Tx, { consumers }: Who): Promise<unknown[]> {
  const { rows } = await sql<{
    a: unknown;
  }>`SELECT to_jsonb(a) - 'platform_id' - 'respondent' - 'consumer_id' AS a FROM lab.answer a
    WHERE platform_id = ${tx.platform} AND consumer_id = ANY(${[...consumers]}::uuid[]) LIMIT 1000`.execute(
    tx.as<Tables>(),
  );
  return rows.map((r) => r.a);
}
async function searched(tx: Tx, { nodes }: Who): Promise<unknown[]> {
  return olapRows(
    tx.scope,
    "SELECT toString(at) AS at, kind, key FROM lab_step WHERE visitor IN {nodes:Array(UInt32)} AND visitor != 0 ORDER BY lab_step.at LIMIT 50000",
    { nodes: [...nodes] },
  );
}

/** What the lab keeps about people. An erased person's searches go; an answer stays as one of many, with nobody to go back to. */
export const held: Parameters<typeof registerHolder>[0] = {
  name: "lab",
  count: async (tx, who) => (await answers(tx, who)).length + (await steps(tx, who)),
  export: async (tx, who) => [...(await answers(tx, who)), ...(await searched(tx, who))],
  erase: async (tx, who) => {
    const [said, looked] = [await answers(tx, who), await steps(tx, who)];
    await sql`UPDATE lab.answer SET consumer_id = NULL, respondent = gen_random_uuid()::text
      WHERE platform_id = ${tx.platform} AND consumer_id = ANY(${[...who.consumers]}::uuid[])`.execute(tx.as<Tables>());
    if (looked > 0)
      await execOlap(
        `ALTER TABLE lab_step DELETE WHERE platform = ${tx.platform} AND visitor IN {nodes:Array(UInt32)}`,
        { nodes: [...who.nodes] },
        { mutations_sync: 1 },
      );
    return said.length + looked;
  },
};
export const holdVisitors = (): (() => void) => registerHolder(held);
