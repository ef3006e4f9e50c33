import type { Route } from "#contract";
import type { z } from "zod";

export type Sent<T> = T extends z.ZodType ? z.input<T> : never;
export type Got<T> = T extends z.ZodType ? z.output<T> : never;
export type Call<R extends Route> = {
  readonly params?: Sent<R["params"]>;
  readonly query?: Sent<R["query"]>;
  readonly body?: Sent<R["body"]>;
  readonly headers?: Readonly<Record<string, string>>;
};
export type Answer<T> = { readonly status: number; readonly body: T; readonly text: string; readonly headers: Headers };
/** Puts parameters into a route's path and query. */
export function fill(pattern: string, params: unknown, query: unknown): string {
  const values = (params ?? {}) as Record<string, unknown>;
  const filled = pattern.replaceAll(/:(\w+)/g, (_m, name: string) => encodeURIComponent(String(values[name])));
  const asked = Object.entries((query ?? {}) as Record<string, unknown>).filter(([, v]) => v !== undefined);
  const search = new URLSearchParams(asked.map(([k, v]): [string, string] => [k, String(v)]));
  return search.size === 0 ? filled : `${filled}?${search.toString()}`;
}
