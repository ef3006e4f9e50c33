import type { Problem, Route } from "#contract";
import { allRoutes } from "#contract";
import { testServer } from "#testing";
import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { modules } from "../server/modules.ts";
import { asks } from "./attack/asks.ts";
import { changed, digest } from "./attack/digest.ts";
import type { Bad, Schema } from "./attack/mutate.ts";
import { changedAt, mutations, oddities } from "./attack/mutate.ts";
import { samples } from "./attack/samples.ts";
import type { Scene } from "./attack/scene.ts";
import { openScene, ownerOf } from "./attack/scene.ts";
import type { Input } from "./attack/shape.ts";

const server = testServer(modules);
const mounted = new Set(modules.map((m) => m.name));
const names = [...mounted];
const routes = allRoutes
  .filter((r) => mounted.has(r.module))
  .map((r) => ({ ...r, key: `${r.module}.${r.name}`, ask: asks[`${r.module}.${r.name}`] ?? {} }));
type Target = (typeof routes)[number];
const writing = routes.filter((r) => r.route.body !== undefined);

let scene: Scene;
let before: Map<string, string>;
/** What asking writes: changes and tries, what a shop served, and a set that expires by itself when its name is refused. */
const living = ["kernel.audit", "parties.attempt", "facts.log", "traffic.served", "traffic.met"];
const expiring = /^olap audience_set/;
beforeAll(async () => {
  scene = await openScene(server, mounted);
  before = await digest([scene.p, scene.q], living);
}, 300_000);

/** A right input of the owner. */
function rightInput({ key, ask }: Target): Input {
  const build = samples[key] ?? ask.asks?.[0];
  return build?.(scene.b, scene.b) ?? {};
}
const schemaOf = (part: z.ZodType | undefined): Schema =>
  part ? (z.toJSONSchema(part, { io: "input", unrepresentable: "any" }) as Schema) : {};

/** A bad input must be told by 400 with the field. */
async function faultOf(target: Target, input: Input, field: string): Promise<string | undefined> {
  const got = await server.call(target.route, input, ownerOf(scene.b, target.route, target.ask));
  if (got.status !== 400) return `${got.status} ${got.text.slice(0, 200)}`;
  if (!got.headers.get("content-type")?.startsWith("application/problem+json")) return "no problem details";
  const told = (JSON.parse(got.text) as Problem).fields ?? [];
  const last = field.split(".").at(-1) ?? "";
  const names = told.some(({ field: f }) => `${field}.`.startsWith(`${f}.`) || `.${f}.`.includes(`.${last}.`));
  return names ? undefined : `names ${told.map((f) => f.field).join(", ") || "no field"}`;
}
const placeOf = (part: string, bad: Bad): string => [part, ...bad.path.map(String)].join(".");

async function tryAll(target: Target, part: "body" | "query", all: readonly Bad[]): Promise<string[]> {
  const right = rightInput(target);
  const faults: string[] = [];
  for (const bad of all) {
    const input = { ...right, [part]: changedAt(right[part] ?? {}, bad) };
    const fault = await faultOf(target, input, placeOf(part, bad));
    if (fault !== undefined) faults.push(`${target.key} ${placeOf(part, bad)} ${bad.what}: ${fault}`);
  }
  return faults;
}

describe("bad input", () => {
  test("every route with a body has a right input to begin with", () => {
    const missing = writing.filter((t) => rightInput(t).body === undefined).map((t) => t.key);
    expect(missing).toEqual([]);
    expect(writing.length).toBeGreaterThan(60);
  });
  test.each(names)(
    "%s: a wrong value in a body is told by its field",
    async (module) => {
      const faults: string[] = [];
      let tried = 0;
      for (const target of writing.filter((r) => r.module === module)) {
        const all = mutations(schemaOf(target.route.body), rightInput(target).body);
        tried += all.length;
        faults.push(...(await tryAll(target, "body", all)));
      }
      expect(faults).toEqual([]);
      if (writing.some((r) => r.module === module)) expect(tried).toBeGreaterThan(4);
    },
    120_000,
  );
  test.each(names)(
    "%s: a wrong value in a query is told by its field",
    async (module) => {
      const faults: string[] = [];
      for (const target of routes.filter((r) => r.module === module && r.route.query !== undefined)) {
        const all = mutations(schemaOf(target.route.query), rightInput(target).query);
        // In a query everything is text: what is wrong there is a text, not a type.
        const texts = all.filter((b) => ["string", "number", "undefined"].includes(typeof b.value));
        faults.push(...(await tryAll(target, "query", texts)));
      }
      expect(faults).toEqual([]);
    },
    120_000,
  );
  test("wrong ids in a path are 400 or 404", async () => {
    const faults: string[] = [];
    const strange = [
      "x",
      "-1",
      "0",
      "1.5",
      "2147483648",
      "4294967295",
      "99999999999999999999",
      "%",
      "a\u0000b",
      "../..",
      "x".repeat(250),
    ];
    for (const target of routes.filter((r) => r.route.path.includes(":") && r.key !== "parties.putVenueKind"))
      for (const value of strange) {
        const right = rightInput(target);
        const params = Object.fromEntries([...target.route.path.matchAll(/:(\w+)/g)].map(([, n = ""]) => [n, value]));
        const input = { ...right, params };
        const got = await server.call(target.route, input, ownerOf(scene.b, target.route, target.ask));
        if (![400, 404].includes(got.status))
          faults.push(`${target.key} ${value}: ${got.status} ${got.text.slice(0, 200)}`);
      }
    expect(faults).toEqual([]);
  }, 120_000);
  test("after all of it nothing was written", async () => {
    const found = changed(before, await digest([scene.p, scene.q], living));
    expect(found.filter((table) => !expiring.test(table))).toEqual([]);
  });
});

describe("odd texts", () => {
  test.each(names)(
    "%s: are texts like others",
    async (module) => {
      const faults: string[] = [];
      for (const target of routes.filter((r) => r.module === module))
        for (const part of ["body", "query"] as const) {
          const right = rightInput(target);
          for (const bad of oddities(schemaOf(target.route[part]), right[part])) {
            const input = { ...right, [part]: changedAt(right[part] ?? {}, bad) };
            const got = await server.call(target.route, input, ownerOf(scene.b, target.route, target.ask));
            const told =
              got.status >= 500 || got.text.includes(scene.a.mark.secret) || /syntax error|clickhouse/i.test(got.text);
            if (told)
              faults.push(
                `${target.key} ${placeOf(part, bad)} ${String(bad.value)}: ${got.status} ${got.text.slice(0, 300)}`,
              );
          }
        }
      expect(faults).toEqual([]);
    },
    120_000,
  );
  test("a sign of a pattern finds only itself", async () => {
    const faults: string[] = [];
    for (const { key, route, ask } of routes) {
      if (!(schemaOf(route.query).properties?.q ?? schemaOf(route.query).properties?.city)) continue;
      for (const q of ["%", "_", "%%%", "\\"]) {
        const got = await server.call(route, { query: { q } }, ownerOf(scene.b, route, ask));
        const items: unknown = (got.body as { items?: unknown }).items;
        if (got.status !== 200 || !Array.isArray(items) || items.length > 0)
          faults.push(`${key} ${q}: ${got.status} ${got.text.slice(0, 200)}`);
      }
    }
    expect(faults).toEqual([]);
  });
});

describe("bodies that are no input at all", () => {
  const raw = (route: Route, body: string, type = "application/json") =>
    fetch(server.url + route.path.replaceAll(/:\w+/g, "1"), {
      method: route.method,
      body,
      headers: { "content-type": type },
    });
  test("malformed JSON, another media type and no body", async () => {
    const faults: string[] = [];
    for (const { key, route } of writing)
      for (const [body, type] of [
        ['{"a":', "application/json"],
        ['{"__proto__":{"x":1}}', "application/json"],
        ["", "application/json"],
        ["a=1", "application/x-www-form-urlencoded"],
        ["\u0000\u0001", "application/octet-stream"],
      ] as const) {
        const got = await raw(route, body, type);
        const text = await got.text();
        if (got.status !== 400 || !text.includes("urn:fairground:problem:"))
          faults.push(`${key} ${type} ${body}: ${got.status}`);
      }
    expect(faults).toEqual([]);
  }, 120_000);
  test("a body beyond the limit of its route", async () => {
    const faults: string[] = [];
    for (const { key, route } of writing) {
      const limit = route.bodyLimit_bytes ?? 1_048_576;
      const got = await raw(route, `{"x":"${"x".repeat(limit)}"}`);
      if (got.status !== 413) faults.push(`${key}: ${got.status}`);
    }
    expect(faults).toEqual([]);
  }, 120_000);
});
