import { expect, test } from "vitest";
import { insideShop, phoneAddress, wayOf, wayOfCode } from "./link.ts";

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

test("a code of this shop leads to its page; another shop's, or a barcode, does not", () => {
  const here = "http://shop.example";
  expect(wayOfCode(`${here}/shop/p/7?m=3`, here)).toEqual({ to: "/p/7", search: { m: "3" } });
  expect(wayOfCode(`${here}/shop`, here)).toEqual({ to: "/", search: {} });
  for (const code of [
    "6901234567892",
    "http://other.example/shop/p/7",
    `${here}/merchant`,
    `${here}/shopping`,
    `${here}.evil/shop/p/7`,
  ])
    expect(wayOfCode(code, here)).toBeUndefined();
});
