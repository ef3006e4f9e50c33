import type { Job, Module } from "#kernel";
import { inTx, platformScope, systemScope } from "#kernel";
import { find } from "#parties";
import { gather } from "./gather.ts";
import { holdBuyers } from "./holder.ts";
import { endpoints } from "./routes.ts";
import { computeScores } from "./score.ts";

export { metrics } from "./catalogue.ts";
export { computeScores, evidenceOf, latestScores } from "./score.ts";

/** Scores every platform after its business day has ended (times of jobs are UTC). */
const nightly: Job = {
  name: "service.score",
  every: "20 17 * * *",
  async run() {
    const platforms = await inTx(systemScope, (tx) => find.allPlatforms(tx));
    for (const p of platforms) await inTx(platformScope(p.id), (tx) => computeScores(tx));
  },
};

let stop: () => void = () => undefined;

export const module: Module = {
  name: "service",
  home: import.meta.dirname,
  endpoints,
  jobs: [nightly],
  loops: [gather],
  open: async () => {
    stop = holdBuyers();
  },
  close: async () => stop(),
};
