import type { Loop } from "#kernel";
import { execOlap, inTx, platformScope, systemScope, unavailable } from "#kernel";
import { setTimeout as sleep } from "node:timers/promises";
import { restateLoop } from "./feed.ts";
import { peopleEvents } from "./raw.ts";
import type { BrandDay } from "./store.ts";
import { claimPlatform, clearDirty, dirtyDays, dirtyPlatforms, nextRevision } from "./store.ts";

/** Brand days restated in one go. */
const days_max = 4_000;
type Outcome = "done" | "idle" | "busy";

/** Restates one batch of dirty days of a platform: counts their people anew from the raw events. */
async function restate(platform: number): Promise<Outcome> {
  return inTx(platformScope(platform), async (tx) => {
    if (!(await claimPlatform(tx))) return "busy";
    const days = await dirtyDays(tx, days_max);
    if (days.length === 0) return "idle";
    const revision = await nextRevision(tx);
    await execOlap(behaviourDays(platform, revision), parameters(days));
    await execOlap(touchDays(platform, revision), parameters(days));
    await clearDirty(tx, days);
    return "done";
  });
}

const parameters = (days: readonly BrandDay[]) => ({
  brands: days.map((d) => d.brand),
  days: days.map((d) => d.day),
});
const wanted = `(brand, day) IN (SELECT t.1, t.2 FROM (SELECT arrayJoin(arrayZip({brands:Array(UInt32)}, {days:Array(Date)})) AS t))
  AND brand IN {brands:Array(UInt32)}
  AND day >= arrayMin({days:Array(Date)}) AND day <= arrayMax({days:Array(Date)})`;

/** Every (behaviour, until) that a day has, or had before, gets a new row: what vanished becomes an empty set, never an old one. */
const behaviourDays = (platform: number, revision: number): string => `
INSERT INTO behaviour_day (platform, brand, day, behaviour, until, revision, computed_at, people)
SELECT ${platform}, brand, day, behaviour, until, ${revision}, now('UTC'), groupBitmapOrState(people)
FROM (
  SELECT brand, day, behaviour, until, groupBitmapState(person) AS people
  FROM (
    SELECT brand, day, behaviour, person, max(until) AS until
    FROM (${peopleEvents(platform, wanted)})
    GROUP BY brand, day, behaviour, person)
  GROUP BY brand, day, behaviour, until
  UNION ALL
  SELECT DISTINCT brand, day, behaviour, until, bitmapBuild(emptyArrayUInt32())
  FROM behaviour_day WHERE platform = ${platform} AND ${wanted})
GROUP BY brand, day, behaviour, until`;

const touchDays = (platform: number, revision: number): string => `
INSERT INTO touch_day (platform, brand, day, touchpoint, behaviour, revision, computed_at, people)
SELECT ${platform}, brand, day, touchpoint, behaviour, ${revision}, now('UTC'), groupBitmapOrState(people)
FROM (
  SELECT brand, day, touchpoint, behaviour, groupBitmapState(person) AS people
  FROM (${peopleEvents(platform, wanted)})
  GROUP BY brand, day, touchpoint, behaviour
  UNION ALL
  SELECT DISTINCT brand, day, touchpoint, behaviour, bitmapBuild(emptyArrayUInt32())
  FROM touch_day WHERE platform = ${platform} AND ${wanted})
GROUP BY brand, day, touchpoint, behaviour`;

/** After work that took long, days gather for a while: restating takes at most about a quarter of the time. */
const restUntil = new Map<number, number>();
export const restating: Loop = {
  name: restateLoop,
  idle_ms: 1_000,
  async step() {
    const platforms = await inTx(systemScope, dirtyPlatforms);
    let more = false;
    const failed: unknown[] = [];
    for (const platform of platforms) {
      if ((restUntil.get(platform) ?? 0) > performance.now()) continue;
      const start = performance.now();
      // One platform's trouble must not hold up the others.
      await restate(platform).then(
        (outcome) => (more ||= outcome === "done"),
        (error: unknown) => failed.push(error),
      );
      restUntil.set(platform, performance.now() + 3 * (performance.now() - start));
    }
    if (failed.length > 0) throw failed[0];
    return more && platforms.every((p) => (restUntil.get(p) ?? 0) <= performance.now());
  },
};

/** Restates until no day of the platform waits. Fault unavailable after `timeout_ms`. Call after #facts' caughtUp. */
export async function settle(platform: number, timeout_ms = 120_000): Promise<void> {
  const until = Date.now() + timeout_ms;
  for (let outcome = await restate(platform); outcome !== "idle"; outcome = await restate(platform)) {
    if (Date.now() > until)
      throw unavailable(`The daily sets of platform ${platform} were not ready within ${timeout_ms} ms.`);
    if (outcome === "busy") await sleep(20);
  }
}
