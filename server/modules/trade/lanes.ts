import { Fault, tooMany } from "#kernel";

/** What became of one request of a batch. `again`: the world changed meanwhile, put it into the next batch. */
export type Outcome<R> = { readonly done: R } | { readonly failed: unknown } | { readonly again: true };
type Waiting<Q, R> = {
  readonly ask: Q;
  tries: number;
  readonly resolve: (reply: R) => void;
  readonly reject: (error: unknown) => void;
};
export type LaneOptions<Q, R> = {
  /** Most batches at work at once; each holds one connection. */
  readonly lanes: number;
  /** Most requests in one batch. */
  readonly batch: number;
  /** Most requests waiting; more are refused with 429. */
  readonly waiting: number;
  /** How often a request may be put into a later batch. */
  readonly tries: number;
  /** Requests that share a batch must have equal groups (a transaction works in one platform). */
  readonly groupOf: (ask: Q) => number;
  /** One transaction: returns an outcome per request in order after its commit, or throws and has changed nothing. `last`: no try is left. */
  readonly run: (asks: readonly Q[], last: readonly boolean[]) => Promise<readonly Outcome<R>[]>;
};

/** So many requests of one batch may fail alone before the fault is taken for the engine's and the rest is refused with it. */
const SPOILED_MAX = 8;

/**
 * Group commit in this process: a batch is what gathered while the one before it ran, so one lock, one round trip and one flush
 * serve many requests. A second lane opens only when a whole batch is waiting: small batches side by side would cost more than
 * one of both. A batch that fails as a whole is tried once more, then halved until the request that poisons it stands alone.
 */
export function openLanes<Q, R>(o: LaneOptions<Q, R>): (ask: Q) => Promise<R> {
  let queue: Waiting<Q, R>[] = [];
  let busy = 0;

  /** Gives those that have to wait for a later batch. `spoiled` counts requests of this batch that failed alone. */
  async function attempt(batch: Waiting<Q, R>[], fresh: boolean, spoiled = { n: 0 }): Promise<Waiting<Q, R>[]> {
    try {
      const outcomes = await o.run(
        batch.map((w) => w.ask),
        batch.map((w) => w.tries + 1 >= o.tries),
      );
      return batch.filter((w, i) => settle(w, outcomes[i]));
    } catch (error) {
      const hopeless = spoiled.n >= SPOILED_MAX || (error instanceof Fault && error.kind === "unavailable");
      if (fresh && !hopeless) return attempt(batch, false, spoiled);
      if (batch.length === 1 || hopeless) {
        spoiled.n += 1;
        for (const w of batch) w.reject(error);
        return [];
      }
      const half = Math.ceil(batch.length / 2);
      const first = await attempt(batch.slice(0, half), false, spoiled);
      return [...first, ...(await attempt(batch.slice(half), false, spoiled))];
    }
  }
  /** True when the request has to wait for the next batch. */
  function settle(w: Waiting<Q, R>, outcome: Outcome<R> | undefined): boolean {
    if (outcome && "again" in outcome) {
      w.tries += 1;
      return true;
    }
    if (outcome && "done" in outcome) w.resolve(outcome.done);
    else w.reject(outcome ? outcome.failed : new Error("a batch forgot a request"));
    return false;
  }
  function nextBatch(): Waiting<Q, R>[] {
    const [first] = queue;
    if (!first) return [];
    const group = o.groupOf(first.ask);
    const batch: Waiting<Q, R>[] = [];
    const rest: Waiting<Q, R>[] = [];
    for (const w of queue) (batch.length < o.batch && o.groupOf(w.ask) === group ? batch : rest).push(w);
    queue = rest;
    return batch;
  }
  async function work(): Promise<void> {
    busy += 1;
    for (let batch = nextBatch(); batch.length > 0; batch = nextBatch()) {
      const again = await attempt(batch, true);
      // After the wait the queue is another list than before it: the other lane may have taken from it.
      queue = [...again, ...queue];
    }
    busy -= 1;
  }
  return (ask) =>
    new Promise<R>((resolve, reject) => {
      if (queue.length >= o.waiting) {
        reject(tooMany("Too many orders are waiting; try again in a second.", 1));
        return;
      }
      queue.push({ ask, tries: 0, resolve, reject });
      if (busy === 0 || (busy < o.lanes && queue.length >= o.batch)) void work();
    });
}
