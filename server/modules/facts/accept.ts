import type { facts as contract } from "#contract";
import type { Scope, Tx } from "#kernel";
import { counter, inTx, tooMany } from "#kernel";
import { directory } from "#parties";
import { write } from "./append.ts";
import { insertNew } from "./store.ts";
import type { Ground } from "./judge.ts";
import { Refusal, judge } from "./judge.ts";
import type { Row } from "./model.ts";
import { turns } from "./turns.ts";
import { wakeAfter } from "./wake.ts";

type Reply = ReturnType<typeof contract.batchReply.parse>;
/** Where items come from: when they arrived, and how they become facts when they are not facts yet. */
export type Origin = {
  /** The transaction's time when absent. */
  readonly receivedAt?: Date;
  readonly map?: (item: unknown, ground: Ground) => Mapped;
  /** Told after the commit which ids were new, for a sender that must account for each of them. */
  readonly told?: (fresh: ReadonlySet<string>) => void;
};
/** A fact in the intake's form with the names of its fields in the sender's form, or why there is none. */
export type Mapped = { readonly item: unknown; readonly field: (ours: string) => string } | Refusal;

const ITEMS_MAX = 5_000;
/** Batches written at once, and batches that may wait for their turn: beyond that a sender is told to slow down. */
const SIDE_BY_SIDE = 4;
const WAITING_MAX = 200;

const intake = counter("facts_intake_total", "Facts that arrived from outside", ["result"]);

const inTurn = turns(SIDE_BY_SIDE, WAITING_MAX, () => tooMany("The intake is busy; send the same batch again.", 1));

/**
 * Takes facts from outside in one transaction and resolves when they are durable. Each is judged on its own: the good ones
 * are kept, the bad ones explained by their index. An id that the platform has already counts as a duplicate and changes nothing,
 * so a batch may be sent again. Fault too-many when more batches wait than can be worked off.
 */
export async function accept(scope: Scope, origin: Origin, items: readonly unknown[]): Promise<Reply> {
  if (items.length > ITEMS_MAX) throw new RangeError(`accept takes at most ${ITEMS_MAX} items at once`);
  const { rows, rejected, fresh } = await inTurn(() =>
    inTx(scope, async (tx) => {
      const received = origin.receivedAt ?? tx.now();
      const judged = judgeAll(items, origin, await groundOf(tx, received));
      if (judged.rows.length === 0) return { ...judged, fresh: 0 };
      wakeAfter(tx);
      const { told } = origin;
      if (told === undefined) return { ...judged, fresh: await write(tx, received, judged.rows) };
      const ids = await insertNew(tx, tx.platform, received, judged.rows);
      tx.afterCommit(() => told(ids));
      return { ...judged, fresh: ids.size };
    }),
  );
  count(fresh, rows.length, rejected.length);
  return { accepted: fresh, duplicates: rows.length - fresh, rejected };
}

/** Items of single requests, waiting for the next transaction of their scope. */
type Waiting = { readonly item: unknown; resolve(reply: Reply): void; reject(error: unknown): void };
const gathering = new Map<string, Waiting[]>();
const GATHER_MAX = 500;

/**
 * `accept` for one item. Requests that arrive while a transaction of the same scope is under way share the next one, so
 * the disk is waited for once for all of them; each is answered after that commit.
 */
export function acceptOne(scope: Scope, map: NonNullable<Origin["map"]>, item: unknown): Promise<Reply> {
  const key = JSON.stringify(scope);
  const known = gathering.get(key);
  if (known && known.length >= WAITING_MAX * 10)
    return Promise.reject(tooMany("The intake is busy; send the same event again.", 1));
  return new Promise((resolve, reject) => {
    const one = { item, resolve, reject };
    if (known) known.push(one);
    else {
      gathering.set(key, [one]);
      void gather(scope, key, map);
    }
  });
}
async function gather(scope: Scope, key: string, map: NonNullable<Origin["map"]>): Promise<void> {
  for (let all = gathering.get(key); all && all.length > 0; all = gathering.get(key)) {
    const some = all.splice(0, GATHER_MAX);
    try {
      const replies = await acceptEach(
        scope,
        { map },
        some.map((w) => w.item),
      );
      for (const [i, w] of some.entries()) w.resolve(replies[i] ?? { accepted: 0, duplicates: 0, rejected: [] });
    } catch (error) {
      for (const w of some) w.reject(error);
    }
  }
  gathering.delete(key);
}
async function acceptEach(scope: Scope, origin: Origin, items: readonly unknown[]): Promise<Reply[]> {
  const { rows, rejected, places, fresh } = await inTurn(() =>
    inTx(scope, async (tx) => {
      const received = origin.receivedAt ?? tx.now();
      const judged = judgeAll(items, origin, await groundOf(tx, received));
      if (judged.rows.length === 0) return { ...judged, fresh: new Set<string>() };
      wakeAfter(tx);
      return { ...judged, fresh: await insertNew(tx, tx.platform, received, judged.rows) };
    }),
  );
  const replies: Reply[] = items.map(() => ({ accepted: 0, duplicates: 0, rejected: [] }));
  for (const [i, row] of rows.entries()) {
    const reply = replies[places[i] ?? -1];
    // The first of two equal ids in one transaction is the new one.
    if (reply && fresh.delete(row.id)) reply.accepted = 1;
    else if (reply) reply.duplicates = 1;
  }
  for (const r of rejected) replies[r.index]?.rejected.push({ ...r, index: 0 });
  count(
    replies.reduce((n, r) => n + r.accepted, 0),
    rows.length,
    rejected.length,
  );
  return replies;
}
function count(fresh: number, valid: number, rejected: number): void {
  intake.inc({ result: "accepted" }, fresh);
  intake.inc({ result: "duplicate" }, valid - fresh);
  intake.inc({ result: "rejected" }, rejected);
}

async function groundOf(tx: Tx, receivedAt: Date): Promise<Ground> {
  const { platform, brands, merchants, venues } = await directory(tx);
  const brand = tx.scope.kind === "brand" ? tx.scope.brand : undefined;
  return { received_ms: receivedAt.getTime(), currency: platform.currency, brand, brands, merchants, venues };
}

type Judged = { readonly rows: Row[]; readonly rejected: Reply["rejected"]; readonly places: number[] };
function judgeAll(items: readonly unknown[], { map }: Origin, ground: Ground): Judged {
  const rows: Row[] = [];
  const places: number[] = [];
  const rejected: Reply["rejected"] = [];
  for (const [index, item] of items.entries()) {
    const mapped = map?.(item, ground);
    const made =
      mapped === undefined ? judge(item, ground) : mapped instanceof Refusal ? mapped : judge(mapped.item, ground);
    if (!(made instanceof Refusal)) {
      rows.push(made);
      places.push(index);
      continue;
    }
    const field = mapped === undefined || mapped instanceof Refusal ? made.field : mapped.field(made.field);
    rejected.push({ index, ...named(item), field: field.slice(0, 200), reason: made.reason });
  }
  return { rows, rejected, places };
}
/** The id of an item, as far as it can be told. */
function named(item: unknown): { messageId?: string } {
  if (typeof item !== "object" || item === null) return {};
  const id = "messageId" in item ? item.messageId : "id" in item ? item.id : undefined;
  return typeof id === "string" ? { messageId: id.slice(0, 200) } : {};
}
