import { spawn, type ChildProcess } from "node:child_process";
import { randomBytes, randomInt } from "node:crypto";
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import {
  CLICKHOUSE_DATABASE,
  CLICKHOUSE_USER,
  configXml,
  queryMemoryCap_bytes,
  usersXml,
} from "./clickhouse-config.ts";
import { give, ownerIds, privateDir } from "./users.ts";
import { endChild, engineEnv, Tail, type Ids } from "./process.ts";

export interface ClickHouseConnection {
  readonly url: string;
  readonly username: string;
  readonly password: string;
  readonly database: string;
}

export interface ClickHouseOptions {
  readonly dataDir: string;
  /** Where BACKUP may write. */
  readonly backupDir?: string;
  /** After a crash: the address and password to come back with, so that nobody has to be told new ones. */
  readonly again?: ClickHouseConnection;
}

export interface RunningClickHouse extends ClickHouseConnection {
  readonly pid: number;
  /** Called once when the server ends without `stop`, with the end of what it said. */
  onExit(listener: (lastWords: string) => void): void;
  stop(): Promise<void>;
}

const CHILD = fileURLToPath(new URL("clickhouse-child.ts", import.meta.url));
const READY_LIMIT_MS = 120_000;
const START_TRIES = 12;
// below the range the system takes for outgoing connections, so a port stays ours to come back to after a crash
const PORT_FIRST = 18_000;
const PORT_LAST = 32_000;

function assertAvailable(): void {
  try {
    createRequire(import.meta.url).resolve("@chdb/lib-linux-x64-gnu/package.json");
  } catch {
    throw new Error(
      `There is no embedded ClickHouse for ${process.platform}-${process.arch} in node_modules: this platform needs ` +
        "CLICKHOUSE_URL, the address of a ClickHouse server (http://user:password@host:8123/database).",
    );
  }
}

/**
 * Starts ClickHouse on a folder as a server that only this machine reaches and only the user `app` may use, with a
 * password that is new at each start. Acknowledged inserts survive the death of the process. Throws with its last words.
 */
export async function startClickHouse(o: ClickHouseOptions): Promise<RunningClickHouse> {
  assertAvailable();
  const dataDir = path.resolve(o.dataDir);
  const ids = ownerIds(dataDir);
  const password = o.again?.password ?? randomBytes(24).toString("hex");
  const configFile = writeConfig(dataDir, o.backupDir, password, ids);
  const args = [`--path=${path.join(dataDir, "data")}`, `--config-file=${configFile}`, "--listen_host=127.0.0.1"];
  for (let attempt = 1; ; attempt += 1) {
    const port = o.again === undefined ? await freePort() : Number(new URL(o.again.url).port);
    const connection = {
      url: `http://127.0.0.1:${port}`,
      username: CLICKHOUSE_USER,
      password,
      database: CLICKHOUSE_DATABASE,
    };
    try {
      return await launch([...args, `--http_port=${port}`], connection, dataDir, ids);
    } catch (error) {
      if (attempt >= START_TRIES || !mayPass(error)) throw error;
      await sleep(50 * attempt);
    }
  }
}

/** A port taken by another program meanwhile, or a server of a killed application that has not let go of its files yet. */
function mayPass(error: unknown): boolean {
  const words = error instanceof Error ? error.message : "";
  return /Address already in use|Listen \[.*failed|AUTHENTICATION_FAILED|Cannot lock file/.test(words);
}

function writeConfig(dataDir: string, backupDir: string | undefined, password: string, ids: Ids): string {
  privateDir(dataDir, ids);
  privateDir(path.join(dataDir, "data"), ids);
  if (backupDir !== undefined) privateDir(backupDir, ids);
  const usersFile = path.join(dataDir, "users.xml");
  const configFile = path.join(dataDir, "config.xml");
  writeFileSync(usersFile, usersXml(password, queryMemoryCap_bytes()), { mode: 0o600 });
  writeFileSync(configFile, configXml(usersFile, backupDir), { mode: 0o600 });
  give(usersFile, ids);
  give(configFile, ids);
  return configFile;
}

/** A port nobody listens on at this moment; the engine says so when somebody else was faster. */
async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const port = randomInt(PORT_FIRST, PORT_LAST);
    const free = await new Promise<boolean>((resolve) => {
      const probe = createServer();
      probe.once("error", () => resolve(false));
      probe.listen({ port, host: "127.0.0.1", exclusive: true }, () => probe.close(() => resolve(true)));
    });
    if (free) return port;
  }
  throw new Error(`No free port between ${PORT_FIRST} and ${PORT_LAST} on 127.0.0.1 for ClickHouse.`);
}

async function launch(
  args: readonly string[],
  connection: ClickHouseConnection,
  dataDir: string,
  ids: Ids,
): Promise<RunningClickHouse> {
  const child = spawn(process.execPath, [CHILD, ...args], {
    ...ids,
    env: { ...engineEnv, HOME: dataDir },
    cwd: dataDir,
    detached: true,
    stdio: ["pipe", "ignore", "pipe"],
  });
  const tail = new Tail();
  child.stdin.on("error", () => undefined); // a child that is gone is reported by "exit"
  child.on("error", (error) => tail.add(error.message));
  child.stderr.setEncoding("utf8").on("data", (text: string) => tail.add(text));
  const running = handle(child, tail, connection);
  try {
    await ready(child, connection);
    return running;
  } catch (error) {
    await running.stop();
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`ClickHouse did not start on ${dataDir}: ${why}. Its last words: ${tail.text || "none"}`, {
      cause: error,
    });
  }
}

/** Waits for our own server: another one that took the port meanwhile does not know our password. */
async function ready(child: ChildProcess, connection: ClickHouseConnection): Promise<void> {
  const end = performance.now() + READY_LIMIT_MS;
  const { promise: closed, resolve: close } = Promise.withResolvers<string>();
  child.once("close", (code, by) => close(`it ended with ${by ?? `code ${code}`}`));
  const fault = (): string | undefined => {
    if (child.pid === undefined) return "the program could not be run";
    return performance.now() > end ? `not ready after ${READY_LIMIT_MS / 1000} s` : undefined;
  };
  for (;;) {
    const why = fault() ?? (await Promise.race([closed, tryPing(connection)]));
    if (why === "up") break;
    if (why !== undefined) throw new Error(why);
    await sleep(20);
  }
  await statement(connection, `CREATE DATABASE IF NOT EXISTS ${connection.database} ENGINE = Atomic`);
}

async function tryPing(connection: ClickHouseConnection): Promise<"up" | undefined> {
  try {
    const reply = await fetch(`${connection.url}/ping`, { signal: AbortSignal.timeout(5_000) });
    return (await reply.text()).startsWith("Ok.") ? "up" : undefined;
  } catch {
    return undefined;
  }
}

async function statement(connection: ClickHouseConnection, sql: string): Promise<void> {
  const headers = { "X-ClickHouse-User": connection.username, "X-ClickHouse-Key": connection.password };
  const reply = await fetch(connection.url, {
    method: "POST",
    body: sql,
    headers,
    signal: AbortSignal.timeout(30_000),
  });
  const text = await reply.text();
  if (!reply.ok) throw new Error(text.slice(0, 500));
}

function handle(child: ChildProcess, tail: Tail, connection: ClickHouseConnection): RunningClickHouse {
  let stopping = false;
  let ended = false;
  const listeners: Array<(lastWords: string) => void> = [];
  child.once("exit", () => {
    ended = true;
    if (!stopping) for (const listener of listeners) listener(tail.text);
  });
  return {
    ...connection,
    pid: child.pid ?? 0,
    onExit(listener) {
      if (ended && !stopping) listener(tail.text);
      else listeners.push(listener);
    },
    async stop() {
      stopping = true;
      if (child.pid !== undefined) await endChild(child, 10_000, () => child.kill("SIGTERM"));
    },
  };
}
