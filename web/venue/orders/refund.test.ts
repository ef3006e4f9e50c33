import type { trade } from "#contract";
import { expect, test } from "vitest";
import { leftOf, refundOf } from "./refund.ts";

const line = (over: Partial<trade.OrderLine>): trade.OrderLine => ({
  line: 1,
  sku: 1,
  sku_code: "milk",
  title: { zh: "牛奶", en: "Milk" },
  brand: null,
  category: null,
  quantity: 3,
  unit_minor: 1000,
  discount_minor: 0,
  pay_minor: 3000,
  returned_quantity: 0,
  refunded_minor: 0,
  associate: null,
  ...over,
});

test("what was returned before cannot come back again", () => {
  expect(leftOf(line({ returned_quantity: 2 }))).toBe(1);
  const back = refundOf([line({ returned_quantity: 2, refunded_minor: 2000 })], new Map([[1, 5]]));
  expect(back).toEqual({ amount_minor: 1000, exact: true });
});

test("a part of a line whose pieces did not pay the same is told as about", () => {
  expect(refundOf([line({ pay_minor: 2998 })], new Map([[1, 1]]))).toEqual({ amount_minor: 999, exact: false });
  expect(refundOf([line({ pay_minor: 2998 })], new Map([[1, 3]]))).toEqual({ amount_minor: 2998, exact: true });
  expect(refundOf([line({})], new Map())).toEqual({ amount_minor: 0, exact: true });
});
