import type { Job } from "#kernel";
import { gauge, inTx, systemScope } from "#kernel";
import { differences } from "./audit.ts";
import { openRefunds, payOut } from "./refund.ts";
import { expireHolds } from "./reserve.ts";

const LOST_MS = 10 * 60_000;

/** Every minute: holds that ended, and refunds whose own job was lost. */
const clock: Job = {
  name: "trade.clock",
  every: "* * * * *",
  run: async () => {
    let ended = 0;
    // At most 50 rounds of 200: the next minute goes on.
    for (let round = 0; round < 50; round += 1) {
      const some = await expireHolds();
      ended += some;
      if (some === 0) break;
    }
    let refunds = 0;
    for (const r of await openRefunds(new Date(Date.now() - LOST_MS)))
      if (await payOut(r.platform, r.refund)) refunds += 1;
    return { ended, refunds };
  },
};
/** One refund, after the commit that promised it. */
const refundJob: Job = {
  name: "trade.refund",
  run: async (data) => ({ done: await payOut(Number(data.platform), String(data.refund)) }),
};
const off = gauge(
  "trade_differences",
  "Figures of stock, books and orders that do not equal their ledger, at the last nightly recount",
);
/** Every night: recounts the ledgers; a difference is a defect and is shouted. */
const audit: Job = {
  name: "trade.audit",
  every: "30 19 * * *",
  run: async (_data, { log }) => {
    const found = await inTx(systemScope, differences);
    off.set(found.length);
    if (found.length > 0) log.error({ differences: found.slice(0, 20) }, "trade: ledgers and figures differ");
    return { differences: found.length };
  },
};
export const jobs: readonly Job[] = [clock, refundJob, audit];
