import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { execOlap, olapRows } from "./olap.ts";
import { systemScope } from "./scope.ts";
import { withClient } from "./tx.ts";

type Step = {
  readonly id: string;
  readonly engine: "postgres" | "clickhouse";
  readonly text: string;
  readonly hash: string;
};
/** A module's name and folder; its `migrations/NNNN_what.sql` (PostgreSQL) and `NNNN_what.ch.sql` (ClickHouse) are run in order. */
export type MigrationSource = { readonly name: string; readonly home: string };

function steps(source: MigrationSource): Step[] {
  const folder = path.join(source.home, "migrations");
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((n) => /^\d{4}_[a-z0-9_]+(\.ch)?\.sql$/.test(n));
  return names.sort().map((name) => {
    const text = readFileSync(path.join(folder, name), "utf8");
    const engine = name.endsWith(".ch.sql") ? "clickhouse" : "postgres";
    return { id: `${source.name}/${name}`, engine, text, hash: createHash("sha256").update(text).digest("hex") };
  });
}

/** Brings both engines to the newest shape; forward only, each step once, safe to call from several processes. */
export async function migrate(sources: readonly MigrationSource[], cluster?: string): Promise<number> {
  return withClient(async (client) => {
    await client.query("SET statement_timeout = 0; SET lock_timeout = 0; SELECT pg_advisory_lock(7203004)");
    try {
      await client.query(`CREATE SCHEMA IF NOT EXISTS kernel;
        CREATE TABLE IF NOT EXISTS kernel.migration (id text PRIMARY KEY, hash text NOT NULL, at timestamptz NOT NULL DEFAULT now())`);
      await execOlap(
        expand(
          "CREATE TABLE IF NOT EXISTS migration @ON_CLUSTER (id String, hash String) ENGINE = @MergeTree ORDER BY id",
          cluster,
        ),
      );
      const kept = await client.query<{ id: string; hash: string }>("SELECT id, hash FROM kernel.migration");
      const olap = await olapRows<{ id: string; hash: string }>(systemScope, "SELECT id, hash FROM migration");
      const done = new Map([...kept.rows, ...olap].map((r) => [r.id, r.hash]));
      let run = 0;
      for (const source of sources) {
        await client.query(`CREATE SCHEMA IF NOT EXISTS "${source.name.replaceAll('"', "")}"`);
        for (const step of steps(source)) {
          const hash = done.get(step.id);
          if (hash === step.hash) continue;
          if (hash !== undefined)
            throw new Error(`migration ${step.id} was changed after it ran; write a new one instead`);
          await (step.engine === "postgres" ? applyPostgres(client, step) : applyClickhouse(step, cluster));
          run += 1;
        }
      }
      return run;
    } finally {
      await client.query("SELECT pg_advisory_unlock(7203004); RESET statement_timeout; RESET lock_timeout");
    }
  });
}

async function applyPostgres(
  client: { query(text: string, values?: unknown[]): Promise<unknown> },
  step: Step,
): Promise<void> {
  await client.query("BEGIN");
  try {
    await client.query(step.text);
    await client.query("INSERT INTO kernel.migration (id, hash) VALUES ($1, $2)", [step.id, step.hash]);
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK");
    throw new Error(`migration ${step.id} failed: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

async function applyClickhouse(step: Step, cluster: string | undefined): Promise<void> {
  const statements = step.text
    .replaceAll(/^\s*--.*$/gm, "")
    .split(/;\s*$/m)
    .map((s) => s.trim())
    .filter((s) => s !== "");
  // ClickHouse has no transactions: statements are written so that running them again is harmless (IF NOT EXISTS).
  for (const statement of statements) await execOlap(expand(statement, cluster));
  await execOlap("INSERT INTO migration (id, hash) VALUES ({id:String}, {hash:String})", {
    id: step.id,
    hash: step.hash,
  });
}

/** One text, two forms: `@ReplacingMergeTree(x)` and `@ON_CLUSTER` become replicated on a cluster and plain on one machine. */
export function expand(text: string, cluster: string | undefined): string {
  const engine = /@((?:[A-Z][a-z]+)*MergeTree)(\(([^)]*)\))?/g;
  if (cluster === undefined)
    return text
      .replaceAll("@ON_CLUSTER", "")
      .replaceAll(engine, (_m, name: string, args?: string) => `${name}${args ?? "()"}`);
  const place = "'/clickhouse/tables/{shard}/{database}/{table}', '{replica}'";
  return text
    .replaceAll("@ON_CLUSTER", `ON CLUSTER '${cluster.replaceAll("'", "")}'`)
    .replaceAll(
      engine,
      (_m, name: string, _args?: string, inner?: string) => `Replicated${name}(${place}${inner ? `, ${inner}` : ""})`,
    );
}
