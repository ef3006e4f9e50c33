import { databank, problem } from "#contract";
import type { facts as contract } from "#contract";
import { append, caughtUp, module as facts } from "#facts";
import { module as identity } from "#identity";
import { inTx, platformScope, systemScope } from "#kernel";
import { module as parties, openPlatform, registerParties } from "#parties";
import { as, testServer, unique } from "#testing";
import { beforeAll, describe, expect, test } from "vitest";
import { cellQuery, countOf, module, peopleOf, report, salesBetween, settle, stagesAt } from "./index.ts";
import { hiddenCells } from "./model.ts";

const server = testServer([parties, facts, identity, module]);
const { routes } = databank;
const [yesterday, today] = ["2026-05-09", "2026-05-10"];
let platform = 0;
let [a, b] = [0, 0];
let merchant = 0;

const person = (n: number): contract.FactInput["ids"] => [{ type: "member_no", value: `m${n}`, verified: true }];
const many = (
  name: contract.FactName,
  day: string,
  brand: number,
  from: number,
  to: number,
  more: object = {},
): contract.FactInput[] =>
  Array.from({ length: to - from }, (_, i) => ({
    id: unique("f"),
    name,
    at: `${day}T01:00:00Z`,
    brand,
    ids: person(from + i),
    ...more,
  }));

beforeAll(async () => {
  platform = (
    await inTx(systemScope, (tx) =>
      openPlatform(tx, { code: unique("p"), name: "Test", currency: "CNY", zone: "Asia/Shanghai" }),
    )
  ).id;
  const scope = platformScope(platform);
  const made = await inTx(scope, (tx) =>
    registerParties(tx, { brands: [{ code: "a" }, { code: "b" }], merchants: [{ code: "m", name: "M" }] }),
  );
  [a, b] = [made.brands.get("a") ?? 0, made.brands.get("b") ?? 0];
  merchant = made.merchants.get("m") ?? 0;
  await inTx(scope, (tx) =>
    append(tx, [
      ...many("exposure", yesterday, a, 0, 200, { touchpoint: "feed" }),
      ...many("favourite", today, a, 0, 60, { touchpoint: "shelf" }),
      ...many("purchase", today, a, 150, 157, {
        lines: [{ sku: "s1", category: "tea", quantity: 2, amount_minor: 500 }],
        merchant,
      }),
      ...many("exposure", today, b, 0, 300, { touchpoint: "search" }),
      {
        id: unique("f"),
        name: "order.placed",
        at: `${today}T02:00:00Z`,
        order: "mixed",
        merchant,
        ids: person(1000),
        lines: [
          { sku: "s1", brand: a, quantity: 1, amount_minor: 300 },
          { sku: "s2", brand: b, quantity: 1, amount_minor: 700 },
        ],
      },
      { id: unique("f"), name: "order.paid", at: `${today}T02:01:00Z`, order: "mixed", merchant },
    ]),
  );
  await caughtUp();
  await inTx(scope, (tx) =>
    append(tx, [
      {
        id: unique("f"),
        name: "review.given",
        at: `${today}T03:00:00Z`,
        order: "mixed",
        merchant,
        props: { stars: 5 },
      },
    ]),
  );
  await caughtUp();
  await settle(platform);
});

describe("who sees what", () => {
  test("the operator sees exact figures of all brands or of one, with where they come from", async () => {
    const all = await server.call(routes.aipl, { query: { as_of: today } }, as.operator(platform));
    expect(all.status).toBe(200);
    expect(Object.fromEntries(all.body.stages.map((s) => [s.stage, s.people]))).toEqual({ A: 433, I: 60, P: 7, L: 2 });
    const one = await server.call(routes.aipl, { query: { as_of: today, brand: a } }, as.operator(platform));
    expect(one.body).toMatchObject({
      brand: a,
      model: { version: 0, text: "A=15,I=15,P=912,L=365:2" },
      stages: [
        { stage: "A", people: 133, in: 0, out: 67 },
        { stage: "I", people: 60, in: 60, out: 0 },
        { stage: "P", people: 7, in: 7, out: 0 },
        { stage: "L", people: 1, in: 1, out: 0 },
      ],
      total: 201,
      lineage: { source: "bitmaps", pending_days: 0 },
    });
    expect(one.body.lineage.query).toContain(`brand = ${a}`);
    expect(one.body.lineage.rows).toBeGreaterThan(0);
  });

  test("a brand sees itself, without small groups and without what would give them away", async () => {
    const { body } = await server.call(routes.aipl, { query: { as_of: today } }, as.brand(platform, a));
    const shown = Object.fromEntries(body.stages.map((s) => [s.stage, s.people]));
    expect(shown).toEqual({ A: 133, I: null, P: null, L: null });
    const flow = await server.call(routes.flow, { query: { from: yesterday, to: today } }, as.brand(platform, a));
    const people = new Map(flow.body.cells.map((c) => [`${c.from}>${c.to}`, c.people]));
    expect(people.get("A>P")).toBeNull();
    expect(people.get("none>L")).toBeNull();
    for (const p of people.values()) expect(p === null || p === 0 || p >= 50).toBe(true);
    const exact = await server.call(
      routes.flow,
      { query: { from: yesterday, to: today, brand: a } },
      as.operator(platform),
    );
    expect(exact.body.cells.find((c) => c.from === "A" && c.to === "P")?.people).toBe(7);
  });

  test("another brand is not found, whatever is asked; an unknown one neither", async () => {
    const foreign = { brand: b };
    const asked = [
      await server.call(routes.aipl, { query: { as_of: today, ...foreign } }, as.brand(platform, a)),
      await server.call(routes.trend, { query: { from: yesterday, to: today, ...foreign } }, as.brand(platform, a)),
      await server.call(routes.flow, { query: { from: yesterday, to: today, ...foreign } }, as.brand(platform, a)),
      await server.call(routes.touchpoints, { query: { as_of: today, ...foreign } }, as.brand(platform, a)),
      await server.call(routes.models, { query: foreign }, as.brand(platform, a)),
      await server.call(routes.aipl, { query: { as_of: today, brand: 999_999 } }, as.operator(platform)),
    ];
    for (const { status, text } of asked) {
      expect(status).toBe(404);
      expect(problem.parse(JSON.parse(text)).status).toBe(404);
    }
    const scope = { kind: "brand", platform, brand: a } as const;
    await expect(countOf(scope, { kind: "stage", stage: "A", day: today }, { brand: b })).rejects.toMatchObject({
      kind: "not-found",
    });
    await expect(report(scope, "stores", {})).rejects.toMatchObject({ kind: "not-found" });
    const own = await stagesAt(scope, { asOf: today });
    expect(own.stages).toEqual({ A: 133, I: 60, P: 7, L: 1 });
    expect(
      (
        await server.call(
          routes.aipl,
          { query: { as_of: today } },
          as.consumer(platform, "00000000-0000-7000-8000-000000000009"),
        )
      ).status,
    ).toBe(403);
  });

  test("days out of order, too many days and malformed days are explained", async () => {
    const swapped = await server.call(routes.flow, { query: { from: today, to: yesterday } }, as.operator(platform));
    expect(swapped.status).toBe(400);
    expect(problem.parse(JSON.parse(swapped.text)).fields?.[0]).toMatchObject({ field: "to" });
    expect(
      (await server.call(routes.trend, { query: { from: "2020-01-01", to: today } }, as.operator(platform))).status,
    ).toBe(400);
    expect((await server.call(routes.aipl, { query: { as_of: "2026-02-30" } }, as.operator(platform))).status).toBe(
      400,
    );
    await expect(report(platformScope(platform), "aipl", { as_of: today, model: "L=365:99" })).rejects.toMatchObject({
      kind: "bad-input",
    });
    await expect(report(platformScope(platform), "aipl", { as_of: "2026-13-01" })).rejects.toMatchObject({
      kind: "bad-input",
    });
  });
});

test("touchpoints: of the people of a stage, who met it where", async () => {
  const { body } = await server.call(routes.touchpoints, { query: { as_of: today, brand: a } }, as.operator(platform));
  const of = (stage: string, touchpoint: string) =>
    body.touchpoints.find((t) => t.stage === stage && t.touchpoint === touchpoint);
  expect(of("A", "feed")).toMatchObject({ people: 133, share_ratio: 1 });
  expect(of("I", "shelf")).toMatchObject({ people: 60, share_ratio: 1 });
  expect(of("I", "feed")).toMatchObject({ people: 0, share_ratio: 0 });
});

describe("models", () => {
  test("a new version is kept with its author; figures follow the version, or the one asked for", async () => {
    const rule = { min_count: 1, min_distinct_days: 1, window_days: 30 };
    const model = {
      stages: {
        A: [{ ...rule, behaviours: ["click" as const] }],
        I: [{ ...rule, behaviours: ["exposure" as const] }],
        P: [{ ...rule, behaviours: ["purchase" as const] }],
        L: [{ ...rule, behaviours: ["share" as const] }],
      },
    };
    const put = await server.call(
      routes.putModel,
      { body: { valid_from: today, model }, headers: { "idempotency-key": unique("k") } },
      as.brand(platform, b),
    );
    expect(put.status).toBe(200);
    expect(put.body).toMatchObject({ brand: b, author: "brand team", text: "A=30,I=30,P=30,L=30" });
    const now = await server.call(routes.aipl, { query: { as_of: today, brand: b } }, as.operator(platform));
    expect(Object.fromEntries(now.body.stages.map((s) => [s.stage, s.people]))).toEqual({ A: 0, I: 300, P: 1, L: 0 });
    const old = await server.call(
      routes.aipl,
      { query: { as_of: today, brand: b, version: 0 } },
      as.operator(platform),
    );
    expect(old.body.stages.find((s) => s.stage === "A")?.people).toBe(300);
    expect((await server.call(routes.models, {}, as.brand(platform, b))).body.items.map((m) => m.version)).toEqual([
      put.body.version,
      0,
    ]);
    expect((await server.call(routes.models, {}, as.brand(platform, a))).body.items.map((m) => m.version)).toEqual([0]);
    const foreign = await server.call(
      routes.aipl,
      { query: { as_of: today, version: put.body.version } },
      as.brand(platform, a),
    );
    expect(foreign.status).toBe(404);
  });

  test("more than one event on a day is counted from the raw events", async () => {
    const one = { behaviours: ["purchase" as const], min_count: 2, min_distinct_days: 1, window_days: null };
    const model = { stages: { A: [one], I: [one], P: [one], L: [one] }, refunds: "ignore" as const };
    const got = await stagesAt(platformScope(platform), { asOf: today, brand: a, model });
    expect(got).toMatchObject({ lineage: { source: "raw" }, stages: { A: 0, I: 0, P: 0, L: 0 } });
  });
});

describe("cells", () => {
  test("stages, flows, behaviours and purchases are sets of people that can be combined", async () => {
    const scope = platformScope(platform);
    const bought = { kind: "bought" as const, skus: ["s1"], from: today, to: today };
    expect(await countOf(scope, bought, { brand: a })).toBe(8);
    expect(await countOf(scope, { ...bought, min_amount_minor: 400 }, { brand: a })).toBe(7);
    expect(await countOf(scope, { ...bought, categories: ["tea"] }, { brand: a })).toBe(7);
    expect(await countOf(scope, { kind: "stage", stage: "P", day: today }, { brand: a })).toBe(7);
    expect(
      await countOf(scope, { kind: "flow", from: yesterday, to: today, from_stage: "A", to_stage: "I" }, { brand: a }),
    ).toBe(60);
    const feed: databank.Cell = {
      kind: "behaviour",
      behaviours: ["exposure"],
      touchpoints: ["feed"],
      from: yesterday,
      to: today,
      min_distinct_days: 1,
    };
    expect(await countOf(scope, feed, { brand: a })).toBe(200);
    expect(await countOf(scope, { ...feed, touchpoints: ["shelf"] }, { brand: a })).toBe(0);
    const all = await peopleOf(scope, feed, { brand: a });
    const second = await peopleOf(scope, feed, { brand: a, after: all[49] ?? 0, limit: 3 });
    expect(second).toEqual(all.slice(50, 53));
    await expect(cellQuery(scope, feed)).rejects.toMatchObject({ kind: "bad-input" });
  });

  test("sales count orders, amounts and buyers of a brand's own lines", async () => {
    const scope = platformScope(platform);
    expect(await salesBetween(scope, { from: today, to: today, brand: a })).toEqual({
      orders: 8,
      quantity: 15,
      amount_minor: 3800,
      buyers: 8,
      new_buyers: 8,
    });
    expect(await salesBetween(scope, { from: today, to: today, merchant })).toMatchObject({
      orders: 8,
      amount_minor: 4500,
    });
    expect(await salesBetween({ kind: "brand", platform, brand: b }, { from: today, to: today })).toMatchObject({
      orders: 1,
      amount_minor: 700,
    });
    expect((await salesBetween(scope, { from: today, to: today, brand: a, venues: [] })).orders).toBe(0);
  });
});

test("a hidden cell never stands alone in its row or column", () => {
  const cells = (["A", "I", "P", "L"] as const).flatMap((from, i) =>
    (["A", "I", "P", "L", "none"] as const).map((to, j) => ({
      from,
      to,
      people: i === 0 && j === 1 ? 3 : 100 + 10 * i + j,
    })),
  );
  const hidden = hiddenCells(cells, 50);
  expect(hidden.has("A>I")).toBe(true);
  for (const line of [(c: (typeof cells)[number]) => c.from, (c: (typeof cells)[number]) => c.to])
    for (const [, some] of Map.groupBy(cells, line)) {
      const inside = some.filter((c) => hidden.has(`${c.from}>${c.to}`));
      expect(inside.length === 0 || (inside.length >= 2 && inside.reduce((s, c) => s + c.people, 0) >= 50)).toBe(true);
    }
});
