import type { Principal } from "#kernel";

/**
 * Who a secret belongs to, remembered for a moment: intake asks hundreds of times a second. What another process
 * revokes dies here within `life_ms`; what this one revokes, at once.
 */
const life_ms = 5_000;
const most = 10_000;

export type Remembered<T> = {
  get(key: string): T | undefined;
  set(key: string, value: T): void;
  clear(): void;
};
export function remember<T>(): Remembered<T> {
  const kept = new Map<string, { readonly until: number; readonly value: T }>();
  return {
    get(key) {
      const found = kept.get(key);
      if (found !== undefined && found.until > performance.now()) return found.value;
      kept.delete(key);
      return undefined;
    },
    set(key, value) {
      // Full: the oldest half goes, in the order of coming in.
      if (kept.size >= most) for (const old of [...kept.keys()].slice(0, most / 2)) kept.delete(old);
      kept.set(key, { until: performance.now() + life_ms, value });
    },
    clear: () => kept.clear(),
  };
}

/** By the hash of a session's secret. */
export const sessionCallers = remember<Principal>();
/** By the hash of an API key. */
export const keyCallers = remember<Principal>();
/** Platform number by code. */
export const platformNumbers = remember<number>();
export const forgetSessions = (): void => sessionCallers.clear();
export const forgetKeys = (): void => keyCallers.clear();
