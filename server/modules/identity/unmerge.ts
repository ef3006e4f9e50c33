import { sql } from "kysely";
import type { Tx } from "#kernel";
import { conflict, notFound } from "#kernel";
import { inPlatform } from "./keys.ts";
import { regroup } from "./regroup.ts";
import { lockGraph, log, placed } from "./store.ts";
import type { Tables } from "./tables.ts";

type Who = { readonly who: string; readonly why: string };
export type Parted = { readonly person: number; readonly people: number };
const never = Number.POSITIVE_INFINITY;

/**
 * Takes a merge back: the links it brought are cut or forgotten, and the nodes get labels that keep the former people apart
 * whatever is seen later. Who is who among them is then exactly as before the merge. Returns the person they had become and
 * how many people they are now. Fault not-found, or conflict when it was taken back before.
 */
export async function unmerge(tx: Tx, platform: number, merge: string, by: Who): Promise<Parted> {
  return inPlatform(tx, platform, async (wide) => {
    await lockGraph(wide);
    const db = wide.as<Tables>();
    const row = await db
      .selectFrom("identity.merge")
      .selectAll()
      .where("platform_id", "=", platform)
      .where("id", "=", merge)
      .executeTakeFirst();
    if (!row) throw notFound("The merge");
    if (row.undone_at) throw conflict("already_undone", "This merge was taken back before.");
    const was = new Map(row.was);
    const crosses = ([a, b]: readonly [number, number]) => was.has(a) && was.has(b) && was.get(a) !== was.get(b);
    const later = await linksAmong(wide, [...was.keys()]);
    await setState(wide, [...row.links.filter(crosses), ...later.filter(crosses)], "cut", by);
    await forgetLinks(
      wide,
      row.links.filter((l) => !crosses(l)),
      by,
    );
    await keepApart(wide, row.was);
    await db
      .updateTable("identity.merge")
      .set({ undone_at: wide.now() })
      .where("platform_id", "=", platform)
      .where("id", "=", merge)
      .execute();
    const touched = new Set([...was.keys(), ...row.links.flat()]);
    await regroup(wide, touched, { who: by.who, newFrom: never, links: [] });
    return peopleAmong(wide, row.person, [...was.keys()]);
  });
}

/** Stops one link from joining people; it stays known and stays cut. */
export async function cutLink(tx: Tx, strong: number, weak: number, by: Who): Promise<Parted> {
  return decide(tx, [strong, weak], "cut", by);
}
/** Confirms one link as the strongest evidence; caps and un-merges still hold. */
export async function acceptLink(tx: Tx, strong: number, weak: number, by: Who): Promise<Parted> {
  return decide(tx, [strong, weak], "accepted", by);
}
async function decide(tx: Tx, link: readonly [number, number], state: "cut" | "accepted", by: Who): Promise<Parted> {
  return inPlatform(tx, tx.platform, async (wide) => {
    await lockGraph(wide);
    const changed = await setState(wide, [link], state, by);
    if (changed === 0) throw notFound("The link");
    await regroup(wide, link, { who: by.who, newFrom: never, links: state === "accepted" ? [link] : [] });
    return peopleAmong(wide, Math.min(...link), link);
  });
}

async function setState(
  tx: Tx,
  links: readonly (readonly [number, number])[],
  state: "cut" | "accepted",
  by: Who,
): Promise<number> {
  if (links.length === 0) return 0;
  const { rows } = await sql<{ strong: number; weak: number }>`
    update identity.link l set state = ${state}, live = ${state === "accepted"} and not exists (
      select from identity.identifier i where i.platform_id = l.platform_id and i.node in (l.strong, l.weak) and i.status <> 'ok')
    from unnest(${links.map((l) => l[0])}::int[], ${links.map((l) => l[1])}::int[]) as t(strong, weak)
    where l.platform_id = ${tx.platform} and l.strong = t.strong and l.weak = t.weak
    returning l.strong, l.weak
  `.execute(tx.as<Tables>());
  await log(
    tx,
    state === "cut" ? "cut" : "accept",
    rows.map((r) => [r.strong, r.weak]),
    by.who,
    by.why,
  );
  return rows.length;
}
/** Links that a merge brought along without being its cause: they come back when they are seen again. */
async function forgetLinks(tx: Tx, links: readonly (readonly [number, number])[], by: Who): Promise<void> {
  if (links.length === 0) return;
  const { rows } = await sql<{ strong: number; weak: number }>`
    delete from identity.link l using unnest(${links.map((l) => l[0])}::int[], ${links.map((l) => l[1])}::int[]) as t(strong, weak)
    where l.platform_id = ${tx.platform} and l.strong = t.strong and l.weak = t.weak and l.state = 'seen'
    returning l.strong, l.weak
  `.execute(tx.as<Tables>());
  await log(
    tx,
    "unmerge",
    rows.map((r) => [r.strong, r.weak]),
    by.who,
    by.why,
  );
}
async function linksAmong(tx: Tx, nodes: readonly number[]): Promise<[number, number][]> {
  const { rows } = await sql<{ strong: number; weak: number }>`
    select strong, weak from identity.link
    where platform_id = ${tx.platform} and strong = any(${nodes}::int[]) and weak = any(${nodes}::int[]) and live
  `.execute(tx.as<Tables>());
  return rows.map((r) => [r.strong, r.weak]);
}
async function keepApart(tx: Tx, was: readonly (readonly [number, number])[]): Promise<void> {
  await sql`
    insert into identity.apart (platform_id, mark, node, label)
    select ${tx.platform}, made.mark, t.node, t.label
    from (select kernel.next_no(${tx.platform}, 'apart')::int as mark) as made,
      unnest(${was.map((w) => w[0])}::int[], ${was.map((w) => w[1])}::int[]) as t(node, label)
  `.execute(tx.as<Tables>());
}
async function peopleAmong(tx: Tx, person: number, nodes: readonly number[]): Promise<Parted> {
  const people = new Set((await placed(tx, nodes)).map((p) => p.person));
  return { person, people: Math.max(1, people.size) };
}
