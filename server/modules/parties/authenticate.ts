import type { Authenticate, Principal, Tx } from "#kernel";
import { inTx, notFound, notSignedIn, sha256, systemScope } from "#kernel";
import { sql } from "kysely";
import { keyCallers, platformNumbers, sessionCallers } from "./cache.ts";
import { settings } from "./settings.ts";
import type { KeyTable, Tables } from "./tables.ts";

/** Tells who sends a request: a key's owner, else a session's, else a visitor of the platform that was named. */
export const authenticate: Authenticate = async ({ session, key, platform }) => {
  if (key !== undefined) return byKey(key);
  const signedIn = session === undefined || session === "" ? undefined : await bySession(session);
  return signedIn ?? { role: "public", name: "visitor", platform: await platformNumber(platform) };
};

async function byKey(key: string): Promise<Principal> {
  const hash = sha256(key);
  const known = keyCallers.get(hash);
  if (known) return known;
  const row = await inTx(systemScope, (tx) => usedKey(tx, hash));
  if (!row) throw notSignedIn("The API key is unknown or revoked.");
  const brand = row.brand_id === null ? {} : { brand: row.brand_id };
  const principal: Principal = {
    role: "key",
    id: row.key_id,
    name: row.name,
    platform: row.platform_id,
    keyScopes: row.scopes,
    ...brand,
  };
  keyCallers.set(hash, principal);
  return principal;
}
async function usedKey(tx: Tx, hash: string): Promise<KeyTable | undefined> {
  const db = tx.as<Tables>();
  const row = await db
    .selectFrom("parties.api_key")
    .selectAll()
    .where("secret_hash", "=", hash)
    .where("revoked_at", "is", null)
    .executeTakeFirst();
  // Once a minute is enough to see that a key is alive, and keeps intake from writing here.
  const stale =
    row !== undefined && (row.last_used_at === null || tx.now().getTime() - row.last_used_at.getTime() > 60_000);
  if (stale)
    await db.updateTable("parties.api_key").set({ last_used_at: tx.now() }).where("key_id", "=", row.key_id).execute();
  return row;
}

type SessionRead = {
  platform_id: number;
  session_id: string;
  account_id: string | null;
  role: "operator" | "brand" | "venue" | "consumer";
  brand_id: number | null;
  venue_id: number | null;
  merchant_id: number | null;
  consumer_id: string | null;
  name: string;
};
async function bySession(secret: string): Promise<Principal | undefined> {
  const hash = sha256(secret);
  const known = sessionCallers.get(hash);
  if (known) return known;
  const row = await inTx(systemScope, async (tx) => {
    const read =
      await sql<SessionRead>`SELECT s.platform_id, s.session_id, s.account_id, p.role, p.brand_id, p.venue_id, v.merchant_id, p.consumer_id,
        coalesce(a.name, c.name, '') AS name
      FROM parties.session s JOIN parties.assignment p USING (assignment_id)
      LEFT JOIN parties.account a ON a.account_id = s.account_id
      LEFT JOIN parties.consumer c ON c.consumer_id = p.consumer_id
      LEFT JOIN parties.venue v ON v.platform_id = p.platform_id AND v.venue_id = p.venue_id
      WHERE s.secret_hash = ${hash} AND s.expires_at > ${tx.now()} AND coalesce(a.status, 'active') = 'active'`.execute(
        tx.as<Tables>(),
      );
    return read.rows[0];
  });
  if (!row) return undefined;
  const principal = asPrincipal(row);
  sessionCallers.set(hash, principal);
  return principal;
}
const asPrincipal = (r: SessionRead): Principal => ({
  role: r.role,
  id: r.account_id ?? r.consumer_id ?? r.session_id,
  name: r.name,
  platform: r.platform_id,
  session: r.session_id,
  ...(r.brand_id === null ? {} : { brand: r.brand_id }),
  ...(r.venue_id === null ? {} : { venue: r.venue_id }),
  ...(r.merchant_id === null ? {} : { merchant: r.merchant_id }),
  ...(r.consumer_id === null ? {} : { consumer: r.consumer_id }),
});

/**
 * The number of a platform by its code. The configured platform may not exist (no demo was loaded); visitors who named
 * none then meet the oldest one. 404 otherwise.
 */
export async function platformNumber(code: string): Promise<number> {
  const known = platformNumbers.get(code);
  if (known !== undefined) return known;
  const found = await inTx(systemScope, async (tx) => {
    const all = tx.as<Tables>().selectFrom("parties.platform").select("platform_id");
    const named = await all.where("code", "=", code).executeTakeFirst();
    if (named || code !== settings().platform) return named;
    return all.orderBy("platform_id").limit(1).executeTakeFirst();
  });
  if (!found) throw notFound("The platform");
  platformNumbers.set(code, found.platform_id);
  return found.platform_id;
}
