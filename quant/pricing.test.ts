import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalJson } from "./canonical.ts";
import { sumMinor } from "./money.ts";
import type { Benefit, Effect, PriceLine, RuleSet } from "./price-rules.ts";
import { priceCart } from "./pricing.ts";
import { refundOf, refundWithClawBack } from "./refund.ts";

const layers = ["item", "store", "cross"];
const ruleSets: fc.Arbitrary<RuleSet> = fc.record({
  version: fc.constant("v1"),
  currency: fc.constant("CNY"),
  layers: fc.constant(layers),
  threshold_mode: fc.constantFrom("parallel", "sequential"),
  threshold_base: fc.constantFrom("listed" as const, { after_layer: "item" }),
  percent_mode: fc.constantFrom("additive", "compounding"),
  allocation: fc.constantFrom("listed", "residual"),
  clip: fc.constantFrom("move", "lapse"),
  refund_policy: fc.constantFrom("keep", "claw_back"),
});
const carts: fc.Arbitrary<PriceLine[]> = fc.uniqueArray(
  fc.record({
    id: fc.constantFrom("a", "b", "c", "d", "e"),
    sku: fc.constantFrom("s1", "s2", "s3"),
    quantity: fc.integer({ min: 1, max: 7 }),
    unit_minor: fc.integer({ min: 0, max: 50_000 }),
  }),
  { selector: (l) => l.id, maxLength: 5 },
);
const money = fc.integer({ min: 0, max: 40_000 });
const effects: fc.Arbitrary<Effect> = fc.oneof(
  fc.record({ kind: fc.constant("amount" as const), amount_minor: money }),
  fc.record({ kind: fc.constant("percent" as const), rate_bp: fc.integer({ min: 0, max: 10_000 }) }),
  fc.record({ kind: fc.constant("unit_price" as const), unit_minor: money }),
  fc.record({
    kind: fc.constant("every" as const),
    step_minor: fc.integer({ min: 1, max: 40_000 }),
    value_minor: money,
  }),
  fc.record({
    kind: fc.constant("buy_get" as const),
    buy: fc.integer({ min: 1, max: 3 }),
    get: fc.integer({ min: 1, max: 2 }),
    rate_bp: fc.integer({ min: 0, max: 10_000 }),
  }),
);
const offers: fc.Arbitrary<Benefit[]> = fc.uniqueArray(
  fc.record(
    {
      id: fc.constantFrom("p", "q", "r", "s", "t", "u"),
      layer: fc.constantFrom(...layers),
      effect: effects,
      lines: fc.oneof(fc.constant("all" as const), fc.subarray(["a", "b", "c", "d", "e"])),
      each: fc.boolean(),
      threshold_minor: fc.integer({ min: 0, max: 60_000 }),
      group: fc.constantFrom("g", "h"),
      stops_later: fc.boolean(),
      uses_left: fc.integer({ min: 0, max: 2 }),
    },
    { requiredKeys: ["id", "layer", "effect", "lines"] },
  ),
  { selector: (b) => b.id, maxLength: 6 },
);

describe("priceCart", () => {
  test("allocations sum, no line below 0, every benefit is used or refused, input order does not matter", () => {
    fc.assert(
      fc.property(ruleSets, carts, offers, fc.integer({ min: 0, max: 9 }), (rules, lines, benefits, turn) => {
        const proof = priceCart(rules, lines, benefits);
        for (const line of proof.lines) {
          const parts = proof.used.flatMap((u) => u.parts.filter((p) => p.line_id === line.id));
          expect(line.base_minor - sumMinor(parts.map((p) => p.amount_minor))).toBe(line.pay_minor);
          expect(line.pay_minor).toBeGreaterThanOrEqual(0);
        }
        for (const used of proof.used) {
          expect(sumMinor(used.parts.map((p) => p.amount_minor))).toBe(used.amount_minor);
          expect(used.lapsed_minor).toBeGreaterThanOrEqual(0);
        }
        expect(proof.base_minor - proof.discount_minor).toBe(proof.pay_minor);
        expect([...proof.used, ...proof.refused].map((b) => b.id).sort()).toEqual(benefits.map((b) => b.id).sort());
        const roll = <T>(list: readonly T[]) =>
          [...list.slice(turn % (list.length || 1)), ...list.slice(0, turn % (list.length || 1))].reverse();
        expect(canonicalJson(priceCart(rules, roll(lines), roll(benefits)))).toBe(canonicalJson(proof));
      }),
      { numRuns: 1000 },
    );
  });

  test("a new name for a benefit changes no amount", () => {
    fc.assert(
      fc.property(ruleSets, carts, offers, (rules, lines, benefits) => {
        fc.pre(new Set(benefits.map((b) => b.group ?? b.id)).size === benefits.length);
        fc.pre(
          new Set(benefits.map((b) => `${b.layer} ${canonicalJson(b.effect)} ${b.threshold_minor ?? 0}`)).size ===
            benefits.length,
        );
        const renamed = benefits.map((b) => ({ ...b, id: String.fromCharCode(220 - b.id.charCodeAt(0)) }));
        expect(priceCart(rules, lines, renamed).lines).toEqual(priceCart(rules, lines, benefits).lines);
      }),
    );
  });

  test("returning every piece one by one, in any order, gives back what was paid", () => {
    fc.assert(
      fc.property(ruleSets, carts, offers, fc.infiniteStream(fc.nat()), (rules, lines, benefits, picks) => {
        const proof = priceCart(rules, lines, benefits);
        const pieces = lines.flatMap((l) => Array.from({ length: l.quantity }, () => ({ line_id: l.id, quantity: 1 })));
        const earlier: { line_id: string; quantity: number }[] = [];
        let sum = 0;
        while (pieces.length > 0) {
          const [piece] = pieces.splice((picks.next().value ?? 0) % pieces.length, 1);
          if (!piece) break;
          const refund = refundOf(proof, [piece], earlier).refund_minor;
          expect(refund).toBeGreaterThanOrEqual(0);
          sum += refund;
          earlier.push(piece);
        }
        expect(sum).toBe(proof.pay_minor);
      }),
    );
  });
});

const rules: RuleSet = {
  version: "v1",
  currency: "CNY",
  layers,
  threshold_mode: "parallel",
  threshold_base: "listed",
  percent_mode: "compounding",
  allocation: "listed",
  clip: "move",
  refund_policy: "claw_back",
};
const shirt: PriceLine = { id: "1", sku: "shirt", quantity: 2, unit_minor: 15_000 };
const cap: PriceLine = { id: "2", sku: "cap", quantity: 1, unit_minor: 5_000 };

describe("reasons", () => {
  const reason = (benefits: Benefit[], lines = [shirt, cap]) => priceCart(rules, lines, benefits).refused;
  const ten: Benefit = { id: "ten", layer: "store", effect: { kind: "amount", amount_minor: 1_000 }, lines: "all" };

  test("a missed threshold says what is missing", () => {
    expect(reason([{ ...ten, threshold_minor: 40_000 }])).toEqual([
      { id: "ten", layer: "store", reason: "threshold_not_met", missing_minor: 5_000 },
    ]);
    expect(reason([{ ...ten, threshold_quantity: 5 }])).toEqual([
      { id: "ten", layer: "store", reason: "quantity_not_met", missing_quantity: 2 },
    ]);
    const every: Benefit = { ...ten, effect: { kind: "every", step_minor: 30_000, value_minor: 5_000 }, lines: ["2"] };
    expect(reason([every])[0]).toMatchObject({ reason: "threshold_not_met", missing_minor: 25_000 });
  });

  test("uses, lines, the caller's own reason, groups, stops", () => {
    expect(reason([{ ...ten, uses_left: 0 }])[0]?.reason).toBe("out_of_uses");
    expect(reason([{ ...ten, lines: ["9"] }])[0]?.reason).toBe("no_eligible_line");
    expect(reason([{ ...ten, refusal: "venue_not_eligible" }])[0]).toMatchObject({
      reason: "not_eligible",
      because: "venue_not_eligible",
    });
    const better: Benefit = { ...ten, id: "better", effect: { kind: "percent", rate_bp: 1_000 }, group: "coupon" };
    expect(reason([{ ...ten, group: "coupon" }, better])).toEqual([
      { id: "ten", layer: "store", reason: "excluded_by_group", because: "better" },
    ]);
    const stop: Benefit = { ...ten, id: "stop", layer: "item", stops_later: true };
    expect(reason([ten, stop])[0]).toMatchObject({ reason: "stopped_by_earlier", because: "stop" });
  });

  test("malformed input is refused with a sentence", () => {
    expect(() => priceCart(rules, [{ ...shirt, quantity: 0 }], [])).toThrow("line 1: quantity");
    expect(() => priceCart(rules, [shirt, shirt], [])).toThrow("unique");
    expect(() => priceCart(rules, [shirt], [{ ...ten, layer: "none" }])).toThrow("layer none");
    expect(() => priceCart(rules, [shirt], [{ ...ten, effect: { kind: "percent", rate_bp: 10_001 } }])).toThrow(
      "rate_bp",
    );
  });
});

describe("refunds", () => {
  const full: Benefit = {
    id: "full",
    layer: "store",
    effect: { kind: "amount", amount_minor: 5_000 },
    lines: "all",
    threshold_minor: 35_000,
  };
  const proof = priceCart(rules, [shirt, cap], [full]);

  test("claw back takes what the rest no longer earns", () => {
    const rest = priceCart(rules, [shirt], [full]);
    expect(proof.pay_minor).toBe(30_000);
    expect(rest.pay_minor).toBe(30_000);
    expect(refundWithClawBack(proof.pay_minor, 0, rest.pay_minor)).toBe(0);
    expect(refundOf(proof, [{ line_id: "2", quantity: 1 }]).refund_minor).toBe(4_286);
  });

  test("no more pieces than were bought", () => {
    expect(() => refundOf(proof, [{ line_id: "1", quantity: 2 }], [{ line_id: "1", quantity: 1 }])).toThrow(
      "1 pieces can still",
    );
    expect(() => refundOf(proof, [{ line_id: "x", quantity: 1 }])).toThrow("not in the proof");
  });
});
