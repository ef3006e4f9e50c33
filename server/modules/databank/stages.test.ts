import { module as facts, accept, append, caughtUp } from "#facts";
import type { facts as contract } from "#contract";
import { module as identity } from "#identity";
import { inTx, platformScope, systemScope } from "#kernel";
import { module as parties, openPlatform, registerParties } from "#parties";
import { testServer, unique } from "#testing";
import { describe, expect, test } from "vitest";
import { flowBetween, module as databank, settle, stagesAt } from "./index.ts";
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
  const brand = await inTx(scope, async (tx) => (await registerParties(tx, { brands: [{ code: "b1", name: { zh: "一", en: "One" } }] })).brands.get("b1"));
  if (brand === undefined) throw new Error("no brand");
  await tell(platform.id, brand, given);
  return { platform: platform.id, brand };
}
async function tell(platform: number, brand: number, given: readonly Given[]): Promise<void> {
  await inTx(platformScope(platform), (tx) =>
    append(tx, given.map(({ day, ...f }) => ({ ...f, id: unique("f"), at: `${day}T04:00:00Z`, brand }))),
  );
  await caughtUp();
  await settle(platform);
}
const who = (value: string): Pick<contract.FactInput, "ids"> => ({ ids: [{ type: "member_no", value, verified: true }] });
const buy = (day: string, order?: string): Given => ({ name: "purchase", day, ...who("m1"), ...(order ? { order } : {}), amount_minor: 100 });

describe("the edge cases of the model", () => {
  const cases: [string, Given[], string][] = [
    ["two orders on the same day", [buy(D), buy(D)], "P"],
    ["orders on D and D - 364", [buy(D), buy(before(364))], "L"],
    ["orders on D and D - 365", [buy(D), buy(before(365))], "P"],
    ["one order on D - 911", [buy(before(911))], "P"],
    ["one order on D - 912", [buy(before(912))], "none"],
    ["exposure on D - 14", [{ name: "exposure", day: before(14), ...who("m1") }], "A"],
    ["exposure on D - 15", [{ name: "exposure", day: before(15), ...who("m1") }], "none"],
    ["cart on D - 3 and exposure on D", [{ name: "add_to_cart", day: before(3), ...who("m1") }, { name: "exposure", day: D, ...who("m1") }], "I"],
    ["one order and a positive review", [buy(D), { name: "review_positive", day: D, ...who("m1") }], "L"],
    ["one order wholly refunded today", [buy(before(5), "o1"), { name: "refund", day: D, order: "o1", amount_minor: 100, ...who("m1") }], "none"],
    ["one order half refunded today", [buy(before(5), "o1"), { name: "refund", day: D, order: "o1", amount_minor: 50, ...who("m1") }], "P"],
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
