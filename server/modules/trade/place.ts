import type { trade } from "#contract";
import { append } from "#facts";
import type { Tx } from "#kernel";
import { Fault, counter, inTx, newId, platformScope } from "#kernel";
import { directory } from "#parties";
import { sql } from "kysely";
import { priceBaskets } from "./basket.ts";
import type { Basket } from "./basket.ts";
import { redeemAll } from "./benefits.ts";
import type { Draft } from "./drafts.ts";
import { openLanes } from "./lanes.ts";
import type { Outcome } from "./lanes.ts";
import { allot } from "./plan.ts";
import type { Allotment } from "./plan.ts";
import { emptyBatch } from "./batch.ts";
import { addOrder } from "./place-rows.ts";
import type { Made } from "./place-rows.ts";
import { ordersOfParent } from "./orders.ts";
import { insertAll, insertOrders } from "./rows.ts";
import { addToStock, writeMovements } from "./stock.ts";
import type { Posting } from "./stock.ts";
import type { ParentTable, Tables } from "./tables.ts";

export type PlacedOrder = Made;
const batches = counter("order_batches_total", "Transactions that placed orders");
const outcomes = counter("order_requests_total", "Orders asked for", ["outcome"]);
const LANES = 2;
const BATCH = 256;

/** Places an order, or sells at a till, through the lanes of this process; resolves after the commit. */
export const placeOrder = openLanes<Draft, PlacedOrder>({
  lanes: LANES,
  batch: BATCH,
  waiting: 20_000,
  tries: 3,
  groupOf: (draft) => draft.platform,
  run: runBatch,
});

async function runBatch(drafts: readonly Draft[], last: readonly boolean[]): Promise<Outcome<PlacedOrder>[]> {
  const platform = drafts[0]?.platform ?? 0;
  const settled = await inTx(platformScope(platform), (tx) => placeBatch(tx, drafts, last));
  batches.inc();
  for (const o of settled) outcomes.inc({ outcome: "done" in o ? "placed" : "again" in o ? "again" : "refused" });
  return settled;
}

type Known = ReadonlyMap<string, Pick<ParentTable, "parent_id" | "body_hash">>;
async function knownKeys(tx: Tx, keys: readonly string[]): Promise<Known> {
  const rows = await tx
    .as<Tables>()
    .selectFrom("trade.parent_order")
    .select(["request_key", "parent_id", "body_hash"])
    .where("platform_id", "=", tx.platform)
    .where(sql<boolean>`request_key = ANY(${keys}::text[])`)
    .execute();
  return new Map(rows.map((r) => [r.request_key, r]));
}
const reused = new Fault(
  "unprocessable",
  "request_id_reused",
  "This request_id was used before for another order; use a new one.",
);

/** One transaction for many orders: known keys first, then prices, then stock, then every row of every accepted order at once. */
async function placeBatch(tx: Tx, drafts: readonly Draft[], last: readonly boolean[]): Promise<Outcome<PlacedOrder>[]> {
  const known = await knownKeys(
    tx,
    drafts.map((d) => d.key),
  );
  const results = new Map<Draft, Outcome<PlacedOrder>>();
  const firsts = new Map<string, Draft>();
  for (const draft of drafts) {
    const before = known.get(draft.key);
    if (before)
      results.set(
        draft,
        before.body_hash === draft.hash ? { done: await ordersOfParent(tx, before.parent_id) } : { failed: reused },
      );
    else if (!firsts.has(draft.key)) firsts.set(draft.key, draft);
  }
  const fresh = [...firsts.values()];
  if (fresh.length > 0)
    await placeFresh(
      tx,
      fresh,
      fresh.map((draft) => last[drafts.indexOf(draft)] === true),
      results,
    );
  return drafts.map((draft) => {
    const first = firsts.get(draft.key);
    const own = results.get(draft) ??
      (first ? results.get(first) : undefined) ?? { failed: new Error("a draft was forgotten") };
    return first !== undefined && first !== draft && first.hash !== draft.hash ? { failed: reused } : own;
  });
}

async function placeFresh(
  tx: Tx,
  drafts: readonly Draft[],
  last: readonly boolean[],
  results: Map<Draft, Outcome<PlacedOrder>>,
): Promise<void> {
  const d = await directory(tx);
  const priced = await priceBaskets(tx, d, drafts);
  const baskets: Basket[] = [];
  const lastOnes: boolean[] = [];
  priced.forEach((b, i) => {
    const draft = drafts[i];
    if (!draft) return;
    if (b instanceof Fault) results.set(draft, { failed: b });
    else {
      baskets.push(b);
      lastOnes.push(last[i] === true);
    }
  });
  if (baskets.length === 0) return;
  const allotment = await allot(tx, d, baskets, lastOnes);
  const { dropped, parents } = await redeemed(tx, allotment, baskets);
  const batch = emptyBatch();
  const at = { d, platform: tx.platform, now: tx.now() };
  allotment.verdicts.forEach((v, i) => {
    const basket = baskets[i];
    if (!basket) return;
    const gone = dropped.get(i);
    if (gone) results.set(basket.draft, { failed: gone });
    else if ("allotted" in v)
      results.set(basket.draft, { done: addOrder(batch, at, v.allotted, parents[i] ?? newId()) });
    else results.set(basket.draft, "refused" in v ? { failed: v.refused } : { again: true });
  });
  const changes = allotment.changes(new Set(dropped.keys()));
  if (changes.length > 0) await addToStock(tx, changes);
  const { facts, payment, payment_split, ledger_entry, shortage, ...orders } = batch;
  if (orders.orders.length > 0) await insertOrders(tx, orders);
  await insertAll(tx, { payment, payment_split, ledger_entry, shortage });
  await writeMovements(tx, tillPostings(allotment, results), allotment.rows, "till");
  await append(tx, facts);
}
/** Uses up the benefits of those who got their stock; whoever comes too late is dropped by place, with the fault to answer. */
async function redeemed(
  tx: Tx,
  allotment: Allotment,
  baskets: readonly Basket[],
): Promise<{ dropped: Map<number, Fault>; parents: string[] }> {
  const parents = baskets.map(() => newId());
  const accepted = baskets.flatMap((basket, i) => {
    const v = allotment.verdicts[i];
    return v && "allotted" in v ? [{ parent: parents[i] ?? "", basket }] : [];
  });
  const gone = await redeemAll(tx, accepted);
  const dropped = new Map<number, Fault>();
  parents.forEach((id, i) => {
    const fault = gone.get(id);
    if (fault) dropped.set(i, fault);
  });
  return { dropped, parents };
}
/** Goods that left over a counter in this batch, with the orders they belong to. */
function tillPostings(allotment: Allotment, results: ReadonlyMap<Draft, Outcome<PlacedOrder>>): Posting[] {
  return allotment.verdicts.flatMap((v) => {
    if (!("allotted" in v) || v.allotted.basket.draft.tender === undefined) return [];
    const { basket, picks } = v.allotted;
    const outcome = results.get(basket.draft);
    const orders = outcome && "done" in outcome ? outcome.done.orders : [];
    return picks.map((p) => ({
      ...p.place,
      on_hand: -p.quantity,
      cause: "pos_sale" as const,
      order: orderFor(orders, basket, p.line),
    }));
  });
}
const orderFor = (orders: readonly trade.Order[], b: Basket, line: number): string | undefined =>
  orders.find((o) => o.merchant === b.lines.find((l) => l.at === line)?.merchant)?.id;
