import type { guide } from "#contract";

/** Most messages kept on the screen. */
const messagesMax = 1_000;

/** The conversation after more of it came: in order, each place once, the newest kept. */
export function joined(known: readonly guide.ChatMessage[], more: readonly guide.ChatMessage[]): guide.ChatMessage[] {
  const all = new Map([...known, ...more].map((m) => [m.seq, m]));
  return [...all.values()].sort((a, b) => a.seq - b.seq).slice(-messagesMax);
}
