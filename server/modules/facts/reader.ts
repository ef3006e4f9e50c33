import { setTimeout as sleep } from "node:timers/promises";
import type { facts as contract } from "#contract";
import type { Loop, Tx } from "#kernel";
import { gauge, inTx, systemScope } from "#kernel";
import type { LoggedFact, Place, ReadRow } from "./model.ts";
import { byPlatform, fromRow } from "./model.ts";
import {
  claim,
  claimWaiting,
  countAttempt,
  cursorOf,
  moveTo,
  nextBound,
  planTo,
  resetCursor,
  rowsAfter,
  rowsBetween,
} from "./store.ts";
import { turns } from "./turns.ts";
import { wakeCount, wakeOnFacts } from "./wake.ts";

const IDLE_MS = 1_000;
/** A reader of few names passes over this many rows at a time. */
const WINDOW = 20_000;
/** Pause when rows are there but an older transaction still runs: short at first, longer while it goes on. */
const UNSETTLED_MS = { first: 15, most: 250 };
/** A plan is bounded by the batch size that made it, which may have been another one than today's. */
const PLAN_MAX = 1_000_000;
/** At most so many readers work on PostgreSQL at once, so that requests find free connections. */
const SIDE_BY_SIDE = 2;

const lag = gauge("facts_reader_lag_seconds", "Age of the newest fact a reader has handled, while more wait; else 0", [
  "reader",
]);
type Names = readonly contract.FactName[];
/** `done`: something was handled. `idle`: nothing waits. `busy`: another process has this reader. `unsettled`: see UNSETTLED_MS. */
type Outcome = "done" | "idle" | "busy" | "unsettled";
type Step = () => Promise<Outcome>;

/** Every reader made in this process, by name: what `caughtUp` and the flow page look at. */
export const readers = new Map<string, Step>();

const inTurn = turns(SIDE_BY_SIDE);

/** A batch: where it starts and ends, and the facts of the wanted names in it. */
type Batch = { readonly to: Place; readonly rows: readonly ReadRow[] };
async function nextBatch(tx: Tx, from: Place, names: Names | undefined, size: number): Promise<Batch | undefined> {
  const end = await nextBound(tx, from, names === undefined ? size : Math.max(size, WINDOW));
  if (!end) return undefined;
  const rows = await rowsBetween(tx, from, end, names, size);
  const last = rows.at(-1);
  return { to: rows.length === size && last ? { xid: last.xid, seq: last.seq } : end, rows };
}
const nothing = async (tx: Tx, from: Place): Promise<Outcome> =>
  (await rowsAfter(tx, from, 1)) > 0 ? "unsettled" : "idle";

function toLoop(name: string, step: Step): Loop {
  if (readers.has(name)) throw new Error(`there are two readers named ${name}`);
  readers.set(name, step);
  wakeOnFacts(name);
  let pause_ms = UNSETTLED_MS.first;
  return {
    name,
    idle_ms: IDLE_MS,
    step: async () => {
      const seen = wakeCount();
      const outcome = await step();
      if (outcome === "unsettled") {
        await sleep(pause_ms);
        pause_ms = Math.min(UNSETTLED_MS.most, pause_ms * 2);
        return true;
      }
      pause_ms = UNSETTLED_MS.first;
      // Facts that were committed while we looked may have been missed: look again instead of pausing.
      return outcome === "done" || (outcome === "idle" && wakeCount() !== seen);
    },
  };
}
function noteLag(name: string, rows: readonly ReadRow[], more: boolean): void {
  const last = rows.at(-1);
  lag.set({ reader: name }, more && last ? Math.max(0, (Date.now() - last.received_ms) / 1000) : 0);
}

/** Handles facts exactly once with effects in PostgreSQL: the handler's writes and the reader's progress are one transaction. */
export type ReaderOptions = {
  /** Unique for ever: progress is kept under it. */
  readonly name: string;
  /** Names of the facts wanted; all when absent. */
  readonly names?: Names;
  /** Most facts in one transaction; 500 unless said. */
  readonly batch?: number;
  /** Gets facts of one platform per call, in log order, in system scope: enter with `tx.within(platformScope(...))`. */
  readonly handle: (tx: Tx, facts: LoggedFact[]) => Promise<void>;
};
export function reader({ name, names, batch = 500, handle }: ReaderOptions): Loop {
  const step: Step = () =>
    inTurn(() =>
      inTx(systemScope, async (tx) => {
        if (!(await claim(tx, name))) return "busy";
        const { at } = await cursorOf(tx, name);
        const next = await nextBatch(tx, at, names, batch);
        noteLag(name, next?.rows ?? [], next !== undefined);
        if (!next) return nothing(tx, at);
        for (const facts of byPlatform(next.rows.map(fromRow))) await handle(tx, facts);
        await moveTo(tx, name, next.to);
        return "done";
      }),
    );
  return toLoop(name, step);
}

/** Follows the log by its bounds alone, for work that the database does by itself: once for each stretch of at most `size` rows. */
export function follow(name: string, size: number, work: (tx: Tx, from: Place, to: Place) => Promise<void>): Loop {
  return toLoop(name, () =>
    inTurn(() =>
      inTx(systemScope, async (tx) => {
        if (!(await claim(tx, name))) return "busy";
        const { at } = await cursorOf(tx, name);
        const to = await nextBound(tx, at, size);
        if (!to) return nothing(tx, at);
        await work(tx, at, to);
        await moveTo(tx, name, to);
        return "done";
      }),
    ),
  );
}

/** Carries facts out of PostgreSQL (to ClickHouse, to a file) so that a repeat after a crash is the same batch under the same token. */
export type OutsideOptions = {
  readonly name: string;
  readonly names?: Names;
  /** Most facts in one delivery; 5,000 unless said. */
  readonly batch?: number;
  /** Writes in PostgreSQL that belong to the batch; committed with its bounds, once, before the delivery. One platform per call. */
  readonly prepare?: (tx: Tx, facts: LoggedFact[]) => Promise<void>;
  /**
   * Delivers a batch (platforms grouped, each in log order) under a token that names exactly these facts. Called again with the
   * same facts and token until it succeeded once, so the receiver must treat a known token as done. `attempt` counts from 1:
   * from 2 on an earlier delivery may stand there, whole or in part (see olapInsert). Less than 60 s.
   */
  readonly deliver: (facts: LoggedFact[], token: string, attempt: number) => Promise<void>;
};
export function outside(options: OutsideOptions): Loop {
  const { name, names, batch = 5_000, prepare, deliver } = options;
  const plan = (): Promise<Outcome> =>
    inTx(systemScope, async (tx) => {
      if (!(await claim(tx, name))) return "busy";
      const cursor = await cursorOf(tx, name);
      if (cursor.plan) return "done";
      const next = await nextBatch(tx, cursor.at, names, batch);
      noteLag(name, next?.rows ?? [], next !== undefined);
      if (!next) return nothing(tx, cursor.at);
      if (next.rows.length === 0) await moveTo(tx, name, next.to);
      else {
        if (prepare) for (const facts of byPlatform(next.rows.map(fromRow))) await prepare(tx, facts);
        await planTo(tx, name, next.to);
      }
      return "done";
    });
  // Committed before the delivery begins, so that a crash in the middle of it is known afterwards.
  const begin = (): Promise<void> => inTx(systemScope, (tx) => countAttempt(tx, name));
  // The claim is held during the delivery, so it ends with this process; no row is touched before, so no other reader waits.
  const carry = (): Promise<Outcome> =>
    inTx(systemScope, async (tx) => {
      if (!(await claim(tx, name))) return "busy";
      const { at, plan: to, epoch, attempt } = await cursorOf(tx, name);
      if (!to) return "done";
      const rows = await rowsBetween(tx, at, to, names, PLAN_MAX);
      const token = `${name}:${epoch}:${at.xid}.${at.seq}-${to.xid}.${to.seq}`;
      await deliver(byPlatform(rows.map(fromRow)).flat(), token, attempt);
      await moveTo(tx, name, to);
      return "done";
    });
  return toLoop(name, async () => {
    const planned = await inTurn(plan);
    if (planned !== "done") return planned;
    await begin();
    return carry();
  });
}

/** Sends a reader back to the beginning of the log in this transaction; its owner empties what the reader has filled. */
export async function rewind(tx: Tx, name: string): Promise<void> {
  await claimWaiting(tx, name);
  await resetCursor(tx, name);
}
