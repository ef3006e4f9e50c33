import { PgBoss, fromKysely } from "pg-boss";
import type { Logger } from "./log.ts";
import { notFound } from "./errors.ts";
import { newId } from "./ids.ts";
import type { Scope } from "./scope.ts";
import { systemScope } from "./scope.ts";
import type { Owned, PostgresConnection, Tx } from "./tx.ts";
import { inTx } from "./tx.ts";

export type JobState = "queued" | "running" | "done" | "failed" | "cancelled";
type JobRow = {
  id: string;
  platform_id: number;
  brand_id: number | null;
  name: string;
  state: JobState;
  done: number;
  total: number | null;
  note: string | null;
  result: unknown;
  cancel: boolean;
  created_at: Date;
  finished_at: Date | null;
};
type Tables = Owned<"kernel", { job: JobRow }>;

/** What a running job may do: report progress and ask whether somebody cancelled it. */
export type JobRun = {
  readonly id: string;
  readonly scope: Scope;
  readonly log: Logger;
  /** Records progress; throws JobCancelled when somebody asked to stop. */
  progress(done: number, total?: number, note?: string): Promise<void>;
};
export class JobCancelled extends Error {}

/** Background work by name. `every` is a cron line (minute grain) for scheduled work in system scope. */
export type Job = {
  readonly name: string;
  readonly every?: string;
  readonly run: (data: Readonly<Record<string, unknown>>, run: JobRun) => Promise<unknown>;
};

let boss: PgBoss | undefined;

export async function openJobs(
  connection: PostgresConnection,
  jobs: readonly Job[],
  log: Logger,
  work: boolean,
  schema: string,
): Promise<void> {
  boss = new PgBoss({ ...connection, schema, max: 3, supervise: work, schedule: work });
  boss.on("error", (error) => log.warn({ err: error }, "jobs"));
  await boss.start();
  for (const job of jobs) {
    await boss.createQueue(job.name);
    if (!work) continue;
    if (job.every !== undefined) await boss.schedule(job.name, job.every);
    await boss.work<Record<string, unknown>>(job.name, { pollingIntervalSeconds: 1 }, async ([taken]) => {
      if (taken) await runOne(job, taken.data ?? {}, log);
    });
  }
}
export async function closeJobs(): Promise<void> {
  const was = boss;
  boss = undefined;
  await was?.stop({ graceful: true, timeout: 10_000 });
}

/** Queues a job in the same transaction as the change that asks for it. Returns its id for progress and cancel. */
export async function enqueue(tx: Tx, name: string, data: Readonly<Record<string, unknown>>): Promise<string> {
  if (!boss) throw new Error("jobs are not open");
  const id = newId();
  const scope = tx.scope.kind === "system" ? undefined : tx.scope;
  await tx
    .as<Tables>()
    .insertInto("kernel.job")
    .values({
      id,
      platform_id: scope?.platform ?? 0,
      brand_id: scope?.kind === "brand" ? scope.brand : null,
      name,
      state: "queued",
      done: 0,
      total: null,
      note: null,
      result: null,
      cancel: false,
      created_at: tx.now(),
      finished_at: null,
    })
    .execute();
  await boss.send(name, { ...data, jobId: id, scope: tx.scope }, { db: fromKysely(tx.as<object>()) });
  return id;
}

export async function jobStatus(tx: Tx, id: string): Promise<Omit<JobRow, "platform_id" | "brand_id" | "cancel">> {
  const row = await tx.as<Tables>().selectFrom("kernel.job").selectAll().where("id", "=", id).executeTakeFirst();
  if (!row) throw notFound("The job");
  const { platform_id: _p, brand_id: _b, cancel: _c, ...shown } = row;
  return shown;
}
export async function cancelJob(tx: Tx, id: string): Promise<void> {
  const changed = await tx
    .as<Tables>()
    .updateTable("kernel.job")
    .set({ cancel: true })
    .where("id", "=", id)
    .where("state", "in", ["queued", "running"])
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) await jobStatus(tx, id);
}

async function runOne(job: Job, data: Record<string, unknown>, log: Logger): Promise<void> {
  const id = typeof data.jobId === "string" ? data.jobId : undefined;
  const scope = isScope(data.scope) ? data.scope : systemScope;
  const set = (change: Partial<JobRow>) => (id === undefined ? Promise.resolve(undefined) : mark(id, change));
  const run: JobRun = {
    id: id ?? newId(),
    scope,
    log,
    async progress(done, total, note) {
      const row = await set({
        done,
        ...(total === undefined ? {} : { total }),
        ...(note === undefined ? {} : { note }),
      });
      if (row?.cancel) throw new JobCancelled(job.name);
    },
  };
  try {
    const row = await set({ state: "running" });
    if (row?.cancel) throw new JobCancelled(job.name);
    const result = await job.run(data, run);
    await set({ state: "done", finished_at: new Date(), result: result === undefined ? null : JSON.stringify(result) });
  } catch (error) {
    const cancelled = error instanceof JobCancelled;
    const note = error instanceof Error ? error.message.slice(0, 500) : String(error).slice(0, 500);
    await set({ state: cancelled ? "cancelled" : "failed", finished_at: new Date(), note });
    if (!cancelled) {
      log.error({ err: error, job: job.name }, "job failed");
      throw error;
    }
  }
}
const mark = (id: string, change: Partial<JobRow>) =>
  inTx(systemScope, (tx) =>
    tx.as<Tables>().updateTable("kernel.job").set(change).where("id", "=", id).returning("cancel").executeTakeFirst(),
  );
function isScope(value: unknown): value is Scope {
  return typeof value === "object" && value !== null && "kind" in value;
}
