import type {} from "vitest";
import type { ClickHouseConnection } from "./clickhouse.ts";
import type { PostgresConnection } from "./running.ts";

/** The engines of a test run: one PostgreSQL database and one ClickHouse database, both empty at its start. */
export interface TestEngines {
  readonly postgres: PostgresConnection;
  readonly clickhouse: ClickHouseConnection;
}

declare module "vitest" {
  export interface ProvidedContext {
    engines: TestEngines;
  }
}
