import path from "node:path";
import { serverOnly, zone } from "./law.ts";
import { isCode, isTestFile } from "./sources.ts";
import type { Source } from "./sources.ts";
import { syntax } from "./syntax.ts";

/** Shorter texts than this may stand in both worlds by chance. */
const telling_min = 32;
const doors: Readonly<Record<string, string>> = {
  "#contract": "contract/index.ts",
  "#quant": "quant/index.ts",
  "#parts": "web/parts/index.ts",
  "#shell": "web/shell/index.ts",
};

const inBrowser = (file: string): boolean => /^(web\/[a-z]+\/|contract\/|quant\/)/.test(file);
const runs = (source: Source): boolean => isCode(source.path) && !isTestFile(source.path);

/** Follows every import from the consoles; tells the files reached, and whatever has no business in a browser. */
export function browserGraph(all: readonly Source[]): { reached: string[]; faults: string[] } {
  const byPath = new Map(all.filter(runs).map((s) => [s.path, s]));
  const reached = new Set<string>();
  const faults: string[] = [];
  const waiting = [...byPath.keys()].filter((p) => /^web\/[a-z]+\//.test(p));
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    const source = byPath.get(file);
    if (reached.has(file) || source === undefined) continue;
    reached.add(file);
    if (!inBrowser(file)) faults.push(`${file} (${zone(file) ?? "the top"}) is reached from a console`);
    for (const { specifier, typeOnly, line } of syntax(source).imports) {
      if (specifier === undefined || typeOnly) continue;
      if (specifier.startsWith(".")) waiting.push(path.posix.join(path.posix.dirname(file), specifier));
      else if (specifier.startsWith("#")) waiting.push(doors[specifier] ?? `server/${specifier}`);
      else if (isServerPackage(specifier)) faults.push(`${file}:${line} brings ${specifier} into a browser`);
      if (specifier.startsWith("#") && doors[specifier] === undefined)
        faults.push(`${file}:${line} brings ${specifier} into a browser`);
    }
  }
  return { reached: [...reached].toSorted(), faults };
}

const isServerPackage = (specifier: string): boolean =>
  specifier.startsWith("node:") || serverOnly.some((name) => specifier === name || specifier.startsWith(`${name}/`));

/** Long texts that stand only in the server's code: finding one in a bundle means that server code came along. */
export function serverTexts(all: readonly Source[]): string[] {
  const code = all.filter(runs);
  const shared = code.filter((s) => inBrowser(s.path)).map((s) => s.text);
  const browser = shared.join("\n");
  const texts = code
    .filter((s) => s.path.startsWith("server/"))
    .flatMap((s) => syntax(s).texts)
    .flatMap(({ text }) => text.split(/[?\n]/))
    .map((piece) => piece.trim())
    .filter((piece) => piece.length >= telling_min && /^[\w ,.:;=*()-]+$/.test(piece));
  return [...new Set(texts)].filter((text) => !browser.includes(text));
}

/** The server's texts that a built file carries, and Vite's mark for a Node module it could not bundle. */
export function traces(bundle: string, texts: readonly string[]): string[] {
  return [...texts, "__vite-browser-external"].filter((text) => bundle.includes(text));
}
