import type { trade } from "#contract";
import { expect, test } from "vitest";
import { promisesByHour, type Sources, tasksOf } from "./tasks.ts";

const now = Date.parse("2026-01-05T10:20:00Z");
const at = (minutes: number) => new Date(now + minutes * 60_000).toISOString();
const row = (over: Partial<trade.ToPick>): trade.ToPick => ({
  id: "f1",
  kind: "collect",
  state: "open",
  venue: 1,
  venue_name: { zh: "店", en: "Store" },
  carrier: null,
  tracking: null,
  lines: [{ line: 1, sku_code: "milk", title: { zh: "牛奶", en: "Milk" }, quantity: 2 }],
  promised_dispatch_at: at(60),
  promised_day: "2026-01-05",
  dispatched_at: null,
  delivered_at: null,
  order: "o1",
  order_no: "260105-AAAA",
  placed_at: at(-60),
  recipient: "",
  ...over,
});
const none: Sources = { toPick: [], chats: [], appointments: [], returns: [], screens: [] };

test("the most urgent comes first, and each task has its clock", () => {
  const tasks = tasksOf(
    {
      ...none,
      toPick: [
        row({ id: "a", promised_dispatch_at: at(90) }),
        row({ id: "b", promised_dispatch_at: at(-5) }),
        row({ id: "c", promised_dispatch_at: at(20) }),
      ],
      screens: [
        { place: "s1", state: "online_with_content", seen_at: at(-1), name: "Door" },
        { place: "s2", state: "online", seen_at: at(-30), name: "Till" },
        { place: "s3", state: null, seen_at: null, name: "New" },
      ],
    },
    now,
  );
  expect(tasks.map((t) => [t.key, t.urgency])).toEqual([
    ["b", "late"],
    ["c", "soon"],
    ["a", "calm"],
    ["s2", "calm"],
  ]);
  expect(tasks[0]).toMatchObject({ until: at(-5), pieces: 2, search: { q: "260105-AAAA" } });
});

test("a pick-up that waits a day is a task, one that waits an hour is not", () => {
  const ready = (minutes: number) => row({ state: "ready", dispatched_at: at(minutes) });
  expect(tasksOf({ ...none, toPick: [ready(-60)] }, now)).toEqual([]);
  expect(tasksOf({ ...none, toPick: [ready(-25 * 60)] }, now)).toMatchObject([{ kind: "uncollected" }]);
});

test("promises stand in the hour they fall due; late ones apart, settled ones nowhere", () => {
  const due = [at(-5), at(10), at(45), at(100), at(14 * 60)].map((promised_dispatch_at) =>
    row({ promised_dispatch_at }),
  );
  const { late, hours } = promisesByHour(
    [...due, row({ state: "ready" }), row({ kind: "deliver", promised_dispatch_at: at(30) })],
    now,
    12,
  );
  expect(late).toMatchObject({ pickUps: 1, parcels: 0 });
  expect(hours).toHaveLength(12);
  expect(hours.map((h) => h.pickUps)).toEqual([1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  expect(hours[0]?.parcels).toBe(1);
  expect(hours[0]?.at_ms).toBe(now);
  expect(hours[1]).toMatchObject({ at_ms: Date.parse("2026-01-05T11:00:00Z"), pickUps: 1, parcels: 0 });
});
