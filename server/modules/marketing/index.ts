import type { Module } from "#kernel";
import { holdCoupons } from "./holder.ts";
import { endpoints } from "./routes.ts";

export { benefitsFor, benefitsForAll, redeem, release } from "./redeem.ts";
export type { Cart, Redemption, Use } from "./redeem.ts";
export { claim, couponsOf } from "./coupons.ts";
export { campaignPage } from "./campaigns.ts";
export { resultsOf } from "./results.ts";

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
