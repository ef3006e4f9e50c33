import type { Role, Route } from "#contract";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { z } from "zod";
import type { Principal, Scope } from "../scope.ts";
import type { Tx } from "../tx.ts";

/** Parts a route does not declare are unknown to its handler. */
type Read<T> = NonNullable<T> extends z.ZodType ? z.output<NonNullable<T>> : unknown;
type Sent<T> = T extends z.ZodType ? z.input<T> : undefined;

/** What a handler gets besides the checked input. */
export type Caller = {
  readonly principal: Principal;
  readonly scope: Scope;
  readonly idempotencyKey: string | undefined;
};
export type Input<R extends Route> = {
  readonly params: Read<R["params"]>;
  readonly query: Read<R["query"]>;
  readonly body: Read<R["body"]>;
};
export type Raw = { readonly request: FastifyRequest; readonly reply: FastifyReply };

/** A route with its handler, ready to be mounted. */
export type Endpoint = {
  readonly route: Route;
  /** With a transaction in the caller's scope, or without one for handlers that manage their own. */
  readonly handle:
    | {
        readonly kind: "tx";
        run(caller: Caller & { readonly tx: Tx }, input: Input<Route>, raw: Raw): Promise<unknown>;
      }
    | { readonly kind: "bare"; run(caller: Caller, input: Input<Route>, raw: Raw): Promise<unknown> };
};

/** The usual endpoint: its handler runs in one transaction that sees only the caller's rows; audit and idempotency are in it too. */
export function serve<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  route: Route<P, Q, B, R>,
  run: (caller: Caller & { readonly tx: Tx }, input: Input<Route<P, Q, B, R>>, raw: Raw) => Promise<Sent<R>>,
): Endpoint {
  return { route, handle: { kind: "tx", run: run as never } };
}
/** An endpoint that opens its own transactions (batched or streaming work); its body carries its own idempotency key. */
export function serveBare<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  route: Route<P, Q, B, R>,
  run: (caller: Caller, input: Input<Route<P, Q, B, R>>, raw: Raw) => Promise<Sent<R>>,
): Endpoint {
  return { route, handle: { kind: "bare", run: run as never } };
}
export const mayCall = (who: readonly Role[], role: Role): boolean => who.includes("public") || who.includes(role);
