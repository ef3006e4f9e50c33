/** A screen that said nothing for this long is off. */
export const silence_ms = 180_000;
export type ScreenState = "playing" | "idle" | "error" | "silent" | "never";

/** How a screen stands at a moment, from its last heartbeat. */
export function screenState(state: string | null, seen_at: string | null, now_ms: number): ScreenState {
  if (seen_at === null) return "never";
  if (now_ms - Date.parse(seen_at) > silence_ms) return "silent";
  if (state === "error") return "error";
  return state === "online_with_content" ? "playing" : "idle";
}
