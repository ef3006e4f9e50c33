import { setTimeout as sleep } from "node:timers/promises";
import type { Config, Engines, Logger } from "#kernel";
import {
  HomeInUse,
  attachEngines,
  closeKernel,
  createLog,
  inTx,
  loadConfig,
  openKernel,
  startEngines,
  systemScope,
} from "#kernel";
import { modules } from "../server/modules.ts";
import { Misuse, note } from "./terminal.ts";

/** Engines and modules, open for one command. */
export type Ground = { readonly config: Config; readonly log: Logger; readonly engines: Engines };

const starting_ms = 60_000;

/** The settings, or Misuse with the sentence that names what is wrong. */
export function readConfig(): Config {
  try {
    return loadConfig();
  } catch (error) {
    throw new Misuse(error instanceof Error ? error.message : String(error));
  }
}

/** Uses the engines of a running server, else starts the embedded ones (or connects to external ones) for this command alone. */
async function enginesFor(config: Config, log: Logger): Promise<Engines> {
  const home = config.FAIRGROUND_HOME;
  const until = Date.now() + starting_ms;
  for (let told = false; ; told = true) {
    const running = attachEngines(home);
    if (running) return sameServers(running, config);
    try {
      return await startEngines({
        home,
        databaseUrl: config.DATABASE_URL,
        clickhouseUrl: config.CLICKHOUSE_URL,
        log: { info: (line) => log.info(line), warn: (line) => log.warn(line) },
      });
    } catch (error) {
      if (!(error instanceof HomeInUse) || Date.now() > until) throw error;
      if (!told) note("Waiting for the server that is starting on this folder ...");
      await sleep(250);
    }
  }
}
/** A server that runs on embedded engines does not serve what an address in the environment names. */
function sameServers(running: Engines, config: Config): Engines {
  const apart = [
    config.DATABASE_URL !== undefined && running.embedded.postgres ? "DATABASE_URL" : "",
    config.CLICKHOUSE_URL !== undefined && running.embedded.clickhouse ? "CLICKHOUSE_URL" : "",
  ].filter((name) => name !== "");
  if (apart.length === 0) return running;
  throw new Misuse(
    `${apart.join(" and ")} ${apart.length === 1 ? "is" : "are"} set, but the server that runs on ${config.FAIRGROUND_HOME} uses embedded engines. ` +
      "Unset that, or name another folder in FAIRGROUND_HOME.",
  );
}

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
const numbers = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;

/** Opens the ground, works on it and closes it again, whatever happens; a signal ends the work and leaves no engine behind. */
export async function onGround<T>(work: (ground: Ground) => Promise<T>): Promise<T> {
  const config = readConfig();
  const log = createLog(config.LOG_LEVEL === "info" ? "warn" : config.LOG_LEVEL);
  let engines: Engines | undefined;
  let ending: Promise<never> | undefined;
  const end = (signal: (typeof signals)[number]): Promise<never> =>
    (ending ??= (async () => {
      note(`${signal}: ending`);
      // while the engines are still starting, wait for them: half a start leaves processes behind
      engines ??= await starting.catch(() => undefined);
      await closeKernel(modules).catch(() => undefined);
      await engines?.stop();
      process.exit(128 + numbers[signal]);
    })());
  const listeners = signals.map((signal) => {
    const act = () => void end(signal);
    process.on(signal, act);
    return () => process.off(signal, act);
  });
  const starting = enginesFor(config, log);
  try {
    engines = await starting;
    const connections = { postgres: engines.postgres.connection, clickhouse: engines.clickhouse };
    await openKernel({ config, log }, connections, modules);
    return await work({ config, log, engines });
  } catch (error) {
    if (ending) return await ending;
    throw error;
  } finally {
    if (!ending) {
      await closeKernel(modules).catch((error: unknown) => log.warn({ err: error }, "closing"));
      await engines?.stop();
    }
    for (const off of listeners) off();
  }
}

/** Work of boot kind: platforms are opened and listed outside of all of them. */
export const inSystem = <T>(work: Parameters<typeof inTx<T>>[1]): Promise<T> => inTx(systemScope, work);
