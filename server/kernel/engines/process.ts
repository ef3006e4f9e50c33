import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { readFileSync, readlinkSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/** The operating-system user a child process runs as; empty means "the same as we are". */
export type Ids = Readonly<{ uid?: number; gid?: number }>;

/** The whole environment an engine gets: nothing of ours (addresses, passwords, NODE_OPTIONS) reaches it. */
export const engineEnv = { PATH: "/usr/local/bin:/usr/bin:/bin", LC_ALL: "C", TZ: "UTC" };

const TAIL_CHARS_MAX = 4_000;

/** Keeps the end of what a child process wrote, so that a failure can be explained. */
export class Tail {
  #text = "";

  add(chunk: string): void {
    this.#text = (this.#text + chunk).slice(-TAIL_CHARS_MAX);
  }

  get text(): string {
    return this.#text.trim();
  }
}

/** Runs a short program to its end, without blocking the event loop. */
export function run(file: string, args: readonly string[], ids: Ids): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const tail = new Tail();
    const child = spawn(file, [...args], { ...ids, env: engineEnv, cwd: "/", stdio: ["ignore", "pipe", "pipe"] });
    child.stdout.setEncoding("utf8").on("data", (text: string) => tail.add(text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => tail.add(text));
    child.on("error", (error) => resolve({ code: -1, output: error.message }));
    child.on("close", (code) => resolve({ code: code ?? -1, output: tail.text }));
  });
}

/** Whether the user `ids` can enter the directory: every folder above it must let them through as well. */
export function canEnter(dir: string, ids: Ids): boolean {
  const test = spawnSync("/bin/sh", ["-c", 'test -d "$1" && test -x "$1"', "sh", dir], {
    ...ids,
    env: engineEnv,
    cwd: "/",
  });
  return test.status === 0;
}

/**
 * The moment a process started, in kernel clock ticks since boot, as text; undefined when there is no such process
 * (a zombie counts as gone). Number and start together name one process even after its number is used again.
 */
export function startTicks(pid: number): string | undefined {
  if (process.platform !== "linux") return signalReaches(pid) ? "unknown" : undefined;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

function signalReaches(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** The working directory of another process; undefined when it is gone or not ours to look at. */
export function workingDir(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined;
  }
}

/** Sends a signal; a process that has just gone is no error. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // already gone
  }
}

/** Waits until the condition holds; false when it did not within the limit. */
export async function until(condition: () => boolean, limit_ms: number, step_ms = 20): Promise<boolean> {
  const end = performance.now() + limit_ms;
  while (!condition()) {
    if (performance.now() > end) return false;
    await sleep(step_ms);
  }
  return true;
}

/** Ends a child by closing its standard input (its watchdog does the rest); forceful steps only when that hangs. */
export async function endChild(child: ChildProcess, limit_ms: number, force: () => void): Promise<void> {
  const gone = (): boolean => child.exitCode !== null || child.signalCode !== null;
  if (gone()) return;
  child.stdin?.end();
  if (await until(gone, limit_ms)) return;
  force();
  if (await until(gone, 10_000)) return;
  child.kill("SIGKILL");
  await until(gone, 10_000);
}
