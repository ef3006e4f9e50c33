import type { Tx } from "#kernel";
import { badInput } from "#kernel";
import { sql } from "kysely";
import type { LotTable, Tables } from "./tables.ts";

export type LotNote = {
  readonly sku: number;
  readonly code: string;
  readonly made_on?: string | undefined;
  readonly expires_on?: string | undefined;
  readonly field: string;
};
async function lotByCode(tx: Tx, sku: number, code: string): Promise<LotTable | undefined> {
  return tx
    .as<Tables>()
    .selectFrom("trade.lot")
    .selectAll()
    .where("platform_id", "=", tx.platform)
    .where("sku_id", "=", sku)
    .where("code", "=", code)
    .executeTakeFirst();
}
/** The number of a lot; a new code opens a lot. A known lot keeps its days: others are a bad input, not an overwrite. */
export async function lotFor(tx: Tx, n: LotNote): Promise<number> {
  const made = await sql<{
    lot_id: number;
  }>`INSERT INTO trade.lot (platform_id, lot_id, sku_id, code, made_on, expires_on)
    SELECT ${tx.platform}, kernel.next_no(${tx.platform}, 'lot'), ${n.sku}, ${n.code}, ${n.made_on ?? null}::date, ${n.expires_on ?? null}::date
    WHERE NOT EXISTS (SELECT FROM trade.lot WHERE platform_id = ${tx.platform} AND sku_id = ${n.sku} AND code = ${n.code})
    ON CONFLICT (platform_id, sku_id, code) DO NOTHING RETURNING lot_id`.execute(tx.as<Tables>());
  const [opened] = made.rows;
  if (opened) return opened.lot_id;
  const known = await lotByCode(tx, n.sku, n.code);
  if (!known) throw badInput(`${n.field}.lot`, `lot ${n.code} is being opened by somebody else; try again`);
  const wrong = (told: string | undefined, kept: string | null) => told !== undefined && told !== kept;
  if (wrong(n.expires_on, known.expires_on))
    throw badInput(
      `${n.field}.expires_on`,
      `lot ${n.code} is known to expire on ${known.expires_on ?? "no day"}`,
      known.expires_on ?? "no expires_on",
    );
  if (wrong(n.made_on, known.made_on))
    throw badInput(
      `${n.field}.made_on`,
      `lot ${n.code} is known to be made on ${known.made_on ?? "no day"}`,
      known.made_on ?? "no made_on",
    );
  return known.lot_id;
}
/** The number of a lot that exists; no code is lot 0. */
export async function knownLot(tx: Tx, sku: number, code: string | undefined, field: string): Promise<number> {
  if (code === undefined) return 0;
  const known = await lotByCode(tx, sku, code);
  if (!known) throw badInput(field, `there is no lot ${code} of this SKU`);
  return known.lot_id;
}
