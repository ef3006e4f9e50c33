import { registerHolder } from "#identity";
import type { Module } from "#kernel";
import { dailyJob } from "./freeze.ts";
import { endpoints } from "./routes.ts";
import { setsWith, takeOut } from "./sets.ts";

export { contains, freeze } from "./freeze.ts";
export { handOut } from "./hand-out.ts";

let stop: () => void = () => undefined;
export const module: Module = {
  name: "audiences",
  home: import.meta.dirname,
  endpoints,
  jobs: [dailyJob],
  open: async () => {
    stop = registerHolder({
      name: "audiences",
      count: (tx, { nodes }) => setsWith(tx.scope, tx.platform, nodes),
      export: async () => [],
      erase: async (tx, { nodes }) => {
        const sets = await setsWith(tx.scope, tx.platform, nodes);
        if (sets > 0) await takeOut(tx.platform, nodes);
        return sets;
      },
    });
  },
  close: async () => stop(),
};
