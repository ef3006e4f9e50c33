import type { Job } from "#kernel";
import { inTx, systemScope } from "#kernel";
import { sql } from "kysely";
import { attempts } from "./model.ts";
import type { Tables } from "./tables.ts";

/** Ended sessions and old tries are of no use to anybody. */
export const sweep: Job = {
  name: "parties-sweep",
  every: "17 * * * *",
  run: () =>
    inTx(systemScope, async (tx) => {
      const now = tx.now();
      const sessions = await sql`DELETE FROM parties.session WHERE expires_at <= ${now}`.execute(tx.as<Tables>());
      const old = new Date(now.getTime() - attempts.window_ms);
      const tries = await sql`DELETE FROM parties.attempt WHERE since <= ${old}`.execute(tx.as<Tables>());
      return { sessions: Number(sessions.numAffectedRows ?? 0), tries: Number(tries.numAffectedRows ?? 0) };
    }),
};
