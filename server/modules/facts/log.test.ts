import { randomInt } from "node:crypto";
import { inTx, platformScope } from "#kernel";
import { testServer, unique } from "#testing";
import { beforeEach, describe, expect, test } from "vitest";
import type { LoggedFact } from "./index.ts";
import { append, drain, module, outside, reader, rewind } from "./index.ts";
import type { Module, Tx } from "#kernel";
import { systemScope } from "#kernel";
import { sql } from "kysely";

testServer([module]);
let platform = 0;
beforeEach(() => {
  platform = randomInt(1_000_000, 2_000_000_000);
});
const at = "2025-03-04T05:06:07.089Z";
const view = (id: string, more: object = {}) => ({ id, name: "item_view" as const, at, ...more });
const write = (...ids: string[]) =>
  inTx(platformScope(platform), (tx) =>
    append(
      tx,
      ids.map((id) => view(id)),
    ),
  );
const of = (facts: LoggedFact[]) => facts.filter((f) => f.platform === platform).map((f) => f.id);
const holding = (loop: Module["loops"]): Module => ({ name: "test", home: import.meta.dirname, loops: loop ?? [] });
async function pause<T>(work: (tx: Tx) => Promise<T>, then: () => Promise<void>): Promise<void> {
  await inTx(platformScope(platform), async (tx) => {
    await work(tx);
    await then();
  });
}
const logged = () =>
  inTx(systemScope, (tx) =>
    sql<{
      id: string;
    }>`SELECT ltrim(id, '=') AS id FROM facts.log WHERE platform_id = ${platform} ORDER BY xid, seq`.execute(
      tx.as<object>(),
    ),
  ).then((r) => r.rows.map((x) => x.id));

describe("append", () => {
  test("a fact comes back as it was written, empty parts filled in, the time in UTC", async () => {
    const got: LoggedFact[] = [];
    const loop = reader({ name: unique("r"), handle: async (_tx, facts) => void got.push(...facts) });
    const full = view("a", {
      at: "2025-03-04T13:06:07.089+08:00",
      brand: 7,
      venue: 3,
      ids: [{ type: "member_no", value: "m\n1", verified: true }],
      lines: [{ sku: "红\t裙", quantity: -1, amount_minor: -1999 }],
      props: { q: 'a "quoted"\nline \\u0000', flag: true, none: null },
      amount_minor: 5,
      currency: "CNY",
    });
    await inTx(platformScope(platform), (tx) => append(tx, [full, view("b")]));
    await drain([holding([loop])]);
    const mine = got.filter((f) => f.platform === platform);
    expect(mine[0]).toEqual({
      ...full,
      at,
      platform,
      seq: expect.any(Number),
      receivedAt: expect.stringMatching(/Z$/),
    });
    expect(mine[1]).toMatchObject({ id: "b", ids: [], lines: [], props: {}, at });
    expect(mine[1]).not.toHaveProperty("brand");
  });

  test("what no table keeps is mended, in names and ids too, so that no reader stops at it", async () => {
    const got: LoggedFact[] = [];
    const loop = reader({ name: unique("r"), handle: async (_tx, facts) => void got.push(...facts) });
    const props = { q: "a\u0000b\ud800", "k\u0000": 1 };
    const ids = [{ type: "anonymous_id" as const, value: "\udc00", verified: false }];
    await inTx(platformScope(platform), (tx) => append(tx, [view("c", { props, ids })]));
    await drain([holding([loop])]);
    const mine = got.filter((f) => f.platform === platform);
    expect(mine[0]).toMatchObject({ props: { q: "a\ufffdb\ufffd", "k\ufffd": 1 }, ids: [{ value: "\ufffd" }] });
  });

  test("an id is one fact for ever, also inside one batch; another platform has its own ids", async () => {
    expect(await write("a", "a", "b")).toBe(2);
    expect(await write("b", "c")).toBe(1);
    platform += 1;
    expect(await write("a")).toBe(1);
  });

  test("a change that fails takes its facts with it", async () => {
    await expect(
      pause(
        (tx) => append(tx, [view("a")]),
        () => Promise.reject(new Error("no stock")),
      ),
    ).rejects.toThrow("no stock");
    expect(await logged()).toEqual([]);
  });

  test("a brand, a venue and a consumer may cause facts that are not theirs to see", async () => {
    const scopes = [
      { kind: "brand", platform, brand: 1 },
      { kind: "venue", platform, venue: 1 },
      { kind: "consumer", platform, consumer: "00000000-0000-7000-8000-000000000009" },
    ] as const;
    for (const scope of scopes) {
      const seen = await inTx(scope, async (tx) => {
        expect(await append(tx, [view(scope.kind, { brand: 2 })])).toBe(1);
        return (await sql`SELECT 1 FROM facts.log`.execute(tx.as<object>())).rows.length;
      });
      expect(seen).toBe(0);
    }
  });

  test("a malformed fact is refused by field, and nothing of the call is written", async () => {
    const bad = inTx(platformScope(platform), (tx) =>
      append(tx, [view("a"), view("b", { ids: [{ type: "shoe", value: "1" }] })]),
    );
    await expect(bad).rejects.toMatchObject({ fields: [{ field: "facts.1.ids.0.type" }] });
    expect(await logged()).toEqual([]);
  });
});

describe("readers", () => {
  test("a transaction that commits late is not skipped, and nothing is read twice", async () => {
    const got: string[] = [];
    const loop = reader({ name: unique("r"), handle: async (_tx, facts) => void got.push(...of(facts)) });
    await pause(
      (tx) => append(tx, [view("early-but-late")]),
      async () => {
        await write("late-but-early");
        for (let i = 0; i < 3; i += 1) await loop.step(undefined as never);
        expect(got).toEqual([]);
      },
    );
    await drain([holding([loop])]);
    expect(got.sort()).toEqual(["early-but-late", "late-but-early"]);
  });

  test("a handler that fails is asked again with the same facts; its writes are gone", async () => {
    const name = unique("r");
    let tries = 0;
    const loop = reader({
      name,
      names: ["order.paid"],
      handle: async (tx, facts) => {
        await tx.within(platformScope(platform), (inside) => append(inside, [view(`follow-${String(facts[0]?.id)}`)]));
        if (facts.some((f) => f.platform === platform) && (tries += 1) === 1) throw new Error("once");
      },
    });
    await inTx(platformScope(platform), (tx) => append(tx, [{ id: "o", name: "order.paid", at }, view("x")]));
    await expect(drain([holding([loop])])).rejects.toThrow("once");
    await drain([holding([loop])]);
    expect(tries).toBe(2);
    expect((await logged()).filter((id) => id === "follow-o")).toHaveLength(1);
  });

  test("many facts in small batches: each once, in order; a reader of rare names passes over the rest", async () => {
    const [all, rare]: [string[], string[]] = [[], []];
    const loops = [
      reader({ name: unique("all"), batch: 7, handle: async (_tx, facts) => void all.push(...of(facts)) }),
      reader({
        name: unique("rare"),
        names: ["order.paid"],
        batch: 2,
        handle: async (_tx, facts) => void rare.push(...of(facts)),
      }),
    ];
    const ids = Array.from({ length: 100 }, (_, i) => `f${String(i).padStart(3, "0")}`);
    const paid = (id: string) => Number(id.slice(1)) % 30 === 0;
    for (let i = 0; i < 100; i += 20)
      await inTx(platformScope(platform), (tx) =>
        append(
          tx,
          ids.slice(i, i + 20).map((id) => (paid(id) ? { id, name: "order.paid", at } : view(id))),
        ),
      );
    await drain([holding(loops)]);
    expect(all).toEqual(ids);
    expect(rare).toEqual(ids.filter(paid));
  });
});

test("a reader that is far behind reads only the rows of its batch", async () => {
  const ids = Array.from({ length: 3_000 }, (_, i) => `n${i}`);
  await write(...ids);
  const read = await inTx(systemScope, async (tx) => {
    const db = tx.as<object>();
    const touched = async () =>
      (
        await sql<{ n: number }>`SELECT (coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::bigint AS n
          FROM pg_stat_xact_user_tables WHERE schemaname = 'facts' AND relname = 'log'`.execute(db)
      ).rows[0]?.n ?? 0;
    const before = await touched();
    await sql`SELECT * FROM facts.bound('0', 0, 100)`.execute(db);
    await sql`SELECT * FROM facts.stretch('0', 0, '9000000000', 0, NULL, 100)`.execute(db);
    await sql`SELECT facts.waiting('0', 0, 100)`.execute(db);
    await sql`SELECT * FROM facts.back('9000000000', 0, 100)`.execute(db);
    return (await touched()) - before;
  });
  expect(read).toBeGreaterThanOrEqual(400);
  expect(read).toBeLessThan(600);
});

describe("outside", () => {
  test("a failed delivery is repeated with the same facts and token, though more facts came; prepare ran once", async () => {
    const [calls, prepared]: [[string[], string][], string[]] = [[], []];
    const loop = outside({
      name: unique("o"),
      names: ["share"],
      prepare: async (_tx, facts) => void prepared.push(...of(facts)),
      deliver: async (facts, token) => {
        calls.push([of(facts), token]);
        if (calls.length === 1) throw new Error("receiver is down");
      },
    });
    const share = (id: string) => inTx(platformScope(platform), (tx) => append(tx, [{ id, name: "share", at }]));
    await share("a");
    await expect(drain([holding([loop])])).rejects.toThrow("receiver is down");
    await share("b");
    await drain([holding([loop])]);
    expect(calls.map(([ids]) => ids)).toEqual([["a"], ["a"], ["b"]]);
    expect(calls[0]?.[1]).toBe(calls[1]?.[1]);
    expect(calls[2]?.[1]).not.toBe(calls[1]?.[1]);
    expect(prepared).toEqual(["a", "b"]);
  });

  test("after a rewind everything comes again under new tokens", async () => {
    const calls: [string[], string][] = [];
    const name = unique("o");
    const loop = outside({
      name,
      names: ["follow"],
      deliver: async (facts, token) => void calls.push([of(facts), token]),
    });
    await inTx(platformScope(platform), (tx) => append(tx, [{ id: "a", name: "follow", at }]));
    await drain([holding([loop])]);
    await inTx(systemScope, (tx) => rewind(tx, name));
    await drain([holding([loop])]);
    expect(calls.flatMap(([ids]) => ids)).toEqual(["a", "a"]);
    expect(new Set(calls.map(([, token]) => token)).size).toBe(calls.length);
  });
});
