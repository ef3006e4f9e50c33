import fc from "fast-check";
import { expect, test } from "vitest";
import { cart, type CartLine, linesMax, piecesMax, withLine } from "./cart.ts";

const line = (sku: number, quantity = 1): CartLine => ({
  sku,
  merchant: 1,
  quantity,
  chosen: true,
  sku_code: `s${sku}`,
  category: "",
  title: { zh: "茶", en: "Tea" },
  merchant_name: { zh: "店", en: "Shop" },
  unit_minor: 100,
  currency: "CNY",
});

test("pieces of the same offer add up, of another merchant do not", () => {
  const once = withLine([], line(1, 2)) ?? [];
  const twice = withLine(once, line(1, 3)) ?? [];
  expect(twice.map((l) => l.quantity)).toEqual([5]);
  expect(withLine(twice, { ...line(1), merchant: 2 })).toHaveLength(2);
});

test("whatever is added, the cart stays within its bounds and never holds an offer twice", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.integer({ min: 1, max: 80 }), fc.integer({ min: 1, max: 99 }))), (adds) => {
      let lines: CartLine[] = [];
      for (const [sku, quantity] of adds) lines = withLine(lines, line(sku, quantity)) ?? lines;
      expect(lines.length).toBeLessThanOrEqual(linesMax);
      expect(new Set(lines.map((l) => l.sku)).size).toBe(lines.length);
      for (const l of lines) expect(l.quantity).toBeLessThanOrEqual(piecesMax);
    }),
  );
});

test("a full cart says so instead of dropping something", () => {
  for (let sku = 1; sku <= linesMax; sku++) expect(cart.add(line(sku))).toBe(true);
  expect(cart.add(line(999))).toBe(false);
  expect(cart.add(line(1))).toBe(true);
  cart.remove([line(2)]);
  cart.change(line(1), { chosen: false });
  expect(cart.get().filter((l) => !l.chosen)).toHaveLength(1);
  expect(cart.get()).toHaveLength(linesMax - 1);
});
