import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { ClickHouseConnection } from "./clickhouse.ts";
import { holderOf } from "./lock.ts";
import { give, ownerIds } from "./users.ts";

/** What a PostgreSQL pool needs; the parts fit the options of `pg`. */
export type PostgresConnection =
  | Readonly<{ connectionString: string }>
  | Readonly<{ host: string; port?: number; user: string; database: string; password?: string }>;

export interface Running {
  readonly pid: number;
  readonly postgres: Readonly<{ connection: PostgresConnection }>;
  readonly clickhouse: ClickHouseConnection;
  readonly embedded: Readonly<{ postgres: boolean; clickhouse: boolean }>;
}

const fileOf = (home: string): string => path.join(home, "running.json");

/** Leaves word of the running engines for other programs of the same user (it holds a password: mode 0600). */
export function writeRunning(home: string, running: Running): void {
  const beside = `${fileOf(home)}.${process.pid}`;
  rmSync(beside, { force: true });
  writeFileSync(beside, JSON.stringify(running, undefined, 2), { mode: 0o600, flag: "wx" });
  give(beside, ownerIds(home));
  renameSync(beside, fileOf(home));
}

export function removeRunning(home: string): void {
  rmSync(fileOf(home), { force: true });
}

/** The engines that a living process runs on this home; undefined when none does. */
export function readRunning(home: string): Running | undefined {
  const holder = holderOf(home);
  if (holder === undefined) return undefined;
  let text: string;
  try {
    text = readFileSync(fileOf(home), "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined; // still starting
    throw new Error(`${fileOf(home)} cannot be read: run this as the user that started the server.`, { cause: error });
  }
  const running = JSON.parse(text) as Running;
  return running.pid === holder ? running : undefined;
}
