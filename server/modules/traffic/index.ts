import type { Module } from "#kernel";
import { exposureReader } from "./follow.ts";
import { holdVisitors } from "./holder.ts";
import { indexLoop } from "./indexer.ts";
import { endpoints } from "./routes.ts";
import { sweep } from "./sweep.ts";

export { book, cancelBookings, metBy, placeByCode, placesOf, showing, slotCounts } from "./booking.ts";
export type { Booking } from "./booking.ts";
export { grant } from "./grants.ts";
export { supplyOf } from "./search.ts";

let stop: () => void = () => undefined;

export const module: Module = {
  name: "traffic",
  home: import.meta.dirname,
  endpoints,
  jobs: [sweep],
  loops: [exposureReader, indexLoop],
  open: async () => {
    stop = holdVisitors();
  },
  close: async () => stop(),
};
