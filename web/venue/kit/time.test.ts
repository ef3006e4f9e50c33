import { expect, test } from "vitest";
import { dayAt, durationText, urgencyOf, wallTime } from "./time.ts";

test("a length of time is told in two units at most", () => {
  expect(durationText(20_000, "en")).toBe("under 1 min");
  expect(durationText(35 * 60_000, "zh")).toBe("35 分");
  expect(durationText(-(2 * 3600 + 5 * 60) * 1000, "en")).toBe("2 h 5 min");
  expect(durationText((3 * 24 + 4) * 3_600_000 + 59 * 60_000, "en")).toBe("3 d 4 h");
  expect(durationText(24 * 3_600_000, "zh")).toBe("1 天");
});

test("a promise is late once it has passed, and near half an hour before", () => {
  expect(urgencyOf(999, 1000)).toBe("late");
  expect(urgencyOf(1000, 1000)).toBe("soon");
  expect(urgencyOf(1000 + 30 * 60_000, 1000)).toBe("soon");
  expect(urgencyOf(1001 + 30 * 60_000, 1000)).toBe("calm");
});

test("day and hour are those of the venue's wall", () => {
  const at = Date.parse("2025-11-10T16:30:00Z");
  expect(dayAt("Asia/Shanghai", at)).toBe("2025-11-11");
  expect(wallTime(at, "Asia/Shanghai")).toBe("00:30");
  expect(wallTime(at, "UTC")).toBe("16:30");
});
