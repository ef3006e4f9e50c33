import type { Module } from "#kernel";
import { appealClock, judgeNightly } from "./jobs.ts";
import { endpoints } from "./routes.ts";

export { judgeAll } from "./judge.ts";
export { inForce } from "./publish.ts";
export { versions } from "./store.ts";

export const module: Module = {
  name: "rules",
  home: import.meta.dirname,
  endpoints,
  jobs: [judgeNightly, appealClock],
};
