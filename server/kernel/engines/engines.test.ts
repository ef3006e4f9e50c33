import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { attachEngines, homeHolder, HomeInUse, startEngines, type EngineEvent, type Engines } from "./index.ts";
import { lockHome } from "./lock.ts";
import { postgresIds, socketDir } from "./users.ts";
import { canEnter, startTicks, until, workingDir, type Ids } from "./process.ts";

const quiet = { info: () => undefined, warn: () => undefined };
const asRoot = process.getuid?.() === 0;
const nobody = postgresIds("/nowhere");
let home = "";
const started: Engines[] = [];
const apps: ChildProcess[] = [];

beforeEach(() => {
  home = mkdtempSync(path.join(tmpdir(), "fairground-home-"));
  chmodSync(home, 0o711);
});
afterEach(async () => {
  for (const app of apps.splice(0)) app.kill("SIGKILL");
  for (const engines of started.splice(0)) await engines.stop();
  expect(await until(() => enginesOf(home).length === 0, 20_000)).toBe(true);
  rmSync(socketDir(path.join(home, "postgres"), nobody), { recursive: true }); // killed applications leave it
  rmSync(home, { recursive: true, force: true });
});

async function start(onEvent?: (event: EngineEvent) => void): Promise<Engines> {
  const engines = await startEngines({ home, log: quiet, throwaway: true, onEvent });
  started.push(engines);
  return engines;
}

/** Every living process that works in this home: watchdogs and engines do so all their lives. */
function enginesOf(dir: string): readonly number[] {
  const numbers = readdirSync("/proc").map(Number).filter(Number.isInteger);
  return numbers.filter((pid) => workingDir(pid)?.startsWith(`${dir}/`) === true && startTicks(pid) !== undefined);
}

interface App {
  readonly process: ChildProcess;
  /** Its first line, when it runs the engines; otherwise what it said instead. */
  readonly said: string;
}

/** Another program, as `npm start` would be: starts the engines and lives on until it is ended. */
async function otherApp(ids: Ids = {}): Promise<App> {
  const face = pathToFileURL(path.join(import.meta.dirname, "index.ts")).href;
  const code = `
    import { startEngines } from ${JSON.stringify(face)};
    const log = { info() {}, warn() {} };
    try {
      const engines = await startEngines({ home: ${JSON.stringify(home)}, log, throwaway: true });
      console.log("up " + process.getuid());
      process.on("SIGTERM", () => engines.stop().then(() => process.exit(0)));
      setInterval(() => {}, 1000);
    } catch (error) {
      console.log(error.name + ": " + error.message);
    }`;
  const app = spawn(process.execPath, ["--input-type=module", "--eval", code], {
    ...ids,
    cwd: "/",
    stdio: ["ignore", "pipe", "inherit"],
  });
  apps.push(app);
  const said = await new Promise<string>((resolve) => {
    app.stdout.setEncoding("utf8").once("data", (text: string) => resolve(text.trim()));
    app.once("exit", (exitCode) => resolve(`ended with ${exitCode}`));
  });
  return { process: app, said };
}

async function sql(engines: Engines, text: string): Promise<pg.QueryResultRow[]> {
  const client = new pg.Client(engines.postgres.connection);
  await client.connect();
  try {
    return (await client.query<pg.QueryResultRow>(text)).rows;
  } finally {
    await client.end();
  }
}

async function olap(engines: Engines, text: string): Promise<string> {
  const { url, username, password } = engines.clickhouse;
  const headers = { "X-ClickHouse-User": username, "X-ClickHouse-Key": password };
  return (await (await fetch(url, { method: "POST", body: text, headers })).text()).trim();
}

for (const how of ["SIGKILL", "SIGTERM"] as const) {
  test(`${how} of the application leaves no engine, and the next start has what was written`, async () => {
    const app = await otherApp();
    expect(app.said).toMatch(/^up/);
    expect(enginesOf(home).length).toBeGreaterThan(3);
    const attached = attachEngines(home);
    if (attached === undefined) throw new Error("a running home must be there to attach to");
    await sql(attached, "CREATE TABLE kept AS SELECT 1 AS n");
    await olap(attached, "CREATE TABLE fg.kept (n Int32) ENGINE = MergeTree ORDER BY n");
    await olap(attached, "INSERT INTO fg.kept VALUES (1)");
    app.process.kill(how);
    await once(app.process, "exit");
    expect(await until(() => enginesOf(home).length === 0, 20_000)).toBe(true);
    expect(attachEngines(home)).toBeUndefined();
    const engines = await start();
    expect(await sql(engines, "SELECT n FROM kept")).toEqual([{ n: 1 }]);
    expect(await olap(engines, "SELECT n FROM fg.kept")).toBe("1");
  });
}

test("a restart at once after kill -9 works, though the old engines are still ending", async () => {
  const app = await otherApp();
  await sql(attachEngines(home) ?? (await start()), "CREATE TABLE kept AS SELECT 1 AS n");
  app.process.kill("SIGKILL");
  await until(() => app.process.signalCode !== null, 5_000, 1);
  expect(await sql(await start(), "SELECT n FROM kept")).toEqual([{ n: 1 }]);
});

test("a home runs once: a second start is told who has it, and the first goes on", async () => {
  const engines = await start();
  expect(homeHolder(home)).toBe(process.pid);
  await expect(startEngines({ home, log: quiet })).rejects.toThrow(HomeInUse);
  const other = await otherApp();
  expect(other.said).toContain(`HomeInUse: Fairground already runs on ${home} (process ${process.pid})`);
  expect(await sql(engines, "SELECT 1 AS n")).toEqual([{ n: 1 }]);
  expect(await olap(engines, "SELECT 1")).toBe("1");
});

test("the lock of a dead process, of a number used again, or one that was cut off is taken over", async () => {
  for (const left of ['{"pid":4194000,"start":"1"}', `{"pid":${process.ppid},"start":"1"}`, '{"pi']) {
    writeFileSync(path.join(home, "app.lock"), left);
    const engines = await start();
    expect(homeHolder(home)).toBe(process.pid);
    await engines.stop();
    expect(existsSync(path.join(home, "app.lock"))).toBe(false);
  }
});

test("of many starters at once after kill -9 exactly one gets the home", async () => {
  writeFileSync(path.join(home, "app.lock"), '{"pid":4194000,"start":"1"}');
  const said = (await Promise.all(Array.from({ length: 4 }, () => otherApp()))).map((app) => app.said);
  expect(said.filter((text) => text.startsWith("up"))).toHaveLength(1);
  expect(said.filter((text) => text.startsWith("HomeInUse"))).toHaveLength(3);
});

test("a starter that was overtaken while it took over a dead process's lock steps back", async () => {
  const file = path.join(home, "app.lock");
  writeFileSync(file, '{"pid":4194000,"start":"1"}');
  const taking = lockHome(home);
  const other = { pid: process.ppid, start: startTicks(process.ppid) };
  writeFileSync(file, JSON.stringify(other));
  await expect(taking).rejects.toThrow(HomeInUse);
  expect(homeHolder(home)).toBe(process.ppid);
});

test("what the command line attaches to is readable by its user only, and gone after a stop", async () => {
  const engines = await start();
  const file = path.join(home, "running.json");
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const attached = attachEngines(home);
  expect(attached?.clickhouse).toEqual(engines.clickhouse);
  expect(attached?.postgres).toEqual(engines.postgres);
  expect(attached?.embedded).toEqual({ postgres: true, clickhouse: true });
  await attached?.stop();
  expect(await olap(engines, "SELECT 1")).toBe("1");
  await engines.stop();
  expect(existsSync(file)).toBe(false);
  expect(attachEngines(home)).toBeUndefined();
});

test("an engine that is killed comes back at the same address with its rows, again and again", async () => {
  const events: string[] = [];
  const engines = await start(({ engine, kind }) => events.push(`${engine} ${kind}`));
  await sql(engines, "CREATE TABLE kept (n int)");
  await olap(engines, "CREATE TABLE fg.kept (n Int32) ENGINE = MergeTree ORDER BY n");
  for (const round of [1, 2]) {
    await sql(engines, `INSERT INTO kept VALUES (${round})`);
    await olap(engines, `INSERT INTO fg.kept VALUES (${round})`);
    const { postgres = 0, clickhouse = 0 } = engines.pids();
    process.kill(postgres, "SIGKILL");
    process.kill(clickhouse, "SIGKILL");
    const back = (name: string): boolean => events.filter((event) => event === `${name} restarted`).length === round;
    expect(await until(() => back("postgres") && back("clickhouse"), 50_000), events.join()).toBe(true);
    expect(engines.pids().postgres).not.toBe(postgres);
    expect(await sql(engines, "SELECT count(*)::int AS n FROM kept")).toEqual([{ n: round }]);
    expect(await olap(engines, "SELECT count() FROM fg.kept")).toBe(String(round));
  }
});

test("a start that fails stops what it began, gives the home back and says why", async () => {
  await expect(startEngines({ home, log: quiet, clickhouseUrl: "http://a:b@127.0.0.1:9/fg" })).rejects.toThrow(
    "CLICKHOUSE_URL (http://127.0.0.1:9, user a): the server cannot be reached.",
  );
  await expect(startEngines({ home, log: quiet, clickhouseUrl: "tcp://x" })).rejects.toThrow(/must look like/);
  expect(enginesOf(home)).toEqual([]);
  expect(homeHolder(home)).toBeUndefined();
});

test("external addresses are used as they are: the servers of one home by another one", async () => {
  const engines = await start();
  const { url, username, password } = engines.clickhouse;
  const { host } = { host: "", ...engines.postgres.connection };
  const far = mkdtempSync(path.join(tmpdir(), "fairground-home-"));
  const second = await startEngines({
    home: far,
    log: quiet,
    databaseUrl: `postgres://fairground@/fairground?host=${encodeURIComponent(host)}`,
    clickhouseUrl: url.replace("http://", `http://${username}:${password}@`),
  });
  expect(homeHolder(far)).toBeUndefined(); // web and worker processes may share it
  expect(second.embedded).toEqual({ postgres: false, clickhouse: false });
  expect(await sql(second, "SELECT 1 AS n")).toEqual([{ n: 1 }]);
  expect(await olap(second, "SELECT currentUser()")).toBe("app");
  await second.stop();
  expect(await sql(engines, "SELECT 1 AS n")).toEqual([{ n: 1 }]);
  rmSync(far, { recursive: true });
});

// as root the second user is nobody; as an ordinary user everything above was already run by one
const userCan = asRoot && canEnter(import.meta.dirname, nobody);
test.runIf(userCan)("a user who may not write the home is told so, and nothing is left", async () => {
  expect((await otherApp(nobody)).said).toContain(`Error: The data folder ${home} cannot be used by this user`);
  await (await start()).stop();
  chownSync(home, nobody.uid ?? 0, nobody.gid ?? 0); // the home is theirs now, what is in it is not
  const { said } = await otherApp(nobody);
  expect(said).toMatch(/^Error: (The folder|ClickHouse|PostgreSQL).*belongs to another user/);
  expect(homeHolder(home)).toBeUndefined();
});

test.runIf(userCan)(
  "an ordinary user runs everything alone (as root, where the checkout is open to others)",
  async () => {
    const { uid = 0, gid = 0 } = nobody;
    chownSync(home, uid, gid);
    const app = await otherApp(nobody);
    expect(app.said).toBe(`up ${uid}`);
    expect(statSync(path.join(home, "postgres")).uid).toBe(uid);
    expect(statSync(path.join(home, "clickhouse")).uid).toBe(uid);
    await sql(attachEngines(home) ?? (await start()), "CREATE TABLE kept AS SELECT 1 AS n");
    app.process.kill("SIGKILL");
    expect(await until(() => enginesOf(home).length === 0, 20_000)).toBe(true);
    // root on the same home leaves everything in the hands of that user, who can go on afterwards
    const engines = await start();
    expect(await sql(engines, "SELECT n FROM kept")).toEqual([{ n: 1 }]);
    await engines.stop();
    expect((await otherApp(nobody)).said).toBe(`up ${uid}`);
  },
);
