import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { networkInterfaces, tmpdir } from "node:os";
import path from "node:path";
import { createClient, SettingsMap } from "@clickhouse/client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startClickHouse, type ClickHouseConnection, type RunningClickHouse } from "./clickhouse.ts";
import { queryMemoryCap_bytes } from "./clickhouse-config.ts";
import { startTicks, until } from "./process.ts";

let home = "";
let server: RunningClickHouse;

beforeAll(async () => {
  home = mkdtempSync(path.join(tmpdir(), "fairground-ch-"));
  chmodSync(home, 0o711);
  server = await startClickHouse({ dataDir: path.join(home, "clickhouse"), backupDir: path.join(home, "backup") });
});
afterAll(async () => {
  await server.stop();
  rmSync(home, { recursive: true, force: true });
});

async function ask(sql: string, as: Partial<ClickHouseConnection> = {}): Promise<string> {
  const { url, username, password } = { ...server, ...as };
  const headers = { "X-ClickHouse-User": username, "X-ClickHouse-Key": password };
  const reply = await fetch(url, { method: "POST", body: sql, headers });
  return (await reply.text()).trim();
}
const anybody = { username: "default", password: "" };

test("the user default, open to everybody on this machine, reads no files, tables or system tables and makes nothing", async () => {
  await ask("CREATE TABLE fg.secret (n Int32) ENGINE = MergeTree ORDER BY n");
  await ask("SYSTEM FLUSH LOGS"); // makes the log's table
  for (const sql of [
    "SELECT * FROM file('/etc/passwd', LineAsString)",
    "SELECT * FROM fg.secret",
    "INSERT INTO fg.secret VALUES (1)",
    "SELECT * FROM system.query_log",
    "CREATE TABLE fg.mine (n Int32) ENGINE = Memory",
    "CREATE DATABASE mine",
    "DROP TABLE fg.secret",
    "SELECT * FROM url('http://127.0.0.1:1', LineAsString)",
    "SELECT * FROM postgresql('127.0.0.1:5432', 'a', 'b', 'c', 'd')",
    "CREATE USER mine",
    "SYSTEM SHUTDOWN",
  ]) {
    expect(await ask(sql, anybody), sql).toContain("ACCESS_DENIED");
  }
  // the catalogue shows it what it may read, and that is one table of counting numbers
  expect(await ask("SELECT DISTINCT database, name FROM system.tables", anybody)).toBe("system\tnumbers");
});

test("a wrong password, and a user that does not exist, are refused", async () => {
  expect(await ask("SELECT 1", { password: "wrong" })).toContain("AUTHENTICATION_FAILED");
  expect(await ask("SELECT 1", { password: "" })).toContain("AUTHENTICATION_FAILED");
  expect(await ask("SELECT 1", { username: "root" })).toContain("AUTHENTICATION_FAILED");
});

test("the user app reads no files and no other addresses either, and only fg is its own", async () => {
  writeFileSync(path.join(home, "clickhouse", "data", "note.txt"), "hidden\n");
  for (const sql of [
    "SELECT * FROM file('/etc/passwd', LineAsString)",
    "SELECT * FROM file('note.txt', LineAsString)",
    "SELECT * FROM url('http://127.0.0.1:1', LineAsString)",
    "INSERT INTO FUNCTION file('out.txt', LineAsString) VALUES ('x')",
    "CREATE DATABASE other",
  ]) {
    expect(await ask(sql), sql).toContain("ACCESS_DENIED");
  }
});

test("only this machine reaches it", async () => {
  const port = new URL(server.url).port;
  const outside = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter((address) => address.family === "IPv4" && !address.internal);
  for (const { address } of outside) await expect(fetch(`http://${address}:${port}/ping`)).rejects.toThrow();
  expect(await (await fetch(`${server.url}/ping`)).text()).toBe("Ok.\n");
});

test("the password is not on the disk, and its files are closed to others", () => {
  const dir = path.join(home, "clickhouse");
  const files = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  expect(files.length).toBeGreaterThan(2);
  expect(statSync(dir).mode & 0o077).toBe(0);
  for (const file of files) {
    expect(readFileSync(path.join(file.parentPath, file.name)).includes(server.password), file.name).toBe(false);
  }
});

test("a query over its memory cap gets an error, and the next query an answer", async () => {
  expect(await ask("SELECT getSetting('max_memory_usage')")).toBe(String(queryMemoryCap_bytes()));
  const greedy = "SELECT length(groupArray(number)) FROM numbers(1000000000) SETTINGS max_memory_usage = 100000000";
  expect(await ask(greedy)).toContain("MEMORY_LIMIT_EXCEEDED");
  expect(await ask("SELECT 1")).toBe("1");
});

test("additional_table_filters restrict a table in plain reads, joins, subqueries and views", async () => {
  await ask("CREATE TABLE fg.sale (brand UInt16, n Int64) ENGINE = MergeTree ORDER BY brand");
  await ask("INSERT INTO fg.sale VALUES (1, 10), (1, 20), (2, 40)");
  await ask("CREATE VIEW fg.sale_view AS SELECT brand, n FROM fg.sale");
  const client = createClient({
    url: server.url,
    username: server.username,
    password: server.password,
    database: "fg",
  });
  const total = async (query: string): Promise<unknown> => {
    const clickhouse_settings = { additional_table_filters: SettingsMap.from({ "fg.sale": "brand = 1" }) };
    return (await client.query({ query, format: "JSONCompactEachRow", clickhouse_settings })).json();
  };
  for (const query of [
    "SELECT toInt32(sum(n)) FROM sale",
    "SELECT toInt32(sum(n)) FROM fg.sale_view",
    "SELECT toInt32(sum(s.n)) FROM sale AS s JOIN (SELECT brand FROM fg.sale GROUP BY brand) AS b USING (brand)",
    "WITH x AS (SELECT * FROM sale) SELECT toInt32(sum(n)) FROM x WHERE brand IN (SELECT brand FROM fg.sale)",
    "SELECT toInt32(sum(n)) FROM (SELECT n FROM sale UNION ALL SELECT 0 FROM sale)",
  ]) {
    expect(await total(query), query).toEqual([[30]]);
  }
  await client.close();
});

test("queries are logged, and the log is kept for a week only", async () => {
  await ask("SELECT 'a query to find again'");
  await ask("SYSTEM FLUSH LOGS");
  const found = await ask(
    "SELECT count() > 0 FROM system.query_log WHERE query LIKE '%to find again%' AND type = 'QueryFinish'",
  );
  expect(found).toBe("1");
  expect(await ask("SHOW CREATE TABLE system.query_log")).toContain("toIntervalDay(7)");
});

test("a backup goes to its folder and nowhere else", async () => {
  expect(await ask(`BACKUP DATABASE fg TO File('${path.join(home, "backup", "one")}')`)).toContain("BACKUP_CREATED");
  expect(existsSync(path.join(home, "backup", "one"))).toBe(true);
  expect(await ask(`BACKUP DATABASE fg TO File('${path.join(home, "elsewhere")}')`)).toContain(
    "is not allowed for backups",
  );
  expect(existsSync(path.join(home, "elsewhere"))).toBe(false);
});

test("kill -9 while rows come in: every acknowledged batch is there after a restart at the same address", async () => {
  await ask("CREATE TABLE fg.mark (n Int64) ENGINE = MergeTree ORDER BY n");
  const told = new Promise<void>((resolve) => server.onExit(() => resolve()));
  let acknowledged = 0;
  try {
    for (let batch = 0; ; batch += 1) {
      if ((await ask(`INSERT INTO fg.mark SELECT ${batch} * 100 + number FROM numbers(100)`)) !== "") break;
      acknowledged += 100;
      if (batch === 20) setTimeout(() => process.kill(server.pid, "SIGKILL"), 5);
    }
  } catch {
    // the connection broke: what came back before it counts
  }
  await told;
  expect(await until(() => startTicks(server.pid) === undefined, 20_000)).toBe(true);
  server = await startClickHouse({ dataDir: path.join(home, "clickhouse"), again: server });
  const [rows, different] = (await ask("SELECT count(), uniqExact(n) FROM fg.mark FORMAT TSV")).split("\t").map(Number);
  expect(acknowledged).toBeGreaterThanOrEqual(2_100);
  expect(rows).toBe(different);
  expect(rows).toBeGreaterThanOrEqual(acknowledged);
  expect(rows).toBeLessThanOrEqual(acknowledged + 100); // one batch may be durable without its reply having come back
});
