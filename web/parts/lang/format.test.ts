import { expect, test } from "vitest";
import {
  currencyDigits,
  decimalOf,
  formatAgo,
  formatCount,
  formatDay,
  formatMoney,
  formatRatio,
  formatTime,
} from "./format.ts";
import { say, words } from "./words.ts";

test("money is exact to the last minor unit, in the digits of its currency", () => {
  expect(decimalOf(123_45, 2)).toBe("123.45");
  expect(decimalOf(-5, 2)).toBe("-0.05");
  expect(decimalOf(700, 0)).toBe("700");
  expect(decimalOf(1_234_567, 3)).toBe("1234.567");
  expect(currencyDigits("JPY")).toBe(0);
  expect(formatMoney(128_934_560, "CNY", "zh")).toBe("¥1,289,345.60");
  expect(formatMoney(500, "JPY", "en")).toBe("¥500");
  expect(formatMoney(-1, "USD", "en")).toBe("-$0.01");
  // 9 * 10^15 minor units are beyond what a double keeps with two digits; the text still is exact.
  expect(formatMoney(9_007_199_254_740_991, "CNY", "en")).toBe("¥90,071,992,547,409.91");
});

test("short money keeps small amounts whole and big ones readable", () => {
  expect(formatMoney(912_000, "CNY", "zh", { short: true })).toBe("¥9,120");
  expect(formatMoney(240_000_000, "CNY", "zh", { short: true })).toBe("¥240万");
  expect(formatMoney(240_000_000, "CNY", "en", { short: true })).toMatch(/^¥2\.4m$/i);
});

test("counts and ratios", () => {
  expect(formatCount(1_284_002, "en")).toBe("1,284,002");
  expect(formatCount(1_284_002, "zh", { short: true })).toBe("128.4万");
  expect(formatCount(9_999, "en", { short: true })).toBe("9,999");
  expect(formatRatio(0.1236, "en")).toBe("12.4%");
});

test("a day is a day in every zone; an instant stands on the wall of its place", () => {
  expect(formatDay("2025-11-11", "zh")).toBe("2025年11月11日");
  expect(formatDay("2025-11-11", "en", { short: true })).toBe("11 Nov");
  expect(formatDay("not a day", "en")).toBe("not a day");
  expect(formatTime("2025-11-10T16:30:00Z", "Asia/Shanghai", "zh")).toBe("2025年11月11日 00:30");
  expect(formatTime("2025-11-10T16:30:00Z", "UTC", "en")).toBe("10 Nov 2025, 16:30");
});

test("how long ago", () => {
  const now = Date.parse("2025-11-11T00:00:00Z");
  expect(formatAgo("2025-11-10T23:57:00Z", "en", now)).toBe("3 minutes ago");
  expect(formatAgo("2025-11-12T02:00:00Z", "zh", now)).toBe("明天");
  expect(formatAgo("2025-11-10T23:59:40Z", "en", now)).toBe("now");
});

test("words speak one language, sentences with values included", () => {
  const t = words({
    title: { zh: "订单", en: "Orders" },
    left: { zh: (n: number) => `剩 ${n}`, en: (n: number) => `${n} left` },
  });
  expect(say(t, "zh").title).toBe("订单");
  expect(say(t, "en").left(3)).toBe("3 left");
  expect(say(t, "en")).toBe(say(t, "en"));
});
