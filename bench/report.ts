/** What a benchmark found: one row per measurement, all rows with the same columns; notes say what is compared with what. */
export type Report = {
  readonly name: string;
  readonly rows: readonly Readonly<Record<string, string | number>>[];
  readonly notes: readonly string[];
};
export type Bench = (args: readonly string[], say: (line: string) => void) => Promise<Report>;

/** The report as text with aligned columns. */
export function asTable({ name, rows, notes }: Report): string {
  const columns = Object.keys(rows[0] ?? {});
  const cells = [columns, ...rows.map((r) => columns.map((c) => shown(r[c])))];
  const widths = columns.map((_, i) => Math.max(...cells.map((line) => line[i]?.length ?? 0)));
  const lines = cells.map((line) =>
    line.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join("  "),
  );
  return `\n${name}\n${lines.join("\n")}\n${notes.map((n) => `- ${n}`).join("\n")}\n`;
}
function shown(value: string | number | undefined): string {
  if (typeof value !== "number") return value ?? "";
  return Number.isInteger(value) ? value.toLocaleString("en-US") : value.toFixed(value < 10 ? 2 : 1);
}
