import type { Module } from "#kernel";
import { stockEndpoints } from "./routes-stock.ts";
import { shopEndpoints } from "./routes-shop.ts";
import { openCodes } from "./shown.ts";

export const module: Module = {
  name: "trade",
  home: import.meta.dirname,
  endpoints: [...stockEndpoints, ...shopEndpoints],
  open: async ({ config }) => openCodes(config.FAIRGROUND_SECRET),
};
