import type { Clock } from "./clock.ts";
import { systemClock } from "./clock.ts";
import type { Config } from "./config.ts";
import type { Authenticate } from "./http/server.ts";
import type { Endpoint } from "./http/endpoint.ts";
import type { Job } from "./jobs.ts";
import { closeJobs, openJobs } from "./jobs.ts";
import type { Logger } from "./log.ts";
import type { Loop } from "./loops.ts";
import { startLoop, stopLoops } from "./loops.ts";
import { migrate } from "./migrate.ts";
import type { OlapConnection } from "./olap.ts";
import { closeOlap, olapReady, openOlap } from "./olap.ts";
import type { PostgresConnection } from "./tx.ts";
import { closePostgres, openPostgres, withClient } from "./tx.ts";

/** What a module brings to the whole; `home` is its folder (`import.meta.dirname`), where its migrations lie. */
export type Module = {
  readonly name: string;
  readonly home: string;
  readonly endpoints?: readonly Endpoint[];
  readonly jobs?: readonly Job[];
  readonly loops?: readonly Loop[];
  /** Called once after migrations, before anything is served (warm caches, register subscribers). */
  readonly open?: (kernel: Kernel) => Promise<void>;
  readonly close?: () => Promise<void>;
  readonly authenticate?: Authenticate;
};
export type Kernel = { readonly config: Config; readonly log: Logger };
type OpenOptions = {
  readonly clock?: Clock;
  readonly work?: boolean;
  /** Where the job queue lives; servers of one database that must not take each other's jobs name their own. */
  readonly jobsSchema?: string;
};
export type Connections = { readonly postgres: PostgresConnection; readonly clickhouse: OlapConnection };

/** Opens both engines for this process and brings them to the newest shape; the rest of the code then uses inTx and olapRows. */
export async function openKernel(
  kernel: Kernel,
  connections: Connections,
  modules: readonly Module[],
  options: OpenOptions = {},
): Promise<void> {
  const { config, log } = kernel;
  openPostgres(connections.postgres, config.POOL_SIZE, options.clock ?? systemClock);
  openOlap(connections.clickhouse, log);
  await migrate([{ name: "kernel", home: import.meta.dirname }, ...modules], config.CLICKHOUSE_CLUSTER);
  const jobs = modules.flatMap((m) => m.jobs ?? []);
  await openJobs(connections.postgres, jobs, log, options.work === true, options.jobsSchema ?? "jobs");
  for (const m of modules) await m.open?.(kernel);
  if (options.work === true) for (const loop of modules.flatMap((m) => m.loops ?? [])) startLoop(loop, log);
}
export async function closeKernel(modules: readonly Module[]): Promise<void> {
  await stopLoops();
  await closeJobs();
  for (const m of [...modules].reverse()) await m.close?.();
  await closeOlap();
  await closePostgres();
}
/** Both engines answer. */
export async function ready(): Promise<boolean> {
  try {
    await withClient((c) => c.query("SELECT 1"));
    return await olapReady();
  } catch {
    return false;
  }
}
