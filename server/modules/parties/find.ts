import type { parties } from "#contract";
import type { Tx } from "#kernel";
import { notFound } from "#kernel";
import { consumerByMember, consumerById } from "./consumers.ts";
import { allPlatforms, platformByCode } from "./platforms.ts";
import { asPlatform, brands, merchants, platformRow, venueKinds, venues } from "./store.ts";

function only<T>(found: readonly T[], what: string): T {
  const [one] = found;
  if (one === undefined) throw notFound(what);
  return one;
}

/** Parties by number or code, as the scope may see them; a single one that is not there, or not the caller's, is 404. */
export const find = {
  async platform(tx: Tx): Promise<parties.Platform> {
    const row = await platformRow(tx);
    return asPlatform(only(row ? [row] : [], "The platform"));
  },
  platformByCode,
  allPlatforms,
  consumerByMember,
  consumer: consumerById,
  brand: async (tx: Tx, id: number): Promise<parties.Brand> => only(await brands(tx, { ids: [id] }), "The brand"),
  merchant: async (tx: Tx, id: number): Promise<parties.Merchant> =>
    only(await merchants(tx, { ids: [id] }), "The merchant"),
  venue: async (tx: Tx, id: number): Promise<parties.Venue> => only(await venues(tx, { ids: [id] }), "The venue"),
  brands,
  merchants,
  venues,
  venueKinds,
};
