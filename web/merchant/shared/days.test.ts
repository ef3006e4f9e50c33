import { expect, test } from "vitest";
import { addDays, daysFrom, todayIn } from "./days.ts";

test("days are counted by the calendar, over the ends of months and years", () => {
  expect(addDays("2025-12-31", 1)).toBe("2026-01-01");
  expect(addDays("2024-03-01", -1)).toBe("2024-02-29");
  expect(daysFrom("2025-12-30", "2026-01-02")).toBe(3);
});

test("today is the day on the wall of the zone", () => {
  const evening = Date.parse("2025-11-10T16:30:00Z");
  expect(todayIn("Asia/Shanghai", evening)).toBe("2025-11-11");
  expect(todayIn("UTC", evening)).toBe("2025-11-10");
});
