import { sql } from "kysely";
import type { Tx } from "#kernel";
import { inPlatform } from "./keys.ts";
import type { Tables } from "./tables.ts";

/** A node that is, or once was, counted under another number. `person` 0: counted under nobody. */
export type Merged = { readonly node: number; readonly person: number; readonly changed: number };

/**
 * The person behind each node, in the order asked; a node that was never merged is its own person, 0 stays 0.
 * People whose erasure was asked for are 0. Works from any scope.
 */
export async function peopleOf(tx: Tx, platform: number, nodes: readonly number[]): Promise<number[]> {
  if (nodes.length === 0) return [];
  return inPlatform(tx, platform, async (wide) => {
    const { rows } = await sql<{ at: number; person: number }>`
      select asked.at::int as at, case when e.node is null then coalesce(p.person, asked.node) else 0 end as person
      from unnest(${[...nodes]}::int[]) with ordinality as asked(node, at)
      left join identity.person_of p on p.platform_id = ${platform} and p.node = asked.node
      left join identity.erased e on e.platform_id = ${platform} and e.node = asked.node
    `.execute(wide.as<Tables>());
    const people = nodes.map(() => 0);
    for (const r of rows) people[r.at - 1] = r.person;
    return people;
  });
}

/**
 * Nodes whose person is not, or was not always, themselves, in the order of their last change; at most `limit` of those
 * changed after `after` (the `changed` of the last row read). All of them in turn are the mapping node -> person.
 */
export async function mergedNodes(tx: Tx, platform: number, after = 0, limit = 100_000): Promise<Merged[]> {
  return inPlatform(tx, platform, (wide) =>
    wide
      .as<Tables>()
      .selectFrom("identity.person_of")
      .select(["node", "person", "changed"])
      .where("platform_id", "=", platform)
      .where("changed", ">", after)
      .orderBy("changed")
      .limit(Math.min(limit, 1_000_000))
      .execute(),
  );
}

/** Nodes nobody may see any more, by the time of the request; at most `limit` (1,000,000). */
export async function erasedNodes(tx: Tx, platform: number, since = new Date(0), limit = 1_000_000): Promise<number[]> {
  const rows = await inPlatform(tx, platform, (wide) =>
    wide
      .as<Tables>()
      .selectFrom("identity.erased")
      .select("node")
      .where("platform_id", "=", platform)
      .where("at", ">=", since)
      .orderBy("at")
      .limit(Math.min(limit, 1_000_000))
      .execute(),
  );
  return rows.map((r) => r.node);
}
