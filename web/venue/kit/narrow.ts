import { widths } from "#parts";
import { useSyncExternalStore } from "react";

const query = matchMedia(`(max-width: ${widths.tablet}px)`);
function subscribe(tell: () => void): () => void {
  query.addEventListener("change", tell);
  return () => query.removeEventListener("change", tell);
}
/** Whether the window is a phone or a small tablet held upright: one thing at a time. */
export const useNarrow = (): boolean => useSyncExternalStore(subscribe, () => query.matches);
