import type { Tx } from "#kernel";
import { hasher, inPlatform } from "./keys.ts";
import type { CleanId, IdSet } from "./model.ts";
import { byStrength, clean, idRules, isLeaf, pairsOf } from "./model.ts";
import { regroup } from "./regroup.ts";
import type { Known, NewLink } from "./store.ts";
import {
  findIdentifiers,
  hubs,
  insertIdentifiers,
  insertLinks,
  lockGraph,
  markVerified,
  silence,
  touch,
  unknownLinks,
} from "./store.ts";

const SETS_MAX = 5_000;
const hubLimits: Record<string, number> = Object.fromEntries(
  Object.entries(idRules).map(([type, rule]) => [type, Math.min(rule.hub, 1_000_000_000)]),
);

/**
 * The number behind each set of identifiers (one set per fact): that of its strongest usable identifier, 0 when there is
 * none. Unknown identifiers get a number; identifiers seen together are linked, and whoever becomes one person by that is
 * merged, recorded and told by a fact. A number never changes; who it belongs to does: see peopleOf and mergedNodes.
 * A handful of statements for up to 5,000 sets. Works from any scope. `mode` "look" changes nothing: unknown gives 0.
 */
export async function resolve(
  tx: Tx,
  platform: number,
  sets: readonly IdSet[],
  source = "facts",
  mode: "see" | "look" = "see",
): Promise<number[]> {
  if (sets.length > SETS_MAX) throw new RangeError(`resolve takes at most ${SETS_MAX} sets at once`);
  const hash = hasher(platform);
  const read = sets.map((set) => {
    const unique = new Map<string, CleanId>();
    for (const id of set.ids) {
      const one = clean(id, set.shared === true, hash);
      if (one && !(unique.get(one.key)?.proven === true)) unique.set(one.key, one);
    }
    return [...unique.values()].sort(byStrength);
  });
  if (read.every((ids) => ids.length === 0)) return read.map(() => 0);
  return inPlatform(tx, platform, async (wide) => {
    if (mode === "see") return store(wide, read, source);
    const known = await findIdentifiers(wide, [...distinct(read).values()]);
    return read.map((set) => nodeOf(set, known));
  });
}

async function store(tx: Tx, read: readonly (readonly CleanId[])[], source: string): Promise<number[]> {
  const ids = distinct(read);
  const known = await findIdentifiers(tx, [...ids.values()]);
  let locked = false;
  const lock = async () => {
    if (!locked) await lockGraph(tx);
    locked = true;
  };
  let missing = [...ids.values()].filter((i) => !known.has(i.key));
  let newFrom = Number.POSITIVE_INFINITY;
  if (missing.length > 0) {
    await lock();
    for (const [key, row] of await findIdentifiers(tx, missing)) known.set(key, row);
    missing = missing.filter((i) => !known.has(i.key));
    const made = await insertIdentifiers(tx, missing, source);
    for (const [key, row] of made) {
      known.set(key, row);
      newFrom = Math.min(newFrom, row.node);
    }
  }
  const touched = new Set<number>();
  const shared = [...ids.values()].flatMap((i) =>
    i.shared && known.get(i.key)?.status === "ok" ? [known.get(i.key)?.node ?? 0] : [],
  );
  if (shared.length > 0) {
    await lock();
    for (const n of await silence(tx, shared, "shared", source, "seen on a shared device")) touched.add(n);
    for (const i of ids.values()) if (i.shared) raise(known, i.key, { status: "shared" });
  }
  const proven = [...ids.values()].filter((i) => i.proven && known.get(i.key)?.verified === false);
  await markVerified(
    tx,
    proven.flatMap((i) => known.get(i.key)?.node ?? []),
  );
  const fresh = await unknownLinks(tx, linksOf(read, known));
  if (fresh.length > 0) {
    await lock();
    for (const n of await addLinks(tx, fresh, source, known)) touched.add(n);
  }
  await touch(
    tx,
    [...known.values()].flatMap((k) => (k.stale ? [k.node] : [])),
  );
  await regroup(tx, touched, { who: source, newFrom, links: fresh.map((l) => [l.strong, l.weak] as const) });
  return read.map((set) => nodeOf(set, known));
}

function distinct(read: readonly (readonly CleanId[])[]): Map<string, CleanId> {
  const ids = new Map<string, CleanId>();
  for (const id of read.flat()) {
    const before = ids.get(id.key);
    ids.set(id.key, before ? { ...id, proven: id.proven || before.proven, shared: id.shared || before.shared } : id);
  }
  return ids;
}
function raise(known: Map<string, Known>, key: string, change: Partial<Known>): void {
  const row = known.get(key);
  if (row) known.set(key, { ...row, ...change });
}
const nodeOf = (set: readonly CleanId[], known: ReadonlyMap<string, Known>): number => {
  for (const id of set) {
    const row = known.get(id.key);
    if (row?.status === "ok") return row.node;
    if (row?.status === "erasing") return 0;
  }
  return 0;
};

/** The links that the sets speak of, each once. */
function linksOf(read: readonly (readonly CleanId[])[], known: ReadonlyMap<string, Known>): NewLink[] {
  const links = new Map<string, NewLink>();
  for (const set of read)
    for (const [a, b] of pairsOf(set)) {
      const [strong, weak] = [known.get(a.key), known.get(b.key)];
      if (!strong || !weak || strong.status === "erasing" || weak.status === "erasing") continue;
      const verified = a.proven && b.proven;
      const live = verified && strong.status === "ok" && weak.status === "ok";
      const key = `${strong.node}-${weak.node}`;
      const before = links.get(key);
      if (!before || (verified && !before.verified))
        links.set(key, { strong: strong.node, weak: weak.node, leaf: isLeaf(b.type), verified, live });
    }
  return [...links.values()];
}

async function addLinks(
  tx: Tx,
  fresh: readonly NewLink[],
  source: string,
  known: Map<string, Known>,
): Promise<number[]> {
  await insertLinks(tx, fresh, source);
  const touched = fresh.flatMap((l) => (l.live ? [l.strong, l.weak] : []));
  const busy = new Set(await hubs(tx, [...new Set(fresh.filter((l) => l.verified).map((l) => l.weak))], hubLimits));
  if (busy.size === 0) return touched;
  for (const [key, row] of known) if (busy.has(row.node)) raise(known, key, { status: "hub" });
  return [...touched, ...(await silence(tx, [...busy], "hub", source, "seen with too many people"))];
}
