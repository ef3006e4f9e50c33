/** The part of JSON Schema that contracts become. */
export type Schema = {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
};
/** A wrong value at a place of the input; absent: the field is missing. */
export type Bad = { readonly path: readonly (string | number)[]; readonly what: string; readonly value?: unknown };
type At = Bad["path"];

const alternatives = (s: Schema): readonly Schema[] => s.anyOf ?? s.oneOf ?? [s];
const isNull = (s: Schema): boolean => s.type === "null";
/** A schema that takes anything has no wrong value. */
const isOpen = (s: Schema): boolean => Object.keys(s).every((k) => k === "default" || k === "description");

function badTexts(s: Schema): Omit<Bad, "path">[] {
  if (s.enum !== undefined || s.const !== undefined) return [{ what: "no such choice", value: "no-such-choice" }];
  const found: Omit<Bad, "path">[] = [];
  if (s.format === "date") found.push(...["2026-02-30", "tomorrow"].map((value) => ({ what: "broken date", value })));
  else if (s.format === "date-time")
    found.push(...["2026-13-01T00:00:00Z", "2026-01-01", "x"].map((value) => ({ what: "broken instant", value })));
  else if (s.format === "uuid") found.push({ what: "no uuid", value: "not-an-id" });
  else {
    if (s.maxLength !== undefined) found.push({ what: "too long", value: "x".repeat(s.maxLength + 1) });
    if ((s.minLength ?? 0) > 0) found.push({ what: "empty", value: "" });
  }
  return found;
}
function badNumbers(s: Schema): Omit<Bad, "path">[] {
  const found: Omit<Bad, "path">[] = [];
  if (s.type === "integer") found.push({ what: "no whole number", value: 1.5 });
  if (s.maximum !== undefined) found.push({ what: "too big", value: s.maximum + 1 }, { what: "huge", value: 1e300 });
  if (s.minimum !== undefined) found.push({ what: "too small", value: s.minimum - 1 }, { what: "huge", value: -1e300 });
  return found;
}
const LONGEST = 2000;
function badLists(s: Schema, value: unknown): Omit<Bad, "path">[] {
  const found: Omit<Bad, "path">[] = [];
  if ((s.minItems ?? 0) > 0) found.push({ what: "empty", value: [] });
  const [first] = Array.isArray(value) ? (value as unknown[]) : [];
  if (s.maxItems !== undefined && s.maxItems < LONGEST && first !== undefined)
    found.push({ what: "too many", value: Array.from({ length: s.maxItems + 1 }, () => first) });
  return found;
}

/** Every way in which one value of an input can be wrong by its schema; `value` is a right input. */
export function mutations(schema: Schema, value: unknown, path: At = []): Bad[] {
  const at = (bad: Omit<Bad, "path">[]): Bad[] => bad.map((b) => ({ path, ...b }));
  if (isOpen(schema)) return [];
  const some = alternatives(schema).filter((s) => !isNull(s));
  const [only] = some;
  if (some.length !== 1 || only === undefined) return at([{ what: "wrong type", value: true }]);
  if (only.type === "string") return at([{ what: "wrong type", value: {} }, ...badTexts(only)]);
  if (only.type === "number" || only.type === "integer")
    return at([{ what: "wrong type", value: {} }, ...badNumbers(only)]);
  if (only.type === "boolean") return at([{ what: "wrong type", value: "perhaps" }]);
  if (only.type === "array")
    return [...at([{ what: "wrong type", value: "x" }, ...badLists(only, value)]), ...inList(only, value, path)];
  if (only.properties === undefined) return path.length === 0 ? [] : at([{ what: "wrong type", value: "x" }]);
  return [...at([{ what: "wrong type", value: path.length === 0 ? [1] : "x" }]), ...inObject(only, value, path)];
}
function inList(schema: Schema, value: unknown, path: At): Bad[] {
  const first: unknown = Array.isArray(value) ? value[0] : undefined;
  return first === undefined || schema.items === undefined ? [] : mutations(schema.items, first, [...path, 0]);
}
function inObject(schema: Schema, value: unknown, path: At): Bad[] {
  const given = (typeof value === "object" && value !== null ? value : {}) as Record<string, unknown>;
  return Object.entries(schema.properties ?? {}).flatMap(([name, of]) => {
    const here = [...path, name];
    const missing = schema.required?.includes(name) === true ? [{ path: here, what: "missing" }] : [];
    return [...missing, ...mutations(of, given[name], here)];
  });
}

/** The input with one value replaced, or taken out. */
export function changedAt(input: unknown, bad: Bad): unknown {
  const [step, ...rest] = bad.path;
  if (step === undefined) return bad.value;
  const copy: Record<string, unknown> | unknown[] = Array.isArray(input)
    ? [...(input as unknown[])]
    : { ...(input as Record<string, unknown>) };
  const holder = copy as Record<string | number, unknown>;
  if (rest.length === 0 && !("value" in bad)) delete holder[step];
  else holder[step] = changedAt(holder[step], { ...bad, path: rest });
  return copy;
}

/** Texts that are allowed, and would do harm where somebody puts them into a statement, a pattern or a path. */
const odd = [
  "' OR '1'='1",
  "\"'`;DROP TABLE parties.brand;-- {x:UInt32} $1 \\ %",
  "\ud800\u202e\r\n",
  "../../etc/passwd",
  "a\u0000b",
];
/** The places of free texts, each with every odd text that fits. */
export function oddities(schema: Schema, value: unknown, path: At = []): Bad[] {
  const [only, ...more] = alternatives(schema).filter((s) => !isNull(s));
  if (only === undefined || more.length > 0) return [];
  if (only.type === "string" && only.enum === undefined && only.format === undefined && only.const === undefined)
    return odd.map((text) => ({ path, what: "odd", value: text.slice(0, only.maxLength) }));
  if (only.type === "array" && only.items !== undefined)
    return oddities(only.items, Array.isArray(value) ? (value as unknown[])[0] : undefined, [...path, 0]);
  const given = (typeof value === "object" && value !== null ? value : {}) as Record<string, unknown>;
  return Object.entries(only.properties ?? {}).flatMap(([name, of]) => oddities(of, given[name], [...path, name]));
}
