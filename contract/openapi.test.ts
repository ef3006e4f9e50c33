import { describe, expect, test } from "vitest";
import { z } from "zod";
import { openapi } from "./openapi.ts";
import { route } from "./route.ts";

const node = z.object({
  name: z.string().max(9),
  get children() {
    return z.array(node).max(3);
  },
});
const place = route({
  method: "POST",
  path: "/v1/venues/:venue/orders",
  who: ["consumer", "key"],
  keyScope: "orders:write",
  summary: "Places an order.",
  params: z.object({ venue: z.coerce.number().int().min(1) }),
  body: z.object({ at: z.iso.datetime({ offset: true }), note: z.string().max(9).optional() }),
  reply: z.object({ id: z.uuid(), tree: node }),
  status: 201,
});
const list = route({
  method: "GET",
  path: "/v1/venues/:venue/orders",
  who: ["public"],
  summary: "Lists orders.",
  params: z.object({ venue: z.coerce.number().int().min(1) }),
  query: z
    .object({ limit: z.coerce.number().int().default(50) })
    .and(z.object({ after: z.string().max(9).optional() })),
  reply: z.array(node).max(9),
});
const named = [
  { module: "trade", name: "place", route: place },
  { module: "trade", name: "list", route: list },
];

/** What the document says at a path of keys, for reading in a test. */
const at = (document: unknown, ...keys: (string | number)[]): unknown =>
  keys.reduce<unknown>((d, k) => (d as Record<string | number, unknown> | undefined)?.[k], document);

describe("the OpenAPI document", () => {
  const document = openapi(named, "1.2.3");
  const post = at(document, "paths", "/v1/venues/{venue}/orders", "post");
  const get = at(document, "paths", "/v1/venues/{venue}/orders", "get");

  test("tells path, body, answer and who may call", () => {
    expect(post).toMatchObject({
      operationId: "trade.place",
      security: [{ session: [] }, { apiKey: ["orders:write"] }, { bearer: ["orders:write"] }],
      requestBody: { content: { "application/json": { schema: { required: ["at"] } } } },
    });
    expect(at(post, "parameters", 0)).toMatchObject({
      name: "venue",
      in: "path",
      required: true,
      schema: { minimum: 1 },
    });
    expect(Object.keys(at(post, "responses") as object)).toEqual([
      "201",
      "400",
      "401",
      "403",
      "404",
      "409",
      "413",
      "422",
      "429",
      "503",
    ]);
    expect(at(get, "security")).toEqual([{}]);
    expect(at(get, "parameters")).toMatchObject([
      { name: "venue" },
      { name: "limit", in: "query", required: false, schema: { default: 50 } },
      { name: "after", required: false },
    ]);
  });

  test("every reference leads somewhere, self-referring shapes too", () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map((m) => m[1] ?? "");
    expect(references).toContain("components/schemas/trade.place.reply.__schema0");
    expect(references.filter((r) => at(document, ...r.split("/")) === undefined)).toEqual([]);
  });

  test("a route declared twice and a path parameter without a schema are refused", () => {
    expect(() => openapi([...named, { module: "x", name: "again", route: list }], "1")).toThrow(/declared twice/);
    const { params: _, ...unnamed } = list;
    const bare = { ...unnamed, path: "/v1/things/:id" as const };
    expect(() => openapi([{ module: "x", name: "bare", route: bare }], "1")).toThrow(/no schema for id/);
  });
});
