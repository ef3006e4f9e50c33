import { expect, test } from "vitest";
import { packs } from "./drawings.tsx";
import { things } from "./drawings-more.tsx";
import { shapeOf, steady, tonesOf } from "./kinds.ts";

test.each([
  ["婴儿奶粉", "tin"],
  ["纸尿裤", "diapers"],
  ["Lipstick", "lipstick"],
  ["美妆/面霜", "jar"],
  ["饮料", "bottle"],
  ["Fresh fruit", "fruit"],
  ["鞋靴", "shoe"],
  ["数码/手机", "phone"],
  ["tops", "shirt"],
  ["wearable", "watch"],
  ["table", "chair"],
  ["tablet", "phone"],
  ["laptops", "phone"],
  ["baby_care", "blocks"],
])("%s is drawn as a %s", (category, shape) => {
  expect(shapeOf(category, "any")).toBe(shape);
});

test("FNV-1a agrees with its published vectors", () => {
  // Fowler, Noll, Vo: FNV-1a 32 bits of "", "a" and "foobar".
  expect(steady("")).toBe(0x811c9dc5);
  expect(steady("a")).toBe(0xe40c292c);
  expect(steady("foobar")).toBe(0xbf9cf968);
});

test("the same product always looks the same, and every shape has a drawing", () => {
  const codes = Array.from({ length: 200 }, (_, i) => `SKU-${i}`);
  expect(codes.map((code) => shapeOf("?", code))).toEqual(codes.map((code) => shapeOf("?", code)));
  expect(new Set(codes.map((code) => tonesOf(code).main)).size).toBeGreaterThan(6);
  const drawn = { ...packs, ...things };
  for (const code of codes) expect(drawn[shapeOf("?", code)]).toBeDefined();
});
