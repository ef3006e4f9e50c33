import { useSyncExternalStore } from "react";
import type { z } from "zod";

/** A small thing kept on this device. */
export type Kept<T> = {
  readonly get: () => T;
  readonly set: (next: T) => void;
  readonly clear: () => void;
  readonly use: () => T;
};

function fromDevice(key: string): unknown {
  try {
    const text = localStorage.getItem(key);
    return text === null ? undefined : JSON.parse(text);
  } catch {
    return undefined; // forbidden, or not written by us
  }
}

function toDevice(key: string, value: unknown): void {
  try {
    if (value === undefined) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // storage is forbidden or full: the value lives for this visit
  }
}

/**
 * Keeps a value under a key of the device's storage: checked by its schema when read (`empty` for anything else), written
 * whole, followed by React and by other tabs. Where storage is forbidden it lives for one visit.
 */
export function keep<T>(key: string, schema: z.ZodType<T>, empty: T): Kept<T> {
  const listeners = new Set<() => void>();
  const read = (): T => {
    const found = schema.safeParse(fromDevice(key));
    return found.success ? found.data : empty;
  };
  let now = read();
  const tell = () => {
    for (const one of listeners) one();
  };
  if (typeof addEventListener === "function") {
    addEventListener("storage", (event: StorageEvent) => {
      if (event.key !== key && event.key !== null) return;
      now = read();
      tell();
    });
  }
  const put = (next: T, stored: unknown) => {
    now = next;
    toDevice(key, stored);
    tell();
  };
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  const get = () => now;
  return {
    get,
    set: (next) => put(next, next),
    clear: () => put(empty, undefined),
    use: () => useSyncExternalStore(subscribe, get),
  };
}
