import type { Module } from "#kernel";
import { exposureReader } from "./follow.ts";
import { indexLoop } from "./indexer.ts";
import { endpoints } from "./routes.ts";

export { book, cancelBookings, metBy, placeByCode, placesOf, showing, slotCounts } from "./booking.ts";
export type { Booking } from "./booking.ts";
export { grant } from "./grants.ts";
export type { Grant } from "./grants.ts";
export { supplyOf } from "./search.ts";

export const module: Module = {
  name: "traffic",
  home: import.meta.dirname,
  endpoints,
  loops: [exposureReader, indexLoop],
};
