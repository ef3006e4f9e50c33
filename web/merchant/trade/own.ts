import { parties } from "#contract";
import { useList, useUser } from "#shell";

/** Merchants that the brand sees, and which of them are its own: those it may act for. */
export function useMerchants() {
  const { brand } = useUser();
  const list = useList(parties.routes.merchants, { query: { limit: 200 } });
  const own = list.rows.filter((one) => brand !== undefined && one.brand === brand.id);
  const ownIds = new Set(own.map((one) => one.id));
  return { list, all: list.rows, own, isOwn: (merchant: number) => ownIds.has(merchant) };
}
