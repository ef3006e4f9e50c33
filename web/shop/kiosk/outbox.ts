import { z } from "zod";
import { keep } from "../kept/keep.ts";

const play = z.object({
  id: z.string().min(8).max(99),
  booking: z.uuid(),
  at: z.string().max(40),
  seconds: z.number().int().min(1).max(3600),
});
export type Play = z.output<typeof play>;

/** Most plays kept while the server does not answer: some eleven hours of eight seconds each; then the oldest go. */
export const playsMax = 5_000;
/** Most plays one heartbeat carries. */
export const batchMax = 500;

/** The plays with one more; the oldest leave a full box. */
export const withPlay = (plays: readonly Play[], more: Play): Play[] => [...plays, more].slice(-playsMax);
/** What is left once these were acknowledged. */
export function without(plays: readonly Play[], sent: readonly Play[]): Play[] {
  const gone = new Set(sent.map((p) => p.id));
  return plays.filter((p) => !gone.has(p.id));
}

const kept = keep("fg_plays", z.array(play).max(playsMax), []);

/** Proof of what was played, kept on this device until the server has it. */
export const outbox = {
  add: (more: Play): void => kept.set(withPlay(kept.get(), more)),
  next: (): Play[] => kept.get().slice(0, batchMax),
  acknowledge: (sent: readonly Play[]): void => kept.set(without(kept.get(), sent)),
  use: kept.use,
};
