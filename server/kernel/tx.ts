import { Kysely, PostgresDialect, sql } from "kysely";
import type { Transaction } from "kysely";
import pg from "pg";
import type { Clock } from "./clock.ts";
import { systemClock } from "./clock.ts";
import type { Scope } from "./scope.ts";
import { unavailable, unkeptText } from "./errors.ts";

// bigint columns hold counts and minor units, all below 2^53: read them as numbers, and fail loud beyond.
pg.types.setTypeParser(20, (text) => {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Error(`bigint ${text} is beyond 2^53`);
  return value;
});
// A calendar day stays a calendar day.
pg.types.setTypeParser(1082, (text) => text);

/** A module's tables, each under the module's own Postgres schema. */
export type Owned<Schema extends string, Tables> = { [T in keyof Tables & string as `${Schema}.${T}`]: Tables[T] };

/** The only door to the tables. The face exports it as a type: nobody outside this file can make one. */
export class Tx {
  readonly #trx: Transaction<unknown>;
  readonly #clock: Clock;
  readonly #after: (() => void)[];
  readonly scope: Scope;
  constructor(trx: Transaction<unknown>, scope: Scope, clock: Clock, after: (() => void)[]) {
    this.#trx = trx;
    this.scope = scope;
    this.#clock = clock;
    this.#after = after;
  }
  /** The tables of one module, and no others. */
  as<Tables>(): Transaction<Tables> {
    return this.#trx as unknown as Transaction<Tables>;
  }
  /** The instant this transaction works at. */
  now(): Date {
    return this.#clock.now();
  }
  /** The platform of the scope; an error in system scope, where there is none. */
  get platform(): number {
    if (this.scope.kind === "system") throw new Error("the system scope has no platform");
    return this.scope.platform;
  }
  /** Runs after a successful commit (wake a loop, answer a waiter); never for anything that must not be lost. */
  afterCommit(act: () => void): void {
    this.#after.push(act);
  }
  /**
   * Widens a brand's, venue's or consumer's view to the whole platform for one step whose result is not shown raw:
   * a stock check, a peer benchmark, an identity look-up. The reason is for the reader of the code.
   */
  async widened<T>(_reason: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.#during({ kind: "platform", platform: this.platform }, work);
  }
  /** System scope only: works inside one platform. */
  async within<T>(scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T> {
    if (this.scope.kind !== "system") throw new Error("only the system scope may enter another");
    return this.#during(scope, work);
  }
  async #during<T>(scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T> {
    await setScope(this.#trx, scope);
    // On an error the whole transaction rolls back, so the scope need not be restored then.
    const result = await work(new Tx(this.#trx, scope, this.#clock, this.#after));
    await setScope(this.#trx, this.scope);
    return result;
  }
}

async function setScope(trx: Transaction<unknown>, s: Scope): Promise<void> {
  const platform = s.kind === "system" ? "" : String(s.platform);
  const brand = s.kind === "brand" ? String(s.brand) : "";
  const venue = s.kind === "venue" ? String(s.venue) : "";
  const consumer = s.kind === "consumer" ? s.consumer : "";
  await sql`select set_config('fairground.kind', ${s.kind}, true), set_config('fairground.platform', ${platform}, true),
    set_config('fairground.brand', ${brand}, true), set_config('fairground.venue', ${venue}, true),
    set_config('fairground.consumer', ${consumer}, true)`.execute(trx);
}

export type PostgresConnection =
  { connectionString: string } | { host: string; port?: number; user: string; database: string; password?: string };
type Open = { readonly pool: pg.Pool; readonly db: Kysely<unknown>; readonly clock: Clock };
let open: Open | undefined;

/** Opens the one pool of this process. */
export function openPostgres(connection: PostgresConnection, poolSize: number, clock: Clock = systemClock): void {
  if (open) throw new Error("PostgreSQL is already open in this process");
  const pool = new pg.Pool({
    ...connection,
    max: poolSize,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 15_000,
    options:
      "-c idle_in_transaction_session_timeout=60000 -c lock_timeout=10000 -c statement_timeout=120000 -c timezone=UTC",
  });
  // A dying idle connection is replaced by the pool; without a listener it would end the process.
  pool.on("error", () => undefined);
  // The same for one that dies between two statements of a transaction: the next statement reports it.
  pool.on("connect", (client) => client.on("error", () => undefined));
  open = { pool, clock, db: new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) }) };
}
export async function closePostgres(): Promise<void> {
  const was = open;
  open = undefined;
  await was?.db.destroy();
}
function db(): Open {
  if (!open) throw new Error("PostgreSQL is not open");
  return open;
}

/** Runs `work` in one transaction that sees only the rows of `scope`; commits on return, rolls back on throw. */
export async function inTx<T>(scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T> {
  const { db: kysely, clock } = db();
  const after: (() => void)[] = [];
  const result = await kysely
    .transaction()
    .execute(async (trx) => {
      await setScope(trx, scope);
      return work(new Tx(trx, scope, clock, after));
    })
    .catch((error: unknown) => {
      throw asFault(error);
    });
  for (const act of after) act();
  return result;
}

const busy = new Set("55P03 57P01 57P02 57P03 40001 40P01 53300 ECONNREFUSED ENOENT ECONNRESET EPIPE".split(" "));
/** What pg says, without a code, of a connection that ended under a statement. */
const lostConnection =
  /^Connection terminated|connection error and is not queryable|^timeout exceeded when trying to connect/;
/** A busy or restarting database is "try again", never an internal error. */
function asFault(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const code = "code" in error ? String(error.code) : "";
  // PostgreSQL keeps every character but U+0000, and tells it only when the text arrives.
  if (code === "22P05" || code === "22021") return unkeptText();
  const lost = busy.has(code) || lostConnection.test(error.message);
  return lost ? unavailable("The database is busy or restarting; try again.") : error;
}

/** Kernel only: a raw connection for migrations and long-lived listeners. */
export async function withClient<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await db().pool.connect();
  try {
    return await work(client);
  } finally {
    client.release();
  }
}
