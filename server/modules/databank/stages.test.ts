import { append, caughtUp, module as facts } from "#facts";
import type { databank as databankContract, facts as contract } from "#contract";
import { module as identity } from "#identity";
import { inTx, olapRows, platformScope, systemScope } from "#kernel";
import { module as parties, openPlatform, registerParties } from "#parties";
import { testServer, unique } from "#testing";
import { describe, expect, test } from "vitest";
import { deliver } from "./feed.ts";
import { holder } from "./forget.ts";
import { module as databank, peopleOf, salesBetween, settle, stagesAt, trend } from "./index.ts";
import { addDays } from "./model.ts";

testServer([parties, facts, identity, databank]);

type Given = Omit<contract.FactInput, "id" | "at" | "brand"> & { readonly day: string };
const D = "2026-06-30";
const before = (n: number) => addDays(D, -n);

/** A fresh platform with one brand that has heard the given facts. */
async function world(given: readonly Given[]): Promise<{ platform: number; brand: number }> {
  const platform = await inTx(systemScope, (tx) =>
    openPlatform(tx, { code: unique("p"), name: "Test", currency: "CNY", zone: "Asia/Shanghai" }),
  );
  const scope = platformScope(platform.id);
  const brand = await inTx(scope, async (tx) =>
    (await registerParties(tx, { brands: [{ code: "b1", name: { zh: "一", en: "One" } }] })).brands.get("b1"),
  );
  if (brand === undefined) throw new Error("no brand");
  await tell(platform.id, brand, given);
  return { platform: platform.id, brand };
}
async function tell(platform: number, brand: number, given: readonly Given[]): Promise<void> {
  await inTx(platformScope(platform), (tx) =>
    append(
      tx,
      given.map(({ day, ...f }) => ({ ...f, id: unique("f"), at: `${day}T04:00:00Z`, brand })),
    ),
  );
  await caughtUp();
  await settle(platform);
}
const who = (value: string): Pick<contract.FactInput, "ids"> => ({
  ids: [{ type: "member_no", value, verified: true }],
});
const buy = (day: string, order?: string): Given => ({
  name: "purchase",
  day,
  ...who("m1"),
  ...(order ? { order } : {}),
  amount_minor: 100,
});

const ordered = (order: string, day: string, paid?: string): Given[] => [
  { name: "order.placed", day, order, ...who("m1"), lines: [{ sku: "s", quantity: 1, amount_minor: 100 }] },
  ...(paid === undefined ? [] : [{ name: "order.paid" as const, day: paid, order }]),
];

describe("the edge cases of the model", () => {
  const cases: [string, Given[], string][] = [
    ["two orders on the same day", [buy(D), buy(D)], "P"],
    ["orders on D and D - 364", [buy(D), buy(before(364))], "L"],
    ["orders on D and D - 365", [buy(D), buy(before(365))], "P"],
    ["one order on D - 911", [buy(before(911))], "P"],
    ["one order on D - 912", [buy(before(912))], "none"],
    ["exposure on D - 14", [{ name: "exposure", day: before(14), ...who("m1") }], "A"],
    ["exposure on D - 15", [{ name: "exposure", day: before(15), ...who("m1") }], "none"],
    [
      "cart on D - 3 and exposure on D",
      [
        { name: "add_to_cart", day: before(3), ...who("m1") },
        { name: "exposure", day: D, ...who("m1") },
      ],
      "I",
    ],
    ["one order and a positive review", [buy(D), { name: "review_positive", day: D, ...who("m1") }], "L"],
    [
      "one order wholly refunded today",
      [buy(before(5), "o1"), { name: "refund", day: D, order: "o1", amount_minor: 100, ...who("m1") }],
      "none",
    ],
    [
      "one order half refunded today",
      [buy(before(5), "o1"), { name: "refund", day: D, order: "o1", amount_minor: 50, ...who("m1") }],
      "P",
    ],
    [
      "an order cancelled on D",
      [
        ...ordered("o1", before(3), before(3)),
        { name: "order.cancelled", day: D, order: "o1", props: { by: "consumer" } },
      ],
      "none",
    ],
    ["an order paid on another day", ordered("o1", before(3), D), "P"],
    ["an order never paid", ordered("o1", before(3)), "none"],
    [
      "a good review that names only the order",
      [...ordered("o1", before(3), before(3)), { name: "review.given", day: D, order: "o1", props: { stars: 5 } }],
      "L",
    ],
    ["a bad review", [{ name: "review.given", day: D, ...who("m1"), props: { stars: 1 } }], "none"],
    ["nobody's purchase", [{ name: "purchase", day: D, amount_minor: 5 }], "none"],
  ];
  test.each(cases)("%s", async (_title, given, stage) => {
    const { platform, brand } = await world(given);
    for (const source of ["bitmaps", "raw"] as const) {
      const { stages } = await stagesAt(platformScope(platform), { asOf: D, brand, source });
      const want = { A: 0, I: 0, P: 0, L: 0, ...(stage === "none" ? {} : { [stage]: 1 }) };
      expect(stages, source).toEqual(want);
    }
  });
});

describe("news about the past", () => {
  test("a guest who turns out to be a member is counted as the member on all days, and the guest's number is gone", async () => {
    const guest: Pick<contract.FactInput, "ids"> = { ids: [{ type: "anonymous_id", value: "guest-1" }] };
    const { platform, brand } = await world([
      { name: "scan", day: before(3), ...guest },
      { name: "favourite", day: before(3), ...who("m1") },
    ]);
    const scope = platformScope(platform);
    expect((await stagesAt(scope, { asOf: before(3), brand })).stages).toEqual({ A: 1, I: 1, P: 0, L: 0 });
    const both = { ids: [...(who("m1").ids ?? []), ...(guest.ids ?? [])] };
    await tell(platform, brand, [
      { name: "identify", day: D, ...both },
      { name: "exposure", day: D, ...both },
    ]);
    for (const source of ["bitmaps", "raw"] as const)
      for (const asOf of [before(3), D])
        expect((await stagesAt(scope, { asOf, brand, source })).stages).toEqual({ A: 0, I: 1, P: 0, L: 0 });
    const scanned = await peopleOf(
      scope,
      { kind: "behaviour", behaviours: ["scan"], from: before(3), to: D, min_distinct_days: 1 },
      { brand },
    );
    const liked = await peopleOf(
      scope,
      { kind: "behaviour", behaviours: ["favourite"], from: before(3), to: D, min_distinct_days: 1 },
      { brand },
    );
    expect(scanned).toEqual(liked);
  });

  test("an event that arrives late restates its own day and those after it", async () => {
    const { platform, brand } = await world([buy(D)]);
    const scope = platformScope(platform);
    const shown = await trend(scope, { from: before(2), to: D, brand });
    expect(shown.days.map((d) => d.stages.find((s) => s.stage === "P")?.people)).toEqual([0, 0, 1]);
    expect(shown.lineage.pending_days).toBe(0);
    await tell(platform, brand, [buy(before(1))]);
    const later = await trend(scope, { from: before(2), to: D, brand });
    const of = (stage: string) => later.days.map((d) => d.stages.find((s) => s.stage === stage));
    expect(of("P").map((s) => [s?.people, s?.in, s?.out])).toEqual([
      [0, 0, 0],
      [1, 1, 0],
      [0, 0, 1],
    ]);
    expect(of("L").map((s) => [s?.people, s?.in, s?.out])).toEqual([
      [0, 0, 0],
      [0, 0, 0],
      [1, 1, 0],
    ]);
  });

  test("a payment, a refund and a cancellation that come later restate the day of the purchase", async () => {
    const { platform, brand } = await world(ordered("o1", before(3)));
    const scope = platformScope(platform);
    const stageOf = async (asOf: string) => (await stagesAt(scope, { asOf, brand })).stages.P;
    expect(await stageOf(D)).toBe(0);
    await tell(platform, brand, [{ name: "order.paid", day: before(2), order: "o1" }]);
    expect(await stageOf(D)).toBe(1);
    await tell(platform, brand, [
      { name: "order.refunded", day: before(1), order: "o1", amount_minor: 100, props: { reason: "x" } },
    ]);
    expect([await stageOf(before(2)), await stageOf(before(1)), await stageOf(D)]).toEqual([1, 0, 0]);
  });

  test("a batch that is delivered again after a crash changes nothing", async () => {
    const { platform } = await world([]);
    const scope = platformScope(platform);
    const made = {
      platform,
      ids: [],
      lines: [],
      props: {},
      at: `${D}T04:00:00Z`,
      receivedAt: `${D}T04:00:00Z`,
      brand: 1,
    };
    const lines = [{ sku: "s", quantity: 1, amount_minor: 5 }];
    const batch = [
      { ...made, id: "a", seq: 1, name: "purchase" as const, order: "o", lines },
      { ...made, id: "b", seq: 2, name: "click" as const, at: "2019-01-01T00:00:00Z" },
      { ...made, id: "c", seq: 3, name: "click" as const },
    ];
    const rows = async () =>
      (
        await Promise.all(
          ["event", "line", "order_fact"].map((t) => olapRows<{ n: number }>(scope, `SELECT count() AS n FROM ${t}`)),
        )
      ).map(([r]) => r?.n);
    await deliver(platform, batch, `crash:${platform}`);
    expect(await rows()).toEqual([3, 1, 1]);
    await deliver(platform, batch, `crash:${platform}`);
    expect(await rows()).toEqual([3, 1, 1]);
  });

  test("an erased person is in no figure at once, and in no row after the removal; the sales stay", async () => {
    const lines = [{ sku: "s", quantity: 1, amount_minor: 100 }];
    const { platform, brand } = await world([
      { ...buy(D), lines },
      { name: "exposure", day: D, ...who("m2") },
    ]);
    const scope = platformScope(platform);
    const p: databankContract.Cell = { kind: "stage", stage: "P", day: D };
    const nodes = await peopleOf(scope, p, { brand });
    expect(nodes).toHaveLength(1);
    const erased = {
      id: unique("f"),
      name: "identity.erased" as const,
      at: `${D}T06:00:00Z`,
      props: { person: nodes[0] ?? 0, nodes: nodes.join(",") },
    };
    await inTx(scope, (tx) => append(tx, [erased]));
    await caughtUp();
    expect((await stagesAt(scope, { asOf: D, brand })).stages).toEqual({ A: 1, I: 0, P: 0, L: 0 });
    expect((await stagesAt(scope, { asOf: D, brand, source: "raw" })).stages).toEqual({ A: 1, I: 0, P: 0, L: 0 });
    const subject = { nodes };
    expect(await inTx(scope, (tx) => holder.export(tx, subject))).toHaveLength(1);
    expect(await inTx(scope, (tx) => holder.count(tx, subject))).toBeGreaterThan(0);
    expect(await inTx(scope, (tx) => holder.erase(tx, subject))).toBeGreaterThan(0);
    expect(await inTx(scope, (tx) => holder.count(tx, subject))).toBe(0);
    expect(await salesBetween(scope, { from: D, to: D, brand })).toMatchObject({
      orders: 1,
      amount_minor: 100,
      buyers: 0,
    });
  });

  test("until the sets are restated, the figure says how many days wait", async () => {
    const { platform, brand } = await world([buy(D)]);
    await inTx(platformScope(platform), (tx) =>
      append(tx, [{ id: unique("f"), name: "exposure", at: `${D}T05:00:00Z`, brand, ...who("m2") }]),
    );
    await caughtUp();
    const { stages, lineage } = await stagesAt(platformScope(platform), { asOf: D, brand });
    expect(stages.A).toBe(0);
    expect(lineage).toMatchObject({ pending_days: 1, source: "bitmaps" });
    expect(lineage.computed_at).not.toBeNull();
    await settle(platform);
    expect((await stagesAt(platformScope(platform), { asOf: D, brand })).stages.A).toBe(1);
  });
});
