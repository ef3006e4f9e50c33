import type { trade } from "#contract";
import { module as catalog, skusByCode, upsertProducts } from "#catalog";
import type { Tx } from "#kernel";
import { inTx, newId, platformScope, systemScope } from "#kernel";
import { module as audiences } from "#audiences";
import { module as databank } from "#databank";
import { module as facts } from "#facts";
import { module as identity } from "#identity";
import { module as marketing } from "#marketing";
import { createConsumer, openPlatform, registerParties, module as parties } from "#parties";
import { module as traffic } from "#traffic";
import { goodsBook, goodsOf } from "./goods.ts";
import { receive } from "./stock-actions.ts";

/** Every module that stands before trade. */
export const before = [parties, catalog, facts, identity, databank, audiences, traffic, marketing];
/** Barcode of the milk of a test market. */
export const milkGtin = "4006381333931";
/**
 * A market for tests: brands a and b; ma, the flagship of a with a web shop and two stores; mb, the flagship of b with a web
 * shop; shop, which sells both in a corner shop. SKUs milk (1999), soap (550) of a and tea (3000) of b, and fit, a service.
 */
export async function openMarket() {
  const code = `t-${newId().slice(-12)}`;
  const p = await inTx(systemScope, (tx) =>
    openPlatform(tx, { code, name: "测试", currency: "CNY", zone: "Asia/Shanghai" }),
  );
  const scope = platformScope(p.id);
  const parties = await inTx(scope, (tx) =>
    registerParties(tx, {
      brands: [{ code: "a" }, { code: "b" }],
      merchants: [
        { code: "ma", brand: "a", kind: "flagship" },
        { code: "mb", brand: "b", kind: "flagship" },
        { code: "shop" },
      ],
      venues: [
        { code: "web-a", kind: "web_shop", merchant: "ma", brands: ["a"] },
        { code: "store-1", kind: "store", merchant: "ma", brands: ["a"], city: "杭州" },
        { code: "store-2", kind: "store", merchant: "ma", brands: ["a"], city: "上海" },
        { code: "web-b", kind: "web_shop", merchant: "mb", brands: ["b"] },
        { code: "corner", kind: "corner_shop", merchant: "shop", brands: ["a", "b"] },
      ],
    }),
  );
  await inTx(scope, stockTheCatalogue);
  const skus = await inTx(scope, (tx) => skusByCode(tx, ["milk", "soap", "tea", "fit"]));
  const no = (what: keyof typeof parties, name: string) => parties[what].get(name) ?? 0;
  const stock = (
    sku: string,
    merchant: string,
    venue: string,
    quantity: number,
    lot?: { lot: string; expires_on: string },
  ) =>
    inTx(scope, async (tx) => {
      const goods = goodsOf(await goodsBook(tx, [sku]), sku, "sku");
      const arrival = {
        goods,
        owner: no("merchants", merchant),
        venue: no("venues", venue),
        quantity,
        field: "line",
        ...lot,
      };
      await receive(tx, [arrival], { who: "test" });
    });
  const consumer = () => inTx(scope, (tx) => createConsumer(tx, { name: "客" }));
  return { id: p.id, scope, no, sku: (name: string) => skus.get(name)?.id ?? 0, stock, consumer };
}
const stockTheCatalogue = (tx: Tx) =>
  upsertProducts(tx, {
    products: [
      { code: "milk-p", name: { zh: "牛奶", en: "Milk" }, brand: "a", skus: [{ code: "milk", gtin: milkGtin }] },
      { code: "soap-p", name: { zh: "香皂", en: "Soap" }, brand: "a", skus: [{ code: "soap" }] },
      { code: "tea-p", name: { zh: "茶", en: "Tea" }, brand: "b", skus: [{ code: "tea" }] },
      { code: "fit-p", name: { zh: "试穿", en: "Fitting" }, brand: "a", service: true, skus: [{ code: "fit" }] },
    ],
    offers: [
      { sku: "milk", merchant: "ma", price_minor: 1999 },
      { sku: "soap", merchant: "ma", price_minor: 550 },
      { sku: "fit", merchant: "ma", price_minor: 9900 },
      { sku: "tea", merchant: "mb", price_minor: 3000 },
      { sku: "milk", merchant: "shop", price_minor: 2100 },
      { sku: "tea", merchant: "shop", price_minor: 3200 },
    ],
  });
export type Market = Awaited<ReturnType<typeof openMarket>>;

export const address: trade.Address = {
  name: "王",
  phone: "13800000000",
  region: "浙江",
  city: "杭州",
  line: "西湖 1 号",
};
/** A body that places an order of one SKU, or of several. */
export const wish = (
  lines: readonly [sku: string, merchant: string, quantity: number][],
  more: Partial<trade.PlaceBody> = {},
) => ({
  request_id: newId(),
  lines: lines.map(([sku, merchant, quantity]) => ({ sku, merchant, quantity })),
  fulfilment: { kind: "deliver" as const },
  address,
  ...more,
});
