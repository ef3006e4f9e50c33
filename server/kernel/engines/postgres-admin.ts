import pg from "pg";

/** The role and database of the application. */
export const APP_ROLE = "fairground";
const NAME = /^[a-z][a-z0-9_]{0,62}$/;

/** The administrator of an embedded server, reachable only through its private socket folder. */
export function adminOf(parts: Readonly<{ host: string; port: number }>): pg.ClientConfig {
  return { ...parts, user: "postgres", database: "postgres" };
}

async function withClient<T>(config: pg.ClientConfig, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionTimeoutMillis: 15_000, ...config });
  client.on("error", () => undefined); // a lost connection is reported by the query that meets it
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Sees to the ordinary role and the database `fairground` on an embedded server. */
export async function prepareDatabase(parts: Readonly<{ host: string; port: number }>): Promise<void> {
  await withClient(adminOf(parts), async (client) => {
    const role = await client.query("SELECT 1 FROM pg_roles WHERE rolname = $1", [APP_ROLE]);
    const verb = role.rowCount === 0 ? "CREATE" : "ALTER";
    await client.query(`${verb} ROLE ${APP_ROLE} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOREPLICATION`);
    const database = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [APP_ROLE]);
    if (database.rowCount === 0) await client.query(`CREATE DATABASE ${APP_ROLE} OWNER ${APP_ROLE}`);
  });
}

function checked(name: string): string {
  if (NAME.test(name)) return name;
  throw new Error(`"${name}" is no database name: small letters, digits and _, at most 63, a letter first.`);
}

/** Makes an empty database. `admin` must be allowed to; the owner is `admin` itself when none is named. */
export async function createDatabase(admin: pg.ClientConfig, name: string, owner?: string): Promise<void> {
  const whose = owner === undefined ? "" : ` OWNER ${checked(owner)}`;
  await withClient(admin, (client) => client.query(`CREATE DATABASE ${checked(name)}${whose}`));
}

/** Removes a database and whoever is connected to it; one that is not there is no error. */
export async function dropDatabase(admin: pg.ClientConfig, name: string): Promise<void> {
  await withClient(admin, (client) => client.query(`DROP DATABASE IF EXISTS ${checked(name)} WITH (FORCE)`));
}

const VERSION_MIN = 150_000;

/**
 * Refuses an external server on which our promises would not hold: one that is too old, or a role that passes
 * row-level security.
 */
export async function checkExternal(connectionString: string): Promise<void> {
  const found = await roleBehind(connectionString).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`DATABASE_URL: the server cannot be used: ${why || "no answer"}.`, { cause: error });
  });
  if (!found) throw new Error("DATABASE_URL: the server does not tell which role this is.");
  if (found.version < VERSION_MIN) throw new Error("DATABASE_URL: PostgreSQL 15 or later is needed.");
  if (!found.passes) return;
  throw new Error(
    `DATABASE_URL: the role "${found.role}" is a superuser or has BYPASSRLS, so row-level security would not keep brands ` +
      "apart. Make an ordinary role (CREATE ROLE fairground LOGIN NOSUPERUSER NOBYPASSRLS) that owns the database.",
  );
}

async function roleBehind(
  connectionString: string,
): Promise<{ role: string; passes: boolean; version: number } | undefined> {
  return withClient({ connectionString }, async (client) => {
    const result = await client.query<{ role: string; passes: boolean; version: number }>(
      `SELECT current_user AS role, rolsuper OR rolbypassrls AS passes,
              current_setting('server_version_num')::int AS version
         FROM pg_roles WHERE rolname = current_user`,
    );
    return result.rows[0];
  });
}
