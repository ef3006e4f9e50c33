import { useSyncExternalStore } from "react";
import type { Mode } from "./tokens.ts";

/** What the reader wants: light, dark, or as the device says. */
export type ModeWish = Mode | "auto";

const storageKey = "fg_mode";
const listeners = new Set<() => void>();
const night = matchMedia("(prefers-color-scheme: dark)");
let wish: ModeWish = firstWish();
night.addEventListener("change", tellAll);

function firstWish(): ModeWish {
  try {
    const kept = localStorage.getItem(storageKey);
    return kept === "light" || kept === "dark" ? kept : "auto";
  } catch {
    return "auto"; // storage may be forbidden; the device decides
  }
}

function tellAll(): void {
  for (const tell of listeners) tell();
}

function subscribe(tell: () => void): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}

const modeNow = (): Mode => (wish === "auto" ? (night.matches ? "dark" : "light") : wish);

/** Sets and remembers the wish. */
export function setMode(next: ModeWish): void {
  wish = next;
  try {
    localStorage.setItem(storageKey, next);
  } catch {
    // not remembered, but set
  }
  tellAll();
}

/** Light or dark, as now drawn. */
export const useMode = (): Mode => useSyncExternalStore(subscribe, modeNow);
