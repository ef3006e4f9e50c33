import { facts as contract } from "#contract";
import type { Tx } from "#kernel";
import { badFields } from "#kernel";
import type { Row } from "./model.ts";
import { ownId, toRow } from "./model.ts";
import { insertRows } from "./store.ts";
import { wakeAfter } from "./wake.ts";

const BATCH_MAX = 5_000;

/**
 * Writes facts in the caller's transaction and wakes the readers after its commit. An id that the platform already has is
 * left alone. Returns how many were new. The writer is trusted: brand, merchant and venue are not looked up.
 * Fault bad-input when a fact is not in the agreed form; an Error in system scope (enter a platform with tx.within).
 */
export async function append(tx: Tx, facts: readonly contract.FactInput[]): Promise<number> {
  if (facts.length === 0) return 0;
  if (facts.length > BATCH_MAX) throw new RangeError(`append takes at most ${BATCH_MAX} facts at once`);
  const rows = facts.map((f, i) => {
    const read = contract.fact.safeParse(f);
    if (read.success) return toRow({ ...read.data, id: ownId(read.data.id) });
    throw badFields(read.error.issues.map((e) => ({ field: `facts.${i}.${e.path.join(".")}`, reason: e.message })));
  });
  wakeAfter(tx);
  return write(tx, tx.now(), rows);
}

/** In the narrow scopes a fact may belong to somebody the writer cannot see: the step of writing it is widened. */
export async function write(tx: Tx, received: Date, rows: readonly Row[]): Promise<number> {
  const { scope, platform } = tx;
  const own = scope.kind === "platform" || (scope.kind === "brand" && rows.every((r) => r.brand === scope.brand));
  if (own) return insertRows(tx, platform, received, rows);
  return tx.widened("a fact belongs to the platform's log, whoever causes it", (wide) =>
    insertRows(wide, platform, received, rows),
  );
}
