import { randomInt } from "node:crypto";
import { inTx, platformScope, systemScope } from "#kernel";
import { testServer } from "#testing";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { module as facts } from "#facts";
import { mergedNodes, module as identity, peopleOf, resolve } from "./index.ts";
import type { IdSet, IdType } from "./model.ts";
import { idRules } from "./model.ts";

testServer([facts, identity]);
const freshPlatform = (): number => randomInt(1_000_000, 2_000_000_000);
const id = (type: IdType, value: string, verified = true) => ({ type, value, verified });
const see = (platform: number, ...sets: IdSet[]): Promise<number[]> =>
  inTx(platformScope(platform), (tx) => resolve(tx, platform, sets));
/** The person of each identifier, told by the identifiers themselves. */
const peopleNow = async (platform: number, ids: readonly ReturnType<typeof id>[]): Promise<number[]> =>
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

describe("who is one person", () => {
  test("a guest, a member and a verified phone become one; the guest's number keeps its node", async () => {
    const p = freshPlatform();
    const [guest] = await see(p, { ids: [id("anonymous_id", "cookie-1")] });
    const [member] = await see(p, { ids: [id("anonymous_id", "cookie-1"), id("member_no", "M1")] });
    const [phone] = await see(p, { ids: [id("member_no", "M1"), id("phone", "138 0013 8000")] });
    expect(phone).toBe(member);
    expect(guest).not.toBe(member);
    expect(
      await peopleNow(p, [id("anonymous_id", "cookie-1"), id("member_no", "M1"), id("phone", "+8613800138000")]),
    ).toEqual([guest, guest, guest]);
    const mapping = await inTx(systemScope, (tx) => mergedNodes(tx, p));
    expect(mapping.map((m) => m.person)).toEqual([guest, guest]);
  });

  test("values that identify nobody give 0 and join nobody", async () => {
    const p = freshPlatform();
    for (const value of ["0", "null", "-1", "anonymous", "00-00", "---"]) {
      expect(await see(p, { ids: [id("device_id", value), id("anonymous_id", value)] })).toEqual([0]);
    }
    const [a, b] = await see(
      p,
      { ids: [id("member_no", "A"), id("phone", "0000")] },
      { ids: [id("member_no", "B"), id("phone", "0000")] },
    );
    expect(a).not.toBe(b);
  });

  test("an unverified phone or e-mail joins nobody", async () => {
    const p = freshPlatform();
    await see(p, { ids: [id("member_no", "A"), id("phone", "13800138000")] });
    await see(p, { ids: [id("member_no", "B"), id("phone", "13800138000", false)] });
    const [a, b, phone] = await peopleNow(p, [id("member_no", "A"), id("member_no", "B"), id("phone", "13800138000")]);
    expect(phone).toBe(a);
    expect(b).not.toBe(a);
  });

  test("a store tablet never joins its customers, whether it says so first or last", async () => {
    for (const early of [true, false]) {
      const p = freshPlatform();
      const tablet = [id("device_id", "AA-BB-CC"), id("anonymous_id", "tablet")];
      if (early) await see(p, { ids: tablet, shared: true });
      const customers = Array.from({ length: 4 }, (_, i) => id("phone", `1380013800${i}`));
      for (const c of customers) await see(p, { ids: [c, tablet[0] ?? c], shared: early });
      if (!early) await see(p, { ids: tablet, shared: true });
      expect(new Set(await peopleNow(p, customers)).size).toBe(customers.length);
      expect(await see(p, { ids: tablet, shared: true })).toEqual([0]);
    }
  });

  test("a device that many people use stops being evidence, and who it had joined is apart again", async () => {
    const p = freshPlatform();
    const customers = Array.from({ length: 6 }, (_, i) => id("phone", `1380013801${i}`));
    const device = id("device_id", "pad");
    await see(p, { ids: [customers[0] ?? device, device] }, { ids: [customers[1] ?? device, device] });
    expect(new Set(await peopleNow(p, customers.slice(0, 2))).size).toBe(1);
    for (const c of customers) await see(p, { ids: [c, device] });
    expect(new Set(await peopleNow(p, customers)).size).toBe(6);
    expect(await see(p, { ids: [device] })).toEqual([0]);
  });

  test("one receipt joins its event to one member only", async () => {
    const p = freshPlatform();
    const [event] = await see(p, { ids: [id("receipt_no", "R1")] });
    await see(p, { ids: [id("member_no", "A"), id("receipt_no", "R1")] });
    await see(p, { ids: [id("phone", "13800138000"), id("receipt_no", "R1")] });
    const [a, phone, receipt] = await peopleNow(p, [
      id("member_no", "A"),
      id("phone", "13800138000"),
      id("receipt_no", "R1"),
    ]);
    expect(receipt).toBe(a);
    expect(receipt).not.toBe(event);
    expect(phone).not.toBe(a);
  });
});

const types: readonly IdType[] = [
  "member_no",
  "phone",
  "email",
  "platform_id",
  "device_id",
  "anonymous_id",
  "outer_user",
  "receipt_no",
];
/** One phone and one e-mail only: ties among hashed values fall by the platform's key, and two platforms are compared here. */
const written = (type: IdType, value: number): string =>
  type === "phone" ? "13800138001" : type === "email" ? "x1@example.org" : `v${value}`;
const anId = fc
  .record({ type: fc.constantFrom(...types), value: fc.integer({ min: 1, max: 4 }), verified: fc.boolean() })
  .map(({ type, value, verified }) => id(type, written(type, value), verified || !idRules[type].hashed));
const aSet = fc.record({
  ids: fc.array(anId, { minLength: 1, maxLength: 4 }),
  shared: fc.boolean(),
});

/** The partition as a list of sorted groups of identifiers. */
async function groups(platform: number): Promise<string[]> {
  const all = types.flatMap((type) =>
    (idRules[type].hashed ? [1] : [1, 2, 3, 4]).map((v) => id(type, written(type, v))),
  );
  const people = await peopleNow(platform, all);
  const by = Map.groupBy(
    all.map((a, i) => ({ name: `${a.type}=${a.value}`, person: people[i] ?? 0 })),
    (x) => x.person,
  );
  return [...by]
    .map(
      ([person, members]) =>
        `${person === 0 ? "nobody: " : ""}${members
          .map((m) => m.name)
          .sort()
          .join(" ")}`,
    )
    .sort();
}

describe("whatever happens", () => {
  test("the same sets in any order and any batches give the same people, within the caps", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(aSet, { minLength: 1, maxLength: 14 }),
        fc.infiniteStream(fc.nat(1_000_000)),
        async (sets, luck) => {
          const [one, two] = [freshPlatform(), freshPlatform()];
          await see(one, ...sets);
          const shuffled = sets
            .map((s) => ({ s, at: luck.next().value ?? 0 }))
            .sort((a, b) => a.at - b.at)
            .map((x) => x.s);
          for (const s of shuffled) await see(two, s);
          const found = await groups(one);
          expect(await groups(two)).toEqual(found);
          for (const group of found.filter((g) => !g.startsWith("nobody")))
            for (const type of types)
              expect(group.split(" ").filter((m) => m.startsWith(`${type}=`)).length).toBeLessThanOrEqual(
                idRules[type].cap,
              );
        },
      ),
      { numRuns: 30 },
    );
  }, 240_000);
});
