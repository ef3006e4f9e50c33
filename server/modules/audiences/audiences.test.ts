import { audiences as contract, facts as log, identity as me } from "#contract";
import { module as databank, settle } from "#databank";
import { append, caughtUp, module as facts } from "#facts";
import { accountId, module as identity, resolve } from "#identity";
import { inTx, platformScope, systemScope } from "#kernel";
import { module as parties, openPlatform, registerParties } from "#parties";
import { as, testServer, unique } from "#testing";
import { describe, expect, test } from "vitest";
import { contains, handOut, module as audiences } from "./index.ts";
import { setsWith, takeOut } from "./sets.ts";

const server = testServer([parties, facts, identity, databank, audiences]);
const { routes } = contract;
const D = "2026-06-30";
type Input = contract.DefinitionInput;
const stage = (s: "A" | "I" | "P" | "L", day = D): Input => ({ cell: { kind: "stage", stage: s, day } });

/** A platform with two brands: 300 people saw the first, 120 of them bought, 60 of these twice; 10 know the second brand. */
async function world() {
  const platform = await inTx(systemScope, (tx) =>
    openPlatform(tx, { code: unique("p"), name: "Test", currency: "CNY", zone: "Asia/Shanghai" }),
  );
  const codes = ["b1", "b2"].map((code) => ({ code, name: { zh: code, en: code } }));
  const made = await inTx(platformScope(platform.id), (tx) => registerParties(tx, { brands: codes }));
  const [one = 0, two = 0] = [made.brands.get("b1"), made.brands.get("b2")];
  const told: log.FactInput[] = [];
  const tell = (name: log.FactName, person: number, day: string, brand = one) =>
    told.push({
      id: unique("f"),
      name,
      at: `${day}T04:00:00Z`,
      brand,
      ids: [{ type: "member_no", value: `m${person}`, verified: true }],
    });
  for (let p = 0; p < 300; p += 1) tell("exposure", p, D);
  for (let p = 0; p < 120; p += 1) tell("purchase", p, D);
  for (let p = 0; p < 60; p += 1) tell("purchase", p, "2026-06-01");
  for (let p = 0; p < 10; p += 1) tell("exposure", p, D, two);
  await inTx(platformScope(platform.id), (tx) => append(tx, told));
  await caughtUp();
  await settle(platform.id);
  return { platform: platform.id, one, two };
}
type World = Awaited<ReturnType<typeof world>>;
const nodesOf = (platform: number, people: readonly number[]) =>
  inTx(platformScope(platform), (tx) =>
    resolve(
      tx,
      platform,
      people.map((p) => ({ ids: [{ type: "member_no" as const, value: `m${p}`, verified: true }] })),
    ),
  );
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);
/** Lets these members agree, as account holders do. */
async function agree(
  w: World,
  people: readonly number[],
  consents: { purpose: "marketing" | "sharing" | "personalisation"; status: "given" | "refused" }[],
) {
  for (const p of people) {
    const consumer = `00000000-0000-7000-8000-${String(p).padStart(12, "0")}`;
    await inTx(platformScope(w.platform), (tx) =>
      resolve(tx, w.platform, [{ ids: [accountId(consumer), { type: "member_no", value: `m${p}`, verified: true }] }]),
    );
    const body = { consents: consents.map((c) => ({ ...c, notice: "n1" })) };
    expect((await server.call(me.routes.setConsents, { body }, as.consumer(w.platform, consumer))).status).toBe(200);
  }
}
const save = async (w: World, definition: Input, name = "set") => {
  const made = await server.call(routes.create, { body: { name, definition, brand: w.one } }, as.operator(w.platform));
  expect(made.status).toBe(201);
  return made.body.id;
};

describe("set algebra", () => {
  test("counts are exact for the operator, and unions, cuts and differences add up", async () => {
    const w = await world();
    const count = async (definition: Input) =>
      (await server.call(routes.count, { body: { definition, brand: w.one } }, as.operator(w.platform))).body.people;
    expect(await count(stage("A"))).toBe(180);
    expect(await count(stage("P"))).toBe(60);
    expect(await count({ op: "or", of: [stage("A"), stage("P"), stage("L")] })).toBe(300);
    const seen: Input = { cell: { kind: "behaviour", behaviours: ["exposure"], from: D, to: D } };
    expect(await count({ op: "minus", of: [seen, stage("A"), stage("L")] })).toBe(60);
    expect(await count({ op: "and", of: [seen, stage("P")] })).toBe(60);
    expect(await count({ op: "and", of: [stage("A"), stage("P")] })).toBe(0);
    const saved = await save(w, { op: "or", of: [stage("P"), stage("L")] });
    expect(await count({ op: "minus", of: [seen, { audience: saved }] })).toBe(180);
    expect(await count({ op: "or", of: [{ ...stage("A"), brand: w.two }, stage("L")] })).toBe(60);
  });

  test("cycles, unknown sets, too many levels and foreign brands are refused, and nothing is saved", async () => {
    const w = await world();
    const a = await save(w, stage("A"));
    const b = await save(w, { op: "or", of: [stage("P"), { audience: a }] });
    const cycle = await server.call(
      routes.change,
      { params: { audience: a }, body: { definition: { op: "or", of: [stage("P"), { audience: b }] } } },
      as.operator(w.platform),
    );
    expect([cycle.status, cycle.text]).toEqual([400, expect.stringContaining("built on itself")]);
    let deep: Input = stage("A");
    for (let i = 0; i < 9; i += 1) deep = { op: "or", of: [deep, stage("P")] };
    const create = (definition: Input, caller = as.operator(w.platform)) =>
      server.call(routes.create, { body: { name: "x", definition } }, caller);
    expect((await create(deep)).text).toContain("nested too deeply");
    expect((await create({ audience: "00000000-0000-7000-8000-000000000000" })).status).toBe(400);
    expect((await create({ ...stage("A"), brand: w.one }, as.brand(w.platform, w.two))).status).toBe(404);
    expect((await create({ members: { brand: w.one } }, as.brand(w.platform, w.two))).status).toBe(404);
    expect((await create({ audience: a }, as.brand(w.platform, w.two))).status).toBe(400);
    expect((await server.call(routes.get, { params: { audience: a } }, as.brand(w.platform, w.two))).status).toBe(404);
    expect((await server.call(routes.remove, { params: { audience: a } }, as.operator(w.platform))).status).toBe(409);
    expect((await server.call(routes.list, {}, as.operator(w.platform))).body.items.length).toBe(2);
  });
});

describe("what a brand may see", () => {
  test("small groups, small parts and counts that could be subtracted are hidden; the rest is rounded", async () => {
    const w = await world();
    const count = async (definition: Input, brand = w.one) =>
      (await server.call(routes.count, { body: { definition } }, as.brand(w.platform, brand))).body;
    expect(await count(stage("P"))).toEqual({ people: 60, rounded_to: 10, hidden: null });
    expect(await count(stage("A"), w.two)).toMatchObject({ people: null, hidden: "small" });
    const few: Input = { cell: { kind: "behaviour", behaviours: ["purchase"], from: D, to: D } };
    const all: Input = { cell: { kind: "behaviour", behaviours: ["exposure"], from: D, to: D } };
    expect((await count({ op: "minus", of: [all, few] })).people).toBe(180);
    // The same people asked for in other words: telling them apart would tell about single people.
    expect((await count({ op: "or", of: [stage("A"), { op: "minus", of: [all, few] }] })).hidden).toBe("similar");
    expect((await count({ op: "minus", of: [all, few] })).people).toBe(180);
  });

  test("a frozen audience is the same question as its definition", async () => {
    const w = await world();
    const brand = as.brand(w.platform, w.one);
    const few: Input = { op: "or", of: [stage("P"), stage("L")] };
    const all: Input = { cell: { kind: "behaviour", behaviours: ["exposure"], from: D, to: D } };
    const definition: Input = { op: "minus", of: [all, few] };
    const made = await server.call(routes.create, { body: { name: "kept", definition } }, brand);
    const frozen = await server.call(routes.freeze, { params: { audience: made.body.id } }, brand);
    expect(frozen.body.frozen?.count.people).toBe(180);
    expect((await server.call(routes.count, { body: { definition } }, brand)).body.people).toBe(180);
  });
});

describe("dated lists", () => {
  test("a frozen list stays, says when, is told by a fact, and a rolling cell moves on", async () => {
    const w = await world();
    server.setNow(new Date("2026-06-30T10:00:00Z"));
    const id = await save(w, { ...stage("A"), rolling: true });
    const frozen = await server.call(routes.freeze, { params: { audience: id } }, as.operator(w.platform));
    expect(frozen.body.frozen?.count.people).toBe(180);
    const [in0 = 0, in200 = 0] = await nodesOf(w.platform, [0, 200]);
    const scope = platformScope(w.platform);
    expect([await contains(scope, id, in0), await contains(scope, id, in200)]).toEqual([false, true]);
    server.setNow(new Date("2026-07-30T10:00:00Z"));
    const later = await server.call(routes.freeze, { params: { audience: id } }, as.operator(w.platform));
    expect(later.body.frozen?.count.people).toBe(0);
    server.setNow(undefined);
    const told = await server.call(log.routes.log, { query: { name: "audience.frozen" } }, as.operator(w.platform));
    expect(told.body.items.map((i) => i.props.people)).toEqual([0, 180]);
  });
});

describe("handing out", () => {
  test("only who agreed, never too few, and outside only pseudonyms of those who agreed to sharing", async () => {
    const w = await world();
    const id = await save(w, { op: "or", of: [stage("A"), stage("P"), stage("L")] });
    await server.call(routes.freeze, { params: { audience: id } }, as.operator(w.platform));
    const ask = (channel: "sms" | "external", caller = as.brand(w.platform, w.one)) =>
      server.call(routes.handOut, { params: { audience: id }, body: { purpose: "marketing", channel } }, caller);
    expect((await ask("sms")).status).toBe(409);
    await agree(w, range(0, 70), [{ purpose: "marketing", status: "given" }]);
    await agree(w, range(60, 70), [{ purpose: "personalisation", status: "refused" }]);
    const sms = await handOut(platformScope(w.platform), id, { purpose: "marketing", channel: "sms", who: "test" });
    expect(sms.people).toEqual((await nodesOf(w.platform, range(0, 60))).sort((a, b) => a - b));
    expect((await ask("sms")).body).toMatchObject({ of: { people: 300 }, people: { people: 60 } });
    expect((await ask("external")).status).toBe(409);
    await server.call(
      routes.setPolicy,
      { body: { report_min: 50, own_min: 50, external_min: 50 } },
      as.operator(w.platform),
    );
    expect((await ask("external")).status).toBe(409);
    await agree(w, range(0, 55), [{ purpose: "sharing", status: "given" }]);
    const out = await ask("external");
    expect(out.status).toBe(201);
    const read = (caller = as.brand(w.platform, w.one)) =>
      server.call(routes.handedOut, { params: { hand_out: out.body.id } }, caller);
    const listed = (await read()).body.items;
    expect([listed.length, new Set(listed).size]).toEqual([55, 55]);
    expect(listed.every((l) => /^[0-9a-f]{32}$/.test(l))).toBe(true);
    expect((await read(as.brand(w.platform, w.two))).status).toBe(404);
    await server.call(me.routes.eraseMe, {}, as.consumer(w.platform, "00000000-0000-7000-8000-000000000003"));
    expect((await read()).body.items.length).toBe(54);
    const gone = await nodesOf(w.platform, [4]);
    const scope = platformScope(w.platform);
    expect(await setsWith(scope, w.platform, gone)).toBeGreaterThan(1);
    await takeOut(w.platform, gone);
    expect(await setsWith(scope, w.platform, gone)).toBe(0);
    expect((await read()).body.items.length).toBe(53);
  });

  test("an uploaded list matches known people only, and a brand's small match is dropped", async () => {
    const w = await world();
    const values = range(0, 150)
      .map((p) => `m${p}`)
      .concat("nobody-1", "nobody-2");
    const upload = (list: string[], caller = as.brand(w.platform, w.one)) =>
      server.call(routes.upload, { body: { name: "crm", type: "member_no", values: list } }, caller);
    const made = await upload(values);
    expect(made.body).toMatchObject({ given: 152, matched: { people: 150, hidden: null } });
    expect((await upload(values.slice(0, 50))).status).toBe(422);
    expect((await upload(values.slice(0, 50), as.operator(w.platform))).body.matched.people).toBe(50);
    const both: Input = { op: "and", of: [{ upload: made.body.id }, stage("L")] };
    expect(
      (await server.call(routes.count, { body: { definition: both } }, as.brand(w.platform, w.one))).body.people,
    ).toBe(60);
    expect((await server.call(routes.count, { body: { definition: both } }, as.brand(w.platform, w.two))).status).toBe(
      400,
    );
  });
});
