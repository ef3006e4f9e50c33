import { plans } from "#contract";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { metricOf } from "./measures.ts";
import { elapsed, expectedBy, faultsOf, periodOf, statusOf } from "./model.ts";
import { split } from "./split.ts";

const target = (more: Partial<plans.Target>): plans.Target =>
  plans.target.parse({ id: "t", metric: "gmv", quarter: 1, venue_kind: null, value: 1000, ...more });
const content = (targets: plans.Target[]): plans.Content => plans.content.parse({ goal: { zh: "", en: "" }, targets });
const faults = (targets: plans.Target[]) =>
  faultsOf(content(targets), { venueKinds: new Set(["store", "web_shop"]), metrics: metricOf }).map((w) => w.field);

describe("what is expected by now", () => {
  test("a flow grows by days from nothing, a stock from its baseline", () => {
    expect(periodOf(2028, 1)).toEqual({ from: "2028-01-01", to: "2028-03-31" });
    expect(elapsed(periodOf(2028, 1), "2028-01-31")).toBeCloseTo(31 / 91, 12);
    expect([elapsed(periodOf(2028, null), "2027-12-31"), elapsed(periodOf(2028, null), "2029-01-01")]).toEqual([0, 1]);
    expect(expectedBy({ value: 9100, baseline: 50 }, "flow", 31 / 91)).toBe(3100);
    expect(expectedBy({ value: 9100, baseline: 4550 }, "stock", 0.5)).toBe(6825);
  });
  test("the words follow the figure", () => {
    const said = (actual: number | null, expected: number, share: number) =>
      statusOf({ value: 1000, tolerance_ratio: 0.05 }, { actual, expected, share });
    expect([
      said(0, 0, 0),
      said(null, 500, 0.5),
      said(500, 500, 0.5),
      said(480, 500, 0.5),
      said(474, 500, 0.5),
    ]).toEqual(["not_begun", "unknown", "on_track", "within_tolerance", "behind"]);
    expect([said(1000, 500, 0.5), said(999, 1000, 1), said(1000, 1000, 1)]).toEqual(["reached", "missed", "reached"]);
  });
});

describe("content", () => {
  const quarters = ([1, 2, 3, 4] as const).map((quarter) => target({ id: `q${quarter}`, quarter, value: 250 }));
  test("sub-totals add up, figures are set once, kinds exist and can be counted", () => {
    expect(faults([...quarters, target({ id: "y", quarter: null, value: 1000 })])).toEqual([]);
    expect(faults([...quarters, target({ id: "y", quarter: null, value: 1001 })])).toEqual(["targets.4.value"]);
    expect(faults([target({}), target({ id: "s", venue_kind: "store", value: 1001 })])).toEqual(["targets.0.value"]);
    expect(faults([target({}), target({})])).toEqual(["targets.1.id", "targets.1"]);
    expect(faults([target({ venue_kind: "castle" })])).toEqual(["targets.0.venue_kind"]);
    expect(faults([target({ metric: "members", venue_kind: "store" })])).toEqual(["targets.0.venue_kind"]);
  });
});

describe("splitting a total", () => {
  const ask = (more: object) => plans.splitAsk.parse({ total: 0, quarters: [{ quarter: 1, share: 1 }], ...more });
  const [q1, q2, q3] = [40, 35, 25].map((share, i) => ({ quarter: i + 1, share }));
  const values = (a: plans.SplitAsk) => {
    const got = split(a);
    return got.ok ? got.reply.cells.map((c) => c.value) : [];
  };
  test("the published vectors, by amount and in proportion", () => {
    const cells = [{ quarter: 1, most: 30_000 }];
    const quarters = [q1, q2, q3];
    expect(values(ask({ total: 100_000, quarters, cells, keep: "amount" }))).toEqual([30_000, 40_000, 30_000]);
    expect(values(ask({ total: 100_000, quarters, cells }))).toEqual([30_000, 40_833, 29_167]);
    const equal = [1, 2, 3].map((quarter) => ({ quarter, share: 1 }));
    expect(values(ask({ total: 10_000, quarters: equal }))).toEqual([3334, 3333, 3333]);
  });
  test("whatever is asked, cells, quarters and kinds sum to the total to the unit, and locks hold", () => {
    const share = fc.integer({ min: 1, max: 1000 });
    const shape = fc.record({
      total: fc.integer({ min: 0, max: 9_000_000_000_000 }),
      quarters: fc.array(share, { minLength: 1, maxLength: 4 }),
      kinds: fc.array(share, { minLength: 0, maxLength: 5 }),
      lock: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(shape, ({ total, quarters, kinds, lock }) => {
        const locked = Math.floor(total * lock);
        const venue_kind = kinds.length > 0 ? "k0" : null;
        const single = quarters.length * Math.max(1, kinds.length) === 1;
        const got = split(
          ask({
            total,
            quarters: quarters.map((s, i) => ({ quarter: i + 1, share: s })),
            venue_kinds: kinds.map((s, i) => ({ kind: `k${i}`, share: s })),
            cells: single ? [] : [{ quarter: 1, venue_kind, locked }],
          }),
        );
        if (!got.ok) throw new Error(got.wrong.reason);
        const sum = (list: readonly { value: number }[]) => list.reduce((s, x) => s + x.value, 0);
        expect(sum(got.reply.cells)).toBe(total);
        expect(sum(got.reply.quarters)).toBe(total);
        if (kinds.length > 0) expect(sum(got.reply.venue_kinds)).toBe(total);
        if (!single) expect(got.reply.cells[0]?.value).toBe(locked);
      }),
      { numRuns: 200 },
    );
  });
  test("what cannot be says which cells bind", () => {
    const got = split(
      ask({
        total: 100,
        quarters: [q1, q2],
        cells: [
          { quarter: 1, least: 80 },
          { quarter: 2, locked: 30 },
        ],
      }),
    );
    expect(got).toMatchObject({ ok: false, wrong: { reason: "the least amounts pass the total by 10 (q1, q2)" } });
    expect(split(ask({ total: 1, cells: [{ quarter: 2, least: 1 }] }))).toMatchObject({ wrong: { field: "cells.0" } });
  });
});
