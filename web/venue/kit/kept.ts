import { useCallback, useSyncExternalStore } from "react";
import type { z } from "zod";

/** Longest text kept under one key: a till's sales fit many times, a runaway list does not fill the device. */
const longest = 2_000_000;
const listeners = new Set<() => void>();
/** The last reading per key, so that the same text gives the same object. */
const read = new Map<string, { readonly text: string | null; readonly value: unknown }>();
/** What could not be written (private mode, full device) lives until the page is closed. */
const unwritten = new Map<string, string>();

function subscribe(tell: () => void): () => void {
  listeners.add(tell);
  addEventListener("storage", tell); // another tab of this till
  return () => {
    listeners.delete(tell);
    removeEventListener("storage", tell);
  };
}
function textOf(key: string): string | null {
  const here = unwritten.get(key);
  if (here !== undefined) return here;
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
function parsed<S extends z.ZodType>(text: string | null, schema: S): z.output<S> | undefined {
  if (text === null) return undefined;
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined; // somebody wrote there by hand
  }
}

/** The value kept on this device under a key, or the fallback when there is none or it has another shape. */
export function readKept<S extends z.ZodType>(key: string, schema: S, fallback: z.output<S>): z.output<S> {
  const text = textOf(key);
  const known = read.get(key);
  if (known && known.text === text) return known.value as z.output<S>;
  const value = parsed(text, schema) ?? fallback;
  if (read.size > 200) read.clear();
  read.set(key, { text, value });
  return value;
}

/** Keeps a value on this device; every component and tab that shows it is drawn again. */
export function writeKept(key: string, value: unknown): void {
  const text = JSON.stringify(value);
  if (text.length > longest) throw new RangeError(`${key} is too large to keep`);
  try {
    localStorage.setItem(key, text);
    unwritten.delete(key);
  } catch {
    unwritten.set(key, text);
  }
  for (const tell of listeners) tell();
}

/** State that survives a reload and is the same in every tab. `set` takes the next value, or a function of the present one. */
export function useKept<S extends z.ZodType>(
  key: string,
  schema: S,
  fallback: z.output<S>,
): readonly [z.output<S>, (next: z.output<S> | ((now: z.output<S>) => z.output<S>)) => void] {
  const value = useSyncExternalStore(subscribe, () => readKept(key, schema, fallback));
  const set = useCallback(
    (next: z.output<S> | ((now: z.output<S>) => z.output<S>)) => {
      const now = readKept(key, schema, fallback);
      writeKept(key, typeof next === "function" ? (next as (now: z.output<S>) => z.output<S>)(now) : next);
    },
    [key, schema, fallback],
  );
  return [value, set];
}
