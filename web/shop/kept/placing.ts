import { v4 } from "uuid";
import { z } from "zod";
import { keep } from "./keep.ts";

const pending = keep("fg_placing", z.object({ body: z.string().max(60_000), id: z.string().max(64) }).nullable(), null);

/**
 * The request id for placing exactly this body. It stays the same however often the body is sent again (after a lost
 * connection, a reload, a second press), so the server makes one order of all of them; another body gets another id.
 */
export function requestIdFor(body: unknown): string {
  const text = JSON.stringify(body).slice(0, 60_000);
  const known = pending.get();
  if (known?.body === text) return known.id;
  const id = v4();
  pending.set({ body: text, id });
  return id;
}

/** The order stands: the same basket bought once more is a new order. */
export const placingDone = (): void => pending.clear();
