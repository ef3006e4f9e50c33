import { catalog } from "#contract";
import type { Tx } from "#kernel";
import { judgeRows, mergedRow, siftRows, upsertRows } from "#kernel";
import { sql } from "kysely";
import { inBoth, makesCycle } from "./model.ts";
import type { CategoryTable, Tables } from "./tables.ts";
import type { Options } from "./writing.ts";
import { oneAtATime, replyOf } from "./writing.ts";

const keyOf = (r: { readonly code: string }): string => r.code;
const most = 5000;

/** Adds or changes categories by code; a parent stands already or comes earlier in the call. */
export async function registerCategories(tx: Tx, items: readonly unknown[], { dryRun = false, first }: Options = {}) {
  await oneAtATime(tx);
  const db = tx.as<Tables>();
  const all = await db
    .selectFrom("catalog.category")
    .selectAll()
    .where("platform_id", "=", tx.platform)
    .limit(most)
    .execute();
  const before = new Map(all.map((c) => [c.code, c]));
  const parents = new Map<string, string | null>(all.map((c) => [c.code, c.parent]));
  const judged = siftRows(judgeRows(catalog.categoryRow, items, keyOf, first), keyOf, (row) => {
    const { parent = parents.get(row.code) ?? null } = row;
    if (parent !== null && !parents.has(parent))
      return {
        field: "parent",
        reason: `no category has the code ${parent}`,
        expected: "a category that stands or comes earlier",
      };
    if (makesCycle(row.code, parent, parents))
      return {
        field: "parent",
        reason: "a category cannot stand under itself",
        expected: "a category outside its own branch",
      };
    if (!parents.has(row.code) && parents.size >= most)
      return { field: "code", reason: `a platform has at most ${most} categories` };
    parents.set(row.code, parent);
    return undefined;
  });
  const counts = { created: 0, updated: 0, unchanged: 0 };
  const changed: CategoryTable[] = [];
  for (const { row } of judged.good) {
    const old = before.get(row.code);
    const fresh = { platform_id: tx.platform, code: row.code, parent: null, name_zh: row.code, name_en: row.code };
    const category = mergedRow<CategoryTable>(old ?? fresh, { ...inBoth(row.name), parent: row.parent });
    const news = !old || JSON.stringify(old) !== JSON.stringify(category);
    if (news) changed.push(category);
    counts[!old ? "created" : news ? "updated" : "unchanged"] += 1;
  }
  if (!dryRun) {
    await upsertRows(tx, "catalog.category", ["platform_id", "code"], changed);
    // Search shows category names: their products count as changed.
    await sql`UPDATE catalog.product SET changed = pg_current_xact_id() WHERE platform_id = ${tx.platform}
      AND category = ANY(${changed.filter((c) => before.has(c.code)).map(keyOf)}::text[])`.execute(db);
  }
  return { reply: replyOf(counts, judged, dryRun) };
}
