import type { Job } from "#kernel";
import { inTx, platformScope, systemScope } from "#kernel";
import { find } from "#parties";
import { suspendLate } from "./appeal.ts";
import { judgeAll } from "./judge.ts";

/** Every platform, one after the other, each in a transaction of its own. */
async function onEach(work: (platform: number) => Promise<void>): Promise<void> {
  const platforms = await inTx(systemScope, (tx) => find.allPlatforms(tx));
  for (const p of platforms) await work(p.id);
}

/** Judges after the nightly scores (01:40 in the business zone of most platforms; times of jobs are UTC). */
export const judgeNightly: Job = {
  name: "rules.judge",
  every: "40 17 * * *",
  run: () => onEach(async (p) => void (await inTx(platformScope(p), (tx) => judgeAll(tx)))),
};
/** Lets the effect of a verdict rest when its appeal was not answered in time. */
export const appealClock: Job = {
  name: "rules.appeal_clock",
  every: "5 * * * *",
  run: () => onEach(async (p) => void (await inTx(platformScope(p), (tx) => suspendLate(tx)))),
};
