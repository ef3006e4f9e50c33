import type { Tx } from "#kernel";
import { execOlap, inTx, olapRows, platformScope } from "#kernel";
import type { BrandDay } from "./store.ts";
import { markDirty } from "./store.ts";
import { settle } from "./restate.ts";

type Subject = { readonly nodes: readonly number[] };
const rows_max = 100_000;

const whose = (platform: number): string => `platform = ${platform} AND node IN {nodes:Array(UInt32)}`;
const ask = <T>(tx: Tx, query: string, { nodes }: Subject): Promise<T[]> =>
  olapRows<T>(platformScope(tx.platform), query, { nodes: nodes.slice(0, 10_000) });

/** Rows and daily sets that still speak of these people. */
async function count(tx: Tx, subject: Subject): Promise<number> {
  const raw = ["event", "line", "order_fact"].map((t) => `(SELECT count() FROM ${t} WHERE ${whose(tx.platform)})`);
  const sets = ["behaviour_day", "touch_day"].map(
    (t) =>
      `(SELECT countIf(bitmapHasAny(people, bitmapBuild({nodes:Array(UInt32)}))) FROM ${t} FINAL WHERE platform = ${tx.platform})`,
  );
  const rows = await ask<{ n: number }>(tx, `SELECT ${[...raw, ...sets].join(" + ")} AS n`, subject);
  return rows[0]?.n ?? 0;
}

/** Takes people out of the raw tables, their behaviour as a whole and their purchases' person, and out of the daily sets. */
async function erase(tx: Tx, subject: Subject): Promise<number> {
  const { platform } = tx;
  const before = await count(tx, subject);
  const where = whose(platform);
  const days = await ask<BrandDay>(
    tx,
    `SELECT DISTINCT brand, toString(day) AS day FROM event WHERE ${where} AND brand != 0`,
    subject,
  );
  // Noted first and on its own: if the removal below is broken off, the days are still counted anew.
  await inTx(platformScope(platform), (own) => markDirty(own, days));
  const nodes = { nodes: subject.nodes.slice(0, 10_000) };
  const sync = { mutations_sync: 1 };
  await execOlap(`ALTER TABLE event DELETE WHERE ${where}`, nodes, sync);
  await execOlap(`ALTER TABLE line UPDATE node = 0 WHERE ${where}`, nodes, sync);
  await execOlap(`ALTER TABLE order_fact UPDATE node = 0 WHERE ${where}`, nodes, sync);
  await settle(platform);
  return before - (await count(tx, subject));
}

/** What this module knows of people, for their own copy. */
const exported = (tx: Tx, subject: Subject): Promise<object[]> =>
  ask<object>(
    tx,
    `SELECT toString(at) AS at, brand, behaviour, touchpoint, venue, merchant, sku, order_key, toFloat64(quantity) AS quantity, amount_minor
     FROM event WHERE ${whose(tx.platform)} ORDER BY at LIMIT ${rows_max}`,
    subject,
  );

/** Part of access, export and erasure, for identity's registerHolder. Superseded sets leave the disk by forced merges within a day. */
export const holder = { name: "databank", count, export: exported, erase };
