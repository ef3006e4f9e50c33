import { setTimeout as sleep } from "node:timers/promises";
import type { Random } from "#quant";
import { drawExponential } from "#quant";
import { Refused } from "./client.ts";
import { isEnd } from "./notes.ts";
import type { Notes } from "./notes.ts";

const LONGEST_MS = 60_000;
/** Keeps doing things at a gentle pace, each at random moments; while the platform is away everybody waits longer and longer. */
export class Pace {
  readonly #signal: AbortSignal;
  readonly #notes: Notes;
  readonly #random: Random;
  #away = 0;
  constructor(signal: AbortSignal, notes: Notes, random: Random) {
    this.#signal = signal;
    this.#notes = notes;
    this.#random = random;
  }
  /** Does `work` again and again until the end, with a pause of `mean_s` seconds on average. Never throws. */
  async every(mean_s: number, what: string, work: () => Promise<unknown>): Promise<void> {
    while (!this.#signal.aborted) {
      try {
        const pause_ms = Math.min(10 * mean_s, drawExponential(this.#random, mean_s)) * 1000;
        await sleep(pause_ms + this.#wait_ms(), undefined, { signal: this.#signal });
        await work();
        this.#away = 0;
      } catch (error) {
        if (this.#signal.aborted || isEnd(error)) return;
        // A refusal is an answer: the platform is there.
        this.#away = error instanceof Refused && error.status < 500 ? 0 : Math.min(20, this.#away + 1);
        this.#notes.failed(`${what}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  }
  #wait_ms(): number {
    return this.#away === 0 ? 0 : Math.min(LONGEST_MS, 500 * 2 ** this.#away);
  }
}
