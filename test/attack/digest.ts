import { inTx, olapRows, platformScope, systemScope } from "#kernel";
import type { Scope } from "#kernel";
import { sql } from "kysely";

type Column = { readonly table: string; readonly columns: readonly string[] };

/** Every table of the modules and of the kernel, with its columns. */
export async function tablesOf(): Promise<Column[]> {
  return inTx(systemScope, async (tx) => {
    const read = await sql<Column>`SELECT format('%I.%I', n.nspname, c.relname) AS "table",
        (SELECT array_agg(a.attname::text ORDER BY a.attnum) FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast', 'public') AND n.nspname NOT LIKE 'jobs%'
      ORDER BY 1`.execute(tx.as<object>());
    return read.rows;
  });
}
export async function olapTables(): Promise<Column[]> {
  return olapRows<Column>(
    systemScope,
    "SELECT table, groupArray(name) AS columns FROM system.columns WHERE database = currentDatabase() GROUP BY table ORDER BY table",
  );
}

/** What readers make of the log on their own time, after reads that are allowed to leave a fact: no writing of a caller. */
const derived = ["facts.flow", "facts.cursor", "databank.dirty", "traffic.exposure_day", "traffic.document"];
const derivedOlap = ["event", "line", "order_fact", "behaviour_day", "touch_day", "lab_step", "person_of"];

/** Count and hash of all rows of these platforms, by table; two that are equal mean that nothing was written. */
export async function digest(platforms: readonly number[], except: readonly string[]): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const { table, columns } of await tablesOf()) {
    if (except.includes(table) || derived.includes(table) || !columns.includes("platform_id")) continue;
    const read = await inTx(systemScope, (tx) =>
      sql<{
        n: number;
        hash: string | null;
      }>`SELECT count(*) AS n, md5(string_agg(md5(t::text), '' ORDER BY md5(t::text))) AS hash
        FROM ${sql.table(table.replaceAll('"', ""))} t WHERE platform_id = ANY (${platforms})`.execute(tx.as<object>()),
    );
    found.set(table, `${read.rows[0]?.n} ${read.rows[0]?.hash ?? ""}`);
  }
  for (const platform of platforms) {
    const scope: Scope = platformScope(platform);
    for (const { table, columns } of await olapTables()) {
      if (derivedOlap.includes(table) || !columns.includes("platform")) continue;
      const [row] = await olapRows<{ n: number }>(scope, `SELECT count() AS n FROM ${table}`);
      found.set(`olap ${table} ${platform}`, String(row?.n));
    }
  }
  return found;
}
export function changed(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  return [...before].filter(([table, was]) => after.get(table) !== was).map(([table]) => table);
}
