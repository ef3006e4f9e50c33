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
  readonly lanes: number;
  /** Most requests in one batch. */
  readonly batch: number;
  /** Most requests waiting in one lane; more are refused with 429. */
  readonly waiting: number;
  /** How often a request may be put into a later batch. */
  readonly tries: number;
  /** Requests that share a batch must have equal groups (a transaction works in one platform). */
  readonly groupOf: (ask: Q) => number;
  readonly laneOf: (ask: Q) => number;
  /** One transaction: returns an outcome per request in order after its commit, or throws and has changed nothing. `last`: no try is left. */
  readonly run: (asks: readonly Q[], last: readonly boolean[]) => Promise<readonly Outcome<R>[]>;
};

/**
 * Group commit in this process: each lane works on one batch at a time, and the next batch is what gathered meanwhile, so one
 * lock, one round trip and one flush serve many requests. A batch that fails as a whole is tried once more, then halved until
 * the request that poisons it stands alone; the others go through.
 */
export function openLanes<Q, R>(o: LaneOptions<Q, R>): (ask: Q) => Promise<R> {
  const lanes = Array.from({ length: o.lanes }, () => ({ queue: [] as Waiting<Q, R>[], busy: false }));

  async function attempt(batch: Waiting<Q, R>[], fresh: boolean): Promise<Waiting<Q, R>[]> {
    try {
      const outcomes = await o.run(
        batch.map((w) => w.ask),
        batch.map((w) => w.tries + 1 >= o.tries),
      );
      return batch.filter((w, i) => settle(w, outcomes[i]));
    } catch (error) {
      if (error instanceof Fault && error.kind === "unavailable") {
        for (const w of batch) w.reject(error);
        return [];
      }
      if (fresh) return attempt(batch, false);
      const [only] = batch;
      if (batch.length === 1 && only) {
        only.reject(error);
        return [];
      }
      const half = Math.ceil(batch.length / 2);
      return [...(await attempt(batch.slice(0, half), false)), ...(await attempt(batch.slice(half), false))];
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
  async function drain(lane: (typeof lanes)[number]): Promise<void> {
    lane.busy = true;
    while (lane.queue.length > 0) {
      const group = o.groupOf((lane.queue[0] as Waiting<Q, R>).ask);
      const batch: Waiting<Q, R>[] = [];
      const rest: Waiting<Q, R>[] = [];
      for (const w of lane.queue) (batch.length < o.batch && o.groupOf(w.ask) === group ? batch : rest).push(w);
      lane.queue = rest;
      const again = await attempt(batch, true);
      lane.queue.unshift(...again);
    }
    lane.busy = false;
  }
  return (ask) =>
    new Promise<R>((resolve, reject) => {
      const lane = lanes[Math.abs(o.laneOf(ask)) % lanes.length];
      if (!lane || lane.queue.length >= o.waiting) {
        reject(tooMany("Too many orders are waiting; try again in a second.", 1));
        return;
      }
      lane.queue.push({ ask, tries: 0, resolve, reject });
      if (!lane.busy) void drain(lane);
    });
}
