import { databank, facts, lab, rules, service, traffic } from "#contract";
import { upsertProducts } from "#catalog";
import { settle } from "#databank";
import { caughtUp } from "#facts";
import { inTx, newId, platformScope, systemScope } from "#kernel";
import { openPlatform, registerParties } from "#parties";
import { as, testServer, unique } from "#testing";
import { beforeAll, describe, expect, test } from "vitest";
import { modules } from "../server/modules.ts";
import { both, hours, must } from "./attack/call.ts";

const server = testServer(modules);
let platform = 0;
beforeAll(async () => {
  const p = await inTx(systemScope, (tx) =>
    openPlatform(tx, { code: unique("readers"), name: "T", currency: "CNY", zone: "Asia/Shanghai" }),
  );
  platform = p.id;
  await inTx(platformScope(platform), async (tx) => {
    await registerParties(tx, {
      brands: [{ code: "a", name: both("a") }],
      merchants: [{ code: "m", name: both("m"), brand: "a" }],
      venues: [{ code: "v", name: both("v"), kind: "store", merchant: "m", brands: ["a"] }],
    });
    await upsertProducts(tx, {
      products: [{ code: "p", name: "p", brand: "a", skus: [{ code: "s" }] }],
      offers: [{ sku: "s", merchant: "m", price_minor: 100 }],
    });
  });
});

/** What modules read out of a fact, each with values that nobody expects there. */
const props =
  "promised_dispatch_at promised_day dispatched_day delivered_day stars review by reason quality consumer query served found items week undated device_shared version people campaign person nodes merge text".split(
    " ",
  );
const values = [
  "",
  "x",
  "2026-02-30",
  "9999-99-99",
  "0001-01-01T00:00:00Z",
  "9999-12-31T23:59:59Z",
  -1,
  1.5,
  1e300,
  -1e300,
  2 ** 53 + 2,
  true,
  null,
  "1:2:3:4 x:y",
  "🙂'\"\\%",
];
const idTypes = facts.idTypes;
const lines = [
  [],
  [{ sku: "s", quantity: 0, amount_minor: 0 }],
  [{ sku: "🙂'\"\\", category: "\\N\t", quantity: -1_000_000, amount_minor: -9_000_000_000_000 }],
  Array.from({ length: 300 }, () => ({ sku: "s", brand: "a", quantity: 999_999.999, amount_minor: 9_000_000_000_000 })),
];
const times = [hours(-1), "1997-01-01T00:00:00Z", "2026-03-29T01:30:00.123456789+02:00"];

/** Every name of the intake with every value of every property, in turn with identifiers, lines and times at their limits. */
function strange(): object[] {
  const all: object[] = [];
  for (const name of facts.intakeNames)
    for (const [i, value] of values.entries()) {
      const told = Object.fromEntries(props.map((key) => [key, value]));
      const type = idTypes[i % idTypes.length] ?? "phone";
      const text = typeof value === "string" && value !== "" ? value : String(i);
      all.push({
        id: newId(),
        name,
        at: times[i % times.length],
        ...(i % 2 === 0 ? { brand: "a", merchant: "m", venue: "v" } : {}),
        ...(i % 3 === 0 ? {} : { order: `${text}-${i % 4}` }),
        touchpoint: "t",
        ids: [
          { type, value: text, verified: i % 2 === 0 },
          { type: "member_no", value: `m${i}` },
        ],
        lines: lines[i % lines.length],
        amount_minor: [0, -9_000_000_000_000, 9_000_000_000_000][i % 3],
        currency: "CNY",
        props: told,
      });
    }
  return all;
}

describe("whatever a fact says", () => {
  test("every reader gets past it, and every figure can be asked for", async () => {
    const key = as.key(platform, ["facts:write"]);
    const all = strange();
    const got = await must(server, facts.routes.facts, { body: { facts: all } }, key);
    expect(got.rejected).toEqual([]);
    expect(got.accepted).toBe(all.length);
    for (const q of ["", "a\u0000b", "\ud800", "%", "'; --", "x".repeat(100)]) {
      const asked = { query: { q, anonymous_id: `v\u0000${q}`.slice(0, 90) } };
      const got = await server.call(traffic.routes.search, asked, as.visitor(platform));
      expect([200, 400]).toContain(got.status);
      await must(server, traffic.routes.search, { query: { q } }, as.visitor(platform));
    }
    await caughtUp();
    await settle(platform);
    const operator = as.operator(platform);
    const day = new Date().toISOString().slice(0, 10);
    await must(server, service.routes.compute, {}, operator);
    await must(server, rules.routes.judge, {}, operator);
    await must(server, service.routes.scores, {}, operator);
    for (const as_of of [day, "1997-01-01"]) await must(server, databank.routes.aipl, { query: { as_of } }, operator);
    await must(server, databank.routes.touchpoints, { query: { as_of: day } }, operator);
    await must(server, lab.routes.opportunities, {}, operator);
    await must(server, facts.routes.log, { query: { limit: 200 } }, operator);
    const flow = await must(server, facts.routes.flow, {}, operator);
    expect(flow.readers.length).toBeGreaterThan(2);
  });
});
