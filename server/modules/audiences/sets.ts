import type { Scope } from "#kernel";
import { execOlap, olapRows } from "#kernel";

/** Long lists of people stand in the query as text, so the query may be long. */
const roomy = {
  max_query_size: 500_000_000,
  max_ast_elements: 500_000,
  max_expanded_ast_elements: 2_000_000,
  max_ast_depth: 5_000,
};
export type Kind = "frozen" | "upload" | "handout" | "asked" | "shown";
export type SetKey = { readonly platform: number; readonly brand: number; readonly kind: Kind; readonly id: string };
type Params = Readonly<Record<string, unknown>>;

const uuid = (id: string): string => {
  if (!/^[0-9a-f-]{36}$/i.test(id)) throw new RangeError("a uuid");
  return `toUUID('${id}')`;
};
/** A kept set, or a list of people, as one bitmap. */
export function setSql(kind: Kind, platform: number, id: string): string;
export function setSql(people: readonly number[]): string;
export function setSql(what: Kind | readonly number[], platform = 0, id = ""): string {
  if (typeof what === "string")
    return `(SELECT groupBitmapOrState(people) FROM audience_set WHERE platform = ${platform} AND kind = '${what}' AND id = ${uuid(id)})`;
  if (what.length === 0) return "bitmapBuild(emptyArrayUInt32())";
  return `bitmapBuild(arrayMap(x -> toUInt32(x), splitByChar(',', '${what.map((n) => Math.trunc(n)).join(",")}')))`;
}

/** How long sets are kept, in days. */
const lives: Readonly<Record<Kind, number>> = { frozen: 800, upload: 800, handout: 800, asked: 1, shown: 1 };
/** Keeps a set under an id. */
export async function keepSet(key: SetKey, sql: string, params: Params, now: Date, question = ""): Promise<void> {
  const at = Math.floor(now.getTime() / 1000);
  await execOlap(
    `INSERT INTO audience_set (platform, brand, kind, id, question, at, expires, people)
     SELECT ${key.platform}, ${key.brand}, '${key.kind}', ${uuid(key.id)}, {question:String}, toDateTime(${at}, 'UTC'),
       toDateTime(${at + lives[key.kind] * 86_400}, 'UTC'), ${sql}`,
    { ...params, question },
    roomy,
  );
}

/** Numbers of people of several sets in one query. */
export async function sizes(scope: Scope, sets: readonly string[], params: Params = {}): Promise<number[]> {
  if (sets.length === 0) return [];
  const rows = await olapRows<{ n: number[] }>(
    scope,
    `SELECT [${sets.map((s) => `bitmapCardinality(${s})`).join(", ")}] AS n`,
    params,
    roomy,
  );
  return rows[0]?.n ?? [];
}

/** By how many people a kept set differs from the nearest one shown to the brand since then for another question. */
export async function nearestShown(
  scope: Scope,
  key: SetKey,
  question: string,
  since: Date,
): Promise<number | undefined> {
  const rows = await olapRows<{ n: number; least: number }>(
    scope,
    `SELECT count() AS n, min(bitmapXorCardinality(people, ${setSql(key.kind, key.platform, key.id)})) AS least FROM audience_set
     WHERE platform = ${key.platform} AND brand = ${key.brand} AND kind = 'shown' AND question != {question:String}
       AND at >= toDateTime(${Math.floor(since.getTime() / 1000)}, 'UTC')`,
    { question },
  );
  return rows[0] && rows[0].n > 0 ? rows[0].least : undefined;
}

/** People of a kept set in rising order, from a place in it on. */
export async function peopleIn(
  scope: Scope,
  kind: Kind,
  platform: number,
  id: string,
  offset: number,
  limit: number,
): Promise<number[]> {
  const page = `subBitmap(${setSql(kind, platform, id)}, ${Math.max(0, Math.trunc(offset))}, ${Math.max(1, Math.trunc(limit))})`;
  const rows = await olapRows<{ people: number[] }>(scope, `SELECT bitmapToArray(${page}) AS people`);
  return rows[0]?.people ?? [];
}

/** How many kept sets hold any of these people. */
export async function setsWith(scope: Scope, platform: number, people: readonly number[]): Promise<number> {
  const rows = await olapRows<{ n: number }>(
    scope,
    `SELECT count() AS n FROM audience_set WHERE platform = ${platform} AND bitmapHasAny(people, ${setSql(people)})`,
    {},
    roomy,
  );
  return rows[0]?.n ?? 0;
}
/** Takes people out of every kept set, physically. */
export async function takeOut(platform: number, people: readonly number[]): Promise<void> {
  const gone = setSql(people);
  await execOlap(
    `ALTER TABLE audience_set UPDATE people = bitmapAndnot(people, ${gone}) WHERE platform = ${platform} AND bitmapHasAny(people, ${gone})`,
    {},
    { ...roomy, mutations_sync: 2 },
  );
}
