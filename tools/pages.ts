import path from "node:path";
import type { Source } from "./sources.ts";

const link = /\]\(([^)\s]+)\)/g;
/** Commands stand in code, not in running text. */
const script = /(?:`|^\s*(?:\$ )?)npm (?:run )?([a-z:]+)\b/gm;
/** Words after `npm` that are npm's own. */
const ofNpm = new Set(["run", "install", "ci", "ls", "update", "audit"]);
const runFile = /\bnode ([\w./-]+\.(?:js|ts))\b(?: ([\w./-]+\.ts)\b)?/g;

const lineOf = (text: string, index: number): number => text.slice(0, index).split("\n").length;

/** Places where a page names a file or a command that does not exist: a guide that nobody checks soon misleads. */
export function pageFaults(
  pages: readonly Source[],
  paths: readonly string[],
  scripts: readonly string[],
): { count: number; faults: string[] } {
  const files = new Set(paths.flatMap((p) => [p, ...parents(p)]));
  const known = new Set([...scripts, ...ofNpm]);
  let count = 0;
  const faults = pages
    .filter((p) => p.path.endsWith(".md"))
    .flatMap((page) => {
      const wrong: string[] = [];
      const judge = (index: number, right: boolean, says: string): void => {
        count += 1;
        if (!right) wrong.push(`${page.path}:${lineOf(page.text, index)} ${says}`);
      };
      for (const found of page.text.matchAll(link)) {
        const target = (found[1] ?? "").split("#")[0] ?? "";
        if (target === "" || /^[a-z]+:/.test(target)) continue;
        const file = path.posix.join(path.posix.dirname(page.path), decodeURI(target)).replace(/\/$/, "");
        judge(found.index, files.has(file), `links to ${target}, which does not exist`);
      }
      for (const found of page.text.matchAll(script))
        judge(found.index, known.has(found[1] ?? ""), `says npm ${found[1] ?? ""}, which is no script`);
      for (const found of page.text.matchAll(runFile))
        for (const file of found.slice(1).filter((f) => f !== undefined && f !== "file.ts"))
          judge(found.index, files.has(file), `runs ${file}, which does not exist`);
      return wrong;
    });
  return { count, faults };
}

/** `a/b/c` lies in `a/b` and `a`. */
function parents(file: string): string[] {
  const folders = file.split("/").slice(0, -1);
  return folders.map((_, at) => folders.slice(0, at + 1).join("/"));
}
