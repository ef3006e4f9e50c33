import { expect, test } from "vitest";
import { notRising, wholePrices } from "./prices.ts";

test("four rising prices are an answer; a fall is named while it is typed", () => {
  const prices = { too_cheap_minor: 1_000, cheap_minor: 2_000, expensive_minor: 5_000, too_expensive_minor: 9_000 };
  expect(wholePrices(prices)).toEqual(prices);
  expect(notRising(prices)).toBeUndefined();
  expect(wholePrices({ cheap_minor: 2_000 })).toBeUndefined();
  expect(notRising({ too_cheap_minor: 3_000, cheap_minor: 2_000 })).toBe("cheap_minor");
  expect(notRising({ too_cheap_minor: 1_000, expensive_minor: 1_000 })).toBe("expensive_minor");
});
