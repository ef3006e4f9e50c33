/** A typed amount ("12", "12.5", "1,200.00") in minor units; undefined when it is none or has too many digits. */
export function readAmount(text: string, digits: number): number | undefined {
  const clean = text.replaceAll(/[,\s¥￥$€]/g, "").replaceAll("。", ".");
  const match = /^(\d{1,9})(?:\.(\d*))?$/.exec(clean);
  if (!match) return undefined;
  const fraction = match[2] ?? "";
  if (fraction.length > digits) return undefined;
  return Number(`${match[1] ?? "0"}${fraction.padEnd(digits, "0")}`);
}

const notes = [1, 5, 10, 20, 50, 100];
/** Sums a buyer is likely to hand over: the exact one, then the next full notes; at most five, rising. */
export function likelyCash(due_minor: number, digits: number): number[] {
  const unit = 10 ** digits;
  const rounded = notes.map((note) => Math.ceil(due_minor / (note * unit)) * note * unit);
  return [...new Set([due_minor, ...rounded])]
    .filter((sum) => sum > 0)
    .toSorted((a, b) => a - b)
    .slice(0, 5);
}

/** Change for what was given; undefined when it is not enough. Nothing given is the exact sum. */
export function changeOf(due_minor: number, given_minor: number | null): number | undefined {
  const given = given_minor ?? due_minor;
  return given < due_minor ? undefined : given - due_minor;
}
