import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import path from "node:path";
import type { Connection } from "./intake/bare.ts";
import { bareInsert, logged } from "./intake/bare.ts";
import { cpuSeconds } from "./intake/cpu.ts";
import type { Bench, Report } from "./report.ts";

const BATCH = 500;
const CONNECTIONS = 4;
type Up = { url: string; key: string; postgres: Connection; pid: number; pids: { postgres?: number } };
type Sent = {
  accepted: number;
  duplicates: number;
  rejected: number;
  wall_s: number;
  cpu_s: number;
  p50_ms: number;
  p99_ms: number;
  bytes: number;
};

/** Events per second that are durable and idempotent, over real HTTP, beside the engine's own rate for the same rows. */
export const bench: Bench = async (args, say) => {
  const sizes = args.length > 0 ? args.map(Number) : [100_000, 400_000];
  if (sizes.some((n) => !Number.isInteger(n) || n < BATCH || n > 2_000_000))
    throw new Error("sizes are whole numbers from 500 to 2000000");
  const home = mkdtempSync(path.join(tmpdir(), "fairground-bench-"));
  chmodSync(home, 0o711);
  const server = start("intake-server.ts", [], { FAIRGROUND_HOME: home, LOG_LEVEL: "warn", PORT: "0" });
  try {
    const up = JSON.parse(await firstLine(server)) as Up;
    await run(up, "/v1/facts", 1_500_000_000, 20_000);
    const rows: Report["rows"][number][] = [];
    let from = 0;
    for (const events of sizes) {
      for (const route of ["/v1/facts", "/v1/batch"]) {
        say(`${events} events to ${route} ...`);
        rows.push(await measure(up, route, from, events));
      }
      from += events;
    }
    return { name: "intake", rows, notes: notes() };
  } finally {
    server.stdin?.end();
    if (server.exitCode === null) await once(server, "exit");
    rmSync(home, { recursive: true, force: true });
  }
};

async function measure(up: Up, route: string, from: number, events: number): Promise<Report["rows"][number]> {
  const before = await logged(up.postgres);
  const [node_s, pg_s] = [cpuSeconds(up.pid), cpuSeconds(up.pids.postgres)];
  const sent = await run(up, route, from, events);
  const cpu_s = { node: cpuSeconds(up.pid) - node_s, postgres: cpuSeconds(up.pids.postgres) - pg_s };
  const kept = (await logged(up.postgres)) - before;
  const again = await run(up, route, from, Math.min(events, 20_000));
  if (sent.accepted !== events || kept !== events || again.accepted !== 0)
    throw new Error(`sent ${events}, accepted ${sent.accepted}, kept ${kept}, accepted again ${again.accepted}`);
  const bareBefore = cpuSeconds(up.pids.postgres);
  const bare_s = await bareInsert(up.postgres, events, BATCH, CONNECTIONS);
  const bareCpu_s = cpuSeconds(up.pids.postgres) - bareBefore;
  const us = (seconds: number) => (seconds * 1e6) / events;
  return {
    route,
    events,
    "events/s": Math.round(events / sent.wall_s),
    "p50 ms": sent.p50_ms,
    "p99 ms": sent.p99_ms,
    "repeats/s": Math.round(again.duplicates / again.wall_s),
    "bare rows/s": Math.round(events / bare_s),
    "ours/bare": bare_s / sent.wall_s,
    "node us/event": us(cpu_s.node),
    "pg us/event": us(cpu_s.postgres),
    "bare pg us/row": us(bareCpu_s),
    "sender us/event": us(sent.cpu_s),
    "bytes/event": Math.round(sent.bytes / events),
  };
}

function start(file: string, args: readonly string[], env: Record<string, string> = {}): ChildProcess {
  const script = path.join(import.meta.dirname, file);
  return spawn(process.execPath, [script, ...args], {
    stdio: ["pipe", "pipe", "inherit"],
    env: { ...process.env, ...env },
  });
}
async function run(up: Up, route: string, from: number, events: number): Promise<Sent> {
  const task = { url: up.url, key: up.key, path: route, from, events, batch: BATCH, connections: CONNECTIONS };
  return JSON.parse(await allOutput(start("intake-client.ts", [JSON.stringify(task)]))) as Sent;
}
async function allOutput(child: ChildProcess): Promise<string> {
  let text = "";
  child.stdout?.setEncoding("utf8").on("data", (part: string) => (text += part));
  const [code] = (await once(child, "close")) as [number | null];
  if (code !== 0) throw new Error(`the sender ended with ${code}`);
  return text;
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
  `batches of ${BATCH} over ${CONNECTIONS} kept connections; sender, server and PostgreSQL on this machine with ${cpus().length} cores; loops running`,
  "every batch is answered after its commit (synchronous_commit on); every event was then counted in the log, and 20,000 were sent again and refused as repeats",
  "bare: the same rows in the same batches and commits, one table without an index, no checks, no HTTP",
];
