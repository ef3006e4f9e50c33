import { registerHolder } from "#identity";
import type { Module } from "#kernel";
import { feed } from "./feed.ts";
import { holder } from "./forget.ts";
import { restating } from "./restate.ts";
import { endpoints } from "./routes.ts";

export { cellQuery, countOf, peopleOf } from "./cells.ts";
export { putModel } from "./models.ts";
export { report } from "./report.ts";
export { settle } from "./restate.ts";
export { salesBetween } from "./sales.ts";
export { flowBetween, stagesAt, touchpoints, trend } from "./stages.ts";

let stop: () => void = () => undefined;
export const module: Module = {
  name: "databank",
  home: import.meta.dirname,
  endpoints,
  loops: [feed, restating],
  open: async () => {
    stop = registerHolder(holder);
  },
  close: async () => stop(),
};
