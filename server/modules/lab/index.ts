import type { Module } from "#kernel";
import { feed } from "./feed.ts";
import { holdVisitors } from "./holder.ts";
import { endpoints } from "./routes.ts";

let stop: () => void = () => undefined;

export const module: Module = {
  name: "lab",
  home: import.meta.dirname,
  endpoints,
  loops: [feed],
  open: async () => {
    stop = holdVisitors();
  },
  close: async () => stop(),
};
