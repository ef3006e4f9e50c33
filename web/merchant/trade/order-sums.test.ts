import { expect, test } from "vitest";
import { byDay, byHour } from "./order-sums.ts";

test("orders are summed on the day of the platform's zone; quiet days are zero, cancelled orders do not count", () => {
  const days = byDay(
    [
      { state: "paid", placed_at: "2026-06-01T17:00:00Z", pay_minor: 100 },
      { state: "delivered", placed_at: "2026-06-02T01:00:00Z", pay_minor: 50 },
      { state: "cancelled", placed_at: "2026-06-03T01:00:00Z", pay_minor: 999 },
      { state: "paid", placed_at: "2026-06-04T01:00:00Z", pay_minor: 7 },
    ],
    "Asia/Shanghai",
  );
  expect(days).toEqual([
    { day: "2026-06-02", pay_minor: 150 },
    { day: "2026-06-03", pay_minor: 0 },
    { day: "2026-06-04", pay_minor: 7 },
  ]);
  expect(byDay([], "UTC")).toEqual([]);
  expect(byDay([], "UTC", { from: "2026-06-01", to: "2026-06-02" })).toEqual([
    { day: "2026-06-01", pay_minor: 0 },
    { day: "2026-06-02", pay_minor: 0 },
  ]);
});

test("today by the hour goes up to the hour it is; yesterday is not in it", () => {
  const now = Date.parse("2026-06-02T02:30:00Z"); // 10:30 in Shanghai
  const hours = byHour(
    [
      { state: "paid", placed_at: "2026-06-02T01:10:00Z", pay_minor: 5 },
      { state: "paid", placed_at: "2026-06-02T01:50:00Z", pay_minor: 7 },
      { state: "paid", placed_at: "2026-06-01T01:00:00Z", pay_minor: 100 },
      { state: "cancelled", placed_at: "2026-06-02T02:00:00Z", pay_minor: 3 },
    ],
    "Asia/Shanghai",
    now,
  );
  expect(hours).toHaveLength(11);
  expect(hours[9]).toEqual({ hour: "09:00", pay_minor: 12 });
  expect(hours.reduce((sum, one) => sum + one.pay_minor, 0)).toBe(12);
});
