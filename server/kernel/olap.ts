import { SettingsMap, createClient } from "@clickhouse/client";
import type { ClickHouseClient, ClickHouseSettings } from "@clickhouse/client";
import { unavailable } from "./errors.ts";
import type { Logger } from "./log.ts";
import type { Scope } from "./scope.ts";

export type OlapConnection = {
  readonly url: string;
  readonly username: string;
  readonly password: string;
  readonly database: string;
};
type Params = Readonly<Record<string, unknown>>;
type Settings = Readonly<Record<string, string | number | boolean>>;
type Open = { client: ClickHouseClient; database: string; filters: Map<string, readonly string[]> | undefined };
let open: Open | undefined;

export function openOlap(c: OlapConnection, log: Logger): void {
  if (open) throw new Error("ClickHouse is already open in this process");
  const say = (level: "warn" | "error") => (p: { message: string; err?: Error }) =>
    log[level]({ err: p.err }, `clickhouse: ${p.message}`);
  class Quiet {
    trace(): void {}
    debug(): void {}
    info(): void {}
    warn = say("warn");
    error = say("warn");
  }
  const client = createClient({
    ...c,
    max_open_connections: 16,
    request_timeout: 120_000,
    compression: { request: false, response: false },
    log: { LoggerClass: Quiet },
    clickhouse_settings: {
      send_progress_in_http_headers: 1,
      http_headers_progress_interval_ms: "20000",
      date_time_input_format: "best_effort",
      output_format_json_quote_64bit_integers: 0,
    },
  });
  open = { client, database: c.database, filters: undefined };
}
export async function closeOlap(): Promise<void> {
  const was = open;
  open = undefined;
  await was?.client.close();
}
function olap(): Open {
  if (!open) throw new Error("ClickHouse is not open");
  return open;
}

/**
 * Row security for ClickHouse, in this one place: every table with a `platform` column shows only the scope's platform,
 * and with a `brand` column only the scope's brand. The engine applies the filter to each read of the table.
 */
async function rowFilter(scope: Scope): Promise<ClickHouseSettings> {
  if (scope.kind === "system") return {};
  const { filters, database } = await withFilters();
  const map: Record<string, string> = {};
  for (const [table, columns] of filters) {
    const terms = [`platform = ${scope.platform}`];
    if (scope.kind === "brand" && columns.includes("brand")) terms.push(`brand = ${scope.brand}`);
    if (columns.includes("platform")) map[`${database}.${table}`] = terms.join(" AND ");
  }
  return { additional_table_filters: SettingsMap.from(map) };
}
async function withFilters(): Promise<{ filters: ReadonlyMap<string, readonly string[]>; database: string }> {
  const state = olap();
  state.filters ??= await readFilters(state);
  return { filters: state.filters, database: state.database };
}
async function readFilters(state: Open): Promise<Map<string, readonly string[]>> {
  const answer = await state.client.query({
    query: "SELECT table, groupArray(name) AS columns FROM system.columns WHERE database = {db:String} GROUP BY table",
    query_params: { db: state.database },
    format: "JSONEachRow",
  });
  const rows = await answer.json<{ table: string; columns: string[] }>();
  return new Map(rows.map((r) => [r.table, r.columns]));
}

/** Rows of a SELECT, seen through `scope`; values are bound as `{name:Type}`. 64-bit integers arrive as numbers. */
export async function olapRows<T>(
  scope: Scope,
  query: string,
  params: Params = {},
  settings: Settings = {},
): Promise<T[]> {
  const filter = await rowFilter(scope);
  const answer = await guard(() =>
    olap().client.query({
      query,
      query_params: { ...params },
      format: "JSONEachRow",
      clickhouse_settings: { ...settings, ...filter },
    }),
  );
  return answer.json<T>();
}

/** Rows that can be found again: by their platform and the number of the fact they came from. */
type Delivered = { readonly platform: number; readonly seq: number };

/**
 * Appends rows. `token` names the batch: the same token twice is one copy (tables need
 * `SETTINGS non_replicated_deduplication_window = 10000`), so a repeated delivery changes nothing.
 */
export async function olapInsert(table: string, rows: readonly object[], token: string): Promise<void> {
  if (rows.length === 0) return;
  await guard(() =>
    olap().client.insert({
      table,
      values: [...rows],
      format: "JSONEachRow",
      clickhouse_settings: { insert_deduplication_token: token },
    }),
  );
}

/**
 * Appends rows of a delivery that may have been begun before (`attempt` > 1). The engine notes a token before it keeps the
 * part: killed in between, it takes the repeat for done although the rows are not there. So after a repeat the rows are
 * counted by platform and seq, and written anew under a token of the attempt where they do not agree.
 */
export async function olapDeliver(
  table: string,
  rows: readonly Delivered[],
  token: string,
  attempt: number,
): Promise<void> {
  await olapInsert(table, rows, token);
  if (attempt <= 1 || rows.length === 0) return;
  if ((await countDelivered(table, rows)) === rows.length) return;
  // An insert of the attempt before may just be ending in the engine: look once more before anything is touched.
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  if ((await countDelivered(table, rows)) === rows.length) return;
  for (const part of slices(rows)) await execOlap(`DELETE FROM ${table} WHERE ${found}`, part);
  await olapInsert(table, rows, `${token}:again:${attempt}`);
}
const found = "platform IN {platforms:Array(UInt32)} AND seq IN {seqs:Array(UInt64)}";
/** A thousand facts at a time: parameters travel in the address of the request. */
function slices(rows: readonly Delivered[]): { platforms: number[]; seqs: number[] }[] {
  const seqs = [...new Set(rows.map((r) => r.seq))];
  const platforms = [...new Set(rows.map((r) => r.platform))];
  const parts = Array.from({ length: Math.ceil(seqs.length / 1_000) }, (_, i) =>
    seqs.slice(i * 1_000, (i + 1) * 1_000),
  );
  return parts.map((some) => ({ platforms, seqs: some }));
}
async function countDelivered(table: string, rows: readonly Delivered[]): Promise<number> {
  let n = 0;
  for (const part of slices(rows)) {
    const [row] = await olapRows<{ n: number }>(
      { kind: "system" },
      `SELECT count() AS n FROM ${table} WHERE ${found}`,
      part,
    );
    n += row?.n ?? 0;
  }
  return n;
}

/** Runs a statement without a result (DDL, INSERT ... SELECT, mutations). Drops the cached column list on DDL. */
export async function execOlap(query: string, params: Params = {}, settings: Settings = {}): Promise<void> {
  if (/^\s*(create|drop|alter|rename)\b/i.test(query)) olap().filters = undefined;
  await guard(() =>
    olap().client.command({ query, query_params: { ...params }, clickhouse_settings: { ...settings } }),
  );
}

const lost = new Set(["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT"]);
async function guard<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (lost.has(code)) throw unavailable("The analysis engine is restarting; try again.");
    throw error;
  }
}
export const olapReady = async (): Promise<boolean> => (await olap().client.ping()).success;
