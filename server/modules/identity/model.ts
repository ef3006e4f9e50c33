import type { facts } from "#contract";

type Identifier = facts.Identifier;
export type IdType = Identifier["type"];
/** Identifiers of one fact. `shared`: captured on a device that many people use. */
export type IdSet = { readonly ids: readonly Identifier[]; readonly shared?: boolean };
/** An identifier in its stored form. `proven` is false for a phone or e-mail that nobody has verified. */
export type CleanId = {
  readonly key: string;
  readonly type: IdType;
  readonly value: string;
  readonly shown: string;
  readonly proven: boolean;
  /** Seen on a shared device in this very fact. */
  readonly shared: boolean;
};
type Rule = {
  /** Strength as evidence of who somebody is; the weaker end decides the strength of a link. */
  readonly rank: number;
  /** How many of them one person may have. */
  readonly cap: number;
  /** Above so many stronger neighbours a value is a hub (a shared computer, the shop's own number) and joins nobody. */
  readonly hub: number;
  readonly hashed?: true;
  /** Attaches to one stronger identifier and never joins two. */
  readonly leaf?: true;
  /** Lives in a device: dropped where the device is shared. */
  readonly volatile?: true;
};
const unlimited = Number.POSITIVE_INFINITY;

/** What each type of identifier may do. The numbers are our choice; databank practice names the order, not the caps. */
export const idRules: Readonly<Record<IdType, Rule>> = {
  member_no: { rank: 8, cap: 1, hub: 100 },
  phone: { rank: 7, cap: 3, hub: 100, hashed: true },
  email: { rank: 6, cap: 5, hub: 100, hashed: true },
  platform_id: { rank: 5, cap: 3, hub: 100 },
  loyalty_card: { rank: 4, cap: 5, hub: 100 },
  device_id: { rank: 3, cap: 10, hub: 5, volatile: true },
  anonymous_id: { rank: 2, cap: 50, hub: 5, volatile: true },
  outer_user: { rank: 1, cap: unlimited, hub: unlimited, leaf: true },
  receipt_no: { rank: 0, cap: unlimited, hub: unlimited, leaf: true },
};
export const isLeaf = (type: IdType): boolean => idRules[type].leaf === true;

/** Values that identify nobody, whatever their type. */
const nobody = /^([0-]*|null|nil|none|undefined|nan|-1|anonymous|guest|unknown|n\/a)$/i;

/** E.164 of a phone number as people write it; numbers without a country code are Chinese. Undefined when it is none. */
export function e164(given: string): string | undefined {
  const bare = given
    .normalize("NFKC")
    .replaceAll(/[\s().\-/]/g, "")
    .replace(/^00/, "+");
  if (/^\+[1-9]\d{6,14}$/.test(bare)) return bare;
  if (/^1[3-9]\d{9}$/.test(bare)) return `+86${bare}`;
  if (/^86(1[3-9]\d{9})$/.test(bare)) return `+${bare}`;
  return /^0\d{9,11}$/.test(bare) ? `+86${bare.slice(1)}` : undefined;
}
function normal(type: IdType, given: string): string | undefined {
  const value = given.normalize("NFC").trim();
  // What the table would change on the way in would never be found again.
  if (nobody.test(value) || value.includes("\u0000") || !value.isWellFormed()) return undefined;
  if (type === "phone") return e164(value);
  if (type === "email") return /^[^\s@]+@[^\s@]+$/.test(value) ? value.toLowerCase() : undefined;
  if (type !== "device_id") return value;
  const bare = value.toLowerCase().replaceAll(/[-:\s._]/g, "");
  return /^0*$/.test(bare) ? undefined : bare;
}
/** What people may see of a phone number or an e-mail address. */
export function mask(type: IdType, value: string): string {
  if (type === "phone") return `${value.slice(0, Math.max(3, value.length - 8))}****${value.slice(-4)}`;
  if (type === "email") return `${value.slice(0, 1)}***@${value.split("@")[1] ?? ""}`;
  return value.length > 8 ? `${value.slice(0, 3)}***${value.slice(-3)}` : value;
}

/** The stored form of an identifier, or undefined when it identifies nobody. `hash` uses the platform's own key. */
export function clean(id: Identifier, shared: boolean, hash: (text: string) => string): CleanId | undefined {
  const { type } = id;
  const rule = idRules[type];
  const value = normal(type, id.value);
  if (value === undefined) return undefined;
  const onShared = shared && rule.volatile === true;
  if (onShared && type !== "device_id") return undefined;
  const stored = rule.hashed ? hash(`${type}:${value}`) : value;
  const proven = !rule.hashed || id.verified;
  return {
    key: `${type} ${stored}`,
    type,
    value: stored,
    shown: rule.hashed ? mask(type, value) : "",
    proven,
    shared: onShared,
  };
}

const text = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const strength = (id: CleanId): number => (id.proven ? idRules[id.type].rank : -1);
/** Strongest first; ties by value, so that the order of arrival never matters. */
export const byStrength = (a: CleanId, b: CleanId): number => strength(b) - strength(a) || text(a.key, b.key);

/**
 * Which identifiers of one fact are linked: all with the strongest, and where the strongest lives in a device, which may
 * turn out to be shared, each with each. `ids` are sorted by strength. A function of the set alone.
 */
export function pairsOf(ids: readonly CleanId[]): [CleanId, CleanId][] {
  const [first, ...rest] = ids;
  if (!first) return [];
  const pairs =
    idRules[first.type].volatile === true
      ? ids.flatMap((a, i) => ids.slice(i + 1).map((b): [CleanId, CleanId] => [a, b]))
      : rest.map((r): [CleanId, CleanId] => [first, r]);
  // Two receipts, or two guests, say nothing about one another.
  return pairs.filter(([a, b]) => a.type !== b.type || !isLeaf(a.type));
}

export type Vertex = { readonly node: number; readonly type: IdType; readonly value: string };
export type Edge = { readonly strong: number; readonly weak: number; readonly accepted: boolean };
/** Labels that keep nodes apart: two nodes with the same mark and different labels are never one person. */
export type Apart = ReadonlyMap<number, readonly (readonly [mark: number, label: number])[]>;

/** Strongest evidence first: accepted by a person, then by the rank of the weaker and the stronger end, then by value. */
export function byEvidence(vertices: ReadonlyMap<number, Vertex>): (a: Edge, b: Edge) => number {
  const end = (node: number): Vertex => vertices.get(node) ?? { node, type: "receipt_no", value: "" };
  const name = (v: Vertex) => `${v.type} ${v.value}`;
  return (a, b) => {
    const [as, aw, bs, bw] = [end(a.strong), end(a.weak), end(b.strong), end(b.weak)];
    return (
      Number(b.accepted) - Number(a.accepted) ||
      idRules[bw.type].rank - idRules[aw.type].rank ||
      idRules[bs.type].rank - idRules[as.type].rank ||
      text(name(as), name(bs)) ||
      text(name(aw), name(bw))
    );
  };
}

type Group = { readonly counts: Map<IdType, number>; readonly labels: Map<number, number>; person: number };

/**
 * Who is one person: links are taken strongest first, and one that would give a person too many identifiers of a type
 * (a second member number above all) or join people kept apart is refused. The result depends on the sets of vertices
 * and links only, never on their order. A person's number is the smallest node of the group. Kruskal's algorithm with
 * union-find; n log n.
 */
export function partition(
  vertices: ReadonlyMap<number, Vertex>,
  edges: readonly Edge[],
  apart: Apart,
): Map<number, number> {
  const parent = new Map<number, number>();
  const groups = new Map<number, Group>();
  for (const v of vertices.values()) {
    parent.set(v.node, v.node);
    groups.set(v.node, { counts: new Map([[v.type, 1]]), labels: new Map(apart.get(v.node)), person: v.node });
  }
  const rootOf = (node: number): number => {
    let root = node;
    for (let up = parent.get(root); up !== undefined && up !== root; up = parent.get(root)) root = up;
    for (let at = node; at !== root;) {
      const up = parent.get(at) ?? root;
      parent.set(at, root);
      at = up;
    }
    return root;
  };
  for (const edge of edges.toSorted(byEvidence(vertices))) {
    const [a, b] = [rootOf(edge.strong), rootOf(edge.weak)];
    const [x, y] = [groups.get(a), groups.get(b)];
    if (a === b || !x || !y || !mayJoin(x, y)) continue;
    const [big, small, root, child] = x.counts.size >= y.counts.size ? [x, y, a, b] : [y, x, b, a];
    for (const [type, n] of small.counts) big.counts.set(type, (big.counts.get(type) ?? 0) + n);
    for (const [mark, label] of small.labels) big.labels.set(mark, label);
    big.person = Math.min(big.person, small.person);
    parent.set(child, root);
    groups.delete(child);
  }
  return new Map([...vertices.keys()].map((node) => [node, groups.get(rootOf(node))?.person ?? node]));
}
function mayJoin(x: Group, y: Group): boolean {
  for (const [type, n] of x.counts)
    if (n + (y.counts.get(type) ?? 0) > idRules[type].cap && y.counts.has(type)) return false;
  for (const [mark, label] of x.labels) if ((y.labels.get(mark) ?? label) !== label) return false;
  return true;
}
