import type { guide } from "#contract";
import { expect, test } from "vitest";
import { joined } from "./joined.ts";
import { dayIn, slotsByDay, timeIn } from "./slots.ts";

const message = (seq: number, text = ""): guide.ChatMessage => ({
  seq,
  from: "consumer",
  text,
  card: null,
  at: "2026-01-01T00:00:00Z",
});

test("a slot stands on the venue's own calendar", () => {
  expect(dayIn("Asia/Shanghai", "2026-01-01T16:30:00Z")).toBe("2026-01-02");
  expect(timeIn("Asia/Shanghai", "2026-01-01T16:30:00Z")).toBe("00:30");
  const slot = (from: string) => ({ from, until: from, capacity: 2, free: 1 });
  const days = slotsByDay(
    [slot("2026-01-02T02:00:00Z"), slot("2026-01-01T02:00:00Z"), slot("2026-01-01T16:30:00Z")],
    "Asia/Shanghai",
  );
  expect(days.map((d) => [d.day, d.slots.length])).toEqual([
    ["2026-01-01", 1],
    ["2026-01-02", 2],
  ]);
});

test("what comes twice stands once, and order is by place", () => {
  expect(joined([message(1), message(3)], [message(2), message(3, "new")]).map((m) => [m.seq, m.text])).toEqual([
    [1, ""],
    [2, ""],
    [3, "new"],
  ]);
});
