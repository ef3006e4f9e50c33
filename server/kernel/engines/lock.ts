import { closeSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startTicks } from "./process.ts";
import { give, ownerIds } from "./users.ts";

const FILE = "app.lock";
const SETTLE_MS = 200;

interface Holder {
  readonly pid: number;
  readonly start: string;
}

/** The process that runs the engines of this home; undefined when nobody does (what a killed one left does not count). */
export function holderOf(home: string): number | undefined {
  const holder = read(path.join(home, FILE));
  return holder !== undefined && startTicks(holder.pid) === holder.start ? holder.pid : undefined;
}

/** Somebody else runs the engines of this home already. */
export class HomeInUse extends Error {
  override readonly name = "HomeInUse";

  constructor(home: string, pid: number | undefined) {
    const who = pid === undefined ? "another process" : `process ${pid}`;
    super(`Fairground already runs on ${home} (${who}). Stop it first, or set FAIRGROUND_HOME to another folder.`);
  }
}

/**
 * Takes the home for this process; returns what gives it back. Throws HomeInUse when a living process holds it. After
 * kill -9 the file of the dead process is replaced; when two starters do so at once, the later one wins and the other
 * sees it after a short wait.
 */
export async function lockHome(home: string): Promise<() => void> {
  mkdirSync(home, { recursive: true });
  const file = path.join(home, FILE);
  const own: Holder = { pid: process.pid, start: startTicks(process.pid) ?? "unknown" };
  if (!create(file, own)) {
    const other = holderOf(home);
    if (other !== undefined) throw new HomeInUse(home, other);
    const beside = `${file}.${process.pid}`;
    rmSync(beside, { force: true });
    create(beside, own);
    renameSync(beside, file);
    await sleep(SETTLE_MS);
    if (read(file)?.pid !== own.pid) throw new HomeInUse(home, read(file)?.pid);
  }
  give(file, ownerIds(home));
  return () => {
    if (read(file)?.pid === own.pid) rmSync(file, { force: true });
  };
}

function create(file: string, holder: Holder): boolean {
  try {
    const handle = openSync(file, "wx", 0o644);
    writeSync(handle, JSON.stringify(holder));
    closeSync(handle);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

function read(file: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Holder;
  } catch {
    return undefined; // absent, or cut off by a crash: nobody holds it
  }
}
