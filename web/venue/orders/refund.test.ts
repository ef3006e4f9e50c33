import type { trade } from "#contract";
import { expect, test } from "vitest";
import { refundOf, returnable } from "./refund.ts";

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

const open = (over: Partial<trade.OrderLine> = {}, returns: trade.ReturnCase[] = []) =>
  returnable({ lines: [line(over)], returns });

test("what was returned before cannot come back again", () => {
  const left = open({ returned_quantity: 2, refunded_minor: 2000 });
  expect(left[0]?.left).toBe(1);
  expect(refundOf(left, new Map([[1, 5]]))).toEqual({ amount_minor: 1000, exact: true });
});

test("what another open return asks for is not offered twice", () => {
  const asked: trade.ReturnCase = {
    id: "r",
    order: "o",
    order_no: "1",
    state: "requested",
    kind: "return_refund",
    merchant: 1,
    venue: 1,
    lines: [{ line: 1, quantity: 2, sku_code: "milk", title: { zh: "牛奶", en: "Milk" }, refund_minor: 0 }],
    refund_minor: 0,
    currency: "CNY",
    reason: "x",
    quality: false,
    refusal: null,
    requested_at: "2026-01-01T00:00:00Z",
    closed_at: null,
  };
  const left = open({}, [asked]);
  expect(left[0]?.left).toBe(1);
  expect(refundOf(left, new Map([[1, 1]]))).toEqual({ amount_minor: 1000, exact: true });
  expect(open({}, [{ ...asked, state: "refused" }])[0]?.left).toBe(3);
});

test("a part of a line whose pieces did not pay the same is told as about", () => {
  expect(refundOf(open({ pay_minor: 2998 }), new Map([[1, 1]]))).toEqual({ amount_minor: 999, exact: false });
  expect(refundOf(open({ pay_minor: 2998 }), new Map([[1, 3]]))).toEqual({ amount_minor: 2998, exact: true });
  expect(refundOf(open(), new Map())).toEqual({ amount_minor: 0, exact: true });
});
