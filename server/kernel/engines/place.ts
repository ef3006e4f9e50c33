import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import path from "node:path";
import { canEnter } from "./process.ts";
import { postgresIds } from "./users.ts";

const NOTE = "postgres.place";

/** A folder for what the user of PostgreSQL must reach and the checkout or the home does not let through. */
export function defaultSpareDir(home: string): string {
  return process.getuid?.() === 0 ? "/var/lib/fairground" : path.join(home, "programs");
}

export interface Place {
  readonly dataDir: string;
  /** Records a place outside the home, once there is data in it; says so in a sentence. */
  keep(): string | undefined;
}

/**
 * Where the PostgreSQL data of a home lies: in the home, unless we are root and the home is closed to the user that
 * PostgreSQL runs as; then in the spare folder under a name that follows from the home. A note in the home tells.
 */
export function postgresPlace(home: string, spareDir: string): Place {
  const note = path.join(home, NOTE);
  const inside = path.join(home, "postgres");
  const stays = { dataDir: inside, keep: () => undefined };
  if (existsSync(note)) {
    const dataDir = readFileSync(note, "utf8").trim();
    if (existsSync(path.join(dataDir, "PG_VERSION"))) return { dataDir, keep: () => undefined };
    throw new Error(`The PostgreSQL data of ${home} should lie in ${dataDir} (says ${note}), but is not there.`);
  }
  if (existsSync(path.join(inside, "PG_VERSION")) || canEnter(home, postgresIds(home))) return stays;
  const key = createHash("sha256").update(realpathSync(home)).digest("hex").slice(0, 12);
  mkdirSync(spareDir, { recursive: true, mode: 0o755 });
  chmodSync(spareDir, 0o755);
  const dataDir = path.join(spareDir, `postgres-data-${key}`);
  return {
    dataDir,
    keep() {
      writeFileSync(note, `${dataDir}\n`);
      return `The PostgreSQL data lies in ${dataDir}, because the user it runs as cannot enter ${home}; ${note} says so too.`;
    },
  };
}
