import type { Tx } from "#kernel";
import { wakeLoop } from "#kernel";

/** Least time between two wakes: under load readers then take fewer and larger batches, and the intake keeps its share. */
const CALM_MS = 200;
const names = new Set<string>();
let last_ms = 0;
let wakes = 0;
let timer: NodeJS.Timeout | undefined;

/** How often readers were woken in this process; a reader that sees it change during its step looks again. */
export const wakeCount = (): number => wakes;
export const wakeOnFacts = (loop: string): void => void names.add(loop);

/** Wakes all readers after the commit of `tx`: at once in quiet times, else within 200 ms. */
export function wakeAfter(tx: Tx): void {
  tx.afterCommit(() => {
    if (timer) return;
    const wait_ms = last_ms + CALM_MS - Date.now();
    if (wait_ms <= 0) wake();
    else timer = setTimeout(wake, wait_ms).unref();
  });
}
function wake(): void {
  timer = undefined;
  last_ms = Date.now();
  wakes += 1;
  for (const name of names) wakeLoop(name);
}
