/** The user asked for something that cannot be: a sentence for them, and exit code 2. */
export class Misuse extends Error {
  override readonly name = "Misuse";
}

/** A message for the person at the terminal; results alone go to standard output. */
export const note = (text: string): void => void process.stderr.write(`${text}\n`);

/** Writes to standard output and waits until it is taken, so that nothing is cut off at the end of the process. */
export const put = (text: string): Promise<void> =>
  new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => (error ? reject(error) : resolve()));
  });
export const putJson = (value: unknown): Promise<void> => put(`${JSON.stringify(value)}\n`);

type Cell = string | number | null;
/** Rows as a table for people: the first column to the left, numbers to the right. */
export function table(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const shown = rows.map((r) => r.map((c) => (c === null ? "-" : typeof c === "number" ? grouped(c) : c)));
  const widths = head.map((h, i) => Math.max(h.length, ...shown.map((r) => (r[i] ?? "").length)));
  const right = head.map((_, i) => rows.some((r) => typeof r[i] === "number"));
  const line = (cells: readonly string[]) =>
    cells
      .map((c, i) => (right[i] ? c.padStart(widths[i] ?? 0) : c.padEnd(widths[i] ?? 0)))
      .join("  ")
      .trimEnd();
  return `${[line(head), line(widths.map((w) => "-".repeat(w))), ...shown.map(line)].join("\n")}\n`;
}
const grouped = (n: number): string =>
  Number.isInteger(n) ? n.toLocaleString("en-US") : n.toLocaleString("en-US", { maximumFractionDigits: 4 });
