import type { facts as contract } from "#contract";
import type { Tx } from "#kernel";
import { badInput } from "#kernel";
import { sql } from "kysely";
import type { ReadRow } from "./model.ts";
import { fromRow, impersonal, placeText, readPlace, start, toRow } from "./model.ts";
import type { Tables } from "./store.ts";
import { after, nextBound, readColumns, upTo } from "./store.ts";

/** Log rows looked at in one call. */
const STRETCH = 10_000;

/**
 * Erases a person from a stretch of the platform's log: facts that carry an identifier for which `theirs` is true lose all
 * identifiers and personal props. Row, id and figures stay, so a repeated upload is still a duplicate. Call it with the returned
 * `next` until there is none; each call is one bounded step, so a job can do it in many transactions. Repeating is harmless.
 */
export async function forget(
  tx: Tx,
  theirs: (id: contract.Identifier) => boolean,
  from?: string,
): Promise<{ erased: number; next: string | undefined }> {
  const at = from === undefined ? start : readPlace(from);
  if (!at) throw badInput("from", "is not a place in the log", "the `next` of the step before");
  const to = await nextBound(tx, at, STRETCH);
  if (!to) return { erased: 0, next: undefined };
  const found =
    await sql<ReadRow>`SELECT ${readColumns} FROM facts.log WHERE platform_id = ${tx.platform} AND ${after(at)} AND ${upTo(to)}
    AND payload LIKE '%"ids":%' ORDER BY facts.log.xid, seq`.execute(tx.as<Tables>());
  let erased = 0;
  for (const row of found.rows) {
    const fact = fromRow(row);
    if (!fact.ids.some(theirs)) continue;
    erased += 1;
    await erase(tx, row);
  }
  return { erased, next: placeText(to) };
}
async function erase(tx: Tx, row: ReadRow): Promise<void> {
  const { platform: _platform, seq: _seq, receivedAt: _received, ...fact } = fromRow(row);
  const { payload } = toRow({ ...fact, ids: [], props: impersonal(fact.name, fact.props) });
  await sql`UPDATE facts.log SET payload = ${payload} WHERE platform_id = ${tx.platform} AND (xid, seq) = (${row.xid}::xid8, ${row.seq}::bigint)`.execute(
    tx.as<Tables>(),
  );
}
