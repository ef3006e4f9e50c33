import { fault, zone } from "./law.ts";
import { isCode } from "./sources.ts";
import type { Source } from "./sources.ts";
import { syntax } from "./syntax.ts";

/** Judges every import of the files by the law; the counts show that it looked. */
export function look(all: readonly Source[]): { files: number; imports: number; zones: string[]; faults: string[] } {
  const files = all.filter((s) => isCode(s.path));
  const zones = new Set(files.map((s) => zone(s.path) ?? "top"));
  const faults: string[] = [];
  let imports = 0;
  for (const source of files) {
    for (const { specifier, typeOnly, line } of syntax(source).imports) {
      imports += 1;
      const message = specifier === undefined ? computed(source.path) : fault(source.path, specifier, typeOnly);
      if (message !== undefined) faults.push(`${source.path}:${line} ${message}`);
    }
  }
  return { files: files.length, imports, zones: [...zones].toSorted(), faults };
}

/** `import(name)` with a computed name: only the top may, because it sees everybody anyway. */
const computed = (path: string): string | undefined =>
  zone(path) === undefined ? undefined : "imports a computed name, which nobody can judge";
