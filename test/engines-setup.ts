import { randomBytes } from "node:crypto";
import { chmodSync, lstatSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { createDatabase, dropDatabase, homeHolder, startEngines } from "#kernel";

const PREFIX = "fairground-test-";
const log = { info: () => undefined, warn: (text: string) => process.stderr.write(`${text}\n`) };

/** Starts both engines once for a run, or opens fresh databases on external ones; everything is removed at the end. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const databaseUrl = process.env.TEST_DATABASE_URL ?? process.env.DATABASE_URL;
  const clickhouseUrl = process.env.TEST_CLICKHOUSE_URL ?? process.env.CLICKHOUSE_URL;
  removeAbandoned();
  const home = mkdtempSync(path.join(tmpdir(), PREFIX));
  chmodSync(home, 0o711); // the user that PostgreSQL runs as must pass through
  const fresh = databaseUrl === undefined ? undefined : await freshDatabase(databaseUrl);
  const ownClickHouse = clickhouseUrl === undefined ? undefined : freshClickHouse(clickhouseUrl);
  const remove = async (): Promise<void> => {
    await fresh?.drop();
    await ownClickHouse?.drop();
    rmSync(home, { recursive: true, force: true });
  };
  try {
    const engines = await startEngines({
      home,
      log,
      throwaway: true,
      databaseUrl: fresh?.url,
      clickhouseUrl: ownClickHouse?.url,
    });
    project.provide("engines", { postgres: engines.postgres.connection, clickhouse: engines.clickhouse });
    return async () => {
      await engines.stop();
      await remove();
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Homes of runs that were killed: their engines are gone, their files are not. */
function removeAbandoned(): void {
  for (const name of readdirSync(tmpdir())) {
    if (!name.startsWith(PREFIX)) continue;
    const home = path.join(tmpdir(), name);
    const found = lstatSync(home, { throwIfNoEntry: false });
    const young = found === undefined || Date.now() - found.mtimeMs < 60_000; // may just be starting
    if (young || !found.isDirectory() || found.uid !== process.getuid?.() || homeHolder(home) !== undefined) continue;
    rmSync(home, { recursive: true, force: true });
  }
}

const freshName = (): string => `fairground_test_${randomBytes(5).toString("hex")}`;

async function freshDatabase(text: string): Promise<{ url: string; drop: () => Promise<void> }> {
  const name = freshName();
  const url = new URL(text);
  await createDatabase({ connectionString: text }, name);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => dropDatabase({ connectionString: text }, name) };
}

function freshClickHouse(text: string): { url: string; drop: () => Promise<void> } {
  const url = new URL(text);
  const headers = {
    "X-ClickHouse-User": decodeURIComponent(url.username),
    "X-ClickHouse-Key": decodeURIComponent(url.password),
  };
  const name = freshName();
  url.pathname = `/${name}`;
  const drop = async (): Promise<void> => {
    await fetch(url.origin, { method: "POST", headers, body: `DROP DATABASE IF EXISTS ${name} SYNC` });
  };
  return { url: url.href, drop };
}
