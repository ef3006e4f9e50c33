import { facts } from "#contract";
import { setTimeout as sleep } from "node:timers/promises";
import type { Client } from "./client.ts";
import { patiently } from "./client.ts";
import type { World } from "./history.ts";
import type { Notes } from "./notes.ts";
import type { Sent } from "./orders.ts";
import type { Stage } from "./setup.ts";

const BATCH = 2_500;
/** Requests under way at once: one is written while the next is read. */
const IN_FLIGHT = 3;
export type Loaded = { accepted: number; duplicates: number; rejected: number };
type To = { readonly key: Client; readonly notes: Notes; readonly signal: AbortSignal };

/** Sends a stretch of facts; those that the platform has already count as duplicates. */
export async function send({ key, notes, signal }: To, some: readonly Sent[]): Promise<Loaded> {
  const text = `{"facts":${JSON.stringify(some)}}`;
  const reply = await patiently(signal, () => key.send(facts.routes.facts, {}, text));
  for (const r of reply.rejected.slice(0, 2)) notes.failed(`fact ${r.messageId ?? r.index}: ${r.field} ${r.reason}`);
  return { accepted: reply.accepted, duplicates: reply.duplicates, rejected: reply.rejected.length };
}

/** Sends the whole history in batches, a few under way at once. `progress` gets the days done. */
export async function loadHistory(
  to: To,
  world: World,
  progress: (day: number, sent: number) => void,
): Promise<Loaded> {
  const sum: Loaded = { accepted: 0, duplicates: 0, rejected: 0 };
  const running = new Set<Promise<void>>();
  let sent = 0;
  const put = async (batch: Sent[]) => {
    while (running.size >= IN_FLIGHT) await Promise.race(running);
    const one = send(to, batch).then((r) => {
      sum.accepted += r.accepted;
      sum.duplicates += r.duplicates;
      sum.rejected += r.rejected;
      sent += batch.length;
    });
    running.add(one);
    const over = () => void running.delete(one);
    one.then(over, over);
  };
  let batch: Sent[] = [];
  for (let day = 0; day < world.days; day++) {
    for (const fact of world.day(day)) {
      batch.push(fact);
      if (batch.length < BATCH) continue;
      await put(batch);
      batch = [];
    }
    progress(day + 1, sent);
  }
  if (batch.length > 0) await put(batch);
  await Promise.all(running);
  return sum;
}

/** Longest wait for the figures to follow the facts; what is not there by then comes later. */
const SETTLE_MS = 180_000;
/** Waits until every reader of the log has read what was sent. */
export async function settled({ operator, signal }: Stage): Promise<void> {
  const end = performance.now() + SETTLE_MS;
  while (performance.now() < end) {
    const { readers } = await patiently(signal, () => operator.call(facts.routes.flow));
    if (readers.every((r) => r.behind < 500)) return;
    await sleep(1000, undefined, { signal });
  }
}
