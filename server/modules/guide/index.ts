import type { Module } from "#kernel";
import { holdClients } from "./holder.ts";
import { endpoints } from "./routes.ts";

export { replyTimes } from "./chat-lists.ts";

let stop: () => void = () => undefined;

export const module: Module = {
  name: "guide",
  home: import.meta.dirname,
  endpoints,
  open: async () => {
    stop = holdClients();
  },
  close: async () => stop(),
};
