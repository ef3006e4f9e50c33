import { traffic } from "#contract";
import { call } from "#shell";
import { v4 } from "uuid";
import { z } from "zod";
import { keep } from "./keep.ts";

const id = keep("fg_visitor", z.string().min(8).max(100), "");

/** This browser's own number, made on the first visit: how a guest's looks, orders and answers belong together. */
export function visitorId(): string {
  if (id.get() === "") id.set(v4());
  return id.get();
}

/** Forgets the number; the next visit is a stranger's. */
export const forgetVisitor = (): void => id.clear();

type Opened = { readonly sku?: number; readonly booking?: string };
/** Tells that something served was opened. Nobody waits for it, and a lost one spoils nothing. */
export function tellOpened(served: string, what: Opened): void {
  call(traffic.routes.seen, { body: { served, anonymous_id: visitorId(), ...what } }).catch(() => undefined);
}
