import { randomInt } from "node:crypto";
import path from "node:path";
import { route } from "#contract";
import { as, testServer } from "#testing";
import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { Job, Module, Owned, Scope, Tx } from "./index.ts";
import {
  badInput,
  cancelJob,
  conflict,
  enqueue,
  execOlap,
  inTx,
  jobStatus,
  newId,
  olapDeliver,
  olapInsert,
  olapRows,
  platformScope,
  serve,
  systemScope,
} from "./index.ts";
import { expand } from "./migrate.ts";

type Tables = Owned<
  "sample",
  { note: { id: string; platform_id: number; brand_id: number | null; consumer_id: string | null; body: string } }
>;
const noteRoute = route({
  method: "POST",
  path: "/v1/notes",
  who: ["operator", "brand"],
  summary: "Writes a note.",
  body: z.object({ body: z.string().min(1).max(50) }),
  reply: z.object({ id: z.uuid() }),
  status: 201,
});
const leakRoute = route({
  method: "GET",
  path: "/v1/leak",
  who: ["operator"],
  summary: "Breaks its contract.",
  reply: z.object({ a: z.number() }),
});
const stuckJob: Job = {
  name: "sample.slow",
  async run(_data, run) {
    for (let i = 1; i <= 200; i += 1) {
      await run.progress(i, 200, "counting");
      await new Promise((r) => setTimeout(r, 50));
    }
  },
};
const sample: Module = {
  name: "sample",
  home: path.join(import.meta.dirname, "fixtures/sample"),
  jobs: [stuckJob, { name: "sample.sum", run: async (data) => ({ sum: Number(data.a) + Number(data.b) }) }],
  endpoints: [
    serve(noteRoute, async ({ tx, scope }, { body }) => {
      if (body.body === "refuse") throw conflict("refused", "Not this one.");
      const id = await write(tx, { body: body.body, brand_id: scope.kind === "brand" ? scope.brand : null });
      if (body.body === "fail late") throw badInput("body", "fails after writing");
      return { id };
    }),
    serve(leakRoute, async () => ({ a: 1, secret: "x" })),
  ],
};
const server = testServer([sample], { work: true });
const platform = () => randomInt(1_000_000, 2_000_000_000);

async function write(tx: Tx, note: Partial<Tables["sample.note"]>): Promise<string> {
  const row = { id: newId(), platform_id: tx.platform, brand_id: null, consumer_id: null, body: "", ...note };
  await tx.as<Tables>().insertInto("sample.note").values(row).execute();
  return row.id;
}
const read = (scope: Scope) =>
  inTx(scope, async (tx) =>
    (await tx.as<Tables>().selectFrom("sample.note").select("body").orderBy("body").execute()).map((r) => r.body),
  );

describe("scope", () => {
  test("a brand sees its own rows, the platform all of its rows, nobody another platform's", async () => {
    const [p, other] = [platform(), platform()];
    await inTx(platformScope(p), (tx) => write(tx, { body: "a", brand_id: 1 }));
    await inTx(platformScope(p), (tx) => write(tx, { body: "b", brand_id: 2 }));
    await inTx(platformScope(other), (tx) => write(tx, { body: "z", brand_id: 1 }));
    expect(await read({ kind: "brand", platform: p, brand: 1 })).toEqual(["a"]);
    expect(await read(platformScope(p))).toEqual(["a", "b"]);
    expect(await read(platformScope(other))).toEqual(["z"]);
  });
  test("a brand cannot write, change or delete another brand's row", async () => {
    const p = platform();
    await inTx(platformScope(p), (tx) => write(tx, { body: "b", brand_id: 2 }));
    const mine: Scope = { kind: "brand", platform: p, brand: 1 };
    await expect(inTx(mine, (tx) => write(tx, { body: "forged", brand_id: 2 }))).rejects.toThrow(/row-level security/);
    await expect(inTx(mine, (tx) => write(tx, { body: "elsewhere", brand_id: 1, platform_id: p + 1 }))).rejects.toThrow(
      /row-level security/,
    );
    await inTx(mine, (tx) => tx.as<Tables>().updateTable("sample.note").set({ body: "taken" }).execute());
    await inTx(mine, (tx) => tx.as<Tables>().deleteFrom("sample.note").execute());
    expect(await read(platformScope(p))).toEqual(["b"]);
  });
  test("a consumer sees only their own rows; widened ends where it began", async () => {
    const [p, me] = [platform(), newId()];
    await inTx(platformScope(p), (tx) => write(tx, { body: "mine", consumer_id: me }));
    await inTx(platformScope(p), (tx) => write(tx, { body: "theirs", consumer_id: newId() }));
    const seen = await inTx({ kind: "consumer", platform: p, consumer: me }, async (tx) => {
      const all = await tx.widened("test", (t) => t.as<Tables>().selectFrom("sample.note").select("body").execute());
      const own = await tx.as<Tables>().selectFrom("sample.note").select("body").execute();
      return [all.length, own.length];
    });
    expect(seen).toEqual([2, 1]);
  });
  test("without a scope nothing is seen, even by plain SQL", async () => {
    const p = platform();
    await inTx(platformScope(p), (tx) => write(tx, { body: "x" }));
    const rows = await inTx(platformScope(p), async (tx) => {
      await sql`select set_config('fairground.kind', '', true), set_config('fairground.platform', '', true)`.execute(
        tx.as<Tables>(),
      );
      return tx.as<Tables>().selectFrom("sample.note").selectAll().execute();
    });
    expect(rows).toEqual([]);
  });
  test("ClickHouse rows follow the same scope", async () => {
    const p = platform();
    const rows = [
      { platform: p, brand: 1, body: "a" },
      { platform: p, brand: 2, body: "b" },
      { platform: p + 1, brand: 1, body: "z" },
    ];
    await olapInsert("sample_note", rows, `t-${p}`);
    await olapInsert("sample_note", rows, `t-${p}`);
    const bodies = async (s: Scope) =>
      (await olapRows<{ body: string }>(s, "SELECT body FROM sample_note ORDER BY body")).map((r) => r.body);
    expect(await bodies({ kind: "brand", platform: p, brand: 2 })).toEqual(["b"]);
    expect(await bodies(platformScope(p))).toEqual(["a", "b"]);
    // A sub-select, a union and a join are filtered as well.
    const joined = await olapRows(
      platformScope(p + 1),
      "SELECT a.body FROM sample_note a JOIN (SELECT body FROM sample_note UNION ALL SELECT body FROM sample_note) b ON a.body = b.body",
    );
    expect(joined).toHaveLength(2);
  });
});

test("a delivery begun before a crash is whole afterwards, although its token was noted and its rows were not kept", async () => {
  const p = platform();
  const rows = Array.from({ length: 2_500 }, (_, i) => ({ platform: p, seq: i + 1, body: `b${i}` }));
  const there = async () =>
    (await olapRows<{ n: number }>(platformScope(p), "SELECT count() AS n FROM sample_fact"))[0]?.n;
  await olapDeliver("sample_fact", rows, `d-${p}`, 1);
  await olapDeliver("sample_fact", rows, `d-${p}`, 2);
  expect(await there()).toBe(2_500);
  // What a kill between the token and the part leaves: the token is known, some or all rows are missing.
  await execOlap(`DELETE FROM sample_fact WHERE platform = ${p} AND seq > 100`);
  await olapDeliver("sample_fact", rows, `d-${p}`, 3);
  expect(await there()).toBe(2_500);
});

describe("requests", () => {
  test("the same Idempotency-Key writes once and answers the same; another body is refused", async () => {
    const who = as.operator(platform());
    const ask = (body: string) => server.call(noteRoute, { body: { body }, headers: { "idempotency-key": "k1" } }, who);
    const [first, second] = [await ask("once"), await ask("once")];
    expect(first.status).toBe(201);
    expect(second.body).toEqual(first.body);
    expect((await ask("other")).status).toBe(422);
    expect(await read(platformScope(who.platform))).toEqual(["once"]);
  });
  test("concurrent calls with one key write once", async () => {
    const who = as.operator(platform());
    const asks = Array.from({ length: 8 }, () =>
      server.call(noteRoute, { body: { body: "race" }, headers: { "idempotency-key": "k2" } }, who),
    );
    const ids = new Set((await Promise.all(asks)).map((a) => a.body.id));
    expect(ids.size).toBe(1);
    expect(await read(platformScope(who.platform))).toEqual(["race"]);
  });
  test("a failure leaves nothing behind and says which field and why", async () => {
    const who = as.operator(platform());
    const late = await server.call(noteRoute, { body: { body: "fail late" } }, who);
    expect(late.status).toBe(400);
    expect(await read(platformScope(who.platform))).toEqual([]);
    const long = await server.call(noteRoute, { body: { body: "x".repeat(51) } }, who);
    expect(JSON.parse(long.text)).toMatchObject({
      status: 400,
      fields: [{ field: "body.body", expected: "at most 50" }],
    });
    expect((await server.call(noteRoute, { body: { body: "refuse" } }, who)).status).toBe(409);
  });
  test("malformed, oversized and empty bodies, unknown routes and wrong roles get clear problems", async () => {
    const post = (body: string, type = "application/json") =>
      fetch(`${server.url}/v1/notes`, {
        method: "POST",
        body,
        headers: { "content-type": type, authorization: "Bearer nobody" },
      });
    const who = as.operator(platform());
    const named = async (body: string) => {
      await server.call(noteRoute, { body: { body: "warm" } }, who);
      const token = Buffer.from(`test-${JSON.stringify(who)}`)
        .toString("base64url")
        .slice(-120);
      return fetch(`${server.url}/v1/notes`, {
        method: "POST",
        body,
        headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      });
    };
    expect(await (await named("{broken")).json()).toMatchObject({
      status: 400,
      type: "urn:fairground:problem:malformed_json",
    });
    expect((await named(JSON.stringify({ body: "y".repeat(1_100_000) }))).status).toBe(413);
    expect((await post("<a/>", "application/xml")).status).toBe(400);
    expect(await (await fetch(`${server.url}/v1/nothing`)).json()).toMatchObject({ status: 404, title: "not found" });
    expect((await server.call(noteRoute, { body: { body: "x" } }, as.venue(platform(), 1))).status).toBe(403);
    expect((await server.call(noteRoute, { body: { body: "x" } }, as.visitor(platform()))).status).toBe(401);
  });
  test("a reply with a key outside its contract is caught", async () => {
    expect((await server.call(leakRoute, {}, as.operator(platform()))).status).toBe(500);
  });
  test("health, readiness and metrics answer", async () => {
    expect(await (await fetch(`${server.url}/ready`)).json()).toEqual({ status: "ready" });
    expect(await (await fetch(`${server.url}/metrics`)).text()).toContain("fairground_http_request_seconds");
  });
});

describe("jobs", () => {
  const until = async (scope: Scope, id: string, wanted: string) => {
    for (let i = 0; i < 200; i += 1) {
      const job = await inTx(scope, (tx) => jobStatus(tx, id));
      if (job.state === wanted) return job;
      await new Promise((r) => setTimeout(r, 50));
    }
    throw new Error(`job never became ${wanted}`);
  };
  test("a job queued in a transaction runs after it, with its result; a rolled back one never runs", async () => {
    const scope = platformScope(platform());
    const id = await inTx(scope, (tx) => enqueue(tx, "sample.sum", { a: 2, b: 3 }));
    expect((await until(scope, id, "done")).result).toEqual({ sum: 5 });
    let lost = "";
    await inTx(scope, async (tx) => {
      lost = await enqueue(tx, "sample.sum", { a: 1, b: 1 });
      throw new Error("roll back");
    }).catch(() => undefined);
    await expect(inTx(scope, (tx) => jobStatus(tx, lost))).rejects.toThrow(/not found/);
  });
  test("a running job shows progress and can be cancelled", async () => {
    const scope = platformScope(platform());
    const id = await inTx(scope, (tx) => enqueue(tx, "sample.slow", {}));
    await until(scope, id, "running");
    await inTx(scope, (tx) => cancelJob(tx, id));
    const job = await until(scope, id, "cancelled");
    expect(job.total).toBe(200);
    expect(job.done).toBeLessThan(200);
  });
});

test("one migration text has a plain and a clustered form", () => {
  const text = "CREATE TABLE t @ON_CLUSTER (a Int8) ENGINE = @ReplacingMergeTree(revision) ORDER BY a";
  expect(expand(text, undefined)).toBe("CREATE TABLE t  (a Int8) ENGINE = ReplacingMergeTree(revision) ORDER BY a");
  expect(expand(text, "fg")).toContain(
    "ON CLUSTER 'fg' (a Int8) ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', revision)",
  );
  expect(systemScope).toEqual({ kind: "system" });
});
