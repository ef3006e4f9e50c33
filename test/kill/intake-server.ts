// The server that test/kill-intake.test.ts kills: parties, facts, and one reader that carries every fact into a ClickHouse table.
import { createInterface } from "node:readline";
import { drain, module as facts, outside } from "#facts";
import type { Module } from "#kernel";
import {
  buildServer,
  createLog,
  execOlap,
  inTx,
  loadConfig,
  olapDeliver,
  olapRows,
  openKernel,
  platformScope,
  ready,
  startEngines,
  systemScope,
} from "#kernel";
import { createKey, module as parties, openPlatform } from "#parties";
import { sql } from "kysely";

const carried: Module = {
  name: "carried",
  home: import.meta.dirname,
  open: () =>
    execOlap(
      "CREATE TABLE IF NOT EXISTS carried (platform UInt32, seq UInt64, id String) ENGINE = MergeTree ORDER BY id SETTINGS non_replicated_deduplication_window = 10000",
    ),
  loops: [
    outside({
      name: "carried",
      batch: 200,
      deliver: (batch, token, attempt) =>
        olapDeliver(
          "carried",
          batch.map(({ platform, seq, id }) => ({ platform, seq, id })),
          token,
          attempt,
        ),
    }),
  ],
};
const modules = [parties, facts, carried];
const config = loadConfig();
const log = createLog(config.LOG_LEVEL);
const engines = await startEngines({
  home: config.FAIRGROUND_HOME,
  throwaway: true,
  log: { info: (line) => log.info(line), warn: (line) => log.warn(line) },
});
const connections = { postgres: engines.postgres.connection, clickhouse: engines.clickhouse };
await openKernel({ config, log }, connections, modules, { work: true });
const endpoints = modules.flatMap((m) => m.endpoints ?? []);
const authenticate = parties.authenticate ?? (() => Promise.reject(new Error("nobody signs in")));
const app = await buildServer({ config, log, endpoints, authenticate, ready });
const url = await app.listen({ host: "127.0.0.1", port: 0 });

const tell = (value: unknown): void => void process.stdout.write(`${JSON.stringify(value)}\n`);
async function makeKey(): Promise<string> {
  return inTx(systemScope, async (tx) => {
    const platform = await openPlatform(tx, {
      code: `kill-${process.pid}`,
      name: "Kill",
      currency: "CNY",
      zone: "UTC",
    });
    return tx.within(
      platformScope(platform.id),
      async (inside) => (await createKey(inside, { name: "sender", scopes: ["facts:write"] })).secret,
    );
  });
}
/** What stands in both engines once every reader has caught up. */
async function check() {
  await drain(modules, 120_000);
  const kept = await inTx(systemScope, (tx) => sql<{ id: string }>`SELECT id FROM facts.log`.execute(tx.as<object>()));
  const olap = await olapRows<{ id: string }>(systemScope, "SELECT id FROM carried");
  return { log: kept.rows.map((r) => r.id), carried: olap.map((r) => r.id) };
}
const answers: Record<string, () => unknown> = { key: makeKey, pids: () => engines.pids(), check };

tell({ url });
createInterface({ input: process.stdin })
  .on(
    "line",
    (line) => void Promise.resolve(answers[line]?.()).then(tell, (error: unknown) => tell({ error: String(error) })),
  )
  .once("close", () => void engines.stop().finally(() => process.exit(0)));
