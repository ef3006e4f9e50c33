import { z } from "zod";
import { problem } from "./common.ts";
import type { Role, Route } from "./route.ts";

/** A route with the module that owns it and its name there. */
export type NamedRoute = { readonly module: string; readonly name: string; readonly route: Route };
type Json = { [key: string]: unknown };

const sessionRoles: readonly Role[] = ["operator", "brand", "venue", "consumer"];
const refusals: Readonly<Record<string, string>> = {
  400: "The input is wrong; `fields` says which part, why, and what would be right.",
  401: "Nobody is signed in, or the key is unknown.",
  403: "The caller's role, key scope or CSRF header does not allow it.",
  404: "It does not exist, or belongs to somebody else; the caller cannot tell which.",
  409: "The present state does not allow it.",
  413: "The body is larger than this route takes.",
  422: "Well formed, but the rules refuse it (for example an Idempotency-Key used before with another body).",
  429: "Too many requests; `Retry-After` says when to come back.",
  503: "Busy or restarting; nothing was changed, try again.",
};
const problemAnswer = (description: string): Json => ({
  description,
  content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
});

/** Formats whose pattern only repeats what the format says. */
const selfEvident = new Set(["date-time", "date", "time", "uuid", "email", "ipv4", "ipv6"]);

/** Collects shapes that refer to themselves or carry an id, because OpenAPI keeps those in one place. */
class Shapes {
  readonly components: Json = {};

  /** The JSON Schema of a Zod schema; what it defines by name moves to the components, prefixed by `owner`. */
  of(schema: z.ZodType, io: "input" | "output", owner: string): Json {
    const { $schema: _, $defs, ...whole } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
    const prefix = `#/components/schemas/${owner}`;
    for (const [name, shape] of Object.entries($defs ?? {})) {
      this.components[`${owner}.${name}`] = tidy(shape, prefix);
    }
    const tidied = tidy(whole, prefix) as Json;
    if (!JSON.stringify(tidied).includes(`"$ref":"${prefix}"`)) return tidied;
    this.components[owner] = tidied;
    return { $ref: prefix };
  }
}

function tidy(shape: unknown, prefix: string): unknown {
  if (Array.isArray(shape)) return shape.map((s) => tidy(s, prefix));
  if (typeof shape !== "object" || shape === null) return shape;
  const given = shape as Json;
  return Object.fromEntries(
    Object.entries(given)
      .filter(([key]) => !(key === "pattern" && typeof given.format === "string" && selfEvident.has(given.format)))
      .map(([key, value]) => {
        if (key !== "$ref" || typeof value !== "string") return [key, tidy(value, prefix)];
        return [key, value === "#" ? prefix : value.replace("#/$defs/", `${prefix}.`)];
      }),
  );
}

/** The named parts of an object shape; an intersection has the parts of each side. */
function parts(shape: Json, where: string): { name: string; schema: unknown; required: boolean }[] {
  if (Array.isArray(shape.allOf)) return shape.allOf.flatMap((s: Json) => parts(s, where));
  if (shape.type !== "object") throw new TypeError(`${where} must be an object of named parts`);
  const required = new Set(shape.required as string[] | undefined);
  return Object.entries((shape.properties ?? {}) as Json).map(([name, schema]) => ({
    name,
    schema,
    required: required.has(name),
  }));
}

function parameters({ route, module, name }: NamedRoute, shapes: Shapes): Json[] {
  const of = (schema: z.ZodType | undefined, place: "path" | "query"): Json[] => {
    if (schema === undefined) return [];
    const owner = `${module}.${name}.${place}`;
    return parts(shapes.of(schema, "input", owner), owner).map((p) => ({
      name: p.name,
      in: place,
      required: place === "path" || p.required,
      schema: p.schema,
    }));
  };
  const list = [...of(route.params, "path"), ...of(route.query, "query")];
  if (route.method === "GET") return list;
  if (route.idempotent !== false) list.push({ $ref: "#/components/parameters/IdempotencyKey" });
  if (route.who.some((r) => sessionRoles.includes(r))) list.push({ $ref: "#/components/parameters/Csrf" });
  return list;
}

function security({ who, keyScope }: Route): Json[] {
  const ways: Json[] = [];
  if (who.some((r) => sessionRoles.includes(r))) ways.push({ session: [] });
  const scopes = keyScope === undefined ? [] : [keyScope];
  if (who.includes("key")) ways.push({ apiKey: scopes }, { bearer: scopes });
  if (who.includes("public")) ways.push({});
  return ways;
}

function answers({ route, module, name }: NamedRoute, shapes: Shapes): Json {
  const statuses = ["400", "413", "422", "429", "503"];
  if (!route.who.includes("public")) statuses.push("401", "403");
  if (route.params !== undefined) statuses.push("404");
  if (route.method !== "GET") statuses.push("409");
  const success = String(route.status ?? 200);
  const content = { "application/json": { schema: shapes.of(route.reply, "output", `${module}.${name}.reply`) } };
  const list: [string, Json][] = [
    [success, success === "204" ? { description: "Done." } : { description: route.summary, content }],
    ...statuses.toSorted().map((s): [string, Json] => [s, { $ref: `#/components/responses/${s}` }]),
  ];
  return Object.fromEntries(list);
}

function operation(named: NamedRoute, shapes: Shapes): Json {
  const { route, module, name } = named;
  const body = route.body && shapes.of(route.body, "input", `${module}.${name}.body`);
  return {
    operationId: `${module}.${name}`,
    tags: [module],
    summary: route.summary,
    "x-who": route.who,
    parameters: parameters(named, shapes),
    ...(body && { requestBody: { required: true, content: { "application/json": { schema: body } } } }),
    ...(route.bodyLimit_bytes !== undefined && { "x-body-limit-bytes": route.bodyLimit_bytes }),
    responses: answers(named, shapes),
    security: security(route),
  };
}

/**
 * The OpenAPI 3.1 document of all routes. Pure: the same routes give the same document.
 * Throws a TypeError when two routes share a method and path, or a path parameter has no schema.
 */
export function openapi(routes: readonly NamedRoute[], version: string): Json {
  const shapes = new Shapes();
  shapes.components.Problem = shapes.of(problem, "output", "Problem");
  const paths: Record<string, Json> = {};
  for (const named of routes) {
    const path = named.route.path.replace(/:(\w+)/g, "{$1}");
    const method = named.route.method.toLowerCase();
    const at = (paths[path] ??= {});
    if (at[method] !== undefined) throw new TypeError(`${named.route.method} ${path} is declared twice`);
    const made = operation(named, shapes);
    const known = new Set((made.parameters as Json[]).filter((p) => p.in === "path").map((p) => p.name));
    const missing = [...path.matchAll(/\{(\w+)\}/g)].map((m) => m[1]).filter((p) => !known.has(p));
    if (missing.length > 0)
      throw new TypeError(`${named.route.method} ${path} has no schema for ${missing.join(", ")}`);
    at[method] = made;
  }
  return { openapi: "3.1.0", ...head(version), paths, components: components(shapes) };
}

const head = (version: string): Json => ({
  info: {
    title: "Fairground",
    version,
    license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    description:
      "Operator, brands, venues and consumers on one log of facts, one consumer, one stock and one price. Errors are RFC 9457 problem details. Lists are paged by cursor: `after` is the `next` of the page before. Money is integer minor units with a currency; times are UTC.",
  },
  servers: [{ url: "/" }],
});

const components = (shapes: Shapes): Json => ({
  schemas: shapes.components,
  responses: Object.fromEntries(Object.entries(refusals).map(([status, text]) => [status, problemAnswer(text)])),
  parameters: {
    IdempotencyKey: {
      name: "Idempotency-Key",
      in: "header",
      required: false,
      description: "The same key again gives the first answer again instead of doing it twice.",
      schema: { type: "string", minLength: 1, maxLength: 200 },
    },
    Csrf: {
      name: "x-fairground-csrf",
      in: "header",
      required: false,
      description: "With a session: the value of the fg_csrf cookie.",
      schema: { type: "string", maxLength: 200 },
    },
  },
  securitySchemes: {
    session: { type: "apiKey", in: "cookie", name: "fg_session", description: "Set by signing in." },
    apiKey: { type: "http", scheme: "basic", description: "The API key as user name, an empty password." },
    bearer: { type: "http", scheme: "bearer", description: "The API key as bearer token." },
  },
});
