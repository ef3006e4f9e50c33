import { setTimeout as sleep } from "node:timers/promises";
import type { Module } from "#kernel";
import { unavailable } from "#kernel";
import { readers } from "./reader.ts";

/**
 * Resolves when every reader of the given modules (all readers of this process when absent) has reached the end of the log,
 * facts that the readers themselves append included. Steps the readers itself, so it works with and without running loops.
 * Fault unavailable after `timeout_ms`; the error of a reader's handler as it is.
 */
export async function drain(modules?: readonly Module[], timeout_ms = 60_000): Promise<void> {
  const wanted = modules?.flatMap((m) => m.loops ?? []).map((l) => l.name);
  const until = Date.now() + timeout_ms;
  for (let quiet = false; !quiet;) {
    quiet = true;
    for (const [name, step] of readers) {
      if (wanted !== undefined && !wanted.includes(name)) continue;
      for (let outcome = await step(); outcome !== "idle"; outcome = await step()) {
        quiet = false;
        if (Date.now() > until)
          throw unavailable(`The reader ${name} did not reach the end of the log in ${timeout_ms} ms.`);
        if (outcome !== "done") await sleep(10);
      }
    }
  }
}
/** `drain` for all readers of this process. */
export const caughtUp = (timeout_ms?: number): Promise<void> => drain(undefined, timeout_ms);
