import type { catalog } from "#contract";
import type { Owned } from "#kernel";

type Status = catalog.Product["status"];
type Attributes = catalog.Product["attributes"];
export type CategoryTable = {
  platform_id: number;
  code: string;
  parent: string | null;
  name_zh: string;
  name_en: string;
};
export type ProductTable = {
  platform_id: number;
  product_id: number;
  brand_id: number | null;
  code: string;
  name_zh: string;
  name_en: string;
  category: string | null;
  attributes: Attributes;
  service: boolean;
  status: Status;
};
export type SkuTable = {
  platform_id: number;
  sku_id: number;
  product_id: number;
  brand_id: number | null;
  code: string;
  name_zh: string;
  name_en: string;
  options: Attributes;
  gtin: string | null;
  status: Status;
};
export type OfferTable = {
  platform_id: number;
  offer_id: number;
  sku_id: number;
  merchant_id: number;
  sold_brand: number | null;
  price_minor: number;
  currency: string;
  venues: number[] | null;
  status: Status;
};
export type PriceTable = {
  platform_id: number;
  offer_id: number;
  venue_id: number;
  sold_brand: number | null;
  price_minor: number;
  valid_from: Date;
  valid_until: Date | null;
};

/** The tables of this module, as its migrations made them. */
export type Tables = Owned<
  "catalog",
  {
    category: CategoryTable;
    product: ProductTable & { changed: string };
    sku: SkuTable;
    offer: OfferTable;
    venue_price: PriceTable;
  }
>;
