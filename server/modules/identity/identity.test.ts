import { randomInt, randomUUID } from "node:crypto";
import { facts as factsContract, identity as contract } from "#contract";
import { createLog, inTx, platformScope, systemScope } from "#kernel";
import { as, testServer, unique } from "#testing";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { append, forget, module as facts } from "#facts";
import { createConsumer, module as parties, openPlatform, registerParties } from "#parties";
import {
  accountId,
  erasedNodes,
  joinMember,
  mayReach,
  members,
  module as identity,
  peopleOf,
  pseudonym,
  registerHolder,
  resolve,
} from "./index.ts";
import { eraseJob } from "./erase.ts";
import { accountNode, subjectOf } from "./known.ts";
import type { IdSet, IdType } from "./model.ts";
import { unmerge } from "./unmerge.ts";

const server = testServer([parties, facts, identity]);
const { routes } = contract;
const freshPlatform = (): number => randomInt(1_000_000, 2_000_000_000);
const id = (type: IdType, value: string, verified = true) => ({ type, value, verified });
const see = (platform: number, ...sets: IdSet[]) => inTx(platformScope(platform), (tx) => resolve(tx, platform, sets));
const peopleNow = (platform: number, ids: readonly ReturnType<typeof id>[]) =>
  inTx(platformScope(platform), async (tx) =>
    peopleOf(
      tx,
      platform,
      await resolve(
        tx,
        platform,
        ids.map((i) => ({ ids: [i] })),
      ),
    ),
  );
const merges = async (platform: number) => (await server.call(routes.merges, {}, as.operator(platform))).body.items;

describe("taking a merge back", () => {
  test("everybody is who they were before, told by a fact, and later evidence does not join them again", async () => {
    const p = freshPlatform();
    const ids = [id("member_no", "A"), id("phone", "13800138001"), id("device_id", "d1"), id("email", "b@example.org")];
    const [a, phone, device, mail] = ids;
    if (!a || !phone || !device || !mail) throw new Error("four identifiers");
    await see(p, { ids: [a, device] }, { ids: [phone, mail] });
    const before = await peopleNow(p, ids);
    await see(p, { ids: [a, phone] });
    expect(new Set(await peopleNow(p, ids)).size).toBe(1);
    const [merge] = await merges(p);
    expect(merge).toMatchObject({ people: 2, undone_at: null });
    const undone = await server.call(
      routes.unmerge,
      { body: { merge: merge?.id ?? "", why: "two sisters" } },
      as.operator(p),
    );
    expect(undone.body.people).toBe(2);
    expect(await peopleNow(p, ids)).toEqual(before);
    await see(
      p,
      { ids: [a, phone] },
      { ids: [mail, device] },
      { ids: [a, id("loyalty_card", "C")] },
      { ids: [phone, id("loyalty_card", "C")] },
    );
    expect(await peopleNow(p, ids)).toEqual(before);
    const again = await server.call(routes.unmerge, { body: { merge: merge?.id ?? "", why: "again" } }, as.operator(p));
    expect(again.status).toBe(409);
    const why = await server.call(routes.explain, { params: { node: before[0] ?? 0 } }, as.operator(p));
    expect(why.body.log.map((l) => [l.act, l.why])).toContainEqual(["cut", "two sisters"]);
    const log = await server.call(factsContract.routes.log, { query: { name: "identity.unmerged" } }, as.operator(p));
    expect(log.body.items.length).toBe(1);
  });

  test("for any history: the partition of who was known is restored exactly", async () => {
    const types: readonly IdType[] = ["member_no", "email", "platform_id", "device_id", "anonymous_id"];
    const all = types.flatMap((t) => [1, 2, 3, 4].map((v) => id(t, t === "email" ? `x${v}@example.org` : `v${v}`)));
    const aSet = fc
      .uniqueArray(fc.integer({ min: 0, max: all.length - 1 }), { minLength: 1, maxLength: 3 })
      .map((at) => ({ ids: at.flatMap((i) => all[i] ?? []) }));
    await fc.assert(
      fc.asyncProperty(fc.array(aSet, { minLength: 1, maxLength: 12 }), async (sets) => {
        const p = freshPlatform();
        for (const one of all) await see(p, { ids: [one] });
        for (const set of sets) {
          const before = await peopleNow(p, all);
          const had = new Set((await merges(p)).map((m) => m.id));
          await see(p, set);
          const now = (await merges(p)).filter((m) => !had.has(m.id));
          const [last] = now;
          if (!last || now.length > 1) continue;
          await inTx(platformScope(p), (tx) => unmerge(tx, p, last.id, { who: "test", why: "test" }));
          expect(await peopleNow(p, all)).toEqual(before);
          return;
        }
      }),
      { numRuns: 25 },
    );
  }, 240_000);

  test("a blocked value joins nobody any more, and those it had joined are apart", async () => {
    const p = freshPlatform();
    const shop = id("phone", "02188888888");
    await see(p, { ids: [id("email", "a@x.org"), shop] }, { ids: [id("email", "b@x.org"), shop] });
    const people = [id("email", "a@x.org"), id("email", "b@x.org")];
    expect(new Set(await peopleNow(p, people)).size).toBe(1);
    const blocked = await server.call(
      routes.block,
      { body: { type: "phone", value: "021-8888 8888", why: "the shop's own number" } },
      as.operator(p),
    );
    expect(blocked.status).toBe(200);
    expect(new Set(await peopleNow(p, people)).size).toBe(2);
    expect(await see(p, { ids: [shop] })).toEqual([0]);
  });
});

describe("consent", () => {
  test("no answer means no; the newest that applies counts; refusing personalisation ends marketing", async () => {
    const p = freshPlatform();
    const consumer = randomUUID();
    const [node = 0] = await see(p, { ids: [accountId(consumer)] });
    let minute = 0;
    const answer = (status: "given" | "refused" | "withdrawn", more: object = {}) => {
      server.setNow(new Date(Date.UTC(2026, 0, 1, 0, (minute += 1))));
      const consents = [{ purpose: "marketing" as const, status, notice: "2026-01", ...more }];
      return server.call(routes.setConsents, { body: { consents } }, as.consumer(p, consumer));
    };
    const may = (channel: contract.Channel, brand = 0) =>
      inTx(
        platformScope(p),
        async (tx) => (await mayReach(tx, p, [node], { purpose: "marketing", channel, brand }))[0],
      );
    expect(await may("sms")).toBe(false);
    await answer("given", { channel: "sms" });
    expect([await may("sms"), await may("push"), await may("sms", 7)]).toEqual([true, false, true]);
    await answer("refused", { channel: "sms", brand: 7 });
    expect([await may("sms"), await may("sms", 7)]).toEqual([true, false]);
    await answer("withdrawn");
    expect(await may("sms")).toBe(false);
    await answer("given");
    expect([await may("sms", 7), await may("email", 7)]).toEqual([true, true]);
    await answer("refused", { purpose: "personalisation" });
    expect(await may("sms")).toBe(false);
    server.setNow(undefined);
    const known = await server.call(routes.known, {}, as.consumer(p, consumer));
    expect(known.body.consents.map((c) => c.status).sort()).toEqual(["given", "given", "refused", "refused"]);
    const bad = await server.call(
      routes.setConsents,
      { body: { consents: [{ purpose: "world" as never, status: "given", notice: "1" }] } },
      as.consumer(p, consumer),
    );
    expect(bad.status).toBe(400);
  });
});

describe("members", () => {
  test("a venue makes a member, finds the card masked, and twice is once", async () => {
    const p = freshPlatform();
    const till = as.venue(p, 3);
    const join = {
      phone: "138-0013-8000",
      name: "王小明",
      consents: [{ purpose: "marketing" as const, status: "given" as const, notice: "till-1" }],
    };
    const first = await server.call(routes.memberJoin, { body: join }, till);
    const second = await server.call(routes.memberJoin, { body: { ...join, consents: [] } }, till);
    expect(first.body).toMatchObject({
      name: "王**",
      level: "basic",
      brands: [0],
      may: { marketing: true, personalisation: false },
    });
    expect(second.body.member_no).toBe(first.body.member_no);
    const found = await server.call(routes.memberLookup, { body: { by: "phone", value: "+8613800138000" } }, till);
    expect(found.body.member_no).toBe(first.body.member_no);
    expect((await server.call(routes.memberLookup, { body: { by: "phone", value: "13800138001" } }, till)).status).toBe(
      404,
    );
    expect((await server.call(routes.memberLookup, { body: { by: "phone", value: "none" } }, till)).status).toBe(400);
    expect(
      (
        await server.call(
          routes.memberLookup,
          { body: { by: "member_no", value: first.body.member_no } },
          as.venue(freshPlatform(), 3),
        )
      ).status,
    ).toBe(404);
    expect(
      (await server.call(routes.memberLookup, { body: { by: "phone", value: "13800138000" } }, as.brand(p, 1))).status,
    ).toBe(403);
    const people = await inTx(platformScope(p), (tx) => members(tx, p, 0));
    expect(people.length).toBe(1);
    const told = await server.call(factsContract.routes.log, { query: { name: "join_member" } }, as.operator(p));
    expect(told.body.items.map((i) => i.venue)).toEqual([3]);
    expect(pseudonym(p, 1, people[0] ?? 0)).not.toBe(pseudonym(p, 2, people[0] ?? 0));
  });
});

test("a consumer joins a club alone, keeps one member number, and cannot join a brand that is not there", async () => {
  const platform = await inTx(systemScope, (tx) =>
    openPlatform(tx, { code: unique("p"), name: "Test", currency: "CNY", zone: "Asia/Shanghai" }),
  );
  const brands = [{ code: "b1", name: { zh: "一", en: "One" } }];
  const made = await inTx(platformScope(platform.id), (tx) => registerParties(tx, { brands }));
  const login = "13800138000";
  const opened = await inTx(platformScope(platform.id), (tx) =>
    createConsumer(tx, { name: "Li", login, password: "a long password" }),
  );
  const me = as.consumer(platform.id, opened.consumer);
  const brand = made.brands.get("b1") ?? 0;
  const joined = await server.call(routes.joinClub, { body: { brand } }, me);
  expect(joined.body).toMatchObject({ brand, member_no: opened.member_no });
  expect((await server.call(routes.joinClub, { body: { brand: 999 } }, me)).status).toBe(400);
  const found = await server.call(
    routes.memberLookup,
    { body: { by: "phone", value: login } },
    as.venue(platform.id, 1),
  );
  expect(found.body).toMatchObject({ member_no: opened.member_no, brands: [0, brand] });
  const counts = await server.call(routes.memberCounts, {}, as.brand(platform.id, brand));
  expect(counts.body.items).toEqual([{ brand, level: "basic", members: 1, joined_last_30_days: 1 }]);
});

describe("my data", () => {
  test("is known, exported, and erased with a certificate", async () => {
    const p = freshPlatform();
    const consumer = randomUUID();
    const rows = [{ note: "likes tea" }];
    const stop = registerHolder({
      name: "test-shelf",
      count: async () => rows.length,
      export: async () => rows,
      erase: async () => rows.splice(0).length,
    });
    await inTx(platformScope(p), async (tx) => {
      await joinMember(tx, {
        ids: [accountId(consumer), id("phone", "13800138000")],
        name: "Li",
        brand: 0,
        level: "gold",
        source: "test",
      });
      await append(tx, [
        { id: "order-1", name: "order.placed", at: "2026-01-01T00:00:00Z", ids: [id("phone", "13800138000")] },
      ]);
    });
    const me = as.consumer(p, consumer);
    const known = await server.call(routes.known, {}, me);
    expect(known.body.identifiers.map((i) => i.shown)).toContain("+86138****8000");
    expect(known.body.holdings).toContainEqual({ holder: "test-shelf", rows: 1 });
    const mine = await server.call(routes.exportMe, { body: undefined }, me);
    expect(mine.body.data).toEqual({ "test-shelf": [{ note: "likes tea" }] });
    const subject = await inTx(platformScope(p), async (tx) => {
      const [person = 0] = await peopleOf(tx, p, [await accountNode(tx, consumer)]);
      return subjectOf(tx, person);
    });
    const asked = await server.call(routes.eraseMe, {}, me);
    expect(asked.status).toBe(202);
    expect((await inTx(platformScope(p), (tx) => erasedNodes(tx, p))).length).toBe(3);
    expect(await inTx(platformScope(p), (tx) => members(tx, p, 0))).toEqual([]);
    // The job itself, as the queue would run it; the workers of other test files have not registered this shelf.
    const run = {
      id: randomUUID(),
      scope: platformScope(p),
      log: createLog("silent"),
      progress: async () => undefined,
    };
    const done = await eraseJob.run({ platform: p, erasure: asked.body.id, subject }, run);
    expect(done).toMatchObject({
      certificate: expect.arrayContaining([{ store: "test-shelf", removed: 1, left: 0 }]),
    });
    const [certified] = (await server.call(routes.erasures, {}, as.operator(p))).body.items;
    expect(certified?.certificate.map((c) => c.store)).toEqual(expect.arrayContaining(["facts", "identity"]));
    expect(certified?.certificate.every((c) => c.left === 0)).toBe(true);
    const named = await inTx(platformScope(p), (tx) => forget(tx, () => true));
    expect(named.erased).toBe(0);
    const [again] = await see(p, { ids: [id("phone", "13800138000")] });
    expect(await inTx(platformScope(p), (tx) => erasedNodes(tx, p))).not.toContain(again);
    stop();
  });
});
