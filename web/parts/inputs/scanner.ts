/** A scanner types faster than a person: keys closer than this belong to one scan. */
const gap_ms = 60;
/** Shorter than any barcode we use; longer than the longest GS1 Digital Link we accept. */
const shortest = 4;
const longest = 400;

/**
 * Recognises a USB or Bluetooth scanner by its typing: a burst of characters ended by Enter or Tab.
 * `at_ms` is any steadily growing clock. Returns the code when a scan is complete.
 */
export function newScanReader(): (key: string, at_ms: number) => string | undefined {
  let typed = "";
  let last_ms = Number.NEGATIVE_INFINITY;
  return (key, at_ms) => {
    const burst = at_ms - last_ms <= gap_ms;
    last_ms = at_ms;
    if (key === "Enter" || key === "Tab") {
      const code = burst ? typed : "";
      typed = "";
      return code.length >= shortest ? code : undefined;
    }
    if (key.length !== 1) return undefined;
    typed = (burst ? typed : "") + key;
    if (typed.length > longest) typed = "";
    return undefined;
  };
}
