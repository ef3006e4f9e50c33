/**
 * The one text of a JSON value: sorted keys, no spaces, numbers as ECMAScript writes them. Hash this text to name a proof or a plan.
 * Source: RFC 8785 (JSON Canonicalization Scheme). `undefined` members are left out; NaN, Infinity, functions and nesting deeper
 * than 100 are a RangeError, because such a value has no JSON text.
 */
export function canonicalJson(value: unknown, depth = 0): string {
  if (depth > 100) throw new RangeError("nested deeper than 100 levels");
  if (value === null || typeof value === "boolean" || typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new RangeError(`${value} has no JSON text`);
    return JSON.stringify(value);
  }
  if (Array.isArray(value))
    return `[${value.map((v: unknown) => canonicalJson(v === undefined ? null : v, depth + 1)).join(",")}]`;
  if (typeof value !== "object") throw new RangeError(`a ${typeof value} has no JSON text`);
  const members = Object.entries(value).filter(([, v]) => v !== undefined);
  members.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `{${members.map(([k, v]) => `${JSON.stringify(k)}:${canonicalJson(v, depth + 1)}`).join(",")}}`;
}
