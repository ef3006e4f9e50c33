import { createHash } from "node:crypto";
import { facts as contract } from "#contract";
import { readGtin } from "#quant";
import { describe, expect, test } from "vitest";
import { makeWorld } from "./history.ts";
import type { WorldOptions } from "./history.ts";
import { makeMarket } from "./market.ts";
import type { Sent } from "./orders.ts";

const small: WorldOptions = { seed: "test", days: 10, consumers: 200, until: new Date("2025-06-30T12:00:00Z") };
const all = (options: WorldOptions): Sent[] => [...makeWorld(options).facts()];
const hashOf = (facts: readonly Sent[]): string => createHash("sha256").update(JSON.stringify(facts)).digest("hex");

describe("the same seed", () => {
  test("gives the same facts, another seed gives others", () => {
    const once = all(small);
    expect(once.length).toBeGreaterThan(200);
    expect(hashOf(all(small))).toBe(hashOf(once));
    expect(hashOf(all({ ...small, seed: "other" }))).not.toBe(hashOf(once));
  });
  test("a day does not depend on the days before it", () => {
    const world = makeWorld(small);
    const last = world.day(9);
    expect(hashOf(makeWorld(small).day(9))).toBe(hashOf(last));
    expect(last.length).toBeGreaterThan(10);
  });
});

describe("every fact", () => {
  test("is one that the platform takes, once, inside the time of the history", () => {
    const world = makeWorld({ ...small, days: 40, consumers: 400 });
    const codes = (rows: readonly { code: string }[]) => new Set(rows.map((r) => r.code));
    const { rows } = world.market;
    const [brands, merchants, venues] = [codes(rows.brands), codes(rows.merchants), codes(rows.venues)];
    const ids = new Set<string>();
    const kinds = new Set<string>();
    for (const fact of world.facts()) {
      const read = contract.intakeFact.safeParse(fact);
      expect(read.error?.issues ?? []).toEqual([]);
      ids.add(fact.id);
      kinds.add(fact.name);
      expect(fact.at >= world.from.toISOString() && fact.at <= world.until.toISOString()).toBe(true);
      if (fact.brand !== undefined) expect(brands).toContain(fact.brand);
      if (fact.merchant !== undefined) expect(merchants).toContain(fact.merchant);
      if (fact.venue !== undefined) expect(venues).toContain(fact.venue);
    }
    expect(ids.size).toBe([...world.facts()].length);
    for (const kind of [
      "search",
      "exposure",
      "item_view",
      "venue_visit",
      "purchase",
      "order.placed",
      "order.delivered",
      "review.given",
      "identify",
      "device_play",
    ])
      expect(kinds).toContain(kind);
  });
  test("of an order comes after the one before it, and what is under way goes on after the history", () => {
    const world = makeWorld({ ...small, days: 30, consumers: 1500 });
    const orders = Map.groupBy(
      [...world.facts(), ...world.later()].filter((f) => f.name.startsWith("order.")),
      (f) => f.order ?? "",
    );
    expect(orders.size).toBeGreaterThan(50);
    for (const steps of orders.values()) {
      expect(steps.map((s) => s.at)).toEqual(steps.map((s) => s.at).toSorted());
      expect(steps[0]?.name).toBe("order.placed");
    }
    const later = world.later();
    expect(later.length).toBeGreaterThan(0);
    expect(later.every((f) => f.at > world.until.toISOString())).toBe(true);
  });
});

test("merchants are what they are: a poor one is late far more often than a fine one", () => {
  const world = makeWorld({ ...small, days: 60, consumers: 6000 });
  const due = new Map<string, string>();
  const counts = new Map<string, { sent: number; late: number }>();
  for (const f of world.facts()) {
    if (f.name === "order.placed") due.set(f.order ?? "", String(f.props?.promised_dispatch_at));
    if (f.name !== "order.dispatched") continue;
    const c = counts.get(f.merchant ?? "") ?? { sent: 0, late: 0 };
    counts.set(f.merchant ?? "", { sent: c.sent + 1, late: c.late + (f.at > (due.get(f.order ?? "") ?? "") ? 1 : 0) });
  }
  const ratio = (code: string) => (counts.get(code)?.late ?? 0) / (counts.get(code)?.sent ?? 1);
  expect(ratio("cuixiaoman-flagship")).toBeGreaterThan(0.12);
  expect(ratio("qingyu-flagship")).toBeLessThan(0.06);
});

test("the market has every kind of venue, valid article numbers, and unique codes", () => {
  const { rows, skus } = makeMarket("test");
  const kinds = new Set(rows.venues.map((v) => v.kind));
  expect([...kinds].toSorted()).toEqual([
    "corner_shop",
    "electronics_chain",
    "home_furnishing_mall",
    "local_service_shop",
    "mother_baby_room",
    "pop_up",
    "rural_station",
    "screen",
    "store",
    "store_in_store",
    "web_shop",
  ]);
  for (const sku of skus) expect(readGtin(sku.gtin).ok).toBe(true);
  for (const list of [rows.brands, rows.merchants, rows.venues, rows.products, skus, rows.places])
    expect(new Set(list.map((r) => r.code)).size).toBe(list.length);
  expect(new Set(skus.map((s) => s.gtin)).size).toBe(skus.length);
});

test("impossible sizes are refused", () => {
  expect(() => makeWorld({ days: 0 })).toThrow(/days/);
  expect(() => makeWorld({ consumers: -1 })).toThrow(/consumers/);
});
