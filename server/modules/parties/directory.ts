import type { parties } from "#contract";
import type { Tx } from "#kernel";
import { notFound } from "#kernel";
import { asPlatform, brands, merchants, platformRow, venues } from "./store.ts";

type Lookup<T> = { readonly byCode: ReadonlyMap<string, T>; readonly byId: ReadonlyMap<number, T> };
/**
 * Every party of a platform, by code and by number. It is the whole platform whoever asks, so it serves look-ups
 * (which venue is "s-12"?) and is never shown raw to a brand.
 */
export type Directory = {
  readonly version: number;
  readonly platform: parties.Platform;
  readonly brands: Lookup<parties.Brand>;
  readonly merchants: Lookup<parties.Merchant>;
  readonly venues: Lookup<parties.Venue>;
  /** A venue has to do with a brand when it carries the brand, or when the brand's own merchant keeps it. */
  carries(venue: number, brand: number): boolean;
};

const kept = new Map<number, Directory>();
const kept_max = 50;

/** The parties of the scope's platform; read again only when a party changed (one indexed read tells). 404 without a platform. */
export async function directory(tx: Tx): Promise<Directory> {
  const row = await platformRow(tx);
  if (!row) throw notFound("The platform");
  const known = kept.get(row.platform_id);
  if (known?.version === row.directory) return known;
  const read = await tx.widened("codes of all parties, for look-ups only", async (wide) => ({
    brands: lookup(await brands(wide)),
    merchants: lookup(await merchants(wide)),
    venues: lookup(await venues(wide)),
  }));
  const carries = (venue: number, brand: number): boolean => {
    const known = read.venues.byId.get(venue);
    if (known === undefined) return false;
    return known.brands.includes(brand) || read.merchants.byId.get(known.merchant)?.brand === brand;
  };
  const made = { version: row.directory, platform: asPlatform(row), ...read, carries };
  kept.delete(row.platform_id);
  if (kept.size >= kept_max) for (const oldest of [...kept.keys()].slice(0, 1)) kept.delete(oldest);
  kept.set(row.platform_id, made);
  return made;
}
const lookup = <T extends { readonly id: number; readonly code: string }>(all: readonly T[]): Lookup<T> => ({
  byCode: new Map(all.map((one) => [one.code, one])),
  byId: new Map(all.map((one) => [one.id, one])),
});
