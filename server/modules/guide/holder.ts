import { registerHolder } from "#identity";
import type { Tx } from "#kernel";
import { sql } from "kysely";
import type { Tables } from "./tables.ts";

type Consumers = { readonly consumers: readonly string[] };
const whose = (tx: Tx, { consumers }: Consumers) =>
  sql`platform_id = ${tx.platform} AND consumer_id = ANY(${[...consumers]}::uuid[])`;

async function rowsOf(tx: Tx, s: Consumers): Promise<unknown[]> {
  const { rows } = await sql<{ what: unknown }>`
    SELECT jsonb_build_object('appointment', id, 'venue', venue_id, 'at', starts_at, 'state', state, 'topic', topic, 'name', name, 'phone', phone) AS what
      FROM guide.appointment WHERE ${whose(tx, s)}
    UNION ALL SELECT jsonb_build_object('conversation', m.conversation, 'from', m.side, 'text', m.body, 'at', m.at)
      FROM guide.message m WHERE m.conversation IN (SELECT id FROM guide.conversation WHERE ${whose(tx, s)})
    UNION ALL SELECT jsonb_build_object('note', body, 'wish', sku_id, 'venue', venue_id, 'at', at) FROM guide.note WHERE ${whose(tx, s)}
    LIMIT 100000`.execute(tx.as<Tables>());
  return rows.map((r) => r.what);
}

/**
 * What this module keeps about people, for access and erasure. An erased person's conversations and notes go; an appointment
 * stays as a used half hour without a name.
 */
export const clients: Parameters<typeof registerHolder>[0] = {
  name: "guide",
  count: async (tx, subject) => (await rowsOf(tx, subject)).length,
  export: rowsOf,
  erase: async (tx, subject) => {
    const held = (await rowsOf(tx, subject)).length;
    if (held === 0) return 0;
    const run = (query: ReturnType<typeof sql>) => query.execute(tx.as<Tables>());
    await run(sql`UPDATE guide.guide g SET open_chats = open_chats - c.n FROM (
          SELECT guide_id, count(*) AS n FROM guide.conversation WHERE ${whose(tx, subject)} AND state = 'open' GROUP BY 1) c
        WHERE g.id = c.guide_id`);
    await run(sql`DELETE FROM guide.conversation WHERE ${whose(tx, subject)}`);
    await run(sql`DELETE FROM guide.note WHERE ${whose(tx, subject)}`);
    await run(sql`UPDATE guide.slot s SET booked = booked - 1 FROM guide.appointment a
        WHERE a.platform_id = ${tx.platform} AND a.consumer_id = ANY(${[...subject.consumers]}::uuid[]) AND a.state = 'booked'
          AND a.starts_at > ${tx.now()} AND (s.platform_id, s.venue_id, s.starts_at) = (a.platform_id, a.venue_id, a.starts_at)`);
    await run(sql`UPDATE guide.appointment SET consumer_id = NULL, name = '', phone = NULL, topic = '',
          state = CASE WHEN state = 'booked' AND starts_at > ${tx.now()} THEN 'cancelled' ELSE state END
        WHERE ${whose(tx, subject)}`);
    return held;
  },
};
export const holdClients = (): (() => void) => registerHolder(clients);
