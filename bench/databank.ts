import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { flowBetween, module as databank, settle, stagesAt, touchpoints, trend } from "#databank";
import { module as facts } from "#facts";
import { module as identity } from "#identity";
import type { Scope } from "#kernel";
import {
  closeKernel,
  createLog,
  execOlap,
  inTx,
  loadConfig,
  olapRows,
  openKernel,
  platformScope,
  startEngines,
  systemScope,
} from "#kernel";
import { module as parties, openPlatform, registerParties } from "#parties";
import { sql } from "kysely";
import type { Bench, Report } from "./report.ts";

const BRANDS = 20;
const DAYS = 400;
const RUNS = 7;
const last = "2025-06-30";
const modules = [parties, facts, identity, databank];
type Row = Report["rows"][number];

/** Times of the Data Bank page from the daily sets, beside the same figures scanned from the raw events by the bare engine. */
export const bench: Bench = async (args, say) => {
  const sizes = args.length > 0 ? args.map(Number) : [2_000_000, 8_000_000];
  if (sizes.some((n) => !Number.isInteger(n) || n < 10_000 || n > 200_000_000))
    throw new Error("sizes are whole numbers of events from 10000 to 200000000");
  const home = mkdtempSync(path.join(tmpdir(), "fairground-bench-"));
  chmodSync(home, 0o711);
  const config = loadConfig({ ...process.env, FAIRGROUND_HOME: home, LOG_LEVEL: "warn" });
  const log = createLog(config.LOG_LEVEL);
  const engines = await startEngines({
    home,
    databaseUrl: config.DATABASE_URL,
    clickhouseUrl: config.CLICKHOUSE_URL,
    log: { info: () => undefined, warn: (line) => log.warn(line) },
  });
  try {
    await openKernel(
      { config, log },
      { postgres: engines.postgres.connection, clickhouse: engines.clickhouse },
      modules,
    );
    const rows: Row[] = [];
    for (const events of sizes) rows.push(...(await measure(events, say)));
    return { name: "databank", rows, notes: notes() };
  } finally {
    await closeKernel(modules);
    await engines.stop();
    rmSync(home, { recursive: true, force: true });
  }
};

async function measure(events: number, say: (line: string) => void): Promise<Row[]> {
  say(`${events} events: generating ...`);
  const platform = await world(events);
  const scope = platformScope(platform);
  say(`${events} events: counting the daily sets ...`);
  const start = performance.now();
  await settle(platform, 3_600_000);
  const build_s = (performance.now() - start) / 1000;
  const from = new Date(Date.parse(last) - 30 * 86_400_000).toISOString().slice(0, 10);
  const brand = 1;
  const pages: [string, () => Promise<unknown>, () => Promise<unknown>][] = [
    ["AIPL of a day, one brand", () => stagesAt(scope, { asOf: last, brand }), () => bareStages(scope, [last], brand)],
    ["AIPL of a day, all brands", () => stagesAt(scope, { asOf: last }), () => bareStages(scope, [last])],
    [
      "AIPL page with in and out, one brand",
      () => trend(scope, { from: last, to: last, brand }),
      () => bareStages(scope, [from, last], brand),
    ],
    [
      "flow over 30 days, one brand",
      () => flowBetween(scope, { from, to: last, brand }),
      () => bareStages(scope, [from, last], brand),
    ],
    [
      "trend of 31 days, one brand",
      () => trend(scope, { from, to: last, brand }),
      () => bareStages(scope, [last], brand),
    ],
    [
      "touchpoints of a day, one brand",
      () => touchpoints(scope, { asOf: last, brand }),
      () => bareStages(scope, [last], brand),
    ],
  ];
  const rows: Row[] = [];
  for (const [page, ours, bare] of pages) {
    const [a, b] = [await timed(ours), await timed(bare)];
    rows.push({ events, page, sets_p50_ms: a.p50, sets_max_ms: a.most, bare_scan_p50_ms: b.p50, ratio: b.p50 / a.p50 });
  }
  const [a, b] = [await stagesAt(scope, { asOf: last }), await bareStages(scope, [last])];
  const raw = await timed(() => stagesAt(scope, { asOf: last, source: "raw" }));
  const bare = await timed(() => bareStages(scope, [last]));
  say(
    `${events} events: daily sets built in ${build_s.toFixed(1)} s; sets ${JSON.stringify(a.stages)}, bare scan ${JSON.stringify(b)}`,
  );
  rows.push({
    events,
    page: "full recompute, all brands (raw events)",
    sets_p50_ms: raw.p50,
    sets_max_ms: raw.most,
    bare_scan_p50_ms: bare.p50,
    ratio: bare.p50 / raw.p50,
  });
  return rows;
}
async function timed(work: () => Promise<unknown>): Promise<{ p50: number; most: number }> {
  await work();
  const times: number[] = [];
  for (let i = 0; i < RUNS; i += 1) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  times.sort((x, y) => x - y);
  return { p50: times[Math.floor(RUNS / 2)] ?? 0, most: times.at(-1) ?? 0 };
}

/** A platform whose events are made by the engine itself: a tenth as many people, brand 1 with a third of them, 400 days. */
async function world(events: number): Promise<number> {
  const platform = await inTx(systemScope, async (tx) => {
    const opened = await openPlatform(tx, { code: `bench-${events}`, name: "Bench", currency: "CNY", zone: "UTC" });
    await tx.within(platformScope(opened.id), async (inside) => {
      await registerParties(inside, { brands: Array.from({ length: BRANDS }, (_, i) => ({ code: `b${i + 1}` })) });
      await sql`INSERT INTO databank.dirty (platform_id, brand_id, day, since)
        SELECT ${opened.id}, b, ${last}::date - d, now() FROM generate_series(1, ${BRANDS}) b, generate_series(0, ${DAYS - 1}) d`.execute(
        inside.as<object>(),
      );
    });
    return opened.id;
  });
  const people = Math.floor(events / 10);
  await execOlap(
    `INSERT INTO event (platform, brand, node, at, day, behaviour, touchpoint, venue, merchant, sku, order_key, placed, quantity, amount_minor, fact, seq)
    SELECT ${platform}, if(rand(1) % 3 = 0, 1, 2 + rand(2) % ${BRANDS - 1}), 1 + rand(3) % ${people},
      toDateTime64('${last} 00:00:00', 3, 'UTC') - toIntervalDay(rand(4) % ${DAYS}) + toIntervalSecond(rand(5) % 86400) AS t, toDate(t),
      multiIf(r < 70, ['exposure', 'click', 'item_view'][1 + rand(6) % 3], r < 92, ['favourite', 'add_to_cart', 'search'][1 + rand(6) % 3],
        r < 98, 'purchase', 'review_positive'),
      concat('t', toString(rand(7) % 12)), 0, 0, '', '', 0, 1, 0, number, number
    FROM (SELECT number, rand(8) % 100 AS r FROM numbers(${events}))`,
  );
  return platform;
}

const loyal = "'review_positive', 'review_followup', 'share'";
const interest =
  "'search', 'follow', 'join_member', 'claim_trial', 'add_to_cart', 'favourite', 'interact', 'try_on', 'consult_guide'";
const awareness = "'exposure', 'click', 'content_view', 'item_view', 'venue_visit', 'device_play', 'scan'";
/**
 * The default model as one would write it by hand over the raw events, without merges, refunds or erasures; it reads each behaviour
 * no further back than its window.
 */
async function bareStages(scope: Scope, days: readonly string[], brand?: number): Promise<unknown> {
  const stage = (day: string, i: number) => {
    const since = (n: number) => `day > toDate('${day}') - ${n} AND day <= toDate('${day}')`;
    return `multiIf(
      uniqExactIf(day, behaviour = 'purchase' AND ${since(365)}) >= 2 OR countIf(behaviour IN (${loyal}) AND ${since(365)}) > 0, 'L',
      countIf(behaviour = 'purchase' AND ${since(912)}) > 0, 'P',
      countIf(behaviour IN (${interest}) AND ${since(15)}) > 0, 'I',
      countIf(behaviour IN (${awareness}) AND ${since(15)}) > 0, 'A', 'none') AS s${i}`;
  };
  const names = days.map((_, i) => `s${i}`).join(", ");
  const back = (n: number) => `day > toDate('${days[0]}') - ${n}`;
  const rows = await olapRows<Record<string, string | number>>(
    scope,
    `SELECT ${names}, count() AS n FROM (
      SELECT brand, node, ${days.map(stage).join(", ")} FROM event
      WHERE platform = ${scope.kind === "platform" ? scope.platform : 0} ${brand === undefined ? "" : `AND brand = ${brand}`}
        AND (behaviour IN (${awareness}, ${interest}) AND ${back(15)} OR behaviour IN (${loyal}) AND ${back(365)} OR behaviour = 'purchase' AND ${back(912)})
      GROUP BY brand, node)
    GROUP BY ${names} ORDER BY ${names}`,
  );
  return Object.fromEntries(rows.map((r) => [days.map((_, i) => r[`s${i}`]).join(">"), r.n]));
}

const notes = () => [
  `${BRANDS} brands (one with a third of the events), a tenth as many people as events, ${DAYS} days; ${RUNS} runs each after one to warm up`,
  "sets: what the page asks, answered from the daily sets of people, including the look-ups in PostgreSQL; bare scan: the same model by hand over the raw events",
  "the bare scan beside trend and touchpoints computes one day only; ratio = bare / ours",
];
