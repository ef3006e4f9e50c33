import type { traffic } from "#contract";
import type { VenueSeed } from "./shops.ts";
import { venueSeeds } from "./shops.ts";

/** A place by the code of its venue. */
export type PlaceSeed = Omit<traffic.Place, "venue"> & { readonly venue: string | null };

const tillKinds = new Set([
  "store",
  "store_in_store",
  "mother_baby_room",
  "corner_shop",
  "rural_station",
  "home_furnishing_mall",
  "electronics_chain",
  "pop_up",
]);
/** Whether people buy there in person. */
export const hasTill = (v: VenueSeed): boolean => tillKinds.has(v.kind);

/** Where attention is won in this market. */
export function placesOf(): PlaceSeed[] {
  const place = (
    code: string,
    kind: PlaceSeed["kind"],
    zh: string,
    en: string,
    slots: number,
    venue: string | null = null,
  ): PlaceSeed => ({ code, kind, venue, name: { zh, en }, slots });
  const perVenue = venueSeeds.flatMap((v): PlaceSeed[] => {
    const [zh, en] = [v.zh, v.en];
    const own = [];
    if (["screen", "mother_baby_room", "pop_up", "store"].includes(v.kind))
      own.push(place(`screen:${v.code}`, "screen", `${zh}屏幕`, `${en} screen`, 6, v.code));
    if (hasTill(v)) own.push(place(`receipt:${v.code}`, "till_receipt", `${zh}小票`, `${en} receipt`, 2, v.code));
    if (["store", "corner_shop", "electronics_chain"].includes(v.kind))
      own.push(place(`shelf:${v.code}`, "shelf", `${zh}货架`, `${en} shelf`, 4, v.code));
    if (v.kind === "store")
      own.push(place(`guide:${v.code}`, "guide_script", `${zh}导购话术`, `${en} guide script`, 2, v.code));
    return own;
  });
  return [
    place("search", "search", "搜索结果页", "Search results", 3),
    place("home", "feed", "首页推荐", "Home feed", 6),
    place("product_page", "product_page", "商品页推荐", "Product page", 4),
    place("member_day", "feed", "会员日会场", "Member day hall", 8),
    place("end_cap", "end_cap", "门店端架", "End caps", 6),
    ...perVenue,
  ];
}
