import type { Logger } from "./log.ts";
import { counter } from "./telemetry.ts";

/** Work that follows something without end (a log, a queue). `step` does one bounded batch and says whether more is waiting. */
export type Loop = {
  readonly name: string;
  readonly idle_ms: number;
  readonly step: (log: Logger) => Promise<boolean>;
};

type Running = { stop(): Promise<void>; wake(): void };
const running = new Map<string, Running>();
const failures = counter("loop_failures_total", "Failed steps of background loops", ["loop"]);

/** Runs a loop until stopped: no pause while there is work, `idle_ms` when there is none, a growing pause after failures. */
export function startLoop(loop: Loop, log: Logger): void {
  let stopping = false;
  let wakeUp: () => void = () => undefined;
  let failed = 0;
  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const ended = (async () => {
    while (!stopping) {
      let more = false;
      try {
        more = await loop.step(log);
        failed = 0;
      } catch (error) {
        failed += 1;
        failures.inc({ loop: loop.name });
        if (!stopping) log.warn({ err: error, loop: loop.name }, "loop step failed; it will be tried again");
      }
      if (!more && !stopping) await pause(failed > 0 ? Math.min(5_000, 100 * 2 ** failed) : loop.idle_ms);
    }
  })();
  running.set(loop.name, {
    wake: () => wakeUp(),
    stop: async () => {
      stopping = true;
      wakeUp();
      await ended;
    },
  });
}
/** Ends a loop's pause, for example after a commit that gave it work. */
export const wakeLoop = (name: string): void => running.get(name)?.wake();
export async function stopLoops(): Promise<void> {
  const all = [...running.values()];
  running.clear();
  await Promise.all(all.map((l) => l.stop()));
}
