import type { Tx } from "#kernel";
import { badInput, newId, newSecret, notFound, sha256 } from "#kernel";
import { sql } from "kysely";
import { forgetKeys } from "./cache.ts";
import type { KeyTable, Tables } from "./tables.ts";

const asKey = (r: KeyTable) => ({
  id: r.key_id,
  name: r.name,
  prefix: r.prefix,
  scopes: r.scopes,
  brand: r.brand_id,
  created_at: r.created_at.toISOString(),
  last_used_at: r.last_used_at?.toISOString() ?? null,
  revoked_at: r.revoked_at?.toISOString() ?? null,
});
export type NewKey = { readonly name: string; readonly scopes: readonly string[]; readonly brand?: number | undefined };

/** Makes an API key, of the whole platform or of one brand. Only its hash is kept: `secret` is known this once. */
export async function createKey(tx: Tx, k: NewKey): Promise<ReturnType<typeof asKey> & { readonly secret: string }> {
  const own = tx.scope.kind === "brand" ? tx.scope.brand : undefined;
  if (own !== undefined && k.brand !== undefined && k.brand !== own) throw notFound("The brand");
  const brand_id = own ?? k.brand ?? null;
  if (brand_id !== null) {
    const brand = await tx
      .as<Tables>()
      .selectFrom("parties.brand")
      .select("code")
      .where("platform_id", "=", tx.platform)
      .where("brand_id", "=", brand_id)
      .executeTakeFirst();
    if (!brand) throw badInput("brand", `brand ${brand_id} does not exist`, "the number of a brand of this platform");
  }
  const prefix = `fg_${newSecret().slice(0, 8)}`;
  const secret = `${prefix}_${newSecret()}`;
  const row: KeyTable = {
    platform_id: tx.platform,
    key_id: newId(),
    brand_id,
    name: k.name,
    prefix,
    secret_hash: sha256(secret),
    scopes: [...new Set(k.scopes)],
    created_at: tx.now(),
    last_used_at: null,
    revoked_at: null,
  };
  await tx.as<Tables>().insertInto("parties.api_key").values(row).execute();
  return { ...asKey(row), secret };
}

/** Keys in the order of their making. */
export async function keys(
  tx: Tx,
  f: { readonly id?: string; readonly after?: string | undefined; readonly limit: number },
) {
  let query = tx.as<Tables>().selectFrom("parties.api_key").selectAll().where("platform_id", "=", tx.platform);
  if (f.id !== undefined) query = query.where("key_id", "=", f.id);
  if (f.after !== undefined) query = query.where("key_id", ">", f.after);
  return (await query.orderBy("key_id").limit(f.limit).execute()).map(asKey);
}
/** Ends a key; a second time changes nothing. */
export async function revokeKey(tx: Tx, id: string) {
  await sql`UPDATE parties.api_key SET revoked_at = coalesce(revoked_at, ${tx.now()}) WHERE platform_id = ${tx.platform} AND key_id = ${id}`.execute(
    tx.as<Tables>(),
  );
  tx.afterCommit(forgetKeys);
  const [row] = await keys(tx, { id, limit: 1 });
  if (!row) throw notFound("The key");
  return row;
}
