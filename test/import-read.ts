import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeEach } from "vitest";
import type { Options, Part, Rejected, Run } from "../importers/index.ts";
import { sets } from "../importers/index.ts";

/** A folder for small files of a set, empty before every test. */
export function smallFiles() {
  const folder = mkdtempSync(path.join(tmpdir(), "fairground-broken-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const empty = (): void => {
    for (const f of readdirSync(folder)) rmSync(path.join(folder, f));
  };
  beforeEach(empty);
  return {
    empty,
    write: (name: string, content: string | Uint8Array): void => writeFileSync(path.join(folder, name), content),
    read: (set: string, options: Options) => readSet(folder, set, options),
  };
}

/** Reads a set as the command line does, without engines behind it. */
async function readSet(folder: string, name: string, options: Options) {
  const parts: Part[] = [];
  const rejected: Rejected[] = [];
  const damaged: Rejected[] = [];
  const known = new Set<string>();
  const run: Run = {
    files: ({ files }) =>
      readdirSync(folder)
        .filter((f) => files.test(f.replace(/\.gz$/, "")))
        .sort()
        .map((f) => path.join(folder, f)),
    progress: () => undefined,
    reject: (some) => void rejected.push(...some.map(({ file, line, reason }) => ({ file, line, reason }))),
    damage: (one) => void damaged.push(one),
    known: (kind, code) => known.has(`${kind} ${code}`),
  };
  for (const pass of sets[name]?.passes(options) ?? [])
    for await (const some of pass.parts(run))
      for (const part of some) {
        for (const [kind, rows] of Object.entries(part.needs ?? {}))
          for (const row of rows) known.add(`${kind} ${row.code}`);
        parts.push(part);
      }
  return { parts, facts: parts.flatMap((p) => p.facts), rejected, damaged };
}
