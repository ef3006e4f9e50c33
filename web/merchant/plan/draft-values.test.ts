import type { plans } from "#contract";
import { expect, test } from "vitest";
import { contentOf, valuesOf } from "./draft-values.ts";

const content: plans.Content = {
  goal: { zh: "一起长大", en: "Grow together" },
  targets: [
    {
      id: "t1",
      metric: "gmv",
      quarter: null,
      venue_kind: null,
      value: 123_456_789,
      baseline: 0,
      tolerance_ratio: 0.05,
    },
    {
      id: "t2",
      metric: "service_score",
      quarter: 4,
      venue_kind: "store",
      value: 460,
      baseline: 410,
      tolerance_ratio: 0,
    },
    { id: "t3", metric: "members", quarter: 2, venue_kind: null, value: 12_000, baseline: 9_000, tolerance_ratio: 0.1 },
  ],
  ledger: [
    {
      id: "p1",
      side: "platform",
      kind: "traffic_slot",
      text: "首页",
      quantity: 20,
      amount_minor: 5_000_050,
      due: "2026-11-11",
    },
  ],
  initiatives: [
    { id: "i1", title: "上新", owner: "brand", from: "2026-03-01", until: "2026-03-31", expected: "1000 新客" },
  ],
  agreement: { answer_hours: 72, data_shared: ["销量"], escalation: [] },
};

test("a plan goes into the form and comes back the same, to the last minor unit", () => {
  expect(contentOf(valuesOf(content, 100), 100)).toEqual(content);
});

test("an empty draft has somewhere to begin", () => {
  expect(valuesOf(undefined, 100)).toMatchObject({ targets: [], answer_hours: 120 });
});
