import { describe, expect, test } from "vitest";
import { z } from "zod";
import { allRoutes } from "#contract";
import { routeFaults, unbounded } from "../tools/bounds.ts";
import { modules } from "../tools/law.ts";

describe("the contract has an upper bound everywhere", () => {
  test("every text and every list of every route", () => {
    const { count, faults } = routeFaults(allRoutes);
    expect(faults).toEqual([]);
    expect(count).toBeGreaterThan(100);
  });

  test("every module has routes, each with its own method and path, under /v1", () => {
    const named = new Set(allRoutes.map((r) => r.module));
    expect(modules.filter((m) => !named.has(m))).toEqual([]);
    const addresses = allRoutes.map(({ route }) => `${route.method} ${route.path.replace(/:\w+/g, ":")}`);
    expect(addresses.filter((a, at) => addresses.indexOf(a) !== at)).toEqual([]);
    expect(allRoutes.filter(({ route }) => !route.path.startsWith("/v1/"))).toEqual([]);
  });

  test("a route says who may call it, and a key route says which scope", () => {
    expect(allRoutes.filter(({ route }) => route.who.length === 0 || route.summary.length < 10)).toEqual([]);
    const keyed = allRoutes.filter(({ route }) => route.who.includes("key") && route.keyScope === undefined);
    expect(keyed.map((r) => `${r.module}.${r.name}`)).toEqual([]);
  });
});

/** Names that others have fixed: Segment's, the problem document's, and the four letters of AIPL. */
const fixed = /^(messageId|sentAt|userMessage|requestId|[AIPL])$/;
/** Names of fields of a JSON schema, in whatever depth. */
function fieldNames(schema: unknown): string[] {
  if (typeof schema !== "object" || schema === null) return [];
  return Object.entries(schema).flatMap(([key, value]) => [
    ...(key === "properties" && typeof value === "object" && value !== null ? Object.keys(value) : []),
    ...fieldNames(value),
  ]);
}
const oddNames = (schema: z.ZodType): string[] =>
  fieldNames(z.toJSONSchema(schema, { unrepresentable: "any", io: "input" })).filter(
    (name) => !fixed.test(name) && !/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(name),
  );
test("names on the wire are snake_case", () => {
  const odd = allRoutes.flatMap(({ module, name, route }) =>
    [route.params, route.query, route.body, route.reply]
      .flatMap((schema) => (schema === undefined ? [] : oddNames(schema)))
      .map((field) => `${module}.${name}: ${field}`),
  );
  expect(odd).toEqual([]);
  expect(oddNames(z.object({ good_1: z.object({ badName: z.string() }).array() }))).toEqual(["badName"]);
});

const nested = z.object({
  name: z.string().max(5),
  get kids() {
    return z.array(nested);
  },
});

test.each([
  ["a bare text", z.object({ a: z.string() }), ["a is a text without an end"]],
  ["a bare list", z.object({ a: z.array(z.number()) }), ["a is a list without an end"]],
  ["a text in a bounded list", z.array(z.string()).max(3), ["[] is a text without an end"]],
  [
    "a text behind optional, default and a transform",
    z.string().default("x").transform(Number).optional(),
    ["(whole)"],
  ],
  ["one branch of a union", z.union([z.string().max(3), z.object({ b: z.string() })]), ["b is a text"]],
  ["one side of an intersection", z.object({ a: z.string().max(1) }).and(z.object({ b: z.string() })), ["b is a text"]],
  ["values and names of a record", z.record(z.string(), z.string()), [".* is a text", ".(name) is a text"]],
  ["a tuple with a rest", z.tuple([z.string()], z.number()), ["is a list", "[0] is a text"]],
  ["a shape that holds itself", z.object({ tree: nested }), ["kids is a list"]],
  ["a pattern without an end", z.object({ a: z.string().regex(/^a+$/) }), ["a is a text"]],
  ["an e-mail address without a length", z.object({ a: z.email() }), ["a is a text"]],
])("canary: %s", (_name, schema: z.ZodType, wanted) => {
  const found = unbounded(schema, "input");
  expect(found).toHaveLength(wanted.length);
  wanted.forEach((part, at) => expect(found[at]).toContain(part));
});

test.each([
  ["max", z.string().max(3)],
  [
    "max after other checks",
    z
      .string()
      .trim()
      .min(1)
      .max(64)
      .regex(/^[\p{L}._:/-]+$/u),
  ],
  ["length", z.string().length(3)],
  ["a pattern of fixed length", z.string().regex(/^[A-Z]{3}$/)],
  ["enum, literal, formats", z.object({ a: z.enum(["x"]), b: z.literal("y"), c: z.uuid(), d: z.iso.date() })],
  ["an instant", z.iso.datetime({ offset: true })],
  ["a bounded list", z.array(z.number()).max(3)],
  ["a tuple", z.tuple([z.number(), z.literal("a")])],
])("bounded: %s", (_name, schema: z.ZodType) => expect(unbounded(schema, "input")).toEqual([]));
