import { z } from "zod";
import type { NamedRoute } from "#contract";

type Shape = { readonly [key: string]: unknown };

/** Formats whose text has a bounded length by itself. */
const bounded = new Set(["uuid", "date", "date-time", "time", "ipv4", "ipv6", "guid", "ulid", "cuid2"]);
/** Deeper nesting than this is a shape that grows without end. */
const depth_max = 40;

/** A regular expression that matches only texts of bounded length: both ends fixed, no quantifier without an upper end. */
function boundedPattern(pattern: string): boolean {
  const bare = pattern.replace(/\\./g, "x").replace(/\[[^\]]*\]/g, "x");
  return /^\^.*\$$/s.test(bare) && !/[*+]|\{\d+,\}/.test(bare);
}

function stringFault(shape: Shape): boolean {
  if ("maxLength" in shape || "enum" in shape || "const" in shape) return false;
  if (typeof shape.format === "string" && bounded.has(shape.format)) return false;
  const patterns = [shape.pattern, ...parts(shape, "allOf").map((s) => s.pattern)].filter((p) => typeof p === "string");
  return !patterns.some(boundedPattern);
}

const isShape = (value: unknown): value is Shape =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const parts = (shape: Shape, key: string): Shape[] => {
  const list = shape[key];
  return Array.isArray(list) ? list.filter(isShape) : [];
};

/** The places in a Zod schema where a text or a list has no upper bound, as paths such as `items[].name`. */
export function unbounded(schema: z.ZodType, io: "input" | "output"): string[] {
  const whole: Shape = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  const shared = isShape(whole.$defs) ? Object.entries(whole.$defs) : [];
  return [...walk(whole, "", 0), ...shared.flatMap(([name, s]) => (isShape(s) ? walk(s, `${name}:`, 0) : []))];
}

function walk(shape: Shape, at: string, depth: number): string[] {
  if (depth > depth_max) return [`${at} (nested too deep)`];
  const deeper = (s: unknown, where: string): string[] => (isShape(s) ? walk(s, where, depth + 1) : []);
  const here = [
    ...(shape.type === "string" && stringFault(shape) ? [`${at || "(whole)"} is a text without an end`] : []),
    ...(shape.type === "array" && !("maxItems" in shape) && !("prefixItems" in shape && shape.items === undefined)
      ? [`${at || "(whole)"} is a list without an end`]
      : []),
  ];
  const properties = isShape(shape.properties) ? Object.entries(shape.properties) : [];
  return [
    ...here,
    ...properties.flatMap(([name, s]) => deeper(s, at === "" ? name : `${at}.${name}`)),
    ...deeper(shape.items, `${at}[]`),
    ...parts(shape, "prefixItems").flatMap((s, n) => deeper(s, `${at}[${n}]`)),
    ...deeper(shape.additionalProperties, `${at}.*`),
    ...deeper(shape.propertyNames, `${at}.(name)`),
    ...["anyOf", "oneOf"].flatMap((key) => parts(shape, key)).flatMap((s) => deeper(s, at)),
    // The sides of an intersection that only add a pattern repeat the type; the bound may stand on either side.
    ...parts(shape, "allOf").flatMap((s) => (shape.type === "string" ? [] : deeper(s, at))),
  ];
}

/** Every unbounded place of every route, in and out. */
export function routeFaults(routes: readonly NamedRoute[]): { count: number; faults: string[] } {
  let count = 0;
  const faults = routes.flatMap(({ module, name, route }) => {
    const sides: readonly (readonly [string, z.ZodType | undefined, "input" | "output"])[] = [
      ["params", route.params, "input"],
      ["query", route.query, "input"],
      ["body", route.body, "input"],
      ["reply", route.reply, "output"],
    ];
    return sides.flatMap(([side, schema, io]) => {
      if (schema === undefined) return [];
      count += 1;
      return unbounded(schema, io).map((fault) => `${module}.${name} ${side}: ${fault}`);
    });
  });
  return { count, faults };
}
