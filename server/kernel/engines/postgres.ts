import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, rmdirSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { prepareDatabase } from "./postgres-admin.ts";
import { postgresBinaries } from "./postgres-binaries.ts";
import { createCluster } from "./postgres-cluster.ts";
import { endLeftover, serverPid } from "./postgres-leftover.ts";
import { canEnter, endChild, engineEnv, signal, Tail, type Ids } from "./process.ts";
import { postgresIds, socketDir } from "./users.ts";

export interface PostgresOptions {
  readonly dataDir: string;
  /** Where the programs are copied to when the server's user cannot enter the checkout. */
  readonly spareDir: string;
  readonly settings?: Readonly<Record<string, string>>;
  /** For tests: the prepared data folder is copied from one that is kept in the temporary folder. */
  readonly throwaway?: boolean;
}

export interface RunningPostgres {
  /** What a client needs: the folder of the unix socket, and the number in the socket's name. */
  readonly ownerUrlParts: Readonly<{ host: string; port: number }>;
  /** The process number of the server itself, not of its watchdog. */
  readonly pid: number;
  /** Called once when the server ends without `stop`, with the end of what it said. */
  onExit(listener: (lastWords: string) => void): void;
  /** Fast shutdown: open transactions are rolled back, everything committed is on disk. */
  stop(): Promise<void>;
}

const PORT = 5432; // only a part of the socket's name: no TCP port is opened
const READY_LIMIT_MS = 120_000; // crash recovery of 4 GB of log on a slow disk
const STOP_LIMIT_MS = 30_000; // then at once: crash recovery makes it good at the next start
const START_TRIES = 4;

// The shell waits on the server, so its end is seen at once; the reader waits on our pipe, so our end (even by kill -9)
// is seen at once and becomes a fast shutdown. Ctrl-C belongs to the application alone.
const WATCHDOG = `
exec 3<&0
"$0" "$@" </dev/null 3<&- & P=$!
( while read -r _ <&3; do :; done; kill -INT $P ) & W=$!
exec 3<&-
trap '' INT TERM HUP
wait $P; S=$?
kill $W 2>/dev/null
exit $S`;

const baseSettings: Readonly<Record<string, string>> = {
  shared_buffers: "256MB",
  max_wal_size: "4GB",
  synchronous_commit: "on",
  max_connections: "100",
  timezone: "UTC",
  log_timezone: "UTC",
  log_min_messages: "log", // an ERROR goes to its client; the server's own log keeps what concerns the server
};

/**
 * Starts PostgreSQL on a folder, making a new cluster when there is none, and sees to the role and database
 * `fairground`. The role is an ordinary one, so row-level security holds for it. Throws with the server's last words.
 */
export async function startPostgres(o: PostgresOptions): Promise<RunningPostgres> {
  const dataDir = path.resolve(o.dataDir);
  const ids = postgresIds(dataDir);
  const { bin, version } = postgresBinaries(ids, o.spareDir);
  if (!existsSync(path.join(dataDir, "PG_VERSION")))
    await createCluster(dataDir, bin, version, ids, o.throwaway === true);
  if (!canEnter(dataDir, ids)) throw new Error(closedTo(dataDir, ids));
  const host = socketDir(dataDir, ids);
  const args = flags({
    ...baseSettings,
    ...o.settings,
    port: String(PORT),
    listen_addresses: "",
    unix_socket_directories: host,
  });
  const launch = (): Promise<Launched> => launchServer(bin, dataDir, args, ids);
  const { child, tail } = await withRetry(dataDir, launch);
  const running = handle(child, tail, host, serverPid(dataDir));
  try {
    await prepareDatabase(running.ownerUrlParts);
    return running;
  } catch (error) {
    await running.stop();
    throw error;
  }
}

function closedTo(dataDir: string, ids: Ids): string {
  if (ids.uid === undefined)
    return `The folder ${dataDir} belongs to another user; start as that user or set FAIRGROUND_HOME.`;
  return (
    `The user number ${ids.uid} that runs PostgreSQL cannot enter ${dataDir}: let it through (chmod o+x on each ` +
    "folder above), or set FAIRGROUND_HOME to another place."
  );
}

interface Launched {
  readonly child: ChildProcess;
  readonly tail: Tail;
}

function flags(settings: Readonly<Record<string, string>>): string[] {
  return Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}

/** Starts the server process; resolves when it accepts connections. */
function launchServer(bin: string, dataDir: string, args: readonly string[], ids: Ids): Promise<Launched> {
  const child = spawn("/bin/sh", ["-c", WATCHDOG, path.join(bin, "postgres"), "-D", dataDir, ...args], {
    ...ids,
    env: engineEnv,
    cwd: dataDir,
    detached: true,
    stdio: ["pipe", "ignore", "pipe"],
  });
  const tail = new Tail();
  child.stdin.on("error", () => undefined); // a watchdog that is gone is reported by "exit"
  child.stderr.setEncoding("utf8").on("data", (text: string) => tail.add(text));
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      clearTimeout(timer);
      child
        .off("exit", onExit)
        .off("error", fail)
        .on("error", () => undefined);
      child.stderr.off("data", onData);
    };
    const fail = (why: Error): void => {
      settle();
      child.stdin.end();
      const words = tail.text || "none";
      reject(new Error(`PostgreSQL did not start on ${dataDir}: ${why.message}. Its last words: ${words}`));
    };
    const onExit = (code: number | null, by: string | null): void => fail(new Error(`it ended with ${by ?? code}`));
    const onData = (): void => {
      if (!tail.text.includes("ready to accept connections")) return;
      settle();
      resolve({ child, tail });
    };
    const timer = setTimeout(() => fail(new Error(`not ready after ${READY_LIMIT_MS / 1000} s`)), READY_LIMIT_MS);
    child.on("error", fail).on("exit", onExit);
    child.stderr.on("data", onData);
  });
}

/** After kill -9 of a server its children need a moment to let go of the memory they share: try again then. */
async function withRetry(dataDir: string, launch: () => Promise<Launched>): Promise<Launched> {
  for (let attempt = 1; ; attempt += 1) {
    await endLeftover(dataDir);
    try {
      return await launch();
    } catch (error) {
      const words = error instanceof Error ? error.message : "";
      const busy = /shared memory block .* still in use|lock file .* already exists/s.test(words);
      if (!busy || attempt >= START_TRIES) throw error;
      await sleep(250 * attempt);
    }
  }
}

function handle(child: ChildProcess, tail: Tail, host: string, pid: number): RunningPostgres {
  let stopping = false;
  let ended = false;
  const listeners: Array<(lastWords: string) => void> = [];
  child.once("exit", () => {
    ended = true;
    child.stdin?.destroy(); // when only the shell was killed, its reader now ends the server
    if (!stopping) for (const listener of listeners) listener(tail.text);
  });
  return {
    ownerUrlParts: { host, port: PORT },
    pid,
    onExit(listener) {
      if (ended && !stopping) listener(tail.text);
      else listeners.push(listener);
    },
    async stop() {
      stopping = true;
      await endChild(child, STOP_LIMIT_MS, () => signal(pid, "SIGQUIT"));
      try {
        rmdirSync(host);
      } catch {
        // another start is using it already
      }
    },
  };
}
