import { sql } from "kysely";
import type { identity as contract } from "#contract";
import type { Principal, Tx } from "#kernel";
import { audit, badInput, notFound } from "#kernel";
import { accountId } from "./account.ts";
import { consentsOf } from "./consent.ts";
import type { Subject } from "./holders.ts";
import { allHolders } from "./holders.ts";
import { hasher } from "./keys.ts";
import { membershipsOf, nodesOf } from "./members.ts";
import type { IdType } from "./model.ts";
import { clean, mask } from "./model.ts";
import { regroup } from "./regroup.ts";
import { resolve } from "./resolve.ts";
import { findIdentifiers, insertIdentifiers, lockGraph, placed, silence } from "./store.ts";
import type { Tables } from "./tables.ts";

/** The node of a shop account, which gets one when it has none; 0 while its erasure runs. */
export async function accountNode(tx: Tx, consumer: string): Promise<number> {
  const [node = 0] = await resolve(tx, tx.platform, [{ ids: [accountId(consumer)] }], "account");
  return node;
}

/** Who a person is, for the holders of their data. Platform scope. */
export async function subjectOf(tx: Tx, person: number): Promise<Subject> {
  const nodes = await nodesOf(tx, person);
  const ids = await idsOf(tx, nodes);
  const account = accountId("").value;
  return {
    person,
    nodes,
    consumers: ids.flatMap((i) =>
      i.type === "platform_id" && i.value.startsWith(account) ? [i.value.slice(account.length)] : [],
    ),
    memberNos: ids.flatMap((i) => (i.type === "member_no" ? [i.value] : [])),
  };
}
async function idsOf(tx: Tx, nodes: readonly number[]) {
  return tx
    .as<Tables>()
    .selectFrom("identity.identifier")
    .selectAll()
    .where("platform_id", "=", tx.platform)
    .where(sql<boolean>`node = any(${nodes}::int[])`)
    .orderBy("node")
    .limit(20_000)
    .execute();
}
type IdRow = Awaited<ReturnType<typeof idsOf>>[number];
const shownId = (i: IdRow) => ({
  type: i.type,
  shown: i.shown === "" ? mask(i.type, i.value) : i.shown,
  verified: i.verified,
  source: i.source,
  first_seen: i.first_seen.toISOString(),
  last_seen: i.last_seen.toISOString(),
});

/** Everything that is known about the person behind a shop account. */
export async function knownOf(tx: Tx, consumer: string): Promise<contract.Known> {
  const person = await personOfAccount(tx, consumer);
  const subject = await subjectOf(tx, person);
  const ids = await idsOf(tx, subject.nodes);
  const memberships = await membershipsOf(tx, subject.nodes);
  const holdings: contract.Known["holdings"] = [];
  for (const h of allHolders()) holdings.push({ holder: h.name, rows: await h.count(tx, subject) });
  return {
    identifiers: ids.slice(0, 500).map(shownId),
    consents: await consentsOf(tx, subject.nodes),
    memberships: memberships.map((m) => ({
      brand: m.brand_id,
      member_no: m.member_no,
      name: m.name,
      level: m.level,
      joined_at: m.joined_at.toISOString(),
    })),
    holdings,
  };
}
async function personOfAccount(tx: Tx, consumer: string): Promise<number> {
  const node = await accountNode(tx, consumer);
  if (node === 0) throw notFound("The account");
  const [at] = await placed(tx, [node]);
  return at?.person ?? node;
}

/** The same and the data itself, from every holder. */
export async function exportPerson(tx: Tx, consumer: string) {
  const known = await knownOf(tx, consumer);
  const subject = await subjectOf(tx, await personOfAccount(tx, consumer));
  const data: Record<string, unknown[]> = {};
  for (const h of allHolders()) data[h.name] = [...(await h.export(tx, subject))].slice(0, 100_000);
  return { at: tx.now().toISOString(), known, data };
}

/** Why the identifiers around a node are one person. */
export async function explain(tx: Tx, node: number): Promise<contract.Explained> {
  const [at] = await placed(tx, [node]);
  if (!at) throw notFound("The person");
  const nodes = at.person === 0 ? [node] : await nodesOf(tx, at.person);
  const links = await tx
    .as<Tables>()
    .selectFrom("identity.link")
    .selectAll()
    .where("platform_id", "=", tx.platform)
    .where((e) => e.or([sql<boolean>`strong = any(${nodes}::int[])`, sql<boolean>`weak = any(${nodes}::int[])`]))
    .orderBy("first_seen", "desc")
    .limit(2000)
    .execute();
  const around = [...new Set([...nodes.slice(0, 500), ...links.flatMap((l) => [l.strong, l.weak])])].slice(0, 1000);
  const people = new Map((await placed(tx, around)).map((p) => [p.node, p.person]));
  const effect = (l: (typeof links)[number]) =>
    !l.live ? "none" : people.get(l.strong) === people.get(l.weak) ? "joins" : "refused";
  const history = await tx
    .as<Tables>()
    .selectFrom("identity.link_log")
    .selectAll()
    .where("platform_id", "=", tx.platform)
    .where((e) => e.or([sql<boolean>`strong = any(${nodes}::int[])`, sql<boolean>`weak = any(${nodes}::int[])`]))
    .orderBy("no", "desc")
    .limit(500)
    .execute();
  return {
    person: at.person,
    identifiers: (await idsOf(tx, around)).map((i) => ({
      ...shownId(i),
      node: i.node,
      status: i.status,
      person: people.get(i.node) ?? i.node,
    })),
    links: links.map((l) => ({
      strong: l.strong,
      weak: l.weak,
      verified: l.verified,
      state: l.state,
      effect: effect(l),
      source: l.source,
      first_seen: l.first_seen.toISOString(),
    })),
    log: history.map((h) => ({
      at: h.at.toISOString(),
      act: h.act,
      strong: h.strong,
      weak: h.weak,
      who: h.who,
      why: h.why,
    })),
  };
}

/** The node and person behind an identifier; audited without its value. */
export async function findPerson(tx: Tx, principal: Principal, ask: { type: IdType; value: string }) {
  const id = clean({ ...ask, verified: true }, false, hasher(tx.platform));
  if (!id) throw badInput("value", `this identifies nobody as ${ask.type}`);
  const shown = id.shown === "" ? mask(id.type, id.value) : id.shown;
  await audit(tx, principal, "identity.find", `${id.type} ${shown}`, {});
  const found = (await findIdentifiers(tx, [id])).get(id.key);
  if (!found) throw notFound("The identifier");
  const [at] = await placed(tx, [found.node]);
  return { node: found.node, person: at?.person ?? found.node, shown };
}

/** Marks a value as identifying nobody, known or not yet known; whoever it had joined is apart again. */
export async function block(tx: Tx, principal: Principal, ask: { type: IdType; value: string; why: string }) {
  const id = clean({ ...ask, verified: true }, false, hasher(tx.platform));
  if (!id) throw badInput("value", "this identifies nobody anyhow");
  await lockGraph(tx);
  const found =
    (await findIdentifiers(tx, [id])).get(id.key) ?? (await insertIdentifiers(tx, [id], "operator")).get(id.key);
  const node = found?.node ?? 0;
  const who = principal.id ?? principal.name;
  const touched = new Set(await silence(tx, [node], "blocked", who, ask.why));
  await regroup(tx, touched, { who, newFrom: Number.POSITIVE_INFINITY, links: [] });
  const shown = id.shown === "" ? mask(id.type, id.value) : id.shown;
  await audit(tx, principal, "identity.block", `${id.type} ${shown}`, { why: ask.why, node });
  return { node, touched: touched.size };
}

/** Counts for the operator's page. */
export async function overview(tx: Tx) {
  const db = tx.as<Tables>();
  const ids = await sql<{ type: IdType; status: contract.Explained["identifiers"][number]["status"]; count: number }>`
    select type, status, count(*) as count from identity.identifier where platform_id = ${tx.platform} group by type, status order by 1, 2
  `.execute(db);
  const merged = await sql<{ merged: number; largest: number }>`
    select coalesce(sum(n), 0)::bigint as merged, coalesce(max(n), 0) + 1 as largest
    from (select count(*) as n from identity.person_of where platform_id = ${tx.platform} and person not in (0, node) group by person) as groups
  `.execute(db);
  const nobody = await sql<{
    n: number;
  }>`select count(*) as n from identity.person_of where platform_id = ${tx.platform} and person = 0`.execute(db);
  const today = await sql<{
    n: number;
  }>`select count(*) as n from identity.merge where platform_id = ${tx.platform} and at > ${new Date(tx.now().getTime() - 86_400_000)}`.execute(
    db,
  );
  const all = ids.rows.reduce((sum, r) => sum + r.count, 0);
  const { merged: joined = 0, largest = 1 } = merged.rows[0] ?? {};
  return {
    identifiers: ids.rows,
    people: all - joined - (nobody.rows[0]?.n ?? 0),
    merged: joined,
    merges_today: today.rows[0]?.n ?? 0,
    largest,
  };
}
