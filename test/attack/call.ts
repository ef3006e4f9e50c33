import type { Route } from "#contract";
import type { Principal } from "#kernel";
import type { Call, TestServer } from "#testing";
import type { z } from "zod";

type Reply<R extends Route> = R["reply"] extends z.ZodType ? z.output<R["reply"]> : never;
export const both = (text: string) => ({ zh: text, en: text });
export const hours = (n: number): string => new Date(Date.now() + n * 3_600_000).toISOString();

/** Calls a route while the scene is built, where every call must succeed. */
export async function must<R extends Route>(
  server: TestServer,
  route: R,
  input: Call<R>,
  by: Principal,
): Promise<Reply<R>> {
  const answer = await server.call(route, input, by);
  if (answer.status >= 300) throw new Error(`${route.method} ${route.path}: ${answer.status} ${answer.text}`);
  return answer.body as Reply<R>;
}
