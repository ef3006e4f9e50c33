import type { Module } from "#kernel";
import { holdCoupons } from "./holder.ts";
import { endpoints } from "./routes.ts";

export { benefitsForAll, redeem, release } from "./redeem.ts";

let stop: () => void = () => undefined;

export const module: Module = {
  name: "marketing",
  home: import.meta.dirname,
  endpoints,
  open: async () => {
    stop = holdCoupons();
  },
  close: async () => stop(),
};
