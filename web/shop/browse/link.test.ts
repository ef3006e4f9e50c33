import { expect, test } from "vitest";
import { insideShop, phoneAddress, wayOf } from "./link.ts";

test("a creative leads into the shop and nowhere else", () => {
  expect(insideShop("/shop/p/7")).toBe("/p/7");
  expect(insideShop("/p/7?m=3")).toBe("/p/7?m=3");
  expect(insideShop("/shop")).toBe("/");
  expect(insideShop("/shopping")).toBe("/shopping");
  for (const link of [
    "https://evil.example/",
    "//evil.example",
    "/\\evil.example",
    "javascript:alert(1)",
    "p/7",
    "/a b",
  ])
    expect(insideShop(link)).toBeUndefined();
});

test("a link that leads elsewhere is replaced by the product, else by the search", () => {
  expect(wayOf({ link: "https://evil.example/", sku: 7 })).toEqual({ to: "/p/7", search: {} });
  expect(wayOf({ link: "" })).toEqual({ to: "/search", search: {} });
  expect(wayOf({ link: "/search?q=milk" })).toEqual({ to: "/search", search: { q: "milk" } });
  expect(phoneAddress("http://shop.example", { link: "/p/7" })).toBe("http://shop.example/shop/p/7");
  expect(phoneAddress("http://shop.example", { link: "/shop" })).toBe("http://shop.example/shop");
});
