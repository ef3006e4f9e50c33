import { randomInt } from "node:crypto";
import { databank } from "#contract";
import type { facts as contract } from "#contract";
import { append, caughtUp, module as facts } from "#facts";
import { module as identity } from "#identity";
import { inTx, platformScope, systemScope } from "#kernel";
import { module as parties, openPlatform, registerParties } from "#parties";
import { testServer, unique } from "#testing";
import fc from "fast-check";
import { expect, test } from "vitest";
import { countOf, flowBetween, module, peopleOf, settle, stagesAt } from "./index.ts";
import { addDays, places, stages } from "./model.ts";

testServer([parties, facts, identity, module]);

const first = "2026-01-01";
const span = 40;
const names = ["click", "favourite", "purchase", "refund", "review_positive"] as const;
const event = fc.record({
  person: fc.integer({ min: 1, max: 9 }),
  brand: fc.integer({ min: 0, max: 2 }),
  day: fc.integer({ min: 0, max: span }),
  name: fc.constantFrom(...names),
  order: fc.integer({ min: 0, max: 6 }),
});
const stageRule = fc.record({
  behaviours: fc.uniqueArray(fc.constantFrom("click", "favourite", "purchase", "review_positive"), {
    minLength: 1,
    maxLength: 3,
  }),
  min_distinct_days: fc.integer({ min: 1, max: 3 }),
  window_days: fc.option(fc.integer({ min: 1, max: 30 }), { nil: null }),
});
const rules = fc.array(stageRule, { minLength: 1, maxLength: 2 });
const model = fc.record({
  stages: fc.record({ A: rules, I: rules, P: rules, L: rules }),
  refunds: fc.constantFrom("from_then", "always", "ignore"),
});

test("whatever happened and whatever the model: the daily sets say what the raw events say, stages are disjoint and flows add up", async () => {
  const property = fc.asyncProperty(
    fc.array(event, { minLength: 1, maxLength: 60 }),
    fc.array(event, { maxLength: 20 }),
    model,
    async (early, late, given) => {
      const opened = await inTx(systemScope, (tx) =>
        openPlatform(tx, { code: unique("p"), name: "Test", currency: "CNY", zone: "UTC" }),
      );
      const platform = opened.id;
      const scope = platformScope(platform);
      await inTx(scope, (tx) => registerParties(tx, { brands: [{ code: "a" }, { code: "b" }] }));
      // The second part arrives after the first was counted: every figure must restate.
      for (const part of [early, late]) {
        await inTx(scope, (tx) =>
          append(
            tx,
            part.map((e, i) => toFact(e, i)),
          ),
        );
        await caughtUp();
        await settle(platform);
      }
      const [from, to] = [addDays(first, 20), addDays(first, span)];
      const checked = databank.model.parse(given);
      for (const brand of [undefined, 1, 2]) {
        const one = await flowBetween(scope, { from, to, brand, model: checked });
        const two = await flowBetween(scope, { from, to, brand, model: checked, source: "raw" });
        expect(one.matrix).toEqual(two.matrix);
        const [start, end] = [
          await stagesAt(scope, { asOf: from, brand, model: checked }),
          await stagesAt(scope, { asOf: to, brand, model: checked }),
        ];
        for (const s of stages) {
          expect(places.reduce((sum, p) => sum + one.matrix[s][p], 0)).toBe(start.stages[s]);
          expect(places.reduce((sum, p) => sum + one.matrix[p][s], 0)).toBe(end.stages[s]);
        }
      }
      const both = { from: first, to: addDays(first, span), min_distinct_days: 1 };
      const clicks = await peopleOf(scope, { kind: "behaviour", behaviours: ["click"], ...both }, { brand: 1 });
      const people = new Set(
        [...early, ...late].filter((e) => e.name === "click" && e.brand === 1).map((e) => e.person),
      );
      expect(clicks).toHaveLength(people.size);
      expect(await countOf(scope, { kind: "behaviour", behaviours: ["click"], ...both }, { brand: 1 })).toBe(
        people.size,
      );
    },
  );
  await fc.assert(property, { numRuns: 12, seed: randomInt(1_000_000), endOnFailure: true });
}, 240_000);

function toFact(
  e: { person: number; brand: number; day: number; name: (typeof names)[number]; order: number },
  i: number,
): contract.FactInput {
  return {
    id: unique(`f${i}`),
    name: e.name,
    at: `${addDays(first, e.day)}T10:00:00Z`,
    ...(e.brand === 0 ? {} : { brand: e.brand }),
    ...(e.order === 0 || (e.name !== "purchase" && e.name !== "refund") ? {} : { order: `o${e.order}` }),
    ids: [{ type: "member_no", value: `m${e.person}`, verified: true }],
    amount_minor: e.name === "refund" ? 150 : 100,
  };
}
