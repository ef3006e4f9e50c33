import { useSyncExternalStore } from "react";

/** The two console languages. Every sentence on a screen exists in both. */
export type Lang = "zh" | "en";

const storageKey = "fg_lang";
const listeners = new Set<() => void>();
let current: Lang = firstLang();

function stored(): string | undefined {
  try {
    return globalThis.localStorage?.getItem(storageKey) ?? undefined;
  } catch {
    return undefined; // storage may be forbidden (private mode); the language then lives for one visit
  }
}

function firstLang(): Lang {
  const kept = stored();
  if (kept === "zh" || kept === "en") return kept;
  const wished = typeof navigator === "undefined" ? "en" : navigator.language;
  return wished.toLowerCase().startsWith("zh") ? "zh" : "en";
}

/** The language now, for code outside a component. Inside one use `useLang`, which follows changes. */
export const currentLang = (): Lang => current;

/** Whether the reader has ever chosen a language here; if not, the signed-in person's own language may be used. */
export const langChosen = (): boolean => stored() !== undefined;

/** Switches the language, remembers it, and tells the browser (fonts and screen readers follow `<html lang>`). */
export function setLang(lang: Lang): void {
  current = lang;
  try {
    globalThis.localStorage?.setItem(storageKey, lang);
  } catch {
    // not remembered, but switched
  }
  if (typeof document !== "undefined") document.documentElement.lang = lang === "zh" ? "zh-CN" : "en";
  for (const tell of listeners) tell();
}

function subscribe(tell: () => void): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}

/** The language of the console; the component is drawn again when it changes. */
export const useLang = (): Lang => useSyncExternalStore(subscribe, currentLang);
