import path from "node:path";
import type { Config, Engines, Logger } from "#kernel";
import { buildServer, closeKernel, openKernel, ready, startEngines } from "#kernel";
import { modules } from "./modules.ts";

export type App = { readonly url: string; readonly engines: Engines; close(): Promise<void> };
type Options = {
  readonly config: Config;
  readonly log: Logger;
  readonly say?: (line: string) => void;
  readonly built?: Promise<unknown>;
};

export const webFolder = path.resolve(import.meta.dirname, "../dist/web");

/** Starts the engines, brings the tables up to date and serves every module and console. */
export async function startApp({ config, log, say = () => undefined, built }: Options): Promise<App> {
  const engines = await startEngines({
    home: config.FAIRGROUND_HOME,
    databaseUrl: config.DATABASE_URL,
    clickhouseUrl: config.CLICKHOUSE_URL,
    log: { info: (line) => log.info(line), warn: (line) => log.warn(line) },
  });
  say(
    `engines: PostgreSQL ${engines.embedded.postgres ? "embedded" : "external"}, ClickHouse ${engines.embedded.clickhouse ? "embedded" : "external"}`,
  );
  let opened = false;
  try {
    const connections = { postgres: engines.postgres.connection, clickhouse: engines.clickhouse };
    opened = true;
    await openKernel({ config, log }, connections, modules, { work: config.ROLE !== "web" });
    await built;
    const signIn = modules.find((m) => m.authenticate)?.authenticate;
    if (!signIn) throw new Error("no module signs people in");
    const endpoints = modules.flatMap((m) => m.endpoints ?? []);
    const app = await buildServer({ config, log, endpoints, authenticate: signIn, ready, web: webFolder });
    const url = await app.listen({ host: config.HOST, port: config.PORT });
    const close = async () => {
      await app.close();
      await closeKernel(modules);
      await engines.stop();
    };
    return { url, engines, close };
  } catch (error) {
    if (opened) await closeKernel(modules).catch(() => undefined);
    await engines.stop();
    throw error;
  }
}
