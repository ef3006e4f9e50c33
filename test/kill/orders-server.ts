// The servers that test/kill-orders.test.ts kills: every module up to trade. The first one owns the engines; with ATTACH set
// another process works on the same ones.
import { createInterface } from "node:readline";
import { module as audiences } from "#audiences";
import { module as catalog, upsertProducts } from "#catalog";
import { module as databank } from "#databank";
import { module as facts } from "#facts";
import { module as identity } from "#identity";
import {
  attachEngines,
  buildServer,
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
import { sql } from "kysely";

const modules = [parties, catalog, facts, identity, databank, audiences, traffic, marketing, trade];
const config = loadConfig();
const log = createLog(config.LOG_LEVEL);
const home = config.FAIRGROUND_HOME;
const told = { info: (line: string) => log.info(line), warn: (line: string) => log.warn(line) };
const engines =
  (process.env.ATTACH === undefined ? undefined : attachEngines(home)) ??
  (await startEngines({ home, throwaway: true, log: told }));
const connections = { postgres: engines.postgres.connection, clickhouse: engines.clickhouse };
await openKernel({ config, log }, connections, modules, { work: false });
const endpoints = modules.flatMap((m) => m.endpoints ?? []);
const authenticate = parties.authenticate ?? (() => Promise.reject(new Error("nobody signs in")));
const app = await buildServer({ config, log, endpoints, authenticate, ready });
const url = await app.listen({ host: "127.0.0.1", port: 0 });

/** SKUs with plenty, and one that runs out. */
const stock = { plenty: 1_000_000, much: 1_000_000, scarce: 150 };
const codes = Object.keys(stock) as (keyof typeof stock)[];
async function open(): Promise<string> {
  const platform = await inTx(systemScope, (tx) =>
    openPlatform(tx, { code: "kill", name: "Kill", currency: "CNY", zone: "UTC" }),
  );
  await inTx(platformScope(platform.id), async (tx) => {
    const made = await registerParties(tx, {
      brands: [{ code: "b" }],
      merchants: [{ code: "m", brand: "b" }],
      venues: [{ code: "web", kind: "web_shop", merchant: "m", brands: ["b"] }],
    });
    await upsertProducts(tx, {
      products: codes.map((code) => ({ code: `p-${code}`, name: code, brand: "b", skus: [{ code }] })),
      offers: codes.map((sku) => ({ sku, merchant: "m", price_minor: 1999 })),
    });
    const book = await goodsBook(tx, codes);
    const place = { owner: made.merchants.get("m") ?? 0, venue: made.venues.get("web") ?? 0, field: "line" };
    const arrivals = codes.map((code) => ({ ...place, goods: goodsOf(book, code, "sku"), quantity: stock[code] }));
    await receive(tx, arrivals, { who: "test" });
  });
  return "open";
}
/** Every parent order with its request and the pieces reserved for it, and what the recount of the ledgers finds. */
async function check() {
  return inTx(systemScope, async (tx) => {
    const parents = await sql<{ request: string; parent: string; pieces: number; facts: number }>`
      WITH told AS (SELECT (payload::jsonb ->> 'order')::uuid AS order_id, count(*) AS n FROM facts.log WHERE name = 'order.placed' GROUP BY 1),
        held AS (SELECT order_id, sum(quantity) AS n FROM trade.reservation GROUP BY 1)
      SELECT split_part(p.request_key, ':', 2) AS request, p.parent_id AS parent, coalesce(sum(held.n), 0)::int AS pieces, coalesce(sum(told.n), 0)::int AS facts
      FROM trade.parent_order p LEFT JOIN trade.orders o USING (parent_id) LEFT JOIN told USING (order_id) LEFT JOIN held USING (order_id)
      GROUP BY p.request_key, p.parent_id`.execute(tx.as<object>());
    const rows = await sql<{
      sku: string;
      reserved: number;
    }>`SELECT sku_code AS sku, reserved FROM trade.stock`.execute(tx.as<object>());
    return { parents: parents.rows, reserved: rows.rows, differences: await differences(tx) };
  });
}
const answers: Record<string, () => unknown> = { open, pids: () => engines.pids(), check };
const tell = (value: unknown): void => void process.stdout.write(`${JSON.stringify(value)}\n`);
tell({ url });
createInterface({ input: process.stdin })
  .on(
    "line",
    (line) => void Promise.resolve(answers[line]?.()).then(tell, (error: unknown) => tell({ error: String(error) })),
  )
  .once("close", () => void engines.stop().finally(() => process.exit(0)));
