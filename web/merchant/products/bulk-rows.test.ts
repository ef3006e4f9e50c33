import { expect, test } from "vitest";
import { minorOf, readRows } from "./bulk-rows.ts";

test("lines with the same product code become one product with several SKUs, and keep the line they began at", () => {
  const text =
    'code,name_zh,name_en,category,sku,size,gtin\nrose,玫瑰霜,"Rose, cream",cream,rose-50,50 g,4006381333931\nrose,,,,rose-100,100 g,\ntea,茶,,,tea-1,,\n';
  expect(readRows("products", text, 2)).toEqual({
    items: [
      {
        code: "rose",
        name: { zh: "玫瑰霜", en: "Rose, cream" },
        category: "cream",
        skus: [
          { code: "rose-50", options: { size: "50 g" }, gtin: "4006381333931" },
          { code: "rose-100", options: { size: "100 g" } },
        ],
      },
      { code: "tea", name: { zh: "茶", en: "茶" }, skus: [{ code: "tea-1" }] },
    ],
    lines: [2, 4],
  });
});

test("prices are written in whole units and sent in minor ones; a tab serves as well as a comma", () => {
  expect(readRows("offers", "sku\tmerchant\tprice\tvenues\nrose-50\tflag\t59.9\ta;b\n", 2).items).toEqual([
    { sku: "rose-50", merchant: "flag", price_minor: 5_990, venues: ["a", "b"] },
  ]);
  expect(readRows("offers", "sku;merchant;price;venues\nrose-50;flag;59,9;a|b\n", 2).items).toEqual([
    { sku: "rose-50", merchant: "flag", price_minor: "59,9", venues: ["a", "b"] },
  ]);
  expect(minorOf("19.99", 2)).toBe(1_999);
  expect(minorOf("700", 0)).toBe(700);
  expect(minorOf("about 7", 2)).toBe("about 7");
  expect(minorOf(" ", 2)).toBeUndefined();
});

test("JSON goes on as it is", () => {
  expect(readRows("prices", '[{"sku":"a"}]', 2)).toEqual({ items: [{ sku: "a" }], lines: [0] });
  expect(() => readRows("prices", "[{", 2)).toThrow();
});
