// npm run anchors [-- --json] [words]: every published figure that we claim to reproduce, beside our own.
import { difference, passes, quantAnchors, type Anchor, type Reading } from "#quant";
import { dataAnchors } from "./anchors/data.ts";

export type Row = {
  readonly name: string;
  readonly source: string;
  readonly what: string;
  readonly ours: unknown;
  readonly published: unknown;
  /** null when the two cannot be subtracted (different texts or shapes). */
  readonly difference: number | null;
  readonly tolerance: number;
  readonly pass: boolean;
};
export type Report = {
  readonly rows: readonly Row[];
  readonly skipped: readonly { readonly name: string; readonly reason: string }[];
  readonly failed: number;
};

const rowOf = (anchor: Anchor, reading: Reading): Row => {
  const apart = difference(reading.ours, reading.published);
  return {
    name: anchor.name,
    source: anchor.source,
    what: reading.what,
    ours: reading.ours ?? null,
    published: reading.published ?? null,
    difference: Number.isFinite(apart) ? apart : null,
    tolerance: reading.tolerance ?? 0,
    pass: passes(reading),
  };
};

/** Runs the anchors one after another. An anchor that throws or reads nothing is a failed row, not an end. */
export async function report(anchors: readonly Anchor[]): Promise<Report> {
  const rows: Row[] = [];
  const skipped: { name: string; reason: string }[] = [];
  for (const anchor of anchors) {
    const failure = (why: string) => rowOf(anchor, { what: why, ours: "failed", published: "a reading" });
    try {
      const readings = await anchor.run();
      if ("skipped" in readings) skipped.push({ name: anchor.name, reason: readings.skipped });
      else if (readings.length === 0) rows.push(failure("nothing was read"));
      else rows.push(...readings.map((r) => rowOf(anchor, r)));
    } catch (error) {
      rows.push(failure(error instanceof Error ? error.message : String(error)));
    }
  }
  return { rows, skipped, failed: rows.filter((r) => !r.pass).length };
}

function shown(value: unknown): string {
  const text =
    JSON.stringify(value, (_, v: unknown) => (typeof v === "number" ? Number(v.toPrecision(9)) : v)) ?? "none";
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/** The report as a table for people. */
export function table({ rows, skipped, failed }: Report): string {
  const lines: string[] = [];
  let last = "";
  for (const row of rows) {
    if (row.name !== last) lines.push("", `${row.name}  (${row.source})`);
    last = row.name;
    const apart = row.difference === null ? "differs" : row.difference.toExponential(1);
    const cells = [
      row.pass ? "ok  " : "FAIL",
      row.what.padEnd(44),
      shown(row.ours).padStart(24),
      shown(row.published).padStart(24),
      apart.padStart(9),
    ];
    lines.push(`  ${cells.join("  ")}`);
  }
  for (const { name, reason } of skipped) lines.push("", `${name}: skipped, ${reason}`);
  const names = new Set(rows.map((r) => r.name)).size;
  lines.push("", `${names} references, ${rows.length} readings, ${failed} failed, ${skipped.length} skipped`);
  lines.push("Columns: ours, published, largest absolute difference. --json gives sources and tolerances.");
  return lines.join("\n");
}

if (import.meta.main) {
  const words = process.argv.slice(2).filter((a) => a !== "--json");
  const anchors = [...quantAnchors, ...dataAnchors()].filter((a) => words.every((w) => a.name.includes(w)));
  const done = await report(anchors);
  process.stdout.write(`${process.argv.includes("--json") ? JSON.stringify(done, null, 2) : table(done)}\n`);
  // Looking at nothing is red.
  process.exitCode = done.failed > 0 || done.rows.length === 0 ? 1 : 0;
}
