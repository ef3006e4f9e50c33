import type { z } from "zod";

/** Who may call a route. `public` needs no sign-in; `key` is an API key with the named scope. */
export type Role = "operator" | "brand" | "venue" | "consumer" | "key" | "public";

/** One HTTP route as data: the server mounts it, the browser calls it, OpenAPI is generated from it. */
export type Route<
  P extends z.ZodType = z.ZodType,
  Q extends z.ZodType = z.ZodType,
  B extends z.ZodType = z.ZodType,
  R extends z.ZodType = z.ZodType,
> = {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Path with `:name` parameters, always under `/v1`. */
  readonly path: `/v1/${string}`;
  readonly who: readonly Role[];
  /** One sentence a merchant's analyst would understand. */
  readonly summary: string;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  readonly reply: R;
  /** Success status; 200 unless said. */
  readonly status?: 200 | 201 | 202 | 204;
  /** Largest body in bytes; 1 MiB unless said. */
  readonly bodyLimit_bytes?: number;
  /** Scope an API key needs, for example `facts:write`. */
  readonly keyScope?: string;
  /** Writes remember their `Idempotency-Key` unless this is false (for example because the body carries its own key). */
  readonly idempotent?: boolean;
};

/** Declares a route and keeps its exact types. */
export function route<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  r: Route<P, Q, B, R>,
): Route<P, Q, B, R> {
  return r;
}
