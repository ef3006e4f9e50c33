import type { Job, Tx } from "#kernel";
import { inTx, systemScope } from "#kernel";
import { sql } from "kysely";
import { attempts } from "./model.ts";
import type { Tables } from "./tables.ts";

/** Removes ended sessions and old tries, of the platforms in the scope: they are of no use to anybody. */
export async function removeEnded(tx: Tx): Promise<{ sessions: number; tries: number }> {
  const db = tx.as<Tables>();
  const now = tx.now();
  const old = new Date(now.getTime() - attempts.window_ms);
  const sessions = await sql`DELETE FROM parties.session WHERE expires_at <= ${now}`.execute(db);
  const tries = await sql`DELETE FROM parties.attempt WHERE since <= ${old}`.execute(db);
  return { sessions: Number(sessions.numAffectedRows ?? 0), tries: Number(tries.numAffectedRows ?? 0) };
}
export const sweep: Job = { name: "parties-sweep", every: "17 * * * *", run: () => inTx(systemScope, removeEnded) };
