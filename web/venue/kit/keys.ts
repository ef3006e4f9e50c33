import { useEffect, useEffectEvent } from "react";

/** Keys that work anywhere on a page, by `KeyboardEvent.key` ("F2"); left to the dialog while one is open. */
export function useKeys(keys: Readonly<Record<string, () => void>>): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    const deed = keys[event.key];
    if (deed === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    // A closed drawer may stay in the page, unseen.
    const dialogs = [...document.querySelectorAll('[role="dialog"]')];
    if (dialogs.some((one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true }))) return;
    event.preventDefault();
    deed();
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => press(event);
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
}
