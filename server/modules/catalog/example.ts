import { inTx, newId, platformScope, systemScope } from "#kernel";
import type { Registration } from "#parties";
import { openPlatform, registerParties } from "#parties";
import type { CatalogRows } from "./upsert.ts";
import { upsertProducts } from "./upsert.ts";

export const name = { zh: "牛奶", en: "Milk" };
export const gtin = "4006381333931";

const sides: Registration = {
  brands: [{ code: "a", name: { zh: "甲", en: "A" } }, { code: "b" }],
  merchants: [
    { code: "ma", brand: "a" },
    { code: "mb", brand: "b" },
    { code: "shop", name: { zh: "小店", en: "Shop" } },
  ],
  venues: [
    { code: "web-a", kind: "web_shop", merchant: "ma", brands: ["a"] },
    { code: "corner", kind: "corner_shop", merchant: "shop", city: "杭州" },
    { code: "corner2", kind: "corner_shop", merchant: "shop" },
  ],
};
const goods: CatalogRows = {
  categories: [
    { code: "food", name: "食品" },
    { code: "dairy", name: { zh: "乳品", en: "Dairy" }, parent: "food" },
  ],
  products: [
    {
      code: "milk",
      name,
      brand: "a",
      category: "dairy",
      attributes: { fat: "3.5 %", origin: "内蒙古" },
      skus: [
        { code: "milk-1", gtin, options: { size: "1 L" } },
        { code: "milk-2", options: { size: "250 mL" } },
      ],
    },
    { code: "rice", name: "大米", brand: "b", skus: [{ code: "rice-5" }] },
    { code: "fit", name: "安装", service: true, skus: [{ code: "fit-1" }] },
  ],
  offers: [
    { sku: "milk-1", merchant: "ma", price_minor: 1290 },
    { sku: "milk-1", merchant: "shop", price_minor: 1350, venues: ["corner"] },
    { sku: "milk-2", merchant: "ma", price_minor: 450 },
    { sku: "rice-5", merchant: "mb", price_minor: 3990 },
  ],
  prices: [
    { sku: "milk-1", merchant: "shop", venue: "corner", price_minor: 1300, from: "2026-01-01T00:00:00Z" },
    {
      sku: "milk-1",
      merchant: "shop",
      venue: "corner",
      price_minor: 999,
      from: "2026-06-01T00:00:00Z",
      until: "2026-06-03T00:00:00Z",
    },
  ],
};

/** For tests: a platform with brands a and b, their flagships ma and mb, a shop that sells both, and five things to buy. */
export async function world() {
  const p = await inTx(systemScope, (tx) =>
    openPlatform(tx, { code: `c-${newId()}`, name: "测试", currency: "CNY", zone: "Asia/Shanghai" }),
  );
  const scope = platformScope(p.id);
  const parties = await inTx(scope, (tx) => registerParties(tx, sides));
  const made = await inTx(scope, (tx) => upsertProducts(tx, goods));
  const sku = (code: string) => made.skus.get(code) ?? 0;
  const no = (what: "brands" | "merchants" | "venues", code: string) => parties[what].get(code) ?? 0;
  return {
    id: p.id,
    scope,
    sku,
    no,
    offer: (pair: string) => made.offers.get(pair) ?? 0,
    product: (code: string) => made.products.get(code) ?? 0,
  };
}
