import type { audiences } from "#contract";
import { cellQuery } from "#databank";
import { members, reachable } from "#identity";
import type { Scope, Tx } from "#kernel";
import { badInput, dayIn, inTx, notFound } from "#kernel";
import { directory } from "#parties";
import type { Leaf } from "./model.ts";
import { expand, isJoined, leavesOf } from "./model.ts";
import { setSql } from "./sets.ts";
import { audiencesByIds, uploadsByIds } from "./store.ts";

type Definition = audiences.Definition;
/** A set of people as ClickHouse computes it: `sql` is one bitmap, `parts` are the sets inside that were joined. */
export type Compiled = {
  readonly sql: string;
  readonly parts: readonly string[];
  readonly params: Readonly<Record<string, unknown>>;
  /** With other audiences put in and days moved on: what was really asked. */
  readonly definition: Definition;
};
export type Owner = { readonly brand: number; readonly made_on: string };
type Place = { readonly platform: number; readonly brand: number };

/** References are resolved through the scope, so that nobody builds on what they may not see. At most as many rounds as levels. */
async function resolved(
  tx: Tx,
  definition: Definition,
  { made_on }: Owner,
  self: string | undefined,
): Promise<Definition> {
  const known = new Map<string, { definition: Definition; made_on: string }>();
  const asked = new Set<string>();
  const namesIn = (d: Definition) => leavesOf(d).flatMap((l) => ("audience" in l ? [l.audience] : []));
  let waiting = namesIn(definition);
  for (let level = 0; waiting.length > 0 && level < 10; level += 1) {
    const fresh = [...new Set(waiting)].filter((id) => !asked.has(id)).slice(0, 100);
    for (const id of fresh) asked.add(id);
    const rows = await audiencesByIds(tx, fresh);
    for (const row of rows) known.set(row.id, row);
    waiting = rows.flatMap((r) => namesIn(r.definition));
  }
  const today = dayIn((await directory(tx)).platform.zone, tx.now());
  const { definition: whole, wrong } = expand(definition, known, { made_on, today, self });
  if (wrong) throw badInput("definition", wrong.reason, wrong.expected);
  const uploads = [...new Set(leavesOf(whole).flatMap((l) => ("upload" in l ? [l.upload] : [])))];
  const found = new Set((await uploadsByIds(tx, uploads)).map((u) => u.id));
  for (const id of uploads)
    if (!found.has(id)) throw badInput("definition", `upload ${id} was not found`, "the id of an uploaded list");
  return whole;
}

/**
 * The query of an audience. Bad-input for a cycle, too many levels or sets, unknown references; 404 for another brand's cell.
 * `self` is the audience's own id, which it may not be built on.
 */
export async function compile(scope: Scope, definition: Definition, owner: Owner, self?: string): Promise<Compiled> {
  if (scope.kind !== "platform" && scope.kind !== "brand") throw notFound("The audience");
  const whole = await inTx(scope, (tx) => resolved(tx, definition, owner, self));
  const place: Place = { platform: scope.platform, brand: scope.kind === "brand" ? scope.brand : owner.brand };
  const params: Record<string, unknown> = {};
  const parts: string[] = [];
  let n = 0;
  const walk = async (d: Definition): Promise<{ sql: string; definition: Definition }> => {
    if (!isJoined(d)) {
      const leaf = await leafSql(scope, d, place, `c${n++}`);
      Object.assign(params, leaf.params);
      return leaf;
    }
    const of: { sql: string; definition: Definition }[] = [];
    for (const part of d.of) of.push(await walk(part));
    const [first, ...rest] = of.map((o) => o.sql);
    const name = { and: "bitmapAnd", or: "bitmapOr", minus: "bitmapAndnot" }[d.op];
    const sql = rest.reduce((a, b) => `${name}(${a}, ${b})`, first ?? setSql([]));
    parts.push(sql);
    return { sql, definition: { op: d.op, of: of.map((o) => o.definition) } };
  };
  const top = await walk(whole);
  return { ...top, params, parts: parts.slice(0, -1) };
}

type LeafSql = { sql: string; params: Readonly<Record<string, unknown>>; definition: Definition };
async function leafSql(scope: Scope, leaf: Leaf, place: Place, name: string): Promise<LeafSql> {
  if ("cell" in leaf) return cellSql(scope, leaf, place, name);
  if ("upload" in leaf) return { sql: setSql("upload", place.platform, leaf.upload), params: {}, definition: leaf };
  if ("audience" in leaf) throw new Error("audiences are put in before");
  if ("members" in leaf) {
    const brand = leaf.members.brand ?? place.brand;
    if (scope.kind === "brand" && brand !== scope.brand) throw notFound("The brand");
    const people = await inTx(scope, async (tx) => {
      if (brand !== 0 && !(await directory(tx)).brands.byId.has(brand)) throw notFound("The brand");
      return members(tx, place.platform, brand);
    });
    return { sql: setSql(people), params: {}, definition: { members: { brand } } };
  }
  const people = await inTx(scope, (tx) => reachable(tx, place.platform, { ...leaf.consent, brand: place.brand }));
  return { sql: setSql(people), params: {}, definition: leaf };
}
async function cellSql(
  scope: Scope,
  leaf: Extract<Leaf, { cell: unknown }>,
  place: Place,
  name: string,
): Promise<LeafSql> {
  const { cell } = leaf;
  const brand = leaf.brand ?? (place.brand === 0 ? undefined : place.brand);
  const query = await cellQuery(scope, cell, brand === undefined ? {} : { brand }, name);
  return { ...query, definition: { cell, rolling: false, ...(brand === undefined ? {} : { brand }) } };
}
