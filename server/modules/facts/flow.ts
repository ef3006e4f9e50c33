import type { facts as contract } from "#contract";
import type { Loop, Tx } from "#kernel";
import { dayIn, inTx, systemScope } from "#kernel";
import { directory } from "#parties";
import { sql } from "kysely";
import { follow, readers as known } from "./reader.ts";
import { after, cursorOf, readers as progress, rowsAfter, upTo } from "./store.ts";
import type { Tables } from "./store.ts";

const WINDOW = 20_000;
const MINUTES_KEPT_MS = 2 * 3_600_000;
const QUARTERS_KEPT_MS = 3 * 86_400_000;
const PRUNE_EVERY_MS = 60_000;
let pruned_ms = 0;

/** Counts what arrives, by platform and name, inside the database: no fact travels for it. */
export const flowLoop: Loop = follow("facts-flow", WINDOW, async (tx, from, to) => {
  await sql`WITH fresh AS (
      SELECT platform_id, name, date_bin('1 minute', received_at, 'epoch') AS minute, count(*) AS facts
      FROM facts.log WHERE ${after(from)} AND ${upTo(to)} GROUP BY 1, 2, 3
    )
    INSERT INTO facts.flow AS f (platform_id, grain, slot, name, facts)
    SELECT platform_id, 'minute', minute, name, facts FROM fresh
    UNION ALL SELECT platform_id, 'quarter', date_bin('15 minutes', minute, 'epoch'), name, sum(facts) FROM fresh GROUP BY 1, 2, 3, 4
    UNION ALL SELECT platform_id, 'all', 'epoch'::timestamptz, name, sum(facts) FROM fresh GROUP BY 1, 2, 3, 4
    ON CONFLICT (platform_id, grain, slot, name) DO UPDATE SET facts = f.facts + excluded.facts`.execute(
    tx.as<Tables>(),
  );
  const now_ms = tx.now().getTime();
  if (now_ms < pruned_ms + PRUNE_EVERY_MS) return;
  pruned_ms = now_ms;
  await sql`DELETE FROM facts.flow WHERE (grain = 'minute' AND slot < ${new Date(now_ms - MINUTES_KEPT_MS)})
    OR (grain = 'quarter' AND slot < ${new Date(now_ms - QUARTERS_KEPT_MS)})`.execute(tx.as<Tables>());
});

type Flow = ReturnType<typeof contract.routes.flow.reply.parse>;

/** How many facts of each name arrived on the scope's platform: in the last 60 minutes, today in its time zone, and ever. */
export async function flowNames(tx: Tx): Promise<Flow["names"]> {
  const { platform } = await directory(tx);
  const day = dayIn(platform.zone, tx.now());
  const hourAgo = new Date(tx.now().getTime() - 3_600_000);
  const found = await sql<Flow["names"][number]>`SELECT name,
      coalesce(sum(facts) FILTER (WHERE grain = 'minute' AND slot > ${hourAgo}), 0)::bigint AS last_hour,
      coalesce(sum(facts) FILTER (WHERE grain = 'quarter' AND slot >= ${day}::date::timestamp AT TIME ZONE ${platform.zone}), 0)::bigint AS today,
      coalesce(sum(facts) FILTER (WHERE grain = 'all'), 0)::bigint AS total
    FROM facts.flow WHERE platform_id = ${tx.platform} GROUP BY name ORDER BY total DESC, name LIMIT 100`.execute(
    tx.as<Tables>(),
  );
  return found.rows;
}

const BEHIND_MAX = 10_000;
/** How far each reader is behind, counted up to 10,000 facts, and when it last moved. Readers serve all platforms at once. */
export function readerProgress(): Promise<Flow["readers"]> {
  return inTx(systemScope, async (tx) => {
    const out: Flow["readers"] = [];
    for (const { reader, moved_at } of await progress(tx)) {
      // One that no module has any more stands still for ever and is nobody's business.
      if (!known.has(reader)) continue;
      const { at } = await cursorOf(tx, reader);
      out.push({ reader, behind: await rowsAfter(tx, at, BEHIND_MAX), at: moved_at?.toISOString() ?? null });
    }
    return out;
  });
}
