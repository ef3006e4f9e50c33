import { readFileSync, readdirSync } from "node:fs";

const TICKS_PER_S = 100;
type Stat = { readonly parent: number; readonly ticks: number };
function stat(pid: string | number): Stat | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = text
      .slice(text.lastIndexOf(")") + 2)
      .split(" ")
      .map(Number);
    // utime, stime, and those of ended children
    return { parent: fields[1] ?? 0, ticks: [11, 12, 13, 14].reduce((sum, at) => sum + (fields[at] ?? 0), 0) };
  } catch {
    return undefined;
  }
}
/** CPU seconds so far of a process and its direct children; 0 where there is no /proc. */
export function cpuSeconds(pid: number | undefined): number {
  const own = pid === undefined ? undefined : stat(pid);
  if (!own) return 0;
  const children = readdirSync("/proc")
    .filter((n) => /^\d+$/.test(n))
    .map(stat)
    .filter((s) => s?.parent === pid);
  return [own, ...children].reduce((sum, s) => sum + (s?.ticks ?? 0), 0) / TICKS_PER_S;
}
