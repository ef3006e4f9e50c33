import type { Module } from "#kernel";
import { holdOrders } from "./holder.ts";
import { jobs } from "./jobs.ts";
import { openProviders } from "./providers.ts";
import { shopEndpoints } from "./routes-shop.ts";
import { staffEndpoints } from "./routes-staff.ts";
import { stockEndpoints } from "./routes-stock.ts";
import { openCodes } from "./shown.ts";

export { differences } from "./audit.ts";
export { bookingPlace } from "./access.ts";
export { goodsBook, goodsOf } from "./goods.ts";
export type { Goods } from "./goods.ts";
export { moves } from "./move.ts";
export { levels, salesByDay } from "./sales.ts";
export { receive } from "./stock-actions.ts";

let release: () => void = () => undefined;

export const module: Module = {
  name: "trade",
  home: import.meta.dirname,
  endpoints: [...stockEndpoints, ...shopEndpoints, ...staffEndpoints],
  jobs,
  open: async ({ config }) => {
    openCodes(config.FAIRGROUND_SECRET);
    openProviders(config.FAIRGROUND_SECRET);
    release = holdOrders();
  },
  close: async () => release(),
};
