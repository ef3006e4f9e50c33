import { sql } from "kysely";
import type { Tx } from "#kernel";
import type { CleanId, Edge, IdType, Vertex } from "./model.ts";
import type { LogAct, Status, Tables } from "./tables.ts";

export type Known = {
  readonly node: number;
  readonly verified: boolean;
  readonly status: Status;
  readonly stale: boolean;
};
const DAY_MS = 86_400_000;

/** One writer of the graph per platform at a time, until the end of the transaction: people are a function of all links. */
export async function lockGraph(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(7203011, ${tx.platform})`.execute(tx.as<Tables>());
}

/** What is known of these identifiers, by key. */
export async function findIdentifiers(tx: Tx, ids: readonly CleanId[]): Promise<Map<string, Known>> {
  if (ids.length === 0) return new Map();
  const before = new Date(tx.now().getTime() - DAY_MS);
  const { rows } = await sql<Known & { type: string; value: string }>`
    select i.type, i.value, i.node, i.verified, i.status, i.last_seen < ${before} as stale
    from unnest(${ids.map((i) => i.type)}::text[], ${ids.map((i) => i.value)}::text[]) as asked(type, value)
    join identity.identifier i on i.platform_id = ${tx.platform} and i.type = asked.type and i.value = asked.value
  `.execute(tx.as<Tables>());
  return new Map(rows.map(({ type, value, ...known }) => [`${type} ${value}`, known]));
}

/** Gives each new identifier its number, in the order handed in. Hold the lock. */
export async function insertIdentifiers(tx: Tx, ids: readonly CleanId[], source: string): Promise<Map<string, Known>> {
  if (ids.length === 0) return new Map();
  const db = tx.as<Tables>();
  const { rows } = await sql<{
    first: number;
  }>`select kernel.next_no(${tx.platform}, 'person', ${ids.length}) as first`.execute(db);
  const first = rows[0]?.first ?? 0;
  const made = ids.map((id, i) => ({ id, node: first + i, status: id.shared ? ("shared" as const) : ("ok" as const) }));
  await sql`
    insert into identity.identifier (platform_id, type, value, node, shown, verified, status, source, first_seen, last_seen)
    select ${tx.platform}, t.type, t.value, t.node, t.shown, t.verified, t.status, ${source}, ${tx.now()}, ${tx.now()}
    from unnest(${made.map((m) => m.id.type)}::text[], ${made.map((m) => m.id.value)}::text[], ${made.map((m) => m.node)}::int[],
      ${made.map((m) => m.id.shown)}::text[], ${made.map((m) => m.id.proven)}::bool[], ${made.map((m) => m.status)}::text[])
      as t(type, value, node, shown, verified, status)
  `.execute(db);
  return new Map(made.map(({ id, node, status }) => [id.key, { node, verified: id.proven, status, stale: false }]));
}

/** Notes that identifiers were seen again, at most once a day each. */
export async function touch(tx: Tx, nodes: readonly number[]): Promise<void> {
  if (nodes.length === 0) return;
  await tx
    .as<Tables>()
    .updateTable("identity.identifier")
    .set({ last_seen: tx.now() })
    .where("platform_id", "=", tx.platform)
    .where(sql<boolean>`node = any(${nodes}::int[])`)
    .where("last_seen", "<", tx.now())
    .execute();
}
export async function markVerified(tx: Tx, nodes: readonly number[]): Promise<void> {
  if (nodes.length === 0) return;
  await tx
    .as<Tables>()
    .updateTable("identity.identifier")
    .set({ verified: true })
    .where("platform_id", "=", tx.platform)
    .where(sql<boolean>`node = any(${nodes}::int[])`)
    .execute();
}

export type NewLink = {
  readonly strong: number;
  readonly weak: number;
  readonly leaf: boolean;
  readonly verified: boolean;
  readonly live: boolean;
};

/** Which of these links are not known yet, or were not proven before. */
export async function unknownLinks<T extends { strong: number; weak: number; verified: boolean }>(
  tx: Tx,
  links: readonly T[],
): Promise<T[]> {
  if (links.length === 0) return [];
  const { rows } = await sql<{ at: number }>`
    select asked.at::int as at
    from unnest(${links.map((l) => l.strong)}::int[], ${links.map((l) => l.weak)}::int[], ${links.map((l) => l.verified)}::bool[])
      with ordinality as asked(strong, weak, verified, at)
    left join identity.link l on l.platform_id = ${tx.platform} and l.strong = asked.strong and l.weak = asked.weak
    where l.strong is null or (asked.verified and not l.verified)
  `.execute(tx.as<Tables>());
  return rows.flatMap((r) => links[r.at - 1] ?? []);
}

/** Keeps links and logs them. Hold the lock. A cut link stays cut. */
export async function insertLinks(tx: Tx, links: readonly NewLink[], source: string): Promise<void> {
  if (links.length === 0) return;
  await sql`
    with kept as (
      insert into identity.link as l (platform_id, strong, weak, leaf, verified, state, live, source, first_seen)
      select ${tx.platform}, t.strong, t.weak, t.leaf, t.verified, 'seen', t.live, ${source}, ${tx.now()}
      from unnest(${links.map((l) => l.strong)}::int[], ${links.map((l) => l.weak)}::int[], ${links.map((l) => l.leaf)}::bool[],
        ${links.map((l) => l.verified)}::bool[], ${links.map((l) => l.live)}::bool[]) as t(strong, weak, leaf, verified, live)
      on conflict (platform_id, strong, weak) do update
        set verified = l.verified or excluded.verified, live = l.state <> 'cut' and excluded.live
      returning l.strong, l.weak, l.verified, l.first_seen < ${tx.now()} as older
    )
    insert into identity.link_log (platform_id, at, act, strong, weak, who, why)
    select ${tx.platform}, ${tx.now()}, case when older then 'verify' else 'link' end, strong, weak, ${source},
      case when verified then 'seen together' else 'seen together, not verified' end
    from kept
  `.execute(tx.as<Tables>());
}

export async function log(
  tx: Tx,
  act: LogAct,
  links: readonly (readonly [number, number])[],
  who: string,
  why: string,
): Promise<void> {
  if (links.length === 0) return;
  await sql`
    insert into identity.link_log (platform_id, at, act, strong, weak, who, why)
    select ${tx.platform}, ${tx.now()}, ${act}, t.strong, t.weak, ${who}, ${why.slice(0, 500)}
    from unnest(${links.map((l) => l[0])}::int[], ${links.map((l) => l[1])}::int[]) as t(strong, weak)
  `.execute(tx.as<Tables>());
}

/** Gives identifiers a status under which they join nobody, and takes their links out of the evidence. Returns both ends of those. */
export async function silence(
  tx: Tx,
  nodes: readonly number[],
  status: Exclude<Status, "ok">,
  who: string,
  why: string,
): Promise<number[]> {
  if (nodes.length === 0) return [];
  const db = tx.as<Tables>();
  await db
    .updateTable("identity.identifier")
    .set({ status })
    .where("platform_id", "=", tx.platform)
    .where(sql<boolean>`node = any(${nodes}::int[])`)
    .execute();
  const dead = await db
    .updateTable("identity.link")
    .set({ live: false })
    .where("platform_id", "=", tx.platform)
    .where((e) => e.or([sql<boolean>`strong = any(${nodes}::int[])`, sql<boolean>`weak = any(${nodes}::int[])`]))
    .where("live", "=", true)
    .returning(["strong", "weak"])
    .execute();
  await log(
    tx,
    "share",
    dead.map((d) => [d.strong, d.weak]),
    who,
    why,
  );
  return [...nodes, ...dead.flatMap((d) => [d.strong, d.weak])];
}

/** Which of these nodes have more stronger neighbours than their type may. Counts every proven link that nobody cut, live or not. */
export async function hubs(
  tx: Tx,
  nodes: readonly number[],
  limits: Readonly<Record<string, number>>,
): Promise<number[]> {
  if (nodes.length === 0) return [];
  const { rows } = await sql<{ node: number }>`
    select i.node from identity.identifier i
    join lateral (select count(*) as n from identity.link l
      where l.platform_id = i.platform_id and l.weak = i.node and l.verified and l.state <> 'cut') as near on true
    where i.platform_id = ${tx.platform} and i.node = any(${nodes}::int[]) and i.status = 'ok'
      and near.n > (${JSON.stringify(limits)}::jsonb ->> i.type)::int
  `.execute(tx.as<Tables>());
  return rows.map((r) => r.node);
}

/** Live links at these nodes, without those of leaves. */
export async function linksAt(tx: Tx, nodes: readonly number[]): Promise<Edge[]> {
  const { rows } = await sql<Edge>`
    select strong, weak, state = 'accepted' as accepted from identity.link
    where platform_id = ${tx.platform} and strong = any(${nodes}::int[]) and live and not leaf
    union
    select strong, weak, state = 'accepted' as accepted from identity.link
    where platform_id = ${tx.platform} and weak = any(${nodes}::int[]) and live and not leaf
  `.execute(tx.as<Tables>());
  return rows;
}
/** Leaves that hang on these nodes. */
export async function leavesOf(tx: Tx, nodes: readonly number[]): Promise<number[]> {
  if (nodes.length === 0) return [];
  const { rows } = await sql<{ weak: number }>`
    select distinct weak from identity.link
    where platform_id = ${tx.platform} and strong = any(${nodes}::int[]) and live and leaf
  `.execute(tx.as<Tables>());
  return rows.map((r) => r.weak);
}
/** Live links by which these leaves may hang. */
export async function leafLinks(tx: Tx, leaves: readonly number[]): Promise<Edge[]> {
  if (leaves.length === 0) return [];
  const { rows } = await sql<Edge>`
    select strong, weak, state = 'accepted' as accepted from identity.link
    where platform_id = ${tx.platform} and weak = any(${leaves}::int[]) and live and leaf
  `.execute(tx.as<Tables>());
  return rows;
}

export type Placed = Vertex & { readonly status: Status; readonly person: number };
/** Identifiers with the person they belong to now. */
export async function placed(tx: Tx, nodes: readonly number[]): Promise<Placed[]> {
  if (nodes.length === 0) return [];
  const { rows } = await sql<{ node: number; type: IdType; value: string; status: Status; person: number }>`
    select i.node, i.type, i.value, i.status, coalesce(p.person, i.node) as person
    from identity.identifier i
    left join identity.person_of p on p.platform_id = i.platform_id and p.node = i.node
    where i.platform_id = ${tx.platform} and i.node = any(${nodes}::int[])
  `.execute(tx.as<Tables>());
  return rows;
}
export async function apartOf(tx: Tx, nodes: readonly number[]): Promise<Map<number, [number, number][]>> {
  const rows = await tx
    .as<Tables>()
    .selectFrom("identity.apart")
    .select(["node", "mark", "label"])
    .where("platform_id", "=", tx.platform)
    .where(sql<boolean>`node = any(${nodes}::int[])`)
    .execute();
  const all = new Map<number, [number, number][]>();
  for (const { node, mark, label } of rows) all.set(node, [...(all.get(node) ?? []), [mark, label]]);
  return all;
}

export type Move = { readonly node: number; readonly from: number; readonly to: number };
/** Records who nodes belong to now. Hold the lock: `changed` then grows in commit order. */
export async function place(tx: Tx, moves: readonly Move[]): Promise<void> {
  if (moves.length === 0) return;
  const db = tx.as<Tables>();
  const { rows } = await sql<{
    first: number;
  }>`select kernel.next_no(${tx.platform}, 'person_change', ${moves.length}) as first`.execute(db);
  const first = rows[0]?.first ?? 0;
  await sql`
    insert into identity.person_of (platform_id, node, person, changed)
    select ${tx.platform}, t.node, t.person, ${first} + t.at - 1
    from unnest(${moves.map((m) => m.node)}::int[], ${moves.map((m) => m.to)}::int[]) with ordinality as t(node, person, at)
    on conflict (platform_id, node) do update set person = excluded.person, changed = excluded.changed
  `.execute(db);
}
