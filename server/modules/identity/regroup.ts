import { append } from "#facts";
import type { facts as contract } from "#contract";
import type { Tx } from "#kernel";
import { newId, unavailable } from "#kernel";
import type { Edge, Vertex } from "./model.ts";
import { byEvidence, isLeaf, partition } from "./model.ts";
import type { Move, Placed } from "./store.ts";
import { apartOf, leafLinks, leavesOf, linksAt, place, placed } from "./store.ts";
import type { Tables } from "./tables.ts";

/** Identifiers that hang together by evidence, joined or refused; more is a fault of the data (find the hub and block it). */
const REACH_MAX = 200_000;
const PROPS_MAX = 1_900;

type Cause = {
  readonly who: string;
  /** Nodes from this one on are new: that they join somebody is no merge of people. */
  readonly newFrom: number;
  /** The links that came in, to be able to take them back. */
  readonly links: readonly (readonly [number, number])[];
};

/**
 * Works out anew who is who around the touched nodes, records what changed and writes the facts that tell it.
 * Reads only what hangs together with the touched nodes. Hold the lock.
 */
export async function regroup(tx: Tx, touched: Iterable<number>, cause: Cause): Promise<void> {
  const asked = new Set(touched);
  if (asked.size === 0) return;
  const { nodes, edges } = await reach(tx, asked);
  const all = new Map((await placed(tx, [...nodes])).map((p) => [p.node, p]));
  const solid = new Map<number, Vertex>([...all].filter(([, p]) => p.status === "ok" && !isLeaf(p.type)));
  const people = partition(solid, edges, await apartOf(tx, [...solid.keys()]));
  const moves: Move[] = [];
  for (const p of all.values()) {
    if (isLeaf(p.type) && p.status === "ok") continue;
    const to = people.get(p.node) ?? 0;
    if (to !== p.person) moves.push({ node: p.node, from: p.person, to });
  }
  const leaves = [...asked].filter((n) => all.get(n)?.status === "ok" && isLeaf(all.get(n)?.type ?? "phone"));
  moves.push(...(await hang(tx, leaves, moves, people)));
  await place(tx, moves);
  await recordMerges(tx, moves, all, people, cause);
  await tell(tx, moves);
}

/** Everything connected with the nodes by live links, level by level. */
async function reach(tx: Tx, from: ReadonlySet<number>): Promise<{ nodes: Set<number>; edges: Edge[] }> {
  const nodes = new Set(from);
  const edges = new Map<string, Edge>();
  for (let level = [...from]; level.length > 0;) {
    const found = await linksAt(tx, level);
    level = [];
    for (const edge of found) {
      edges.set(`${edge.strong}-${edge.weak}`, edge);
      for (const node of [edge.strong, edge.weak]) {
        if (nodes.has(node)) continue;
        nodes.add(node);
        level.push(node);
      }
    }
    if (nodes.size > REACH_MAX)
      throw unavailable(`More than ${REACH_MAX} identifiers hang together; block the value that joins them.`, 60);
  }
  return { nodes, edges: [...edges.values()] };
}

/** Leaves (receipts, guests of a device) follow the strongest identifier they were seen with. Guests first: receipts hang on them too. */
async function hang(
  tx: Tx,
  touched: readonly number[],
  moved: readonly Move[],
  people: ReadonlyMap<number, number>,
): Promise<Move[]> {
  const now = new Map(people);
  for (const m of moved) now.set(m.node, m.to);
  const moves: Move[] = [];
  let waiting = new Set([
    ...touched,
    ...(await leavesOf(
      tx,
      moved.map((m) => m.node),
    )),
  ]);
  for (let round = 0; round < 2 && waiting.size > 0; round += 1) {
    const links = await leafLinks(tx, [...waiting]);
    const ends = new Map(
      (await placed(tx, [...new Set([...waiting, ...links.flatMap((l) => [l.strong, l.weak])])])).map((p) => [
        p.node,
        p,
      ]),
    );
    const best = new Map<number, Edge>();
    for (const link of links.toSorted(byEvidence(ends))) if (!best.has(link.weak)) best.set(link.weak, link);
    const order = [...waiting].map((n) => ends.get(n)).filter((p): p is Placed => p !== undefined);
    order.sort((a, b) => Number(a.type === "receipt_no") - Number(b.type === "receipt_no") || a.node - b.node);
    const changed: number[] = [];
    for (const p of order) {
      const strong = best.get(p.node)?.strong;
      const to =
        p.status !== "ok" ? 0 : strong === undefined ? p.node : (now.get(strong) ?? ends.get(strong)?.person ?? p.node);
      now.set(p.node, to);
      if (to === p.person) continue;
      moves.push({ node: p.node, from: p.person, to });
      changed.push(p.node);
    }
    const seen = waiting;
    waiting = new Set((await leavesOf(tx, changed)).filter((n) => !seen.has(n)));
  }
  return moves;
}

/** Where people who were known before became one: what is needed to take it back exactly. */
async function recordMerges(
  tx: Tx,
  moves: readonly Move[],
  all: ReadonlyMap<number, Placed>,
  people: ReadonlyMap<number, number>,
  cause: Cause,
): Promise<void> {
  const joined = new Map<number, Map<number, number>>();
  const note = (to: number, node: number, was: number) => {
    const group = joined.get(to) ?? new Map<number, number>();
    group.set(node, was);
    joined.set(to, group);
  };
  for (const m of moves) if (m.to !== 0 && m.from !== 0 && m.node < cause.newFrom) note(m.to, m.node, m.from);
  for (const [person, group] of joined) {
    const own = all.get(person);
    if (own && person < cause.newFrom) group.set(person, own.person);
  }
  for (const p of all.values()) {
    const to = people.get(p.node);
    if (to !== undefined && p.node < cause.newFrom && p.person !== 0 && joined.has(to)) note(to, p.node, p.person);
  }
  const placeOf = new Map(people);
  for (const m of moves) placeOf.set(m.node, m.to);
  const links = Map.groupBy(cause.links, ([strong, weak]) => {
    const to = placeOf.get(weak);
    return to !== undefined && to === (placeOf.get(strong) ?? to) ? to : 0;
  });
  const rows = [...joined].flatMap(([person, group]) => {
    const before = new Set(group.values());
    const brought = links.get(person) ?? [];
    if (before.size < 2 || brought.length === 0) return [];
    return [
      {
        platform_id: tx.platform,
        id: newId(),
        at: tx.now(),
        person,
        people: before.size,
        was: JSON.stringify([...group]),
        links: JSON.stringify(brought),
        undone_at: null,
      },
    ];
  });
  for (let at = 0; at < rows.length; at += 1_000)
    await tx
      .as<WithJson>()
      .insertInto("identity.merge")
      .values(rows.slice(at, at + 1_000))
      .execute();
}
type WithJson = { "identity.merge": Omit<Tables["identity.merge"], "was" | "links"> & { was: string; links: string } };

/** A node leaves being its own person, or its person joins an older one; everything else takes something apart. */
const isMerge = ({ node, from, to }: Move): boolean =>
  to !== 0 && to !== node && (from === node || from === 0 || to < from);

/**
 * Facts identity.merged / identity.unmerged: `props.moves` is "node:from:to,…", the person a node was counted under before
 * and is counted under from now on; 0 = nobody.
 */
async function tell(tx: Tx, moves: readonly Move[]): Promise<void> {
  const facts: contract.FactInput[] = [];
  const at = tx.now().toISOString();
  for (const name of ["identity.merged", "identity.unmerged"] as const) {
    const own = moves.filter((m) => isMerge(m) === (name === "identity.merged"));
    let text = "";
    let count = 0;
    const flush = () => {
      if (count > 0) facts.push({ id: newId(), name, at, props: { moves: text, count } });
      [text, count] = ["", 0];
    };
    for (const { node, from, to } of own) {
      const one = `${node}:${from}:${to}`;
      if (text.length + one.length + 1 > PROPS_MAX) flush();
      text = count === 0 ? one : `${text},${one}`;
      count += 1;
    }
    flush();
  }
  for (let i = 0; i < facts.length; i += 5_000) await append(tx, facts.slice(i, i + 5_000));
}
