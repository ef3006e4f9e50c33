// The server of the intake benchmark: embedded engines, the real HTTP server, the modules of the intake, loops running.
import { module as facts } from "#facts";
import {
  buildServer,
  closeKernel,
  createLog,
  inTx,
  loadConfig,
  openKernel,
  platformScope,
  ready,
  startEngines,
  systemScope,
} from "#kernel";
import { createKey, module as parties, openPlatform, registerParties } from "#parties";

const modules = [parties, facts];
const config = loadConfig();
const log = createLog(config.LOG_LEVEL);
const engines = await startEngines({
  home: config.FAIRGROUND_HOME,
  databaseUrl: config.DATABASE_URL,
  clickhouseUrl: config.CLICKHOUSE_URL,
  log: { info: () => undefined, warn: (line) => log.warn(line) },
});
await openKernel({ config, log }, { postgres: engines.postgres.connection, clickhouse: engines.clickhouse }, modules, {
  work: true,
});
const app = await buildServer({
  config,
  log,
  endpoints: modules.flatMap((m) => m.endpoints ?? []),
  authenticate: parties.authenticate ?? (() => Promise.reject(new Error("nobody signs in"))),
  ready,
});
const url = await app.listen({ host: "127.0.0.1", port: 0 });
const key = await inTx(systemScope, async (tx) => {
  const platform = await openPlatform(tx, { code: "bench", name: "Bench", currency: "CNY", zone: "Asia/Shanghai" });
  return tx.within(platformScope(platform.id), async (inside) => {
    const codes = Array.from({ length: 200 }, (_, i) => ({ code: `b${i + 1}` }));
    await registerParties(inside, {
      brands: codes,
      merchants: [{ code: "m" }],
      venues: Array.from({ length: 50 }, (_, i) => ({ code: `v${i + 1}`, kind: "store", merchant: "m" })),
    });
    return createKey(inside, { name: "bench", scopes: ["facts:write"] });
  });
});
process.stdout.write(
  `${JSON.stringify({ url, key: key.secret, postgres: engines.postgres.connection, pid: process.pid, pids: engines.pids() })}\n`,
);

process.stdin.resume().once("end", () => {
  void (async () => {
    await app.close();
    await closeKernel(modules);
    await engines.stop();
    process.exit(0);
  })();
});
