/**
 * Whose rows a transaction may see. PostgreSQL row-level security and the ClickHouse row filter both follow it,
 * so a forgotten WHERE shows nothing foreign.
 */
export type Scope =
  | { readonly kind: "system" }
  | { readonly kind: "platform"; readonly platform: number }
  | { readonly kind: "brand"; readonly platform: number; readonly brand: number }
  | { readonly kind: "venue"; readonly platform: number; readonly venue: number }
  | { readonly kind: "consumer"; readonly platform: number; readonly consumer: string };

/** Boot, sign-in and schedulers only. */
export const systemScope: Scope = { kind: "system" };
export const platformScope = (platform: number): Scope => ({ kind: "platform", platform });

/** Who is calling: a signed-in person, an API key, or a visitor of a platform's shop. */
export type Principal = {
  readonly role: "operator" | "brand" | "venue" | "consumer" | "key" | "public";
  /** User or key id; the anonymous visitor has none. */
  readonly id?: string;
  readonly name: string;
  readonly platform: number;
  readonly brand?: number;
  readonly merchant?: number;
  readonly venue?: number;
  /** Consumer account id. */
  readonly consumer?: string;
  /** What an API key may do. */
  readonly keyScopes?: readonly string[];
  /** Session id, for the CSRF check. */
  readonly session?: string;
};

/** The one place that turns a caller into the rows they may see. */
export function scopeOf(p: Principal): Scope {
  const { platform } = p;
  if (p.brand !== undefined && (p.role === "brand" || p.role === "key"))
    return { kind: "brand", platform, brand: p.brand };
  if (p.role === "venue" && p.venue !== undefined) return { kind: "venue", platform, venue: p.venue };
  if (p.role === "consumer" && p.consumer !== undefined) return { kind: "consumer", platform, consumer: p.consumer };
  if (p.role === "operator" || p.role === "key" || p.role === "public") return { kind: "platform", platform };
  throw new Error(`a ${p.role} without its ${p.role === "consumer" ? "account" : p.role} has no scope`);
}
