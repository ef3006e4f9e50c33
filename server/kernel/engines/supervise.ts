import { setTimeout as sleep } from "node:timers/promises";

/** Where the engines tell what happens to them; a pino logger fits. */
export interface EngineLog {
  info(message: string): void;
  warn(message: string): void;
}

export interface EngineEvent {
  readonly engine: "postgres" | "clickhouse";
  /** `exited`: it died by itself; `restarted`: it serves again at the same address; `failed`: this try to restart failed. */
  readonly kind: "exited" | "restarted" | "failed";
  readonly detail: string;
}

export interface Server {
  readonly pid: number;
  onExit(listener: (lastWords: string) => void): void;
  stop(): Promise<void>;
}

export interface Supervised<T extends Server> {
  /** The server as it runs now; after a crash the one before, until the new one is up. */
  readonly current: T;
  stop(): Promise<void>;
}

const BACKOFF_FIRST_MS = 100;
const BACKOFF_LAST_MS = 10_000;
const CALM_MS = 60_000; // after so long without a crash the back-off begins anew

/** Keeps a server up: starts it again after a crash, waiting longer each time, until `stop`. */
export async function supervise<T extends Server>(
  start: (before: T | undefined) => Promise<T>,
  tell: (kind: EngineEvent["kind"], detail: string) => void,
): Promise<Supervised<T>> {
  const stopping = new AbortController();
  let current = await start(undefined);
  let wait_ms = BACKOFF_FIRST_MS;
  let since = performance.now();
  let busy: Promise<void> = Promise.resolve();

  const revive = async (): Promise<void> => {
    if (performance.now() - since > CALM_MS) wait_ms = BACKOFF_FIRST_MS;
    while (!stopping.signal.aborted) {
      await sleep(wait_ms, undefined, { signal: stopping.signal }).catch(() => undefined);
      if (stopping.signal.aborted) return;
      wait_ms = Math.min(BACKOFF_LAST_MS, wait_ms * 2);
      try {
        current = await start(current);
        since = performance.now();
        watch();
        tell("restarted", `process ${current.pid}`);
        return;
      } catch (error) {
        tell("failed", error instanceof Error ? error.message : String(error));
      }
    }
  };
  const watch = (): void =>
    current.onExit((lastWords) => {
      tell("exited", lastWords.slice(-500));
      busy = revive();
    });
  watch();
  return {
    get current() {
      return current;
    },
    async stop() {
      stopping.abort();
      await busy;
      await current.stop();
    },
  };
}
