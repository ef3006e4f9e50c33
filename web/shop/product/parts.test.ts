import { expect, test } from "vitest";
import { chosenOffer, type Offer, optionRows, possibleWay, priceOf, type ShopProduct } from "./parts.ts";

const name = { zh: "店", en: "Shop" };
const offer = (merchant: number, price_minor: number, venue?: [id: number, price: number]): Offer => ({
  offer: merchant,
  merchant: { id: merchant, name },
  price_minor,
  currency: "CNY",
  venues: venue ? [{ id: venue[0], name, kind: "store", city: "", price_minor: venue[1] }] : [],
});
const sku = (id: number, options: Record<string, string>): ShopProduct["sku"] => ({
  id,
  code: `s${id}`,
  product: 1,
  name,
  options,
  gtin: null,
  status: "active",
});

test("the wanted merchant's offer, else the cheapest", () => {
  const offers = [offer(1, 300), offer(2, 200)];
  expect(chosenOffer(offers, 1)?.price_minor).toBe(300);
  expect(chosenOffer(offers, 9)?.merchant.id).toBe(2);
  expect(chosenOffer([], undefined)).toBeUndefined();
});

test("a pick-up costs what its venue asks, a parcel the list price", () => {
  const one = offer(1, 300, [7, 250]);
  expect(priceOf(one, { kind: "collect", venue: 7 })).toBe(250);
  expect(priceOf(one, { kind: "deliver", venue: 7 })).toBe(300);
  expect(priceOf(one, { kind: "collect", venue: 8 })).toBe(300);
});

test("choosing one option keeps the other where such a SKU exists", () => {
  const [redS, redM, nudeM] = [
    sku(1, { shade: "red", size: "S" }),
    sku(2, { shade: "red", size: "M" }),
    sku(3, { shade: "nude", size: "M" }),
  ];
  const rows = optionRows(redM, [redS, nudeM]);
  expect(rows.map((r) => r.name)).toEqual(["shade", "size"]);
  expect(rows[0]?.values.map((v) => [v.value, v.sku.id, v.now])).toEqual([
    ["red", 2, true],
    ["nude", 3, false],
  ]);
  expect(rows[1]?.values.map((v) => [v.value, v.sku.id])).toEqual([
    ["S", 1],
    ["M", 2],
  ]);
});

test("a way that is not possible becomes one that is", () => {
  const counters = [
    { venue: 3, name, available: 1 },
    { venue: 5, name, available: 2 },
  ];
  expect(possibleWay({ kind: "deliver", venue: 3 }, false, counters)).toEqual({ kind: "deliver" });
  expect(possibleWay({ kind: "collect", venue: 5 }, false, counters)).toEqual({ kind: "collect", venue: 5 });
  expect(possibleWay({ kind: "collect", venue: 9 }, false, counters)).toEqual({ kind: "collect", venue: 3 });
  expect(possibleWay({ kind: "deliver" }, true, counters)).toEqual({ kind: "collect", venue: 3 });
  expect(possibleWay({ kind: "collect" }, false, [])).toEqual({ kind: "collect" });
});
