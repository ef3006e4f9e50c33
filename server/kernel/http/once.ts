import { sql } from "kysely";
import { Fault } from "../errors.ts";
import { newId, sha256 } from "../ids.ts";
import type { Principal } from "../scope.ts";
import type { Owned, Tx } from "../tx.ts";

type Tables = Owned<
  "kernel",
  {
    idempotency: {
      platform_id: number;
      caller: string;
      key: string;
      route: string;
      body_hash: string;
      status: number | null;
      reply: string | null;
      at: Date;
    };
    audit: {
      id: string;
      platform_id: number;
      brand_id: number | null;
      at: Date;
      who: string;
      role: string;
      action: string;
      target: string;
      detail: string;
    };
  }
>;
/** Somebody with several places to act is another caller in each of them. */
const callerOf = (p: Principal) => `${p.role}:${p.id ?? "visitor"}:${p.brand ?? p.venue ?? p.consumer ?? ""}`;

/** Runs a write once per caller and key: the same key again gives the kept reply; with another body it is refused. */
export async function once(
  tx: Tx,
  p: Principal,
  ask: { key: string; route: string; body: unknown; status: number },
  work: () => Promise<unknown>,
): Promise<unknown> {
  const body_hash = sha256(JSON.stringify(ask.body ?? null));
  const mine = { platform_id: p.platform, caller: callerOf(p), key: ask.key };
  const taken = await tx
    .as<Tables>()
    .insertInto("kernel.idempotency")
    .values({ ...mine, route: ask.route, body_hash, status: null, reply: null, at: tx.now() })
    .onConflict((c) => c.columns(["platform_id", "caller", "key"]).doNothing())
    .returning("key")
    .executeTakeFirst();
  if (taken) {
    const reply = await work();
    const kept = { status: ask.status, reply: JSON.stringify(reply ?? null) };
    await tx
      .as<Tables>()
      .updateTable("kernel.idempotency")
      .set(kept)
      .where(sql<boolean>`(platform_id, caller, key) = (${mine.platform_id}, ${mine.caller}, ${mine.key})`)
      .execute();
    return reply;
  }
  const known = await tx
    .as<Tables>()
    .selectFrom("kernel.idempotency")
    .select(["route", "body_hash", "reply"])
    .where("platform_id", "=", mine.platform_id)
    .where("caller", "=", mine.caller)
    .where("key", "=", mine.key)
    .executeTakeFirstOrThrow();
  if (known.route !== ask.route || known.body_hash !== body_hash)
    throw new Fault(
      "unprocessable",
      "idempotency_key_reused",
      "This Idempotency-Key was used before with another request; use a new key.",
    );
  return known.reply;
}

/** One line in the audit log for a state change, in the same transaction as the change. */
export async function audit(tx: Tx, p: Principal, action: string, target: string, detail: unknown): Promise<void> {
  // The line says what was sent, also when a part of it was refused because no table keeps its characters.
  // What consumers send stands where it belongs and can be erased there; of others' words about them nothing is kept here.
  const words = p.role === "consumer" || p.role === "public" ? {} : (detail ?? {});
  const text = JSON.stringify(words, (key, value: unknown) =>
    /password|secret|token|^(text|phone|topic|values)$/i.test(key)
      ? "***"
      : typeof value === "string"
        ? keepable(value)
        : value,
  );
  await tx
    .as<Tables>()
    .insertInto("kernel.audit")
    .values({
      id: newId(),
      platform_id: p.platform,
      brand_id: tx.scope.kind === "brand" ? tx.scope.brand : null,
      at: tx.now(),
      who: p.id ?? p.name,
      role: p.role,
      action,
      target: target.slice(0, 500),
      detail: text.length > 4000 ? JSON.stringify({ cut: text.slice(0, 3900) }) : text,
    })
    .execute();
}

const keepable = (text: string): string => text.toWellFormed().replaceAll("\u0000", "\ufffd");

/** The audit log, newest first; `after` is the id of the last line of the page before. */
export async function auditLog(tx: Tx, page: { readonly after?: string | undefined; readonly limit: number }) {
  let query = tx
    .as<Tables>()
    .selectFrom("kernel.audit")
    .select(["id", "at", "who", "role", "action", "target", "detail"])
    .where("platform_id", "=", tx.platform);
  if (page.after !== undefined)
    query = query.where(sql<boolean>`(at, id) < (SELECT a.at, a.id FROM kernel.audit a WHERE a.id = ${page.after})`);
  return query.orderBy("at", "desc").orderBy("id", "desc").limit(page.limit).execute();
}
