import { useCallback, useLayoutEffect, useMemo, useRef } from "react";

/** Plain data that stays the same object while its content is the same, so that a page drawn again does not redraw its charts. */
export function useSteady<T>(value: T): T {
  const content = JSON.stringify(value);
  return useMemo(() => JSON.parse(content) as T, [content]);
}

/** One unchanging function that always calls the latest given: formatters written inline do not redraw a chart. */
export function useSteadyFunction<A, R>(latest: (a: A) => R): (a: A) => R {
  const kept = useRef(latest);
  useLayoutEffect(() => {
    kept.current = latest;
  });
  return useCallback((a: A) => kept.current(a), []);
}
