// The server of the order benchmark: embedded engines, the real HTTP server, every module up to trade; with ROLE=web
// without loops and jobs, as when the worker is a process of its own.
import { module as audiences } from "#audiences";
import { module as catalog, skusByCode, upsertProducts } from "#catalog";
import { module as databank } from "#databank";
import { module as facts } from "#facts";
import { module as identity } from "#identity";
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
import { module as marketing } from "#marketing";
import { openPlatform, module as parties, registerParties } from "#parties";
import { differences, goodsBook, goodsOf, receive, module as trade } from "#trade";
import { module as traffic } from "#traffic";

const modules = [parties, catalog, facts, identity, databank, audiences, traffic, marketing, trade];
const config = loadConfig();
const log = createLog(config.LOG_LEVEL);
const engines = await startEngines({
  home: config.FAIRGROUND_HOME,
  databaseUrl: config.DATABASE_URL,
  clickhouseUrl: config.CLICKHOUSE_URL,
  log: { info: () => undefined, warn: (line) => log.warn(line) },
});
const connections = { postgres: engines.postgres.connection, clickhouse: engines.clickhouse };
await openKernel({ config, log }, connections, modules, { work: config.ROLE !== "web" });
const app = await buildServer({
  config,
  log,
  endpoints: modules.flatMap((m) => m.endpoints ?? []),
  authenticate: parties.authenticate ?? (() => Promise.reject(new Error("nobody signs in"))),
  ready,
});
const url = await app.listen({ host: "127.0.0.1", port: 0 });

const SPREAD = 1000;
const codes = [...Array.from({ length: SPREAD }, (_, i) => `sku-${i}`), "hot", "flash"];
const platform = await inTx(systemScope, (tx) =>
  openPlatform(tx, { code: "bench", name: "Bench", currency: "CNY", zone: "Asia/Shanghai" }),
);
const scope = platformScope(platform.id);
await inTx(scope, async (tx) => {
  const made = await registerParties(tx, {
    brands: [{ code: "b" }],
    merchants: [{ code: "m", brand: "b" }],
    venues: [{ code: "web", kind: "web_shop", merchant: "m", brands: ["b"] }],
  });
  const products = codes.map((code) => ({ code: `p-${code}`, name: code, brand: "b", skus: [{ code }] }));
  await upsertProducts(tx, { products, offers: codes.map((sku) => ({ sku, merchant: "m", price_minor: 1999 })) });
  const book = await goodsBook(tx, codes);
  const owner = made.merchants.get("m") ?? 0;
  const venue = made.venues.get("web") ?? 0;
  const of = (code: string) => (code === "flash" ? 500 : 1_000_000);
  const arrivals = codes.map((code) => ({
    goods: goodsOf(book, code, "sku"),
    owner,
    venue,
    quantity: of(code),
    field: "line",
  }));
  await receive(tx, arrivals, { who: "bench" });
});
const skus = await inTx(scope, (tx) => skusByCode(tx, codes));
const told = {
  url,
  skus: codes.map((code) => skus.get(code)?.id ?? 0),
  postgres: engines.postgres.connection,
  pid: process.pid,
  pids: engines.pids(),
};
process.stdout.write(`${JSON.stringify(told)}\n`);

process.stdin.resume().once("end", () => {
  void (async () => {
    const found = await inTx(systemScope, differences);
    if (found.length > 0) process.stderr.write(`ledgers differ: ${JSON.stringify(found.slice(0, 5))}\n`);
    await app.close();
    await closeKernel(modules);
    await engines.stop();
    process.exit(found.length > 0 ? 1 : 0);
  })();
});
