import type { Scope } from "#kernel";
import { inTx, systemScope } from "#kernel";
import type { LoggedFact, Place } from "./model.ts";
import { fromRow, start } from "./model.ts";
import { nextBound, rowsBetween } from "./store.ts";

/** Rows of the log that are passed over in one transaction. */
const STRETCH = 5_000;

/**
 * Every fact that a scope sees, whole and in the order of the log, from its beginning to what is settled now. Leaves no
 * progress behind. Not for other parties' eyes: identifiers and personal words are in it.
 */
export async function* walk(scope: Scope): AsyncGenerator<LoggedFact[]> {
  for (let at: Place = start; ;) {
    const { to, rows } = await stretch(scope, at);
    if (rows.length > 0) yield rows;
    if (!to) return;
    at = to;
  }
}
function stretch(scope: Scope, from: Place): Promise<{ readonly to: Place | undefined; readonly rows: LoggedFact[] }> {
  return inTx(systemScope, async (tx) => {
    const to = await nextBound(tx, from, STRETCH);
    if (!to) return { to, rows: [] };
    const rows = await tx.within(scope, (inside) => rowsBetween(inside, from, to, undefined, STRETCH));
    return { to, rows: rows.map(fromRow) };
  });
}
