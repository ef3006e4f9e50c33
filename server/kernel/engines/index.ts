import { chmodSync, mkdirSync } from "node:fs";
import path from "node:path";
import { startClickHouse, type ClickHouseConnection, type RunningClickHouse } from "./clickhouse.ts";
import { connectClickHouse } from "./external.ts";
import { HomeInUse, lockHome } from "./lock.ts";
import { defaultSpareDir, postgresPlace } from "./place.ts";
import { APP_ROLE, checkExternal } from "./postgres-admin.ts";
import { startPostgres, type RunningPostgres } from "./postgres.ts";
import { readRunning, removeRunning, writeRunning, type PostgresConnection } from "./running.ts";
import { supervise, type EngineEvent, type EngineLog, type Server } from "./supervise.ts";

export { HomeInUse, holderOf as homeHolder } from "./lock.ts";
export { createDatabase, dropDatabase } from "./postgres-admin.ts";
export type { ClickHouseConnection } from "./clickhouse.ts";
export type { TestEngines } from "./provided.ts";
export type { PostgresConnection } from "./running.ts";
export type { EngineEvent, EngineLog } from "./supervise.ts";

export interface EnginesOptions {
  /** The data folder; made when absent. */
  readonly home: string;
  readonly databaseUrl?: string | undefined;
  readonly clickhouseUrl?: string | undefined;
  readonly log: EngineLog;
  /** Told when an embedded engine dies, comes back at the same address, or does not. */
  readonly onEvent?: ((event: EngineEvent) => void) | undefined;
  /** Where data and programs go that the user of PostgreSQL must reach; /var/lib/fairground as root, else in the home. */
  readonly spareDir?: string | undefined;
  /** More PostgreSQL settings, by name. */
  readonly settings?: Readonly<Record<string, string>> | undefined;
  /** For tests: a quicker first start. */
  readonly throwaway?: boolean | undefined;
}

export interface Engines {
  readonly postgres: Readonly<{ connection: PostgresConnection }>;
  readonly clickhouse: ClickHouseConnection;
  readonly embedded: Readonly<{ postgres: boolean; clickhouse: boolean }>;
  /** Process numbers of the embedded servers as they run now, for health pages and tests. */
  pids(): Readonly<{ postgres?: number; clickhouse?: number }>;
  /** Ends the embedded engines; those of another process, and external servers, are left alone. */
  stop(): Promise<void>;
}

interface Part<C> {
  readonly connection: C;
  readonly pid?: () => number;
  stop(): Promise<void>;
}

const nothing = async (): Promise<void> => undefined;

/**
 * Starts both engines for one home, or connects to external ones, and keeps the embedded ones up until `stop`. Throws
 * HomeInUse when another process runs this home, and an Error with a plain sentence for everything else; what was
 * started by then is stopped.
 */
export async function startEngines(o: EnginesOptions): Promise<Engines> {
  const home = path.resolve(o.home);
  // with both servers elsewhere there is nothing to fight over: any number of processes may share a home
  const own = o.databaseUrl === undefined || o.clickhouseUrl === undefined;
  const unlock = await takeHome(home, own);
  const started = await Promise.allSettled([openPostgres(home, o), openClickHouse(home, o)]);
  const [postgres, clickhouse] = started;
  if (postgres.status === "rejected" || clickhouse.status === "rejected") {
    await Promise.all(started.map((part) => (part.status === "fulfilled" ? part.value.stop() : undefined)));
    unlock();
    throw started.find((part) => part.status === "rejected")?.reason;
  }
  const facts = {
    postgres: { connection: postgres.value.connection },
    clickhouse: clickhouse.value.connection,
    embedded: { postgres: postgres.value.pid !== undefined, clickhouse: clickhouse.value.pid !== undefined },
  };
  if (own) writeRunning(home, { pid: process.pid, ...facts });
  let stopped: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    if (own) removeRunning(home);
    await Promise.all([postgres.value.stop(), clickhouse.value.stop()]);
    unlock();
  };
  return {
    ...facts,
    pids: () => ({
      ...(postgres.value.pid && { postgres: postgres.value.pid() }),
      ...(clickhouse.value.pid && { clickhouse: clickhouse.value.pid() }),
    }),
    stop: () => (stopped ??= stop()),
  };
}

async function takeHome(home: string, lock: boolean): Promise<() => void> {
  try {
    // open to others, so that the user of PostgreSQL gets through; the engines keep their own folders closed
    if (mkdirSync(home, { recursive: true }) !== undefined) chmodSync(home, 0o755);
    return lock ? await lockHome(home) : () => undefined;
  } catch (error) {
    if (error instanceof HomeInUse) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`The data folder ${home} cannot be used by this user (${why}): set FAIRGROUND_HOME.`, {
      cause: error,
    });
  }
}

/** The engines that another process runs on this home, for the command line; undefined when none does. */
export function attachEngines(home: string): Engines | undefined {
  const running = readRunning(path.resolve(home));
  if (running === undefined) return undefined;
  const { postgres, clickhouse, embedded } = running;
  return { postgres, clickhouse, embedded, pids: () => ({}), stop: nothing };
}

async function openPostgres(home: string, o: EnginesOptions): Promise<Part<PostgresConnection>> {
  if (o.databaseUrl !== undefined) {
    await checkExternal(o.databaseUrl);
    return { connection: { connectionString: o.databaseUrl }, stop: nothing };
  }
  const spareDir = o.spareDir ?? defaultSpareDir(home);
  const place = postgresPlace(home, spareDir);
  const options = {
    dataDir: place.dataDir,
    spareDir,
    throwaway: o.throwaway === true,
    ...(o.settings && { settings: o.settings }),
  };
  const server = await keepUp<RunningPostgres>("postgres", o, () => startPostgres(options));
  const note = place.keep();
  if (note !== undefined) o.log.warn(note);
  const connection = { ...server.current.ownerUrlParts, user: APP_ROLE, database: APP_ROLE };
  return { connection, pid: () => server.current.pid, stop: () => server.stop() };
}

async function openClickHouse(home: string, o: EnginesOptions): Promise<Part<ClickHouseConnection>> {
  if (o.clickhouseUrl !== undefined) return { connection: await connectClickHouse(o.clickhouseUrl), stop: nothing };
  const options = { dataDir: path.join(home, "clickhouse"), backupDir: path.join(home, "backup") };
  const server = await keepUp<RunningClickHouse>("clickhouse", o, (before) =>
    startClickHouse(before === undefined ? options : { ...options, again: before }),
  );
  const { url, username, password, database } = server.current;
  return {
    connection: { url, username, password, database },
    pid: () => server.current.pid,
    stop: () => server.stop(),
  };
}

function keepUp<T extends Server>(
  engine: EngineEvent["engine"],
  o: EnginesOptions,
  start: (before: T | undefined) => Promise<T>,
) {
  return supervise<T>(start, (kind, detail) => {
    if (kind === "restarted") o.log.info(`${engine} serves again: ${detail}`);
    else o.log.warn(`${engine} ${kind}: ${detail}`);
    o.onEvent?.({ engine, kind, detail });
  });
}
