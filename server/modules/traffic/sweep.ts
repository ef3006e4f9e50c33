import type { Job } from "#kernel";
import { inTx, systemScope } from "#kernel";
import { sql } from "kysely";
import type { Tables } from "./tables.ts";

/** A served list can be clicked for a month; who met a booking is counted for half a year. Both go after that. */
const kept_days = { served: 30, met: 180 } as const;
/** Rows removed in one go, so that no deletion holds its locks for long; the next run goes on. */
const most = 200_000;

export const sweep: Job = {
  name: "traffic.sweep",
  every: "23 * * * *",
  run: () =>
    inTx(systemScope, async (tx) => {
      const db = tx.as<Tables>();
      const before = (days: number) => new Date(tx.now().getTime() - days * 86_400_000);
      const served = await sql`DELETE FROM traffic.served WHERE id IN
        (SELECT id FROM traffic.served WHERE at < ${before(kept_days.served)} LIMIT ${most})`.execute(db);
      const met = await sql`DELETE FROM traffic.met WHERE ctid IN
        (SELECT ctid FROM traffic.met WHERE at < ${before(kept_days.met)} LIMIT ${most})`.execute(db);
      return { served: Number(served.numAffectedRows ?? 0), met: Number(met.numAffectedRows ?? 0) };
    }),
};
