import type { Job } from "#kernel";
import { inTx, platformScope, systemScope } from "#kernel";
import { find } from "#parties";
import { propose } from "./propose.ts";

/** Renews the proposals of whoever asked; by the clock, every night, those of every platform. */
const proposeJob: Job = {
  name: "supply.propose",
  every: "0 20 * * *",
  run: async (data, run) => {
    if (run.scope.kind !== "system")
      return inTx(run.scope, (tx) => propose(tx, typeof data.venue === "number" ? data.venue : undefined));
    const platforms = await inTx(systemScope, (tx) => find.allPlatforms(tx));
    let [policies, proposals] = [0, 0];
    for (const p of platforms) {
      const made = await inTx(platformScope(p.id), (tx) => propose(tx));
      policies += made.policies;
      proposals += made.proposals;
    }
    return { policies, proposals };
  },
};
export const jobs: readonly Job[] = [proposeJob];
