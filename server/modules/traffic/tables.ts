import type { Bilingual, traffic } from "#contract";
import type { Owned } from "#kernel";

export type Part = "quality" | "newcomer" | "pacing" | "sanction";
export type ServedItem = {
  readonly sku: number;
  readonly brand: number;
  readonly merchant: number;
  readonly at: number;
  readonly base: number;
  readonly theta: number;
};

/** The tables of this module; nobody else reads them. */
export type Tables = Owned<
  "traffic",
  {
    place: {
      platform_id: number;
      code: string;
      kind: traffic.Place["kind"];
      venue_id: number | null;
      name: Bilingual;
      slots: number;
    };
    document: {
      platform_id: number;
      sku_id: number;
      merchant_id: number;
      product_id: number;
      sku_code: string;
      title: Bilingual;
      category: string;
      sold_brand: number;
      amount_minor: number;
      currency: string;
      words: string;
      opened: number;
    };
    grant_entry: {
      id: string;
      platform_id: number;
      merchant_id: number;
      part: Part;
      cause: string;
      theta: number;
      reason: Bilingual;
      source: string;
      from_at: Date;
      until_at: Date | null;
    };
    coefficient: Record<Part | "price" | "theta", number> & { platform_id: number; merchant_id: number; since: Date };
    served: { id: string; platform_id: number; place: string; at: Date; visitor: string; items: readonly ServedItem[] };
    exposure_day: {
      platform_id: number;
      brand_id: number;
      merchant_id: number;
      place: string;
      day: string;
      impressions: number;
      clicks: number;
      gained: number;
    };
    met: { platform_id: number; brand_id: number; booking: string; visitor: string; shown: boolean; at: Date };
    followed: { platform_id: number; after: string };
    booking: {
      id: string;
      platform_id: number;
      brand_id: number;
      place: string;
      campaign: string | null;
      creative: traffic.Creative;
      from_at: Date;
      until_at: Date;
      hold_out: number;
      cancelled: boolean;
    };
  }
>;
