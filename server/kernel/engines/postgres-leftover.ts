import { existsSync, readFileSync, readdirSync, readlinkSync, realpathSync, rmSync } from "node:fs";
import path from "node:path";
import { signal, startTicks, until, workingDir } from "./process.ts";

const END_LIMIT_MS = 60_000;
const QUICK_LIMIT_MS = 5_000;

/** The process number in the server's own file. */
export function serverPid(dataDir: string): number {
  return Number(readFileSync(path.join(dataDir, "postmaster.pid"), "utf8").split("\n")[0]);
}

/**
 * Ends what an earlier run left on our folder: a server is asked for a fast shutdown; the busy backends of a server that
 * was killed, which go on by themselves, are ended at once. A number in the pid file that belongs to somebody else by now
 * (common after a container restart) would keep PostgreSQL from starting: that file is removed. The caller holds the
 * application's lock, so nobody can be using the folder rightfully.
 */
export async function endLeftover(dataDir: string): Promise<void> {
  if (!existsSync(dataDir)) return;
  const where = realpathSync(dataDir);
  await endServer(dataDir, where);
  await endBackends(where);
}

async function endServer(dataDir: string, where: string): Promise<void> {
  const file = path.join(dataDir, "postmaster.pid");
  if (!existsSync(file)) return;
  const pid = serverPid(dataDir);
  if (!Number.isInteger(pid) || pid < 2 || startTicks(pid) === undefined) return;
  const there = workingDir(pid);
  if (there === undefined) return; // not ours to look at: PostgreSQL itself knows that it cannot be its own
  if (there !== where) {
    rmSync(file, { force: true });
    return;
  }
  signal(pid, "SIGINT");
  if (await until(() => workingDir(pid) !== where, END_LIMIT_MS)) return;
  throw new Error(`An earlier PostgreSQL (process ${pid}) still holds ${dataDir} and does not end; end it by hand.`);
}

async function endBackends(where: string): Promise<void> {
  const left = (): readonly number[] => processesIn(where);
  for (const how of ["SIGQUIT", "SIGKILL"] as const) {
    for (const pid of left()) signal(pid, how);
    if (await until(() => left().length === 0, QUICK_LIMIT_MS)) return;
  }
}

/** PostgreSQL processes that work in this folder; each of them does so all its life. */
function processesIn(where: string): readonly number[] {
  if (process.platform !== "linux") return [];
  const numbers = readdirSync("/proc").map(Number).filter(Number.isInteger);
  return numbers.filter((pid) => workingDir(pid) === where && isPostgres(pid));
}

function isPostgres(pid: number): boolean {
  try {
    return /\/postgres( \(deleted\))?$/.test(readlinkSync(`/proc/${pid}/exe`));
  } catch {
    return false;
  }
}
