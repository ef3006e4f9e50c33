import type { Owned, Tx } from "#kernel";
import { sql } from "kysely";
import type { Place, ReadRow, Row } from "./model.ts";

type LogRow = {
  platform_id: number;
  seq: number;
  xid: string;
  id: string;
  name: string;
  at: Date;
  received_at: Date;
  brand_id: number | null;
  payload: string;
};
type CursorRow = {
  platform_id: number;
  reader: string;
  xid: string;
  seq: number;
  plan_xid: string | null;
  plan_seq: number | null;
  epoch: number;
  moved_at: Date | null;
};
type FlowRow = { platform_id: number; grain: "minute" | "quarter" | "all"; slot: Date; name: string; facts: number };
export type Tables = Owned<"facts", { log: LogRow; cursor: CursorRow; flow: FlowRow }>;

/** As `insertRows`, and tells which ids were new. */
export async function insertNew(tx: Tx, platform: number, received: Date, rows: readonly Row[]): Promise<Set<string>> {
  const done = await sql<{ id: string }>`${insertion(platform, received, rows)} RETURNING id`.execute(tx.as<Tables>());
  return new Set(done.rows.map((r) => r.id));
}
/**
 * Writes rows in one statement and returns how many were new: an id that the platform already has is left alone.
 * Columns travel as lines of one text each, which both sides read faster than arrays or JSON; no value holds a line feed.
 */
export async function insertRows(tx: Tx, platform: number, received: Date, rows: readonly Row[]): Promise<number> {
  const done = await insertion(platform, received, rows).execute(tx.as<Tables>());
  return Number(done.numAffectedRows ?? 0n);
}
function insertion(platform: number, received: Date, rows: readonly Row[]) {
  const lines = (of: (r: Row) => string | number) => rows.map(of).join("\n");
  const split = (text: string) => sql`string_to_array(${text}, E'\n')`;
  return sql`INSERT INTO facts.log (platform_id, id, name, at, received_at, brand_id, payload)
    SELECT ${platform}::integer, i, n, to_timestamp(a::float8 / 1000), ${received}::timestamptz, nullif(b, '')::integer, p
    FROM unnest(${split(lines((r) => r.id))}, ${split(lines((r) => r.name))}, ${split(lines((r) => r.at_ms))},
      ${split(lines((r) => r.brand ?? ""))}, ${split(lines((r) => r.payload))}) AS x (i, n, a, b, p)
    ON CONFLICT (platform_id, id) DO NOTHING`;
}

export const after = (p: Place) => sql`(xid, seq) > (${p.xid}::xid8, ${p.seq}::bigint)`;
export const upTo = (p: Place) => sql`(xid, seq) <= (${p.xid}::xid8, ${p.seq}::bigint)`;
export const readColumns = sql`platform_id AS platform, xid::text AS xid, seq, id, name,
  (extract(epoch FROM at) * 1000)::bigint AS at_ms, (extract(epoch FROM received_at) * 1000)::bigint AS received_ms, brand_id AS brand, payload`;

const place = (p: Place) => sql`${p.xid}::xid8, ${p.seq}::bigint`;

/** The place of the last of the next `rows` settled rows after a place; undefined when there is none. */
export async function nextBound(tx: Tx, from: Place, rows: number): Promise<Place | undefined> {
  const found = await sql<Place>`SELECT xid::text AS xid, seq FROM facts.bound(${place(from)}, ${rows})`.execute(
    tx.as<Tables>(),
  );
  return found.rows[0];
}
/** The first `limit` rows of the given names (all when undefined) after `from` up to and including `to`, in order. */
export async function rowsBetween(
  tx: Tx,
  from: Place,
  to: Place,
  names: readonly string[] | undefined,
  limit: number,
): Promise<ReadRow[]> {
  const found =
    await sql<ReadRow>`SELECT ${readColumns} FROM facts.stretch(${place(from)}, ${place(to)}, ${names ?? null}::text[], ${limit})`.execute(
      tx.as<Tables>(),
    );
  return found.rows;
}
/** How many rows lie after a place, those of transactions that are not settled yet included; counted up to `most`. */
export async function rowsAfter(tx: Tx, from: Place, most: number): Promise<number> {
  const found = await sql<{ n: number }>`SELECT facts.waiting(${place(from)}, ${most}) AS n`.execute(tx.as<Tables>());
  return found.rows[0]?.n ?? 0;
}
/** The place `rows` rows before a place; undefined when there are fewer. */
export async function placeBefore(tx: Tx, from: Place, rows: number): Promise<Place | undefined> {
  const found = await sql<Place>`SELECT xid::text AS xid, seq FROM facts.back(${place(from)}, ${rows})`.execute(
    tx.as<Tables>(),
  );
  return found.rows[0];
}

export type Cursor = {
  readonly at: Place;
  readonly plan: Place | undefined;
  readonly epoch: number;
  /** Deliveries of the plan that were begun. */
  readonly attempt: number;
};

/** Claims a reader until the end of the transaction without writing anything; false when somebody else has it. */
export async function claim(tx: Tx, reader: string): Promise<boolean> {
  const got = await sql<{ ok: boolean }>`SELECT pg_try_advisory_xact_lock(7203005, hashtext(${reader})) AS ok`.execute(
    tx.as<Tables>(),
  );
  return got.rows[0]?.ok === true;
}
export async function claimWaiting(tx: Tx, reader: string): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(7203005, hashtext(${reader}))`.execute(tx.as<Tables>());
}
export async function cursorOf(tx: Tx, reader: string): Promise<Cursor> {
  const { rows } = await sql<{
    xid: string;
    seq: number;
    plan_xid: string | null;
    plan_seq: number | null;
    epoch: number;
    attempt: number;
  }>`
    SELECT xid::text AS xid, seq, plan_xid::text AS plan_xid, plan_seq, epoch, attempt FROM facts.cursor WHERE platform_id = 0 AND reader = ${reader}`.execute(
    tx.as<Tables>(),
  );
  const row = rows[0];
  if (!row) return { at: { xid: "0", seq: 0 }, plan: undefined, epoch: 0, attempt: 0 };
  const plan = row.plan_xid === null || row.plan_seq === null ? undefined : { xid: row.plan_xid, seq: row.plan_seq };
  return { at: { xid: row.xid, seq: row.seq }, plan, epoch: row.epoch, attempt: row.attempt };
}
/** Every reader that has begun, and when it last moved. */
export async function readers(tx: Tx): Promise<{ reader: string; moved_at: Date | null }[]> {
  const rows = tx.as<Tables>().selectFrom("facts.cursor").select(["reader", "moved_at"]).where("platform_id", "=", 0);
  return rows.orderBy("reader").limit(50).execute();
}
/** Moves a reader on and drops its plan. */
export async function moveTo(tx: Tx, reader: string, to: Place): Promise<void> {
  await sql`INSERT INTO facts.cursor (reader, xid, seq, moved_at) VALUES (${reader}, ${to.xid}::xid8, ${to.seq}, ${tx.now()})
    ON CONFLICT (reader) DO UPDATE SET xid = excluded.xid, seq = excluded.seq, plan_xid = NULL, plan_seq = NULL, attempt = 0, moved_at = excluded.moved_at`.execute(
    tx.as<Tables>(),
  );
}
/** Fixes the end of the batch that will leave PostgreSQL next. */
export async function planTo(tx: Tx, reader: string, to: Place): Promise<void> {
  await sql`INSERT INTO facts.cursor (reader, plan_xid, plan_seq) VALUES (${reader}, ${to.xid}::xid8, ${to.seq})
    ON CONFLICT (reader) DO UPDATE SET plan_xid = excluded.plan_xid, plan_seq = excluded.plan_seq, attempt = 0`.execute(
    tx.as<Tables>(),
  );
}
/** Counts a delivery of the planned batch, before it begins. */
export async function countAttempt(tx: Tx, reader: string): Promise<void> {
  await sql`UPDATE facts.cursor SET attempt = attempt + 1 WHERE platform_id = 0 AND reader = ${reader} AND plan_xid IS NOT NULL`.execute(
    tx.as<Tables>(),
  );
}
/** Sends a reader back to the beginning under a new epoch. */
export async function resetCursor(tx: Tx, reader: string): Promise<void> {
  await sql`INSERT INTO facts.cursor (reader, epoch) VALUES (${reader}, 1)
    ON CONFLICT (reader) DO UPDATE SET xid = '0', seq = 0, plan_xid = NULL, plan_seq = NULL, epoch = facts.cursor.epoch + 1`.execute(
    tx.as<Tables>(),
  );
}
