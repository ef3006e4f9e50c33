import { createHash } from "node:crypto";
import { chmodSync, chownSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { canEnter, type Ids } from "./process.ts";

// the kernel takes 107 bytes for a socket path; PostgreSQL adds "/.s.PGSQL.5432.lock"
const SOCKET_DIR_BYTES_MAX = 80;

const asRoot = (): boolean => process.getuid?.() === 0;

/** As root: the owner of what already stands at `place`, when that is an ordinary user. Otherwise nothing to change. */
export function ownerIds(place: string): Ids {
  if (!asRoot()) return {};
  try {
    const { uid, gid } = statSync(place);
    return uid === 0 ? {} : { uid, gid };
  } catch {
    return {};
  }
}

/** PostgreSQL refuses to run as root: then it runs as the owner of its data, or as `nobody` for new data. */
export function postgresIds(dataDir: string): Ids {
  if (!asRoot()) return {};
  const owner = ownerIds(dataDir);
  if (owner.uid !== undefined) return owner;
  const rows = readFileSync("/etc/passwd", "utf8").split("\n");
  const nobody = rows.map((row) => row.split(":")).find((fields) => fields[0] === "nobody");
  if (!nobody)
    throw new Error("Started as root, PostgreSQL needs the user nobody in /etc/passwd; start as another user.");
  return { uid: Number(nobody[2]), gid: Number(nobody[3]) };
}

/** Gives a file or folder to the user of an engine. */
export function give(place: string, ids: Ids): void {
  if (ids.uid !== undefined && ids.gid !== undefined) chownSync(place, ids.uid, ids.gid);
}

/** Makes a private folder (0700) that belongs to the user of an engine. */
export function privateDir(dir: string, ids: Ids): void {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  try {
    give(dir, ids);
    chmodSync(dir, 0o700);
  } catch (error) {
    throw new Error(`The folder ${dir} belongs to another user; start as that user or set FAIRGROUND_HOME.`, {
      cause: error,
    });
  }
}

/**
 * A short private folder for the unix socket. The name follows from the data folder, so a killed application leaves at
 * most one. A folder of that name which somebody else made is not trusted: a random name is taken then.
 */
export function socketDir(dataDir: string, ids: Ids): string {
  const key = createHash("sha256").update(dataDir).digest("hex").slice(0, 10);
  const uid = ids.uid ?? process.getuid?.();
  for (const base of [tmpdir(), "/tmp", "/var/tmp"]) {
    const dir = path.join(base, `fg-${key}`);
    if (Buffer.byteLength(dir) > SOCKET_DIR_BYTES_MAX || !canEnter(base, ids)) continue;
    try {
      mkdirSync(dir, { mode: 0o700 });
      give(dir, ids);
      return dir;
    } catch {
      const found = lstatSync(dir, { throwIfNoEntry: false });
      if (found?.isDirectory() && found.uid === uid && (found.mode & 0o077) === 0) return dir;
      if (found === undefined) continue;
    }
    const other = mkdtempSync(path.join(base, "fg-"));
    give(other, ids);
    return other;
  }
  throw new Error("No folder for the PostgreSQL socket: the temporary folder must be writable and its path short.");
}
