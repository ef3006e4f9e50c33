import { sql } from "kysely";
import { append, forget } from "#facts";
import type { identity as contract } from "#contract";
import type { Job, JobRun, Tx } from "#kernel";
import { enqueue, inTx, newId, notFound, platformScope } from "#kernel";
import { removeConsumers } from "#parties";
import type { Subject } from "./holders.ts";
import { allHolders } from "./holders.ts";
import { hasher } from "./keys.ts";
import { accountNode, subjectOf } from "./known.ts";
import { clean } from "./model.ts";
import { lockGraph, placed } from "./store.ts";
import type { Tables } from "./tables.ts";

type Certificate = contract.Erasure["certificate"];
const JOB = "identity.erase";

/**
 * Erases the person behind a shop account. At once: a tombstone for each of their numbers, so that no figure, list or
 * look-up shows them, and a fact identity.erased. A job then removes the data everywhere and writes the certificate.
 * Platform scope.
 */
export async function eraseAccount(tx: Tx, consumer: string): Promise<contract.Erasure> {
  await lockGraph(tx);
  const node = await accountNode(tx, consumer);
  if (node === 0) return running(tx, consumer);
  const [at] = await placed(tx, [node]);
  const subject = await subjectOf(tx, at?.person ?? node);
  const id = newId();
  const asked_at = tx.now();
  const db = tx.as<Tables>();
  await db
    .insertInto("identity.erasure")
    .values({
      platform_id: tx.platform,
      id,
      person: subject.person,
      nodes: subject.nodes.length,
      asked_at,
      done_at: null,
      certificate: null,
    })
    .execute();
  await sql`insert into identity.erased (platform_id, node, erasure, at) select ${tx.platform}, t.node, ${id}, ${asked_at}
    from unnest(${subject.nodes}::int[]) as t(node) on conflict do nothing`.execute(db);
  await sql`update identity.identifier set status = 'erasing' where platform_id = ${tx.platform} and node = any(${subject.nodes}::int[])`.execute(
    db,
  );
  for (let i = 0; i < subject.nodes.length; i += 150) {
    const nodes = subject.nodes.slice(i, i + 150).join(",");
    await append(tx, [
      { id: newId(), name: "identity.erased", at: asked_at.toISOString(), props: { person: subject.person, nodes } },
    ]);
  }
  await removeConsumers(tx, subject.consumers);
  await enqueue(tx, JOB, { erasure: id, platform: tx.platform, subject });
  return { id, asked_at: asked_at.toISOString(), done_at: null, certificate: [] };
}
/** The erasure that already runs for an account. */
async function running(tx: Tx, consumer: string): Promise<contract.Erasure> {
  const { rows } = await sql<{ id: string; asked_at: Date }>`
    select r.id, r.asked_at from identity.identifier i
    join identity.erased e on e.platform_id = i.platform_id and e.node = i.node
    join identity.erasure r on r.platform_id = e.platform_id and r.id = e.erasure
    where i.platform_id = ${tx.platform} and i.type = 'platform_id' and i.value = ${`account:${consumer}`}
  `.execute(tx.as<Tables>());
  const [row] = rows;
  if (!row) throw notFound("The account");
  return { id: row.id, asked_at: row.asked_at.toISOString(), done_at: null, certificate: [] };
}

/** Removes what the tombstones hide, store by store, and scans each again afterwards. Running it again is harmless. */
async function run(data: Readonly<Record<string, unknown>>, job: JobRun): Promise<unknown> {
  const platform = Number(data.platform);
  const erasure = String(data.erasure);
  const scope = platformScope(platform);
  const subject = data.subject as Subject;
  const holders = allHolders();
  const steps = holders.length + 3;
  const certificate: { store: string; removed: number; left: number }[] = [];
  const keys = await inTx(scope, (tx) => keysOf(tx, subject.nodes));
  const removed = await forgetFacts(platform, keys);
  // The log is scanned once more: a fact with these identifiers may have arrived in between.
  certificate.push({ store: "facts", removed, left: await forgetFacts(platform, keys) });
  await job.progress(1, steps, "facts");
  const accounts = () => inTx(scope, (tx) => removeConsumers(tx, subject.consumers));
  certificate.push({ store: "parties", removed: await accounts(), left: await accounts() });
  for (const [i, holder] of holders.entries()) {
    const gone = await inTx(scope, (tx) => holder.erase(tx, subject));
    certificate.push({ store: holder.name, removed: gone, left: await inTx(scope, (tx) => holder.count(tx, subject)) });
    await job.progress(2 + i, steps, holder.name);
  }
  await inTx(scope, async (tx) => {
    await lockGraph(tx);
    const gone = await removeOwn(tx, subject.nodes);
    certificate.push({ store: "identity", removed: gone, left: await countOwn(tx, subject.nodes) });
    const done = { done_at: tx.now(), certificate: JSON.stringify(certificate) };
    await tx
      .as<Tables>()
      .updateTable("identity.erasure")
      .set(done)
      .where("platform_id", "=", platform)
      .where("id", "=", erasure)
      .execute();
  });
  await job.progress(steps, steps, "certified");
  return { certificate };
}
/** The job that follows each request. */
export const eraseJob: Job = { name: JOB, run };

async function keysOf(tx: Tx, nodes: readonly number[]): Promise<Set<string>> {
  const rows = await tx
    .as<Tables>()
    .selectFrom("identity.identifier")
    .select(["type", "value"])
    .where("platform_id", "=", tx.platform)
    .where(sql<boolean>`node = any(${nodes}::int[])`)
    .execute();
  return new Set(rows.map((r) => `${r.type} ${r.value}`));
}
async function forgetFacts(platform: number, keys: ReadonlySet<string>): Promise<number> {
  const hash = hasher(platform);
  let erased = 0;
  let from: string | undefined;
  do {
    const step = await inTx(platformScope(platform), (tx) =>
      forget(tx, (id) => keys.has(clean(id, false, hash)?.key ?? ""), from),
    );
    erased += step.erased;
    from = step.next;
  } while (from !== undefined);
  return erased;
}

const own = ["identifier", "link_log", "consent", "consent_now", "member", "apart", "merge", "link"] as const;
/** Which rows of a table speak of these nodes. */
function about(table: (typeof own)[number], nodes: readonly number[]) {
  const list = sql`${[...nodes]}::int[]`;
  if (table === "link" || table === "link_log") return sql`(strong = any(${list}) or weak = any(${list}))`;
  if (table === "merge") return sql`person = any(${list})`;
  return sql`node = any(${list})`;
}
async function removeOwn(tx: Tx, nodes: readonly number[]): Promise<number> {
  let removed = 0;
  for (const table of own) {
    const { numAffectedRows = 0n } =
      await sql`delete from ${sql.table(`identity.${table}`)} where platform_id = ${tx.platform} and ${about(table, nodes)}`.execute(
        tx.as<Tables>(),
      );
    removed += Number(numAffectedRows);
  }
  return removed;
}
async function countOwn(tx: Tx, nodes: readonly number[]): Promise<number> {
  let left = 0;
  for (const table of own) {
    const { rows } = await sql<{
      n: number;
    }>`select count(*) as n from ${sql.table(`identity.${table}`)} where platform_id = ${tx.platform} and ${about(table, nodes)}`.execute(
      tx.as<Tables>(),
    );
    left += rows[0]?.n ?? 0;
  }
  return left;
}

/** Requests and their certificates, the newest first. */
export async function erasures(
  tx: Tx,
  page: { after?: string | undefined; limit: number },
): Promise<contract.Erasure[]> {
  let query = tx
    .as<Tables>()
    .selectFrom("identity.erasure")
    .selectAll()
    .where("platform_id", "=", tx.platform)
    .orderBy("id", "desc")
    .limit(page.limit);
  if (page.after !== undefined) query = query.where("id", "<", page.after);
  const rows = await query.execute();
  return rows.map((r) => ({
    id: r.id,
    asked_at: r.asked_at.toISOString(),
    done_at: r.done_at?.toISOString() ?? null,
    certificate: (r.certificate ?? []) as Certificate,
  }));
}
