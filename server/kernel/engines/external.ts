import type { ClickHouseConnection } from "./clickhouse.ts";

const NAME = /^[A-Za-z_][A-Za-z0-9_]{0,62}$/;

/**
 * Reads CLICKHOUSE_URL (http://user:password@host:8123/database), tries it, and sees to the database. Throws with a
 * sentence that names the variable and never shows the password.
 */
export async function connectClickHouse(text: string): Promise<ClickHouseConnection> {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new Error("CLICKHOUSE_URL must look like http://user:password@host:8123/database.");
  }
  const username = decodeURIComponent(url.username) || "default";
  const password = decodeURIComponent(url.password);
  const database = decodeURIComponent(url.pathname.slice(1)) || "fg";
  if (!NAME.test(database)) throw new Error(`CLICKHOUSE_URL: "${database}" is no database name.`);
  const connection = { url: url.origin, username, password, database };
  await tryOut(connection);
  return connection;
}

async function tryOut(connection: ClickHouseConnection): Promise<void> {
  const where = `CLICKHOUSE_URL (${connection.url}, user ${connection.username})`;
  let reply: Response;
  try {
    reply = await fetch(connection.url, {
      method: "POST",
      body: `CREATE DATABASE IF NOT EXISTS ${connection.database}`,
      headers: { "X-ClickHouse-User": connection.username, "X-ClickHouse-Key": connection.password },
      signal: AbortSignal.timeout(15_000),
    });
  } catch (error) {
    throw new Error(`${where}: the server cannot be reached.`, { cause: error });
  }
  const said = await reply.text();
  if (!reply.ok) throw new Error(`${where}: the server refuses: ${said.slice(0, 300).trim()}`);
}
