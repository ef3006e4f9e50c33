import { createHash } from "node:crypto";
import { chmodSync, cpSync, existsSync, lstatSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { run, type Ids } from "./process.ts";
import { give, privateDir } from "./users.ts";

/** Makes a new cluster beside its place and renames it, so that a start that was cut off leaves nothing half-made. */
export async function createCluster(
  dataDir: string,
  bin: string,
  version: string,
  ids: Ids,
  throwaway: boolean,
): Promise<void> {
  if (existsSync(dataDir) && readdirSync(dataDir).length > 0) {
    throw new Error(`${dataDir} is not empty and holds no PostgreSQL data; move it away or set FAIRGROUND_HOME.`);
  }
  mkdirSync(path.dirname(dataDir), { recursive: true });
  const half = `${dataDir}.new`;
  rmSync(half, { recursive: true, force: true });
  if (throwaway) await copyTemplate(half, bin, version, ids);
  else await initialise(half, bin, ids, []);
  renameSync(half, dataDir);
}

async function initialise(dir: string, bin: string, ids: Ids, more: readonly string[]): Promise<void> {
  privateDir(dir, ids);
  const args = [
    "-D",
    dir,
    "-U",
    "postgres",
    "-A",
    "trust",
    "-E",
    "UTF8",
    "--locale-provider=builtin",
    "--locale=C.UTF-8",
  ];
  const made = await run(path.join(bin, "initdb"), [...args, ...more], ids);
  if (made.code !== 0) throw new Error(`PostgreSQL could not make its data folder ${dir}: ${made.output}`);
}

/** Copies the cluster kept for tests; makes it first when it is not there. Saves about a second per test run. */
async function copyTemplate(dir: string, bin: string, version: string, ids: Ids): Promise<void> {
  const uid = ids.uid ?? process.getuid?.() ?? 0;
  const key = createHash("sha256").update(`${version}:${uid}`).digest("hex").slice(0, 10);
  const kept = path.join(tmpdir(), `fairground-cluster-${key}`);
  const found = lstatSync(kept, { throwIfNoEntry: false });
  if (!found?.isDirectory() || found.uid !== uid) {
    const half = `${kept}.${process.pid}`;
    await initialise(half, bin, ids, ["-N"]);
    try {
      renameSync(half, kept);
    } catch {
      renameSync(half, dir); // somebody else made it meanwhile, or owns the name: keep our own
      return;
    }
  }
  privateDir(dir, ids);
  cpSync(kept, dir, { recursive: true });
  giveAll(dir, ids);
  chmodSync(dir, 0o700);
}

function giveAll(dir: string, ids: Ids): void {
  if (ids.uid === undefined) return;
  give(dir, ids);
  for (const entry of readdirSync(dir, { recursive: true, encoding: "utf8" })) give(path.join(dir, entry), ids);
}
