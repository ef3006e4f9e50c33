import pg from "pg";
import { factOf } from "./events.ts";

export type Connection = pg.ClientConfig;
type Row = readonly [id: string, name: string, at: string, brand: number, rest: string];

/** Rows like those of the log, of the same size, ready to be inserted. */
function rowsOf(from: number, count: number): Row[] {
  return Array.from({ length: count }, (_, k) => {
    const { id, name, at, brand, ...rest } = factOf(from + k) as {
      id: string;
      name: string;
      at: string;
      brand: number;
    };
    return [id, name, at, brand, JSON.stringify(rest)];
  });
}
const insert = `INSERT INTO bare (platform_id, id, name, at, received_at, brand_id, payload)
  SELECT 1, i, n, a::timestamptz, now(), b::integer, p
  FROM unnest(string_to_array($1, E'\\n'), string_to_array($2, E'\\n'), string_to_array($3, E'\\n'), string_to_array($4, E'\\n'), string_to_array($5, E'\\n')) AS x (i, n, a, b, p)`;

/**
 * The engine's own rate: the same rows, the same batches, one commit each, over as many connections as the intake uses,
 * into a table without any index, by the fastest statement we found. Returns seconds.
 */
export async function bareInsert(
  connection: Connection,
  events: number,
  batch: number,
  connections: number,
): Promise<number> {
  const clients = Array.from({ length: connections }, () => new pg.Client(connection));
  await Promise.all(clients.map((c) => c.connect()));
  await clients[0]
    ?.query(`DROP TABLE IF EXISTS bare; CREATE TABLE bare (platform_id integer NOT NULL, id text NOT NULL, name text NOT NULL,
    at timestamptz NOT NULL, received_at timestamptz NOT NULL, brand_id integer, payload text NOT NULL)`);
  const batches: string[][] = [];
  for (let at = 0; at < events; at += batch) {
    const rows = rowsOf(at, Math.min(batch, events - at));
    batches.push([0, 1, 2, 3, 4].map((column) => rows.map((r) => r[column]).join("\n")));
  }
  let next = 0;
  const began = performance.now();
  await Promise.all(
    clients.map(async (client) => {
      for (let values = batches[next++]; values; values = batches[next++])
        await client.query({ name: "bare", text: insert, values });
    }),
  );
  const wall_s = (performance.now() - began) / 1000;
  await clients[0]?.query("DROP TABLE bare");
  await Promise.all(clients.map((c) => c.end()));
  return wall_s;
}

/** Rows in the log of the benchmark's platform. */
export async function logged(connection: Connection): Promise<number> {
  const client = new pg.Client(connection);
  await client.connect();
  await client.query("SELECT set_config('fairground.kind', 'system', false)");
  const { rows } = await client.query<{ n: string }>("SELECT count(*)::text AS n FROM facts.log");
  await client.end();
  return Number(rows[0]?.n);
}
