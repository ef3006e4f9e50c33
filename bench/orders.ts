import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { cpuSeconds } from "./intake/cpu.ts";
import type { Bench, Report } from "./report.ts";

type Row = Report["rows"][number];
type Up = { url: string; skus: number[]; postgres: pg.ClientConfig; pid: number; pids: { postgres?: number } };
type Sent = { statuses: Record<string, number>; wall_s: number; p50_ms: number; p99_ms: number };
const CLIENTS = [16, 64];

/**
 * Whole orders per second by one HTTP call each (price, stock, lines, reservation, timeline, facts), beside the plainest thing
 * that could be called an order on the same engine: a guarded update and one insert in a transaction of its own.
 */
export const bench: Bench = async (args, say) => {
  const orders = Number(args[0] ?? 6000);
  if (!Number.isInteger(orders) || orders < 100 || orders > 1_000_000)
    throw new Error("the number of orders is a whole number from 100 to 1000000");
  const rows: Row[] = [];
  const told: string[] = [];
  for (const role of ["web", "all"] as const) {
    const found = await atRole(role, orders, say);
    rows.push(...found.rows);
    told.push(found.rush);
  }
  return { name: "orders", rows, notes: [...notes(), ...told] };
};

/** One server: `web` answers requests only, `all` also carries every fact into the data bank meanwhile. */
async function atRole(
  role: "web" | "all",
  orders: number,
  say: (line: string) => void,
): Promise<{ rows: Row[]; rush: string }> {
  const home = mkdtempSync(path.join(tmpdir(), "fairground-bench-"));
  chmodSync(home, 0o711);
  const server = start("orders-server.ts", [], { FAIRGROUND_HOME: home, LOG_LEVEL: "warn", PORT: "0", ROLE: role });
  try {
    const up = JSON.parse(await firstLine(server)) as Up;
    const [spread, hot, flash] = [up.skus.slice(0, -2), up.skus.slice(-2, -1), up.skus.slice(-1)];
    await run(up, spread, 1000, 16);
    await analyze(up.postgres);
    const rows: Row[] = [];
    for (const clients of CLIENTS) {
      for (const [name, skus] of [
        ["1,000 SKUs", spread],
        ["one hot SKU", hot],
      ] as const) {
        say(`${role}: ${orders} orders of ${name}, ${clients} clients ...`);
        rows.push({ role, ...(await measure(up, name, skus, orders, clients)) });
      }
    }
    say(`${role}: 2,000 buyers of 500 pieces ...`);
    const told = await rush(up, role, flash);
    if ((await end(server)) !== 0) throw new Error("the server found that ledgers and figures differ, or ended badly");
    return { rows, rush: told };
  } finally {
    await end(server);
    rmSync(home, { recursive: true, force: true });
  }
}

async function end(server: ChildProcess): Promise<number | null> {
  server.stdin?.end();
  if (server.exitCode === null) await once(server, "exit");
  return server.exitCode;
}
async function measure(up: Up, name: string, skus: number[], orders: number, clients: number): Promise<Row> {
  const [node_s, pg_s] = [cpuSeconds(up.pid), cpuSeconds(up.pids.postgres)];
  const sent = await run(up, skus, orders, clients);
  const cpu_s = { node: cpuSeconds(up.pid) - node_s, postgres: cpuSeconds(up.pids.postgres) - pg_s };
  if (sent.statuses[201] !== orders) throw new Error(`of ${orders} orders: ${JSON.stringify(sent.statuses)}`);
  const bareBefore = cpuSeconds(up.pids.postgres);
  const bare_s = await bareOrders(up.postgres, skus, orders, clients);
  const us = (seconds: number) => Math.round((seconds * 1e6) / orders);
  return {
    what: name,
    clients,
    "orders/s": Math.round(orders / sent.wall_s),
    "p50 ms": sent.p50_ms,
    "p99 ms": sent.p99_ms,
    "bare/s": Math.round(orders / bare_s),
    "ours/bare": bare_s / sent.wall_s,
    "node us/order": us(cpu_s.node),
    "pg us/order": us(cpu_s.postgres),
    "bare pg us": us(cpuSeconds(up.pids.postgres) - bareBefore),
  };
}
async function rush(up: Up, role: string, flash: number[]): Promise<string> {
  const sent = await run(up, flash, 2000, 256);
  if (sent.statuses[201] !== 500 || sent.statuses[409] !== 1500) throw new Error(JSON.stringify(sent.statuses));
  return `${role}: 2,000 buyers of 500 pieces of one SKU, 256 at once: 500 orders, 1,500 refusals, decided in ${sent.wall_s.toFixed(2)} s`;
}

/** What PostgreSQL does by itself within a minute of a load: without it the planner takes every table for empty. */
async function analyze(connection: pg.ClientConfig): Promise<void> {
  const client = new pg.Client(connection);
  await client.connect();
  await client.query("ANALYZE");
  await client.end();
}

/** One transaction per order over at most 16 connections: the guarded update first, then one row. Returns seconds. */
async function bareOrders(
  connection: pg.ClientConfig,
  skus: readonly number[],
  orders: number,
  clients: number,
): Promise<number> {
  const links = Array.from({ length: Math.min(16, clients) }, () => new pg.Client(connection));
  await Promise.all(links.map((c) => c.connect()));
  await links[0]
    ?.query(`DROP TABLE IF EXISTS bare_stock; DROP TABLE IF EXISTS bare_order; CREATE TABLE bare_order (id bigint PRIMARY KEY, sku integer NOT NULL, at timestamptz NOT NULL);
    CREATE TABLE bare_stock (sku integer PRIMARY KEY, on_hand integer NOT NULL, reserved integer NOT NULL CHECK (reserved <= on_hand)) WITH (fillfactor = 50)`);
  await links[0]?.query("INSERT INTO bare_stock SELECT x, 1000000, 0 FROM unnest($1::int[]) x", [skus]);
  let next = 0;
  const began = performance.now();
  await Promise.all(
    links.map(async (c) => {
      for (let i = next++; i < orders; i = next++) {
        const sku = skus[(i * 7919) % skus.length];
        await c.query("BEGIN");
        await c.query({
          name: "u",
          text: "UPDATE bare_stock SET reserved = reserved + 1 WHERE sku = $1 AND on_hand - reserved >= 1",
          values: [sku],
        });
        await c.query({ name: "i", text: "INSERT INTO bare_order VALUES ($1, $2, now())", values: [i, sku] });
        await c.query("COMMIT");
      }
    }),
  );
  const wall_s = (performance.now() - began) / 1000;
  await links[0]?.query("DROP TABLE bare_stock; DROP TABLE bare_order");
  await Promise.all(links.map((c) => c.end()));
  return wall_s;
}

function start(file: string, args: readonly string[], env: Record<string, string> = {}): ChildProcess {
  const script = path.join(import.meta.dirname, file);
  return spawn(process.execPath, [script, ...args], {
    stdio: ["pipe", "pipe", "inherit"],
    env: { ...process.env, ...env },
  });
}
async function run(up: Up, skus: readonly number[], orders: number, clients: number): Promise<Sent> {
  const child = start("orders-client.ts", [JSON.stringify({ url: up.url, skus, orders, clients })]);
  let text = "";
  child.stdout?.setEncoding("utf8").on("data", (part: string) => (text += part));
  const [code] = (await once(child, "close")) as [number | null];
  if (code !== 0) throw new Error(`the buyers ended with ${code}`);
  return JSON.parse(text) as Sent;
}
function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    child.once("exit", (code) => reject(new Error(`the server ended with ${code}`)));
    child.stdout?.setEncoding("utf8").on("data", (part: string) => {
      text += part;
      const end = text.indexOf("\n");
      if (end >= 0) resolve(text.slice(0, end));
    });
  });
}
const notes = (): string[] => [
  `buyers, server and PostgreSQL on this machine with ${cpus().length} cores; every order is one HTTP call of a signed-in guest, answered after its commit (synchronous_commit on)`,
  "web: requests only, as with a worker of its own; all: loops and jobs run in the same process and take their share of the cores",
  "bare: the same engine, over at most 16 connections, one transaction per order: a guarded update of one stock row and one row inserted; no price, lines, reservation, timeline, facts, HTTP",
  "after the run every ledger is recounted; a difference fails the benchmark",
];
